"""Inflections: the stems of a corpus that share n-grams of letters with a stem, "monarch" with "monarchi".

They find what stemming leaves apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints, Ints32, code_points, unique_counts

NGRAM_LENGTH = 4
"""Letters of an n-gram; the mark of a word's beginning counts as a letter."""

MINIMUM_SIMILARITY = 0.45
"""The Dice coefficient of their n-grams from which two stems are taken for inflections of one word."""

MOST_INFLECTIONS = 24
"""Inflections of a stem that are returned, the most similar ones."""

BEGINNING = "^"
"""Stands before a stem, so that its first letters weigh more: they change least."""

HASH_FACTOR = 0x100000001B3
"""The prime of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), whose steps make an n-gram's hash."""


@dataclass(frozen=True, eq=False)
class Ngrams:
    """The n-grams of all stems of a corpus, each as a hash of 64 bits: an inverted index from n-gram to stem.

    `hashes` ascend. `stems` holds, n-gram after n-gram, the numbers of the stems that have it; `begins` where
    each n-gram's stems begin, and the end. `counts` is the number of different n-grams of each stem; a stem
    that no other is an inflection of has none.
    """

    hashes: NDArray[np.uint64]
    begins: Ints32
    stems: Ints32
    counts: Ints32


def ngrams_of(stems: Sequence[str], skipped: Collection[str]) -> Ngrams:
    """The n-grams of `stems`, but for numbers and those that are `skipped`."""
    marked = ["" if not stem or stem in skipped or stem[0].isdigit() else BEGINNING + stem for stem in stems]
    hashes, owners = _hashes(marked)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    # An n-gram that a stem has twice counts once.
    is_new = np.ones(len(hashes), dtype=bool)
    is_new[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    hashes, owners = hashes[is_new], owners[is_new]
    different, begins = np.unique(hashes, return_index=True)
    counts = np.bincount(owners, minlength=len(stems)).astype(np.int32)
    return Ngrams(different, np.append(begins, len(hashes)).astype(np.int32), owners.astype(np.int32), counts)


def _hashes(marked: Sequence[str]) -> tuple[NDArray[np.uint64], Ints]:
    """The hash of every n-gram of every word, and the word's number. A shorter word is one n-gram."""
    # All words stand in one array of letters; `ends` tells them apart.
    lengths = np.fromiter(map(len, marked), np.int64, len(marked))
    ends = np.cumsum(lengths)
    letters = code_points("".join(marked)).astype(np.uint64)
    counts = np.where(lengths > 0, np.maximum(1, lengths - NGRAM_LENGTH + 1), 0)
    words = np.repeat(np.arange(len(marked)), counts)
    # Where each n-gram begins: its number within its word, plus the beginning of the word.
    begins = np.arange(len(words)) - np.repeat(np.cumsum(counts) - counts, counts) + (ends - lengths)[words]
    hashes = np.zeros(len(words), dtype=np.uint64)
    for offset in range(NGRAM_LENGTH):
        places = begins + offset
        # Beyond a short word's end stands a zero, not the next word's first letter.
        is_inside = places < ends[words]
        letter = np.where(is_inside, letters[np.minimum(places, max(0, len(letters) - 1))], np.uint64(0))
        hashes = (hashes ^ letter) * np.uint64(HASH_FACTOR) + np.uint64(offset)
    return hashes, words


def _hashes_of(marked: str) -> set[int]:
    """The same for one word: in plain Python, which is faster there than arrays."""
    hashes = set()
    for begin in range(max(1, len(marked) - NGRAM_LENGTH + 1)):
        value = 0
        for offset, letter in enumerate(marked[begin : begin + NGRAM_LENGTH].ljust(NGRAM_LENGTH, "\0")):
            value = ((value ^ ord(letter)) * HASH_FACTOR + offset) & 0xFFFFFFFFFFFFFFFF
        hashes.add(value)
    return hashes


class InflectionFinder:
    """Finds the stems of a corpus that are inflections of a stem."""

    def __init__(self, ngrams: Ngrams) -> None:
        self._ngrams = ngrams

    def find(self, stem: str) -> tuple[Sequence[int], Sequence[float]]:
        """The numbers of the stems that are similar to `stem`, ascending, and how similar each is.

        The similarity is the Dice coefficient of their n-grams, in [MINIMUM_SIMILARITY, 1]. A stem that the
        corpus has is its own inflection, of similarity 1.
        """
        ngrams = self._ngrams
        if not stem or stem[0].isdigit() or not len(ngrams.hashes):
            return (), ()
        sharing, count = self._stems_with(BEGINNING + stem)
        if not sharing:
            return (), ()
        stems, shared = unique_counts(np.concatenate(sharing))
        similarity = 2 * shared / (ngrams.counts[stems] + count)
        kept = np.flatnonzero(similarity >= MINIMUM_SIMILARITY)
        if len(kept) > MOST_INFLECTIONS:
            kept = np.sort(kept[np.argsort(-similarity[kept], kind="stable")[:MOST_INFLECTIONS]])
        return stems[kept].tolist(), similarity[kept].tolist()

    def with_all(self, part: str) -> Sequence[int]:
        """The numbers of the stems that have all n-grams of `part`, ascending: all that hold it and few more.

        There are none where `part` is shorter than an n-gram.
        """
        if len(part) < NGRAM_LENGTH or not len(self._ngrams.hashes):
            return ()
        of_ngrams, count = self._stems_with(part)
        if len(of_ngrams) < count:
            return ()
        first, *others = sorted(of_ngrams, key=len)
        for other in others:
            # Both ascend: where a stem would stand in the other one, it does.
            places = np.minimum(other.searchsorted(first), len(other) - 1)
            first = first[other[places] == first]
        numbers: list[int] = first.tolist()
        return numbers

    def _stems_with(self, marked: str) -> tuple[Sequence[Ints32], int]:
        """The stems that have each n-gram of a word, where any has it, and how many n-grams the word has."""
        ngrams = self._ngrams
        hashes = np.array(sorted(_hashes_of(marked)), dtype=np.uint64)
        places = ngrams.hashes.searchsorted(hashes)
        # searchsorted tells where a hash would stand; only those that do stand there are known.
        places = places[ngrams.hashes[np.minimum(places, len(ngrams.hashes) - 1)] == hashes]
        begins, ends = ngrams.begins[places].tolist(), ngrams.begins[places + 1].tolist()
        return [ngrams.stems[begin:end] for begin, end in zip(begins, ends, strict=True)], len(hashes)
