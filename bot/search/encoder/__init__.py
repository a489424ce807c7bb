"""Sentences → vectors: those that mean alike point alike. The model is all-MiniLM-L6-v2, run by NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from bot.search.encoder.tensors import open_tensors
from bot.search.encoder.transformer import WIDTH, Floats, Transformer, pooled
from bot.search.encoder.wordpiece import WordPiece

__all__ = ["WIDTH", "Encoder"]

MODEL = "d94d50a0918c42b3"
"""What stands for these weights where vectors are kept: the beginning of their file's SHA-256."""

MOST_TOKENS = 128
"""Tokens of a text that are read; the model was trained on texts of as many."""

MOST_IN_BATCH = 128
"""Tokens, padding among them, that go through the network at a time: few enough for the processor's cache, so
that it is a third faster than with four times as many, and 25 MB smaller."""


class Encoder:
    """The model, read from a folder. Raises OSError and ValueError where its files can't be used."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(str(resources.files("bot.search") / "data" / "encoder"))
        self._tokenizer = WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())
        self._network = Transformer(open_tensors(folder / "model.safetensors"))

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vectors of `texts`: a row a text, of length 1, so that a product of two is their cosine."""
        numbers = [self._tokenizer.encode(text, MOST_TOKENS) for text in texts]
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        # Texts of about one length together: the shorter ones of a batch are padded.
        order = sorted(range(len(texts)), key=lambda index: len(numbers[index]))
        while order:
            longest = len(numbers[order[-1]])
            batch = order[-max(1, MOST_IN_BATCH // longest) :]
            del order[-len(batch) :]
            vectors[batch] = self._encode([numbers[index] for index in batch])
        return vectors

    def _encode(self, batch: Sequence[Sequence[int]]) -> Floats:
        lengths = np.array([len(text) for text in batch])
        padded = np.zeros((len(batch), int(lengths.max())), dtype=np.int64)
        for row, text in zip(padded, batch, strict=True):
            row[: len(text)] = text
        return pooled(self._network(padded, lengths), lengths)
