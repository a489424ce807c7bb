"""BM25 over a collection of any size, on rank_bm25."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from bot.search.arrays import Floats, Ints, Ints32, different

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


def saturated(counts: Floats, norms: Floats) -> Floats:
    """BM25's part of a score without the idf, for `counts` of terms (rows) in texts (columns)."""
    part: Floats = counts * (K1 + 1) / (counts + norms)
    return part


@dataclass(frozen=True, eq=False)
class Occurrences:
    """Numbered terms in numbered texts: one pair for each time that a term stands in a text, in any order.

    `size` is the number of texts, `term_count` that of the terms.
    """

    terms: NDArray[np.integer]
    texts: NDArray[np.integer]
    size: int
    term_count: int
    numbers: Mapping[str, int]
    """A term → its number, from 0."""


def numbered(corpus: Sequence[Sequence[str]]) -> Occurrences:
    """The terms of texts, numbered as they come."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    lengths = np.fromiter(map(len, corpus), np.int64, len(corpus))
    # One pass without a line of Python for a term: a term that is new gets the next number.
    words = map(numbers.__getitem__, chain.from_iterable(corpus))
    terms = np.fromiter(words, np.int64, int(lengths.sum()))
    return Occurrences(
        terms, np.repeat(np.arange(len(corpus)), lengths), len(corpus), len(numbers), dict(numbers)
    )


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's BM25Okapi with the idf that Lucene uses, and with postings.

    `log(1 + (N - n + 0.5) / (n + 0.5))` (N texts, n of them with the term) is above 0 for every term,
    where Okapi's own falls to 0 or below in collections of a few texts: with one passage every score is
    negative, with two a word in one of them counts nothing. `get_scores` gives rank_bm25's scores from
    the postings of the terms asked for, and doesn't walk through every text. A posting takes five bytes:
    a text's number, and how often the term stands there.
    """

    def __init__(self, corpus: Sequence[Sequence[str]] | Occurrences) -> None:
        occurrences = corpus if isinstance(corpus, Occurrences) else numbered(corpus)
        self._numbers = occurrences.numbers
        super().__init__(occurrences, k1=K1, b=B)

    def _initialize(self, occurrences: Occurrences) -> Ints:
        size = occurrences.size
        self.corpus_size: int = size
        lengths = np.bincount(occurrences.texts, minlength=size)
        self.avgdl: float = float(lengths.mean() if size else 0.0) or 1.0
        self.doc_len: Ints32 = lengths.astype(np.int32)
        self.length_norms = length_norms(lengths, np.zeros(size, dtype=np.int64))
        pairs = occurrences.terms.astype(np.int64)
        pairs *= size
        pairs += occurrences.texts
        pairs.sort()
        is_new = np.ones(len(pairs), dtype=bool)
        np.not_equal(pairs[1:], pairs[:-1], out=is_new[1:])
        begins = np.flatnonzero(is_new)
        counts = np.diff(begins, append=len(pairs))
        pairs = pairs[begins]
        self._counts = counts.astype(np.min_scalar_type(counts.max(initial=0)))
        self.texts: Ints32 = (pairs % max(size, 1)).astype(np.int32)
        """The texts that each term stands in, term after term."""
        self._begins: Ints = np.searchsorted(pairs, np.arange(occurrences.term_count + 1) * size)
        return np.diff(self._begins)

    def _calc_idf(self, nd: Ints) -> None:
        self.idf: Floats = np.log(1 + (self.corpus_size - nd + 0.5) / (nd + 0.5))
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

    def postings(self, term: int) -> slice:
        """The part of `texts` that belongs to the term with this number."""
        return slice(int(self._begins[term]), int(self._begins[term + 1]))

    def weighed(self, terms: Ints, weights: Floats) -> tuple[Ints32, Floats]:
        """Texts that hold some of `terms` (once for each that they hold), and the score of every text.

        `terms` are numbers; `weights` stand for their idf.
        """
        postings = [self.postings(term) for term in terms.tolist()]
        if not postings:
            return np.zeros(0, dtype=np.int32), np.zeros(self.corpus_size)
        texts = np.concatenate([self.texts[each] for each in postings])
        counts = np.concatenate([self._counts[each] for each in postings])
        found = np.repeat(weights * (K1 + 1), self._begins[terms + 1] - self._begins[terms])
        found *= counts
        halves = self.length_norms[texts]
        halves += counts
        found /= halves
        return texts, np.bincount(texts, weights=found, minlength=self.corpus_size)

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
