"""Postings: which texts each term occurs in, and how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import (
    Ints,
    Ints32,
    new_vocabulary,
    run_starts,
    small_owner_of_each,
    smallest_unsigned,
    unique_counts,
)

PARTS = 12
"""Parts in which the postings of a large corpus are made: sorting all at once takes four times the memory."""

SMALLEST_PART = 200_000
"""Occurrences of terms that are sorted at once in any case."""


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


def postings_in_sentences(
    terms: Ints32, sentences: Ints32, passage_offsets: Ints, term_count: int
) -> tuple[Postings, NDArray[np.unsignedinteger]]:
    """The postings in passages of terms that occur in sentences, and of how many sentences each posting is.

    `terms[i]` occurs once in `sentences[i]`; the sentences of each passage lie at `passage_offsets`.
    """
    passage_of_sentence = small_owner_of_each(passage_offsets)
    passage_count, bits = len(passage_offsets) - 1, len(passage_of_sentence).bit_length()
    offsets = np.zeros(term_count + 1, dtype=np.int64)
    lengths = np.zeros(passage_count, dtype=np.int64)
    texts: list[Ints32] = [np.zeros(0, dtype=np.int32)]
    counts, sentence_counts = [np.zeros(0, dtype=np.uint8)], [np.zeros(0, dtype=np.uint8)]
    for first, end in _ranges(terms, term_count):
        chosen = np.flatnonzero((terms >= first) & (terms < end))
        # Packed into one integer, the term and the sentence of each occurrence are sorted at once. The
        # sentences of a passage follow one another: a posting is a run with the same term and passage.
        pairs = (terms[chosen] - first).astype(np.int64)
        pairs <<= bits
        pairs |= sentences[chosen]
        pairs.sort()
        own_terms, own_passages = pairs >> bits, passage_of_sentence[pairs & ((1 << bits) - 1)]
        is_in_further = np.ones(len(pairs), dtype=bool)
        np.not_equal(pairs[1:], pairs[:-1], out=is_in_further[1:])
        begins = run_starts(own_terms * passage_count + own_passages)
        lengths += np.bincount(own_passages, minlength=passage_count)
        offsets[first + 1 : end + 1] = np.bincount(own_terms[begins], minlength=end - first)
        texts.append(own_passages[begins])
        counts.append(smallest_unsigned(np.diff(np.append(begins, len(pairs)))))
        sentence_counts.append(smallest_unsigned(np.add.reduceat(is_in_further, begins, dtype=np.int64)))
    np.cumsum(offsets, out=offsets)
    postings_found = Postings(
        offsets, np.concatenate(texts), np.concatenate(counts), lengths.astype(np.int32)
    )
    return postings_found, np.concatenate(sentence_counts)


def _ranges(terms: Ints32, term_count: int) -> Iterator[tuple[int, int]]:
    """Ranges of terms, each with so few occurrences that the largest arrays are those of a part of them."""
    most = max(SMALLEST_PART, len(terms) // PARTS)
    ends = np.cumsum(np.bincount(terms, minlength=term_count))
    first = 0
    while first < term_count:
        before = int(ends[first - 1]) if first else 0
        end = max(first + 1, int(ends.searchsorted(before + most, side="right")))
        yield first, end
        first = end


def postings_of_corpus(corpus: Sequence[Sequence[str]]) -> tuple[Postings, Mapping[str, int]]:
    """The postings of texts given as lists of terms, and each term's number, in order of appearance."""
    vocabulary = new_vocabulary()
    lengths = np.fromiter(map(len, corpus), np.int64, len(corpus))
    # The whole loop over the terms runs in C: no line of Python is run for a term.
    numbers = map(vocabulary.__getitem__, chain.from_iterable(corpus))
    terms = np.fromiter(numbers, np.int64, int(lengths.sum()))
    texts = np.repeat(np.arange(len(corpus)), lengths)
    return build_postings(terms, texts, len(vocabulary), len(corpus)), dict(vocabulary)
