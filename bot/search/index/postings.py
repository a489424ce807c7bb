"""Postings: which texts each term occurs in, and how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints, Ints32, new_vocabulary, smallest_unsigned, unique_counts


@dataclass(frozen=True, eq=False)
class Postings:
    """The postings of numbered terms in numbered texts: mostly five bytes a posting.

    `texts` and `counts` hold one posting after another, grouped by term: the text, and how often the term
    occurs there. `offsets` says where each term's postings lie; `lengths` holds the number of terms in each
    text.
    """

    offsets: Ints
    texts: Ints32
    counts: NDArray[np.unsignedinteger]
    lengths: Ints32

    def slice_of(self, term: int) -> slice:
        """The part of `texts` and `counts` that belongs to a term."""
        return slice(int(self.offsets[term]), int(self.offsets[term + 1]))


def build_postings(
    terms: NDArray[np.integer], texts: NDArray[np.integer], term_count: int, text_count: int
) -> Postings:
    """The postings of occurrences: `terms[i]` occurs once in `texts[i]`, in any order."""
    # A pair (term, text) is packed into one integer, term * text_count + text: one sort of integers then
    # groups by term and by text and counts the repetitions. It is done in place, for this array is the
    # largest one that building an index needs.
    pairs = terms.astype(np.int64)
    pairs *= text_count
    pairs += texts
    pairs, counts = unique_counts(pairs)
    return Postings(
        offsets=np.searchsorted(pairs, np.arange(term_count + 1) * text_count),
        texts=(pairs % max(text_count, 1)).astype(np.int32),
        counts=smallest_unsigned(counts),
        lengths=np.bincount(texts, minlength=text_count).astype(np.int32),
    )


def postings_of_corpus(corpus: Sequence[Sequence[str]]) -> tuple[Postings, Mapping[str, int]]:
    """The postings of texts given as lists of terms, and each term's number, in order of appearance."""
    vocabulary = new_vocabulary()
    lengths = np.fromiter(map(len, corpus), np.int64, len(corpus))
    # The whole loop over the terms runs in C: no line of Python is run for a term.
    numbers = map(vocabulary.__getitem__, chain.from_iterable(corpus))
    terms = np.fromiter(numbers, np.int64, int(lengths.sum()))
    texts = np.repeat(np.arange(len(corpus)), lengths)
    return build_postings(terms, texts, len(vocabulary), len(corpus)), dict(vocabulary)
