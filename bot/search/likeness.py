"""Terms of an article that look like a word: other forms of it, or what a finger slipped from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.postings import Floats, Ints

GRAM = 4
"""Letters of the pieces by which forms of a word are compared; the word's beginning counts as a letter."""

LEAST_ALIKE = 0.45
"""The share of common pieces (Dice) from which two terms are taken for forms of a word."""

SHORTEST_MISSPELLED = 4
LONG_WORD = 8
"""Letters: a word of so many may hide two slips, a shorter one hides one."""

LONG_COMMON_WORD = 7
"""Letters: a correct word of so many is also tried as another's misspelling; a shorter one never is."""


class Forms:
    """Finds the terms of an article that share pieces with a word."""

    def __init__(self, terms: Sequence[str], skipped: Iterable[str]) -> None:
        left_out = frozenset(skipped)
        grams: dict[str, list[int]] = {}
        counts = np.ones(len(terms))
        for place, term in enumerate(terms):
            pieces = _grams(term)
            counts[place] = len(pieces)
            if term not in left_out and not term[0].isdigit():
                for piece in pieces:
                    grams.setdefault(piece, []).append(place)
        self._counts = counts
        self._places: Mapping[str, Ints] = {
            piece: np.array(found, dtype=np.int64) for piece, found in grams.items()
        }

    def like(self, term: str) -> tuple[Ints, Floats]:
        """The numbers of the terms alike, and how alike each is, in [LEAST_ALIKE, 1]."""
        pieces = _grams(term)
        found = [self._places[piece] for piece in pieces if piece in self._places]
        if not found or term[0].isdigit():
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        shared = np.bincount(np.concatenate(found), minlength=len(self._counts))
        alike = 2 * shared / (self._counts + len(pieces))
        places = np.flatnonzero(alike >= LEAST_ALIKE)
        return places, alike[places]


class Spelling:
    """Finds the words of an article that a word may be a misspelling of."""

    def __init__(self, words: Iterable[str], skipped: Iterable[str]) -> None:
        left_out = frozenset(skipped)
        self._words = [
            word
            for word in words
            if len(word) >= SHORTEST_MISSPELLED and not word[0].isdigit() and word not in left_out
        ]

    def candidates(self, word: str, *, is_common: bool) -> list[tuple[str, float]]:
        """The words nearest to `word`, and how sure each is; `is_common`: the language has it as it is."""
        if len(word) < SHORTEST_MISSPELLED or word[0].isdigit():
            return []
        slips = 1 if len(word) < LONG_WORD else 2
        if is_common:
            slips = 1 if len(word) >= LONG_COMMON_WORD else 0
        if not slips:
            return []
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=4)
        fewest = min((distance for _, distance, _ in found), default=0)
        sure = (0.9 if fewest == 1 else 0.7) * (0.6 if is_common else 1.0)
        return [(candidate, sure) for candidate, distance, _ in found if distance == fewest]


def _grams(term: str) -> frozenset[str]:
    marked = "^" + term
    return frozenset(marked[begin : begin + GRAM] for begin in range(max(1, len(marked) - GRAM + 1)))
