"""What a finger slipped from: the words of a collection that a word may be a misspelling of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.arrays import Ints, code_points

SHORTEST_MISSPELLED = 4
LONG_WORD = 8
"""Letters: a word of so many may hide two slips, a shorter one hides one."""

LONG_COMMON_WORD = 7
"""Letters: a correct word of so many is also tried as another's misspelling; a shorter one never is."""

NEAREST = 4
"""Words that are considered, the nearest first."""


class Spelling:
    """Finds the words that a word may be a misspelling of.

    Each word has a signature, a bit for each letter that stands in it. A slip changes at most two bits, so
    that only words with a signature close to the misspelt one's are compared letter by letter.
    """

    def __init__(self, words: Sequence[str], skipped: Collection[str]) -> None:
        fit = [
            number
            for number, word in enumerate(words)
            if len(word) >= SHORTEST_MISSPELLED and not word[0].isdigit() and word not in skipped
        ]
        lengths = np.fromiter((len(words[number]) for number in fit), np.int64, len(fit))
        order = np.argsort(lengths, kind="stable")
        self._words = words
        self._lengths = lengths[order]
        self._numbers: Ints = np.array(fit, dtype=np.int64)[order]
        letters = code_points("".join(words[number] for number in self._numbers))
        bits = np.uint64(1) << (letters % 64).astype(np.uint64)
        begins = np.cumsum(self._lengths) - self._lengths
        self._signatures: NDArray[np.uint64] = (
            np.bitwise_or.reduceat(bits, begins) if len(bits) else np.zeros(0, dtype=np.uint64)
        )

    def candidates(self, word: str, *, is_common: bool) -> list[tuple[int, float]]:
        """The numbers of the words nearest to `word`, and how sure each is.

        `is_common`: the language has the word as it is.
        """
        if len(word) < SHORTEST_MISSPELLED or word[0].isdigit():
            return []
        slips = 1 if len(word) < LONG_WORD else 2
        if is_common:
            slips = 1 if len(word) >= LONG_COMMON_WORD else 0
        if not slips:
            return []
        near = self._near(word, slips)
        choices = [self._words[number] for number in near]
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=NEAREST)
        fewest = min((distance for _, distance, _ in found), default=0)
        sure = (0.9 if fewest == 1 else 0.7) * (0.6 if is_common else 1.0)
        return [(near[place], sure) for _, distance, place in found if distance == fewest]

    def _near(self, word: str, slips: int) -> list[int]:
        """The numbers of words of about the length and about the letters of `word`, in their order."""
        begin, end = np.searchsorted(self._lengths, (len(word) - slips, len(word) + slips + 1))
        signature = np.uint64(0)
        for letter in word:
            signature |= np.uint64(1 << (ord(letter) % 64))
        apart = np.bitwise_count(self._signatures[begin:end] ^ signature)
        return sorted(self._numbers[begin:end][apart <= 2 * slips].tolist())
