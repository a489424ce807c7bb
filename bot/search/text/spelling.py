"""What a finger slipped from: the words of a collection that a word may be a misspelling of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints32, code_points

SHORTEST_MISSPELLED = 4
LONG_WORD = 8
"""Letters: a word of so many may hide two slips, a shorter one hides one."""

LONG_COMMON_WORD = 7
"""Letters: a correct word of so many is also tried as another's misspelling; a shorter one never is."""

NEAREST = 4
"""Words that are considered, the nearest first."""


@dataclass(frozen=True, eq=False)
class Signatures:
    """A bit for each letter that stands in a word, of the words that something may be a misspelling of.

    The shortest words come first. `numbers` are those of the words, `lengths` their letters.
    """

    numbers: Ints32
    lengths: Ints32
    bits: NDArray[np.uint64]


def signatures_of(words: Sequence[str], skipped: Collection[str]) -> Signatures:
    """The signatures of `words`, but for short ones, numbers and those `skipped`."""
    fit = [
        number
        for number, word in enumerate(words)
        if len(word) >= SHORTEST_MISSPELLED and not word[0].isdigit() and word not in skipped
    ]
    fit.sort(key=lambda number: len(words[number]))
    lengths = np.fromiter((len(words[number]) for number in fit), np.int64, len(fit))
    bits = _bits("".join(words[number] for number in fit))
    begins = np.cumsum(lengths) - lengths
    joined = np.bitwise_or.reduceat(bits, begins) if len(bits) else np.zeros(0, dtype=np.uint64)
    return Signatures(np.array(fit, dtype=np.int32), lengths.astype(np.int32), joined)


def _bits(letters: str) -> NDArray[np.uint64]:
    """The bit of each letter."""
    return np.uint64(1) << (code_points(letters) % 64).astype(np.uint64)


class Spelling:
    """Finds the words that a word may be a misspelling of.

    A slip changes at most two bits of a word's signature, so that only words with a signature close to the
    misspelt one's are compared letter by letter.
    """

    def __init__(self, words: Sequence[str], signatures: Signatures) -> None:
        self._words = words
        self._signatures = signatures

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
        # Most questions are spelt as the articles are, and don't need it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = self._near(word, slips)
        choices = [self._words[number] for number in near]
        found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=NEAREST)
        fewest = min((distance for _, distance, _ in found), default=0)
        sure = (0.9 if fewest == 1 else 0.7) * (0.6 if is_common else 1.0)
        return [(near[place], sure) for _, distance, place in found if distance == fewest]

    def _near(self, word: str, slips: int) -> list[int]:
        """The numbers of words of about the length and about the letters of `word`, in their order."""
        known = self._signatures
        begin, end = np.searchsorted(known.lengths, (len(word) - slips, len(word) + slips + 1))
        apart = np.bitwise_count(known.bits[begin:end] ^ np.bitwise_or.reduce(_bits(word)))
        return sorted(known.numbers[begin:end][apart <= 2 * slips].tolist())
