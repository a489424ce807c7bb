"""The sentences of a corpus by meaning: how near each is to a question, and which passages are nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.arrays import Bools, Ints
from bot.search.encoder.transformer import Floats
from bot.search.index.corpus import Corpus
from bot.search.languages.profile import base_language
from bot.search.meaning import MOST_PASSAGES, Meaning
from bot.search.meaning.passage_vectors import Bytes, PassageVectors, lengths_of
from bot.search.meaning.question_vectors import LANGUAGE, QuestionVectors

AT_ONCE = 200
"""Sentences of a corpus whose vectors are made when they are first needed, where a question may wait: that
takes a second."""

LEAST_SUM = np.float32(1e-6)
"""The square of a sum of vectors that point away from each other: nothing is divided by less."""

ROWS_AT_ONCE = 4_096
"""Vectors that are turned into 32-bit numbers at a time: 6 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near the sentences of a corpus are to a question in meaning.

    `cosines` has each sentence's, in [-1, 1], `cosines_with_before` those of the mean of its vector and that
    of the one before it in its passage: what a sentence leaves unsaid, the one before it tells.
    """

    cosines: Floats
    cosines_with_before: Floats
    _question: QuestionVectors
    _passages: Sequence[PassageVectors]

    @property
    def weights(self) -> Floats:
        """What each piece of a word of the question counts, all together 1."""
        return self._question.weights

    @property
    def words(self) -> Sequence[str]:
        """The word that each piece belongs to, in small letters."""
        return self._question.words

    def of_tokens(self, passages: Ints) -> Floats:
        """For each piece of a word of the question (row) the largest cosine among the tokens of each sentence
        of these passages (column): Khattab and Zaharia, "ColBERT", 2020 (https://arxiv.org/abs/2004.12832).
        """
        kept = [self._passages[passage] for passage in passages.tolist()]
        rows = np.concatenate([each.tokens for each in kept], dtype=np.float32)
        counts = np.concatenate([each.counts for each in kept]).astype(np.int64)
        asked = self._question.tokens
        products = asked.astype(np.float32) @ rows.T
        products /= lengths_of(rows)
        best: Floats = np.maximum.reduceat(products, np.cumsum(counts) - counts, axis=1)
        return best / lengths_of(asked)[:, None]


class SentenceVectors:
    """The vectors of a corpus's sentences, together once all of them are known."""

    def __init__(self, corpus: Corpus, meaning: Meaning) -> None:
        self._corpus, self._meaning = corpus, meaning
        is_read = base_language(corpus.tokenizer.tag) == LANGUAGE and len(corpus.passages) <= MOST_PASSAGES
        self._missing: list[tuple[bytes, int]] | None = _passages(corpus) if is_read else None
        self._passages: Sequence[PassageVectors] = ()
        self._rows: Bytes | None = None
        self._lengths: Floats | None = None
        self._sums: Floats | None = None

    def nearness(self, question: str) -> Nearness | None:
        """How near each sentence of the corpus is to `question`.

        None where the sentences' vectors, or the question's, aren't made yet.
        """
        if not self._gather() or self._rows is None or self._lengths is None or self._sums is None:
            return None
        vectors = self._meaning.of_question(question)
        if vectors is None:
            return None
        products = [
            self._rows[start : start + ROWS_AT_ONCE].astype(np.float32) @ vectors.vector
            for start in range(0, len(self._rows), ROWS_AT_ONCE)
        ]
        cosines = (np.concatenate(products) / self._lengths).astype(np.float32, copy=False)
        before = np.concatenate([np.zeros(1, np.float32), cosines[:-1]])
        before[self._corpus.tokens.passage_offsets[:-1]] = 0
        return Nearness(cosines, (cosines + before) / self._sums, vectors, self._passages)

    def _gather(self) -> bool:
        """Put the vectors together where all are known; whether they are."""
        if self._rows is not None or self._missing is None:
            return self._rows is not None
        if self._meaning.waits and self._corpus.sentence_count <= AT_ONCE:
            numbered = zip(self._missing, self._corpus.passages, strict=True)
            self._meaning.learn_passages((*owner, passage) for owner, passage in numbered)
        found = []
        for passage in self._missing:
            vectors = self._meaning.of_passage(*passage)
            if vectors is None:
                return False
            found.append(vectors)
        rows = np.concatenate([each.sentences for each in found])
        if len(rows) != self._corpus.sentence_count:  # of other sentences: they can't be used
            self._missing = None
            return False
        self._lengths = lengths_of(rows)
        self._sums = _lengths_of_sums(rows, self._lengths, self._corpus.tokens.passage_offsets[:-1])
        self._passages = found
        self._rows = rows
        return True


def nearest_passages(corpus: Corpus, cosines: Floats, allowed: Bools | None, most: int) -> Ints:
    """The passages whose best sentence is nearest, at most `most` of those allowed, ascending.

    `cosines` are those of the corpus's sentences.
    """
    best = np.maximum.reduceat(cosines, corpus.tokens.passage_offsets[:-1])
    if allowed is not None:
        best = np.where(allowed, best, -2)
    count = min(most, int(np.count_nonzero(best > -2)))
    nearest: Ints = np.sort(np.argsort(-best, kind="stable")[:count]).astype(np.int64, copy=False)
    return nearest


def _lengths_of_sums(rows: Bytes, lengths: Floats, firsts: Ints) -> Floats:
    """The length of the sum of each sentence's vector and that of the one before, both of length 1.

    `firsts` are the sentences that have none before them: theirs is 1.
    """
    products = np.einsum("ij,ij->i", rows[1:], rows[:-1], dtype=np.float32)
    cosines = products / (lengths[1:] * lengths[:-1])
    sums: Floats = np.sqrt(np.maximum(2 + 2 * np.concatenate([np.zeros(1, np.float32), cosines]), LEAST_SUM))
    sums[firsts] = 1
    return sums


def _passages(corpus: Corpus) -> list[tuple[bytes, int]]:
    """Each passage's article, by its fingerprint, and its place there."""
    sizes = np.diff(corpus.tokens.article_offsets).tolist()
    return [
        (article, place)
        for article, size in zip(corpus.parts.fingerprints, sizes, strict=True)
        for place in range(size)
    ]
