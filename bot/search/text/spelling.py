"""Spelling correction: the words of a corpus that a word of a question may be a misspelling of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints32, code_points
from bot.search.text.splitting import SIGNS

SHORTEST_MISSPELLED = 4
"""Letters: a shorter word is never taken for a misspelling, for too many words are near it."""

LONG_WORD = 8
"""Letters: a word of so many may hold two slips, a shorter one holds one."""

LONG_COMMON_WORD = 7
"""Letters: a word of so many is tried as a misspelling even where the language has it; no shorter one is."""

MOST_CORRECTIONS = 4
"""Words that are considered, the nearest ones."""

_SIGNS = frozenset(f".{SIGNS}")

ONE_SLIP, TWO_SLIPS = 0.9, 0.7
"""The certainty of a correction, by the edit distance that it undoes."""

COMMON_WORD = 0.6
"""What the certainty is multiplied by where the word is right as it is."""


@dataclass(frozen=True, eq=False)
class Signatures:
    """The signatures of a corpus' words: a bit for each letter that the word has.

    The shortest words come first. `numbers` are the words' numbers in the corpus, `lengths` their letters.
    Words that nothing may be a misspelling of are left out.
    """

    numbers: Ints32
    lengths: Ints32
    bits: NDArray[np.uint64]


def signatures_of(words: Sequence[str], skipped: Collection[str]) -> Signatures:
    """The signatures of `words`, but for short ones, numbers and those that are `skipped`."""
    numbers = [
        number
        for number, word in enumerate(words)
        if len(word) >= SHORTEST_MISSPELLED
        and not word[0].isdigit()
        and word not in skipped
        and _SIGNS.isdisjoint(word)
    ]
    numbers.sort(key=lambda number: len(words[number]))
    lengths = np.fromiter((len(words[number]) for number in numbers), np.int64, len(numbers))
    bits = _bits("".join(words[number] for number in numbers))
    begins = np.cumsum(lengths) - lengths
    # All words stand in one array of letters; each word's bits are joined.
    signatures = np.bitwise_or.reduceat(bits, begins) if len(bits) else np.zeros(0, dtype=np.uint64)
    return Signatures(np.array(numbers, dtype=np.int32), lengths.astype(np.int32), signatures)


def _bits(letters: str) -> NDArray[np.uint64]:
    """The bit of each letter. Letters may share one: the signature only rules words out."""
    return np.uint64(1) << (code_points(letters) % 64).astype(np.uint64)


class SpellingCorrector:
    """Finds the words of a corpus that a word may be a misspelling of.

    An edit changes at most two bits of a word's signature, so that only words with a signature near the
    misspelled word's are compared letter by letter.
    """

    def __init__(self, words: Sequence[str], signatures: Signatures) -> None:
        """For the folded words of a corpus, in the order of their numbers."""
        self.words = words
        self._signatures = signatures

    def corrections(self, word: str, *, is_common: bool) -> list[tuple[int, float]]:
        """The numbers of the words nearest to `word`, and how certain each correction is, in (0, 1).

        `is_common`: the language has the word as it is.
        """
        if len(word) < SHORTEST_MISSPELLED or word[0].isdigit():
            return []
        most_slips = 1 if len(word) < LONG_WORD else 2
        if is_common:
            most_slips = 1 if len(word) >= LONG_COMMON_WORD else 0
        if not most_slips:
            return []
        found = self.near(word, most_slips)
        fewest = min((distance for _, distance in found), default=0)
        certainty = (ONE_SLIP if fewest == 1 else TWO_SLIPS) * (COMMON_WORD if is_common else 1.0)
        return [(number, certainty) for number, distance in found if distance == fewest]

    def near(self, word: str, most_slips: int) -> list[tuple[int, int]]:
        """The numbers of the MOST_CORRECTIONS words nearest to `word`, and how many slips each is away.

        A slip is a letter more, less or another one, or two neighbouring letters in each other's place.
        """
        # Imported only here: most questions are spelled as the articles are, and don't need it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        numbers = self._near(word, most_slips)
        words = [self.words[number] for number in numbers]
        found = process.extract(
            word, words, scorer=OSA.distance, score_cutoff=most_slips, limit=MOST_CORRECTIONS
        )
        return [(numbers[place], int(distance)) for _, distance, place in found]

    def _near(self, word: str, slips: int) -> list[int]:
        """The numbers of words that may be `slips` edits from `word`, as far as length and letters tell."""
        signatures = self._signatures
        begin, end = np.searchsorted(signatures.lengths, (len(word) - slips, len(word) + slips + 1))
        differing = np.bitwise_count(signatures.bits[begin:end] ^ np.bitwise_or.reduce(_bits(word)))
        return sorted(signatures.numbers[begin:end][differing <= 2 * slips].tolist())
