"""BM25 over a collection of any size, on rank_bm25."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's BM25Okapi with the idf that Lucene uses, and with postings.

    `log(1 + (N - n + 0.5) / (n + 0.5))` (N texts, n of them with the term) is above 0 for every term,
    where Okapi's own falls to 0 or below in collections of a few texts: with one passage every score is
    negative, with two a word in one of them counts nothing. `get_scores` gives rank_bm25's scores from
    the postings of the terms asked for, and doesn't walk through every text.
    """

    def __init__(self, corpus: Sequence[Sequence[str]]) -> None:
        # rank_bm25 divides by the number of texts: an empty collection is one empty text that nothing finds.
        super().__init__(corpus or [[]])
        lengths = np.array(self.doc_len, dtype=float)
        self.length_norms: NDArray[np.float64] = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
        """k1 by each text's length: how many times a term must stand there to count half of the most."""
        texts: dict[str, list[int]] = {}
        for place, frequencies in enumerate(self.doc_freqs):
            for term in frequencies:
                texts.setdefault(term, []).append(place)
        self._postings = {
            term: (np.array(places), np.array([self.doc_freqs[place][term] for place in places], dtype=float))
            for term, places in texts.items()
        }

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> Mapping[str, int]:
        counts: Mapping[str, int] = super()._initialize(corpus)
        self.avgdl: float = self.avgdl or 1.0
        return counts

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf: dict[str, float] = {term: self.idf_of(count) for term, count in nd.items()}

    def idf_of(self, count: float) -> float:
        """The idf of a term that stands in `count` of the texts; most for one that stands in none."""
        return math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))

    def saturated(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """BM25's part of a score without the idf, for `counts` of terms (rows) in all texts (columns)."""
        saturated: NDArray[np.float64] = counts * (self.k1 + 1) / (counts + self.length_norms)
        return saturated

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """A score for each text, as rank_bm25 gives it; a term that is asked twice counts twice."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            places, counts = self._postings.get(term, (None, None))
            if places is not None and counts is not None:
                scores[places] += (
                    self.idf[term] * counts * (self.k1 + 1) / (counts + self.length_norms[places])
                )
        return scores
