"""BM25 over a collection of any size, on rank_bm25."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's BM25Okapi with the idf that Lucene uses.

    `log(1 + (N - n + 0.5) / (n + 0.5))` (N texts, n of them with the term) is above 0 for every term,
    where Okapi's own falls to 0 or below in collections of a few texts: with one passage every score is
    negative, with two a word in one of them counts nothing.
    """

    def __init__(self, corpus: Sequence[Sequence[str]]) -> None:
        self.terms: frozenset[str] = frozenset(term for text in corpus for term in text)
        # rank_bm25 divides by the number of texts: an empty collection is one empty text that nothing finds.
        super().__init__(corpus or [[]])

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> Mapping[str, int]:
        counts: Mapping[str, int] = super()._initialize(corpus)
        self.avgdl: float = float(np.mean(self.doc_len)) or 1.0
        return counts

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf: dict[str, float] = {term: self.idf_of(count) for term, count in nd.items()}

    def idf_of(self, count: int) -> float:
        """The idf of a term that stands in `count` of the texts; most for one that stands in none."""
        return math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """A score for each text: each term's BM25 by the term's weight, 0 where none stands there."""
        scores = np.zeros(self.corpus_size)
        for term, weight in weights.items():
            scores += weight * np.asarray(self.get_scores([term]))
        return scores
