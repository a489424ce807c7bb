"""How near some sentences of a corpus are to a question, and which passages are nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.arrays import Bools, Ints
from bot.search.encoder.transformer import Floats
from bot.search.meaning.passage_vectors import Bytes, PassageVectors, lengths_of
from bot.search.meaning.question_vectors import QuestionVectors

LEAST_SUM = np.float32(1e-6)
"""The square of a sum of vectors that point away from each other: nothing is divided by less."""

ROWS_AT_ONCE = 4_096
"""Vectors that are turned into 32-bit numbers at a time: 6 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near the sentences of some passages are to a question in meaning.

    `passages` and `sentences` are their numbers in the corpus, ascending. `cosines` has each sentence's, in
    [-1, 1], `cosines_with_before` those of the mean of its vector and that of the one before it in its
    passage: what a sentence leaves unsaid, the one before it tells.
    """

    passages: Ints
    sentences: Ints
    cosines: Floats
    cosines_with_before: Floats
    _question: QuestionVectors
    _vectors: Sequence[PassageVectors]

    @property
    def weights(self) -> Floats:
        """What each piece of a word of the question counts, all together 1."""
        return self._question.weights

    @property
    def words(self) -> Sequence[str]:
        """The word that each piece belongs to, in small letters."""
        return self._question.words

    def of_sentences(self, sentences: Ints) -> tuple[Floats, Floats]:
        """The cosines of these sentences, alone and with the one before."""
        places = np.searchsorted(self.sentences, sentences)
        return self.cosines[places], self.cosines_with_before[places]

    def of_tokens(self, passages: Ints) -> Floats:
        """For each piece of a word of the question (row) the largest cosine among the tokens of each sentence
        of these passages (column): Khattab and Zaharia, "ColBERT", 2020 (https://arxiv.org/abs/2004.12832).
        """
        kept = [self._vectors[place] for place in np.searchsorted(self.passages, passages).tolist()]
        rows = np.concatenate([each.tokens for each in kept], dtype=np.float32)
        counts = np.concatenate([each.counts for each in kept]).astype(np.int64)
        asked = self._question.tokens
        products = asked.astype(np.float32) @ rows.T
        products /= lengths_of(rows)
        best: Floats = np.maximum.reduceat(products, np.cumsum(counts) - counts, axis=1)
        return best / lengths_of(asked)[:, None]

    def nearest(self, allowed: Bools | None, most: int) -> Ints:
        """The passages whose best sentence is nearest, at most `most` of those allowed, ascending.

        `allowed` tells it of each passage of the corpus.
        """
        counts = np.array([len(each.sentences) for each in self._vectors], dtype=np.int64)
        best = np.maximum.reduceat(self.cosines, np.cumsum(counts) - counts)
        if allowed is not None:
            best = np.where(allowed[self.passages], best, -2)
        count = min(most, int(np.count_nonzero(best > -2)))
        nearest: Ints = np.sort(self.passages[np.argsort(-best, kind="stable")[:count]])
        return nearest


class Comparison:
    """The sentences of some passages, ready to be compared with questions."""

    def __init__(self, passages: Ints, sentences: Ints, vectors: Sequence[PassageVectors]) -> None:
        """`passages` and `sentences` are their numbers, ascending, and `vectors` those of each passage."""
        self._passages, self._sentences, self._vectors = passages, sentences, vectors
        counts = np.array([len(each.sentences) for each in vectors], dtype=np.int64)
        self._firsts = np.cumsum(counts) - counts
        self._rows: Bytes = np.concatenate([each.sentences for each in vectors])
        self._lengths = lengths_of(self._rows)
        self._sums = _lengths_of_sums(self._rows, self._lengths, self._firsts)

    def with_question(self, question: QuestionVectors) -> Nearness:
        """How near the sentences are to a question."""
        products = [
            self._rows[start : start + ROWS_AT_ONCE].astype(np.float32) @ question.vector
            for start in range(0, len(self._rows), ROWS_AT_ONCE)
        ]
        cosines = (np.concatenate(products) / self._lengths).astype(np.float32, copy=False)
        before = np.concatenate([np.zeros(1, np.float32), cosines[:-1]])
        before[self._firsts] = 0
        with_before = (cosines + before) / self._sums
        return Nearness(self._passages, self._sentences, cosines, with_before, question, self._vectors)


def _lengths_of_sums(rows: Bytes, lengths: Floats, firsts: Ints) -> Floats:
    """The length of the sum of each sentence's vector and that of the one before, both of length 1.

    `firsts` are the sentences that have none before them: theirs is 1.
    """
    products = np.einsum("ij,ij->i", rows[1:], rows[:-1], dtype=np.float32)
    cosines = products / (lengths[1:] * lengths[:-1])
    sums: Floats = np.sqrt(np.maximum(2 + 2 * np.concatenate([np.zeros(1, np.float32), cosines]), LEAST_SUM))
    sums[firsts] = 1
    return sums
