"""BM25 over a collection of any size, on rank_bm25."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from bot.search.index.arrays import Floats, Ints, Ints32, as_they_come, counted, different, narrowed

K1 = 1.5
B = 0.75
"""The parameters of BM25 that rank_bm25 takes."""


def length_norms(lengths: NDArray[np.integer], groups: Ints) -> Floats:
    """k1 by each text's length beside the mean of its group: so often must a term stand there to count half.

    `groups` are numbers from 0; a group without a word has a mean of 1.
    """
    counts = np.bincount(groups)
    means = np.bincount(groups, weights=lengths) / np.maximum(counts, 1)
    means[means == 0] = 1.0
    norms: Floats = K1 * (1 - B + B * lengths / means[groups])
    return norms


def idf_of(frequencies: NDArray[np.integer] | Floats, size: int | Ints) -> Floats:
    """Lucene's idf of terms that stand in `frequencies` of `size` texts: above 0, whatever they are."""
    idf: Floats = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5))
    return idf


def saturated(counts: Floats, norms: Floats) -> Floats:
    """BM25's part of a score without the idf, for `counts` of terms (rows) in texts (columns)."""
    part: Floats = counts * (K1 + 1) / (counts + norms)
    return part


@dataclass(frozen=True, eq=False)
class Postings:
    """Where numbered terms stand in numbered texts: five bytes for each pair of a term and a text.

    `texts` are those that the terms stand in, term after term, and `counts` how often; `begins` where each
    term's begin, and the end; `lengths` the terms in each text.
    """

    begins: Ints
    texts: Ints32
    counts: NDArray[np.unsignedinteger]
    lengths: Ints32

    def of(self, term: int) -> slice:
        """The part of `texts` and `counts` that belongs to a term."""
        return slice(int(self.begins[term]), int(self.begins[term + 1]))


def postings_of(
    terms: NDArray[np.integer], texts: NDArray[np.integer], term_count: int, text_count: int
) -> Postings:
    """The postings of `terms` in `texts`: a pair for each time that a term stands in a text, in any order."""
    pairs = terms.astype(np.int64)
    pairs *= text_count
    pairs += texts
    pairs, counts = counted(pairs)
    return Postings(
        begins=np.searchsorted(pairs, np.arange(term_count + 1) * text_count),
        texts=(pairs % max(text_count, 1)).astype(np.int32),
        counts=narrowed(counts),
        lengths=np.bincount(texts, minlength=text_count).astype(np.int32),
    )


def _numbered(corpus: Sequence[Sequence[str]]) -> tuple[Postings, Mapping[str, int]]:
    """The postings of texts, and each term's number, as they come."""
    numbers = as_they_come()
    lengths = np.fromiter(map(len, corpus), np.int64, len(corpus))
    # One pass without a line of Python for a term.
    words = map(numbers.__getitem__, chain.from_iterable(corpus))
    terms = np.fromiter(words, np.int64, int(lengths.sum()))
    texts = np.repeat(np.arange(len(corpus)), lengths)
    return postings_of(terms, texts, len(numbers), len(corpus)), dict(numbers)


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's BM25Okapi with the idf that Lucene uses, and with postings.

    `log(1 + (N - n + 0.5) / (n + 0.5))` (N texts, n of them with the term) is above 0 for every term,
    where Okapi's own falls to 0 or below in collections of a few texts: with one passage every score is
    negative, with two a word in one of them counts nothing. `get_scores` gives rank_bm25's scores from
    the postings of the terms asked for, and doesn't walk through every text.
    """

    def __init__(
        self, corpus: Sequence[Sequence[str]] | Postings, numbers: Mapping[str, int] | None = None
    ) -> None:
        """An index of texts, or of postings whose terms have these `numbers`."""
        self._numbers = numbers or {}
        super().__init__(corpus, k1=K1, b=B)

    def _initialize(self, corpus: Sequence[Sequence[str]] | Postings) -> Ints:
        if isinstance(corpus, Postings):
            self.postings = corpus
        else:
            self.postings, self._numbers = _numbered(corpus)
        self.doc_len = self.postings.lengths
        self.corpus_size = len(self.doc_len)
        self.avgdl = float(self.doc_len.mean() if self.corpus_size else 0.0) or 1.0
        self.length_norms = length_norms(self.doc_len, np.zeros(self.corpus_size, dtype=np.int64))
        return np.diff(self.postings.begins)

    def _calc_idf(self, nd: Ints) -> None:
        self.idf = idf_of(nd, self.corpus_size)
        """Each term's idf, by the term's number."""

    def get_scores(self, query: Iterable[str]) -> Floats:
        """A score for each text, as rank_bm25 gives it; a term that is asked twice counts twice."""
        terms = self._known(query)
        return self.weighed(terms, self.idf[terms])[1]

    def get_batch_scores(self, query: Iterable[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of the texts with these numbers."""
        return list(map(float, self.get_scores(query)[doc_ids]))

    def best(self, query: Iterable[str], count: int) -> tuple[Ints, Floats]:
        """The numbers and scores of the `count` best texts with a term, best first, of equals the earlier."""
        terms = self._known(query)
        texts, scores = self.weighed(terms, self.idf[terms])
        best = best_of(scores, texts, count, most=len(terms))
        return best, scores[best]

    def weighed(self, terms: Ints, weights: Floats) -> tuple[Ints32, Floats]:
        """Texts that hold some of `terms` (once for each that they hold), and the score of every text.

        `terms` are numbers; `weights` stand for their idf.
        """
        begins = self.postings.begins
        slices = [self.postings.of(term) for term in terms.tolist()]
        if not slices:
            return np.zeros(0, dtype=np.int32), np.zeros(self.corpus_size)
        texts = np.concatenate([self.postings.texts[each] for each in slices])
        counts = np.concatenate([self.postings.counts[each] for each in slices])
        found = np.repeat(weights * (K1 + 1), begins[terms + 1] - begins[terms])
        found *= counts
        halves = self.length_norms[texts]
        halves += counts
        found /= halves
        return texts, np.bincount(texts, weights=found, minlength=self.corpus_size).astype(float, copy=False)

    def _known(self, query: Iterable[str]) -> Ints:
        numbers = self._numbers
        return np.array([numbers[term] for term in query if term in numbers], dtype=np.int64)


def best_of(scores: Floats, texts: NDArray[np.integer], count: int, most: int) -> Ints:
    """Of `texts`, each of which may stand there `most` times, the `count` with the best of `scores`.

    Best first, of equals the one with the lower number.
    """
    found = scores[texts]
    kept = count * most
    if len(found) > kept > 0:
        texts = texts[found >= np.partition(found, len(found) - kept)[len(found) - kept]]
    texts = different(texts)
    order = np.argsort(-scores[texts], kind="stable")[:count]
    return texts[order]
