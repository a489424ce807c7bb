"""Other forms of a word: the terms of a collection that share pieces of letters with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.index.arrays import Ints, Ints32, code_points, counted

GRAM = 4
"""Letters of the pieces by which forms of a word are compared; the word's beginning counts as a letter."""

LEAST_ALIKE = 0.45
"""The share of common pieces (Dice) from which two terms are taken for forms of a word."""

MOST_FORMS = 24
"""Forms of a word that are looked for, the likest first."""

BEGINNING = "^"

PRIME = 0x100000001B3


@dataclass(frozen=True, eq=False)
class Grams:
    """The pieces of all terms. A piece is known by a number of 64 bits that its letters give.

    `terms` holds, piece after piece, the terms that have it; `begins` where each of the sorted `pieces`
    begins there, and the end; `counts` how many different pieces each term has. Terms that nothing is another
    form of have none.
    """

    pieces: NDArray[np.uint64]
    begins: Ints32
    terms: Ints32
    counts: Ints32


def grams_of(terms: Sequence[str], skipped: Collection[str]) -> Grams:
    """The pieces of `terms`, but for numbers and those `skipped`."""
    marked = ["" if not term or term in skipped or term[0].isdigit() else BEGINNING + term for term in terms]
    pieces, of_terms = _pieces(marked)
    order = np.lexsort((of_terms, pieces))
    pieces, of_terms = pieces[order], of_terms[order]
    is_new = np.ones(len(pieces), dtype=bool)
    is_new[1:] = (pieces[1:] != pieces[:-1]) | (of_terms[1:] != of_terms[:-1])
    pieces, of_terms = pieces[is_new], of_terms[is_new]
    different, begins = np.unique(pieces, return_index=True)
    counts = np.bincount(of_terms, minlength=len(terms)).astype(np.int32)
    return Grams(
        different, np.append(begins, len(pieces)).astype(np.int32), of_terms.astype(np.int32), counts
    )


def _pieces(marked: Sequence[str]) -> tuple[NDArray[np.uint64], Ints]:
    """Every piece of every word, and the word's number; a word shorter than a piece is one piece."""
    lengths = np.fromiter(map(len, marked), np.int64, len(marked))
    ends = np.cumsum(lengths)
    letters = code_points("".join(marked)).astype(np.uint64)
    counts = np.where(lengths > 0, np.maximum(1, lengths - GRAM + 1), 0)
    words = np.repeat(np.arange(len(marked)), counts)
    begins = np.arange(len(words)) - np.repeat(np.cumsum(counts) - counts, counts) + (ends - lengths)[words]
    pieces = np.zeros(len(words), dtype=np.uint64)
    for offset in range(GRAM):
        places = begins + offset
        inside = places < ends[words]
        here = np.where(inside, letters[np.minimum(places, max(0, len(letters) - 1))], np.uint64(0))
        pieces = (pieces ^ here) * np.uint64(PRIME) + np.uint64(offset)
    return pieces, words


def _pieces_of(marked: str) -> set[int]:
    """The same for one word, faster."""
    found = set()
    for begin in range(max(1, len(marked) - GRAM + 1)):
        piece = 0
        for offset, letter in enumerate(marked[begin : begin + GRAM].ljust(GRAM, "\0")):
            piece = ((piece ^ ord(letter)) * PRIME + offset) & 0xFFFFFFFFFFFFFFFF
        found.add(piece)
    return found


class Forms:
    """Finds the terms of a collection that share pieces with a word."""

    def __init__(self, grams: Grams) -> None:
        self._grams = grams

    def like(self, term: str) -> tuple[Sequence[int], Sequence[float]]:
        """The numbers of the terms that are like one, and how alike each is, in [LEAST_ALIKE, 1]."""
        grams = self._grams
        if not term or term[0].isdigit() or not len(grams.pieces):
            return (), ()
        pieces = np.array(sorted(_pieces_of(BEGINNING + term)), dtype=np.uint64)
        places = grams.pieces.searchsorted(pieces)
        places = places[grams.pieces[np.minimum(places, len(grams.pieces) - 1)] == pieces]
        begins, ends = grams.begins[places].tolist(), grams.begins[places + 1].tolist()
        found = [grams.terms[begin:end] for begin, end in zip(begins, ends, strict=True)]
        if not found:
            return (), ()
        terms, shared = counted(np.concatenate(found))
        alike = 2 * shared / (grams.counts[terms] + len(pieces))
        kept = np.flatnonzero(alike >= LEAST_ALIKE)
        if len(kept) > MOST_FORMS:
            kept = np.sort(kept[np.argsort(-alike[kept], kind="stable")[:MOST_FORMS]])
        return terms[kept].tolist(), alike[kept].tolist()
