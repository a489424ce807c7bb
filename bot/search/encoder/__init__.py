"""Sentences → vectors: those that mean alike point alike. The model is all-MiniLM-L6-v2, run by NumPy.

Questions are encoded by the same network with small additions, which were trained to bring a question near to
the sentences that answer it (`bot/search/training/question_encoder.py`); those keep the vectors they had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from bot.search.encoder.cross_encoder import CrossEncoder
from bot.search.encoder.tensors import open_tensors
from bot.search.encoder.token_space import TOKEN_WIDTH, TokenSpace
from bot.search.encoder.transformer import WIDTH, Floats, Transformer, pooled
from bot.search.encoder.wordpiece import WordPiece

__all__ = ["TOKEN_WIDTH", "WIDTH", "Encoded", "Encoder", "compared_places"]

MODEL = "d94d50a0918c42b3"
"""What stands for these weights where vectors are kept: the beginning of their file's SHA-256."""

QUESTIONS_FILE = "questions.safetensors"

SPACE = "3620cbb26fc6ae9d"
"""The same of the token space's file."""

MOST_TOKENS = 128
"""Tokens of a text that are read; the model was trained on texts of as many."""

MOST_IN_BATCH = 128
"""Tokens, padding among them, that go through the network at a time: few enough for the processor's cache, so
that it is a third faster than with four times as many, and 25 MB smaller."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A text as vectors: one of length 1 for the whole, and one for each piece of a word.

    `words` holds the word of each piece, in small letters; punctuation marks are left out.
    """

    vector: Floats
    tokens: Floats
    words: Sequence[str]


class Encoder:
    """The model, read from a folder. Raises OSError and ValueError where its files can't be used."""

    def __init__(self, folder: Path | None = None, token_space: TokenSpace | None = None) -> None:
        """`token_space` stands in place of the one in the folder."""
        folder = folder or Path(str(resources.files("bot.search") / "data" / "encoder"))
        self.tokenizer = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
        self._network = Transformer(open_tensors(folder / "model.safetensors"))
        self._question_network = self._network.adapted(open_tensors(folder / QUESTIONS_FILE))
        self._token_space = token_space or TokenSpace.of(open_tensors(folder / "token_space.safetensors"))

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vectors of `texts`: a row a text, of length 1, so that a product of two is their cosine."""
        vectors = [each.vector for each in self.encode_tokens(texts)]
        return np.array(vectors, dtype=np.float32).reshape(-1, WIDTH)

    def encode_tokens(self, texts: Sequence[str]) -> list[Encoded]:
        """The vectors of `texts` and of their tokens."""
        return self._encode_tokens(texts, self._network)

    def encode_questions(self, texts: Sequence[str]) -> list[Encoded]:
        """The vectors of questions and of their tokens, to be compared with those of sentences."""
        return self._encode_tokens(texts, self._question_network)

    def _encode_tokens(self, texts: Sequence[str], network: Transformer) -> list[Encoded]:
        read = [self.tokenizer.encode_words(text, MOST_TOKENS) for text in texts]
        encoded: dict[int, Encoded] = {}
        # Texts of about one length together: the shorter ones of a batch are padded.
        order = sorted(range(len(texts)), key=lambda index: len(read[index][0]))
        while order:
            longest = len(read[order[-1]][0])
            batch = order[-max(1, MOST_IN_BATCH // longest) :]
            del order[-len(batch) :]
            vectors, tokens = _encode(network, [read[index][0] for index in batch])
            for row, index in enumerate(batch):
                words = read[index][1]
                kept = compared_places(words)
                narrow = self._token_space(tokens[row, kept])
                encoded[index] = Encoded(vectors[row], narrow, [words[place] for place in kept])
        return [encoded[index] for index in range(len(texts))]

    def cross_encoder(self, folder: Path | None = None) -> CrossEncoder:
        """What reads pairs, with the same weights. Raises as `CrossEncoder` does."""
        return CrossEncoder(self._network, self.tokenizer, folder)


def compared_places(words: Sequence[str]) -> list[int]:
    """The places of a text's tokens that have a vector of their own, by the word of each: no mark has."""
    return [place for place, word in enumerate(words) if any(map(str.isalnum, word))]


def _encode(network: Transformer, batch: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
    """The vectors of texts, and those of their tokens."""
    lengths = np.array([len(text) for text in batch])
    padded = np.zeros((len(batch), int(lengths.max())), dtype=np.int64)
    for row, text in zip(padded, batch, strict=True):
        row[: len(text)] = text
    tokens = network(padded, lengths)
    return pooled(tokens, lengths), tokens
