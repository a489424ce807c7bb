"""The cross-encoder in PyTorch, to train it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bot.search.encoder.tensors import Tensors
from bot.search.encoder.transformer import WIDTH
from bot.search.training.adapted_network import DROPPED, AdaptedNetwork, follow, padded
from bot.search.training.pairs import TrainingPair


class Part(NamedTuple):
    """A part of the training: how often each pair is seen, and the largest learning rate."""

    epochs: float
    rate: float


FIRST, SECOND, THIRD = Part(epochs=2.0, rate=8e-4), Part(epochs=1.32, rate=5e-4), Part(epochs=1.0, rate=3e-4)
"""On what was written for it; on what was asked by others and a part of that; on some of both, asked
otherwise."""

BATCH = 32

Tokens = tuple[Sequence[int], int]
"""The tokens of a pair, and how many of them are the question's."""


class CrossEncoderNetwork(AdaptedNetwork):
    """As `bot.search.encoder.cross_encoder.CrossEncoder` computes it, for many pairs at once."""

    def __init__(self, tensors: Tensors) -> None:
        """`tensors` are the encoder's."""
        super().__init__(tensors)
        self.second = nn.Parameter(torch.zeros(WIDTH))
        self.drop = nn.Dropout(DROPPED)
        self.head = nn.Linear(2 * WIDTH, 1)
        nn.init.normal_(self.head.weight, std=0.02)

    def forward(self, pairs: Sequence[Tokens]) -> Any:
        """The log-odds that each pair's sentence answers."""
        numbers, is_token = padded([text for text, _ in pairs])
        in_second = torch.zeros(numbers.shape)
        for row, (text, first) in enumerate(pairs):
            in_second[row, first : len(text)] = 1
        tokens = self.tokens_of(numbers, is_token, in_second[:, :, None] * self.second)
        parts = [(is_token & (in_second == part)).float()[:, :, None] for part in (0, 1)]
        means = [(tokens * part).sum(1) / part.sum(1) for part in parts]
        return self.head(self.drop(torch.cat(means, 1)))[:, 0]

    def named(self) -> dict[str, Any]:
        """What is trained, by the names that `CrossEncoder` has for it."""
        own = {"second": self.second, "head": self.head.weight[0], "head.bias": self.head.bias}
        return own | super().named()


def untrained(tensors: Tensors, seed: int = 1) -> CrossEncoderNetwork:
    """A network that adds nothing yet to the encoder's, whose `tensors` these are."""
    torch.manual_seed(seed)
    return CrossEncoderNetwork(tensors)


def adapted(tensors: Tensors, adapters: Tensors, seed: int = 1) -> CrossEncoderNetwork:
    """The encoder's network with what was trained before, as `CrossEncoderNetwork.adapters` gives it."""
    network = untrained(tensors, seed)
    network.take(adapters)
    return network


def trained(
    network: CrossEncoderNetwork,
    pairs: Sequence[TrainingPair],
    tokens: Sequence[Tokens],
    part: Part,
    tell: Callable[[str], None],
    seed: int = 1,
) -> CrossEncoderNetwork:
    """The network, trained on these pairs, whose tokens are given. `tell` is told how far it is."""
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    biases = np.array([pair.bias for pair in pairs], dtype=np.float32)
    biases -= biases.mean()
    answers = np.array([float(pair.answers) for pair in pairs], dtype=np.float32)
    lengths = [len(each[0]) for each in tokens]
    batches = [batch for _ in range(math.ceil(part.epochs)) for batch in _batches(lengths, random)]
    batches = batches[: round(part.epochs * len(pairs) / BATCH)]

    def losses() -> Iterator[Any]:
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16):
                log_odds = network([tokens[each] for each in batch])
            yield functional.binary_cross_entropy_with_logits(
                log_odds.float() + torch.from_numpy(biases[batch]), torch.from_numpy(answers[batch])
            )

    follow(network, losses(), len(batches), part.rate, tell)
    return network


def _batches(lengths: Sequence[int], random: Random) -> list[list[int]]:
    """Numbers of texts of about one length together, in no order."""
    order = random.sample(range(len(lengths)), len(lengths))
    batches = []
    for start in range(0, len(order), 20 * BATCH):
        some = sorted(order[start : start + 20 * BATCH], key=lengths.__getitem__)
        whole = [some[first : first + BATCH] for first in range(0, len(some) - BATCH + 1, BATCH)]
        batches += random.sample(whole, len(whole))
    return batches
