"""The encoder of questions in PyTorch, to train it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from bot.search.encoder.tensors import Tensors
from bot.search.training.adapted_network import AdaptedNetwork, floats, follow, padded
from bot.search.training.question_examples import ArticleVectors, QuestionExample

EPOCHS = 3
RATE = 4e-4
"""The largest learning rate."""

BATCH = 32

WARMTH, TOKENS_WARMTH = 0.05, 0.03
"""What likenesses are divided by: as a whole, and token by token, where they differ less."""

TAKEN = 0.75
"""The share that is taken of what was learned. With all of it as many questions find their passage, and more
that no article answers seem to: Wortsman et al., "Robust fine-tuning of zero-shot models", 2022
(https://arxiv.org/abs/2109.01903)."""

OTHERS = 256
"""Sentences of any articles that a question is told from, besides those of its own."""


class QuestionNetwork(AdaptedNetwork):
    """As `bot.search.encoder.Encoder.encode_questions` computes it, for many questions at once."""

    def __init__(self, tensors: Tensors, token_space: Tensors) -> None:
        """`tensors` and `token_space` are the encoder's."""
        super().__init__(tensors)
        self._tensors = tensors
        self.register_buffer("mean", floats(token_space["mean"]))
        self.register_buffer("directions", floats(token_space["directions"]))

    def forward(self, questions: Sequence[QuestionExample]) -> tuple[Any, Any]:
        """The vectors of questions, and those of their tokens, all of length 1."""
        numbers, is_token = padded([each.numbers for each in questions])
        with torch.autocast("cpu", torch.bfloat16):
            computed = self.tokens_of(numbers, is_token)
        tokens = functional.normalize(computed.float(), dim=2)
        narrow = functional.normalize((tokens - self.mean) @ self.directions, dim=2)
        return functional.normalize((computed.float() * is_token[:, :, None]).sum(1), dim=1), narrow

    def adapters(self) -> dict[str, Any]:
        """What was trained, as far as it is taken, by the names that `Transformer.adapted` has for it."""
        return {name: self._taken(name, each) for name, each in super().adapters().items()}

    def _taken(self, name: str, learned: Any) -> Any:
        if name.endswith(".down"):
            return learned
        # What is added is nothing at first, the norms are the encoder's.
        before = self._tensors.get(name, np.float32(0))
        taken = TAKEN * learned.astype(np.float32) + (1 - TAKEN) * before
        return taken.astype(np.float16)


class _Article:
    """An article's vectors as PyTorch has them."""

    def __init__(self, vectors: ArticleVectors) -> None:
        self.sentences, self._tokens = floats(vectors.sentences), floats(vectors.tokens)
        self._owners = torch.from_numpy(vectors.sentence_of_token)

    def token_likeness(self, question: QuestionExample, tokens: Any) -> Any:
        """Each sentence's: the largest cosine of each of the question's tokens, weighed."""
        compared = tokens[question.compared]
        cosines = compared @ self._tokens.T
        largest = torch.full((len(compared), len(self.sentences)), -1.0)
        owners = self._owners[None].expand(len(compared), -1)
        largest = largest.scatter_reduce(1, owners, cosines, "amax")
        return floats(question.weights) @ largest


def trained(
    tensors: Tensors,
    token_space: Tensors,
    articles: Sequence[ArticleVectors],
    questions: Sequence[QuestionExample],
    tell: Callable[[str], None],
    epochs: int = EPOCHS,
    seed: int = 1,
) -> QuestionNetwork:
    """The network, trained so that a question is nearest to the sentences that answer it, of all its
    article's and some others', as a whole and token by token. `tell` is told how far it is."""
    torch.manual_seed(seed)
    network = QuestionNetwork(tensors, token_space)
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    chosen = np.random.default_rng(seed)
    compared = [_Article(each) for each in articles]
    every = torch.cat([each.sentences for each in compared])
    batches = []
    for _ in range(epochs):
        order = random.sample(questions, len(questions))
        batches += [order[start : start + BATCH] for start in range(0, len(order) - BATCH + 1, BATCH)]

    def losses() -> Iterator[Any]:
        for batch in batches:
            vectors, tokens = network(batch)
            others = every[torch.from_numpy(chosen.integers(0, len(every), OTHERS))]
            lost = []
            for row, question in enumerate(batch):
                article = compared[question.article]
                likeness = torch.cat([article.sentences, others]) @ vectors[row]
                lost.append(_surprise(likeness / WARMTH, question.sentences))
                by_tokens = article.token_likeness(question, tokens[row])
                lost.append(_surprise(by_tokens / TOKENS_WARMTH, question.sentences))
            yield torch.stack(lost).sum() / len(batch)

    follow(network, losses(), len(batches), RATE, tell)
    return network


def _surprise(log_odds: Any, right: Sequence[int]) -> Any:
    """How little of the softmax is that of the right ones."""
    return torch.logsumexp(log_odds, 0) - torch.logsumexp(log_odds[list(right)], 0)
