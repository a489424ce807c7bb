"""Question and sentence, read together → how well the one answers the other.

The encoder's network with small additions, which were trained to tell sentences that answer a question from
those that are about the same and don't (`bot/search/training/close_reader.py`). Nogueira and Cho, "Passage
Re-ranking with BERT", 2019 (https://arxiv.org/abs/1901.04085), for reading the two as one text.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.search.encoder.tensors import Tensors, open_tensors
from bot.search.encoder.transformer import Floats, Transformer
from bot.search.encoder.wordpiece import WordPiece

FILE = "adapters.safetensors"

MOST_OF_QUESTION = 40
"""Tokens of a question that are read, more than one in a thousand has."""

MOST_TOKENS = 128
"""Tokens of question and sentence together: as many as the encoder reads."""


class Pair(NamedTuple):
    """A question, and a sentence that may answer it, which begins with the title of its article."""

    question: str
    sentence: str


class CrossEncoder:
    """Reads pairs. Raises OSError, ValueError and KeyError where its file can't be used."""

    def __init__(self, network: Transformer, tokenizer: WordPiece, folder: Path | None = None) -> None:
        """`network` and `tokenizer` are the encoder's, whose weights it shares."""
        folder = folder or Path(str(resources.files("bot.search") / "data" / "cross_encoder"))
        adapters: Tensors = open_tensors(folder / FILE)
        self._network = network.adapted(adapters)
        self._tokenizer = tokenizer
        self._weights = adapters["head"].astype(np.float32)
        self._bias = float(adapters["head.bias"][0])

    def read(self, pairs: Sequence[Pair]) -> list[float]:
        """For each pair the log-odds that the sentence answers, as they were trained: 0 is no border."""
        return [self._read(pair) for pair in pairs]

    def _read(self, pair: Pair) -> float:
        numbers, first = encode_pair(self._tokenizer, pair)
        in_second = np.zeros((1, len(numbers)), dtype=np.float32)
        in_second[0, first:] = 1
        network = self._network
        tokens = network(np.array([numbers]), np.array([len(numbers)]), in_second)[0]
        means: Floats = np.concatenate([tokens[:first].mean(axis=0), tokens[first:].mean(axis=0)])
        return float(means @ self._weights) + self._bias


def encode_pair(tokenizer: WordPiece, pair: Pair) -> tuple[list[int], int]:
    """The tokens of a pair by number, and how many of them are the question's."""
    question = tokenizer.encode(pair.question, MOST_OF_QUESTION)
    sentence = tokenizer.encode(pair.sentence, MOST_TOKENS - len(question) + 1)
    return question + sentence[1:], len(question)
