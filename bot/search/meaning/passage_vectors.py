"""The vectors of a passage, as they are kept: its sentences', and those of the pieces of their words.

A vector is stored as bytes, scaled so that its largest number is 127 or -127: its direction is what counts,
and its length follows from the bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.encoder import TOKEN_WIDTH, WIDTH, Encoded
from bot.search.encoder.transformer import Floats

Bytes = NDArray[np.int8]
"""A row of bytes a sentence, or a token."""

_COUNT = np.dtype("<u2")


@dataclass(frozen=True, slots=True, eq=False)
class PassageVectors:
    """The vectors of a passage's sentences and of their tokens; `counts` holds how many each sentence has."""

    sentences: Bytes
    tokens: Bytes
    counts: NDArray[np.uint16]

    @classmethod
    def of(cls, encoded: Sequence[Encoded]) -> PassageVectors:
        """Those of sentences that were encoded; one without words has a single token, which is its own."""
        return cls(
            as_bytes(np.array([each.vector for each in encoded])),
            as_bytes(np.concatenate([_tokens(each) for each in encoded])),
            np.array([max(1, len(each.tokens)) for each in encoded], dtype=_COUNT),
        )

    @property
    def nbytes(self) -> int:
        """How many bytes they are as they are kept."""
        return _COUNT.itemsize * (1 + len(self.counts)) + self.sentences.nbytes + self.tokens.nbytes

    def as_record(self) -> bytes:
        """As they are kept: the number of sentences, that of each one's tokens, and the vectors."""
        counts = np.array([len(self.counts), *self.counts.tolist()], dtype=_COUNT)
        return b"".join((counts.tobytes(), self.sentences.tobytes(), self.tokens.tobytes()))

    @classmethod
    def from_record(cls, record: memoryview) -> PassageVectors:
        """From a record, of which nothing is copied. Raises ValueError where it is none."""
        count = int.from_bytes(record[: _COUNT.itemsize], "little")
        begin = _COUNT.itemsize * (1 + count)
        counts: NDArray[np.uint16] = np.frombuffer(record[_COUNT.itemsize : begin], dtype=_COUNT)
        numbers: Bytes = np.frombuffer(record[begin:], dtype=np.int8)
        sentences, tokens = numbers[: count * WIDTH], numbers[count * WIDTH :]
        if not count or len(counts) != count or len(tokens) != int(counts.sum()) * TOKEN_WIDTH:
            raise ValueError("no vectors of a passage")
        return cls(sentences.reshape(-1, WIDTH), tokens.reshape(-1, TOKEN_WIDTH), counts)


def as_bytes(vectors: Floats) -> Bytes:
    """Each row scaled to whole numbers from -127 to 127. No row may be 0."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    rows: Bytes = np.rint(vectors * (127 / largest)).astype(np.int8)
    return rows


def lengths_of(rows: Bytes | Floats) -> Floats:
    """The length of each row of bytes, as they are or as floats: the sums are exact."""
    lengths: Floats = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float32))
    return lengths


def _tokens(encoded: Encoded) -> Floats:
    """Its tokens' vectors. That of a sentence without words, such as a lone “…”, is like none."""
    return encoded.tokens if len(encoded.tokens) else np.ones((1, TOKEN_WIDTH), dtype=np.float32)
