"""The sentences of a corpus by meaning: how near each is to a question, and which passages are nearest."""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools, Ints
from bot.search.encoder.transformer import Floats
from bot.search.index.corpus import Corpus
from bot.search.languages.profile import base_language
from bot.search.meaning import LANGUAGE, MOST_PASSAGES, Meaning
from bot.search.meaning.vector_file import Bytes

AT_ONCE = 200
"""Sentences of a corpus whose vectors are made when they are first needed, where a question may wait: that
takes a second."""

ROWS_AT_ONCE = 4_096
"""Vectors that are turned into 32-bit numbers at a time: 6 MB."""


class SentenceVectors:
    """The vectors of a corpus's sentences, together once all of them are known."""

    def __init__(self, corpus: Corpus, meaning: Meaning) -> None:
        self._corpus, self._meaning = corpus, meaning
        is_read = base_language(corpus.tokenizer.tag) == LANGUAGE and len(corpus.passages) <= MOST_PASSAGES
        self._missing: list[tuple[bytes, int]] | None = _passages(corpus) if is_read else None
        self._rows: Bytes | None = None
        self._lengths: Floats | None = None

    def cosines(self, question: str) -> Floats | None:
        """How near each sentence of the corpus is to `question`, in [-1, 1].

        None where the sentences' vectors, or the question's, aren't made yet.
        """
        if not self._gather() or self._rows is None or self._lengths is None:
            return None
        vector = self._meaning.of_question(question)
        if vector is None:
            return None
        products = [
            self._rows[start : start + ROWS_AT_ONCE].astype(np.float32) @ vector
            for start in range(0, len(self._rows), ROWS_AT_ONCE)
        ]
        return (np.concatenate(products) / self._lengths).astype(np.float32, copy=False)

    def _gather(self) -> bool:
        """Put the vectors together where all are known; whether they are."""
        if self._rows is not None or self._missing is None:
            return self._rows is not None
        if self._meaning.waits and len(self._corpus.passage_of_sentence) <= AT_ONCE:
            numbered = zip(self._missing, self._corpus.passages, strict=True)
            self._meaning.learn_passages((*owner, passage) for owner, passage in numbered)
        found = []
        for passage in self._missing:
            rows = self._meaning.of_passage(*passage)
            if rows is None:
                return False
            found.append(rows)
        rows = np.concatenate(found)
        if len(rows) != len(self._corpus.passage_of_sentence):  # of other sentences: they can't be used
            self._missing = None
            return False
        numbers = np.einsum("ij,ij->i", rows, rows, dtype=np.float32)
        self._lengths = np.sqrt(numbers)
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


def _passages(corpus: Corpus) -> list[tuple[bytes, int]]:
    """Each passage's article, by its fingerprint, and its place there."""
    sizes = np.diff(corpus.tokens.article_offsets).tolist()
    return [
        (article, place)
        for article, size in zip(corpus.parts.fingerprints, sizes, strict=True)
        for place in range(size)
    ]
