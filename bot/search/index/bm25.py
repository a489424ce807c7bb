"""BM25 over a corpus of any size, on rank_bm25."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from bot.search.arrays import Floats, Ints, Ints32, unique
from bot.search.index.postings import Postings, postings_of_corpus

K1 = 1.5
B = 0.75
"""The parameters of BM25: rank_bm25's defaults."""


def length_norms(lengths: NDArray[np.integer], means: Floats) -> Floats:
    """BM25's `k1 * (1 - b + b * length / mean length)` of each text.

    It is the number of occurrences at which a term reaches half of its full score.
    """
    norms: Floats = K1 * (1 - B + B * lengths / means)
    return norms


def mean_lengths(lengths: NDArray[np.integer], groups: Ints | Ints32) -> Floats:
    """The mean length of each group of texts: `groups` numbers them from 0. 1 where a group has no words."""
    counts = np.bincount(groups)
    means: Floats = np.bincount(groups, weights=lengths) / np.maximum(counts, 1)
    means[means == 0] = 1.0
    return means


def lucene_idf(frequencies: NDArray[np.integer] | Floats, size: int | Ints) -> Floats:
    """Lucene's idf of terms that occur in `frequencies` of `size` texts: above 0 for every term."""
    idf: Floats = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5))
    return idf


def saturated_frequency(counts: Floats, norms: Floats) -> Floats:
    """BM25's score without the idf: `counts` of terms (rows) in texts (columns) with their length norms."""
    frequency: Floats = counts * (K1 + 1) / (counts + norms)
    return frequency


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's BM25Okapi with the idf that Lucene uses, and with postings.

    `log(1 + (N - n + 0.5) / (n + 0.5))` (N texts, n of them with the term) is above 0 for every term,
    where Okapi's own falls to 0 or below in a corpus of a few texts: with one passage every score is
    negative, with two a word in one of them counts nothing. `get_scores` gives rank_bm25's scores from
    the postings of the query's terms, and doesn't walk through every text.
    """

    def __init__(
        self, corpus: Sequence[Sequence[str]] | Postings, vocabulary: Mapping[str, int] | None = None
    ) -> None:
        """An index of texts, or of postings whose terms are numbered by `vocabulary`."""
        self._vocabulary = vocabulary or {}
        super().__init__(corpus, k1=K1, b=B)

    def _initialize(self, corpus: Sequence[Sequence[str]] | Postings) -> Ints:
        if isinstance(corpus, Postings):
            self.postings = corpus
        else:
            self.postings, self._vocabulary = postings_of_corpus(corpus)
        self.doc_len = self.postings.lengths
        self.corpus_size = len(self.doc_len)
        self.avgdl = float(self.doc_len.mean() if self.corpus_size else 0.0) or 1.0
        return np.diff(self.postings.offsets)

    @cached_property
    def length_norms(self) -> Floats:
        """The length norms of all texts, by the mean length of all."""
        return length_norms(self.doc_len, np.full(1, self.avgdl))

    def _calc_idf(self, nd: Ints) -> None:
        self.idf = lucene_idf(nd, self.corpus_size)
        """Each term's idf, by the term's number."""

    def get_scores(self, query: Iterable[str]) -> Floats:
        """A score for each text, as rank_bm25 gives it; a term that the query has twice counts twice."""
        terms = self._term_numbers(query)
        return self.weighted_scores(terms, self.idf[terms])[1]

    def get_batch_scores(self, query: Iterable[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the texts with these numbers."""
        return list(map(float, self.get_scores(query)[doc_ids]))

    def best(self, query: Iterable[str], count: int) -> tuple[Ints, Floats]:
        """The numbers and scores of the `count` best texts that hold a term of the query, best first."""
        terms = self._term_numbers(query)
        texts, scores = self.weighted_scores(terms, self.idf[terms])
        best = best_texts(scores, texts, count, repeats=len(terms))
        return best, scores[best]

    def weighted_scores(
        self, terms: Ints, weights: Floats, norms: Floats | None = None
    ) -> tuple[Ints32, Floats]:
        """The texts that hold some of `terms` (once for each term), and the score of every text.

        `terms` are numbers of terms, and `weights` are used in place of their idf. `norms` are length norms
        to be used in place of those by the mean length of all texts.
        """
        offsets = self.postings.offsets
        slices = [self.postings.slice_of(term) for term in terms.tolist()]
        if not slices:
            return np.zeros(0, dtype=np.int32), np.zeros(self.corpus_size)
        texts = np.concatenate([self.postings.texts[each] for each in slices])
        counts = np.concatenate([self.postings.counts[each] for each in slices])
        # weight * count * (k1 + 1) / (count + norm) for each posting, in place: a common word has a posting
        # for almost every text, and four temporary arrays of that size would take most of the time.
        scores = np.repeat(weights * (K1 + 1), offsets[terms + 1] - offsets[terms])
        scores *= counts
        denominators = (self.length_norms if norms is None else norms)[texts]
        denominators += counts
        scores /= denominators
        totals = np.bincount(texts, weights=scores, minlength=self.corpus_size)
        return texts, totals.astype(np.float64, copy=False)  # as they are: NumPy's older types don't say so

    def _term_numbers(self, query: Iterable[str]) -> Ints:
        numbers = self._vocabulary
        return np.array([numbers[term] for term in query if term in numbers], dtype=np.int64)


def best_texts(scores: Floats, texts: NDArray[np.integer], count: int, repeats: int) -> Ints:
    """The `count` best of `texts` by their `scores`, best first; of equals the lower number first.

    A text may occur up to `repeats` times in `texts`.
    """
    found = scores[texts]
    enough = count * repeats
    if len(found) > enough > 0:
        # So many entries hold at least `count` different texts, however often each is repeated. Finding the
        # score of the last of them takes linear time, and only what is no worse needs sorting.
        texts = texts[found >= np.partition(found, len(found) - enough)[len(found) - enough]]
    texts = unique(texts)
    order = np.argsort(-scores[texts], kind="stable")[:count]
    return texts[order]
