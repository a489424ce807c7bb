"""Vocabularies put together, and the strings taken from them that are still wanted, in a new order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints, Ints32, Ranges
from bot.search.index.vocabulary import Vocabulary


class JoinedVocabulary:
    """The strings of several vocabularies, each once: those of the first one, then what the others add.

    `numbers` holds the number of each vocabulary's strings here.
    """

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        first, *others = vocabularies
        self.numbers: list[Ints32] = [np.arange(len(first), dtype=np.int32)]
        chosen = [self.numbers[0]]
        added: dict[str, int] = {}
        for vocabulary in others:
            count = len(first) + len(added)
            numbers = np.fromiter(
                (_number(string, first, added) for string in vocabulary), np.int32, len(vocabulary)
            )
            self.numbers.append(numbers)
            chosen.append(np.flatnonzero(numbers >= count).astype(np.int32))
        self._letters = np.concatenate([vocabulary.letters for vocabulary in vocabularies])
        before = accumulate((len(vocabulary.letters) for vocabulary in vocabularies), initial=0)
        parts = list(zip(vocabularies, chosen, before, strict=False))
        self._begins: Ints = np.concatenate([v.offsets[:-1][each] + start for v, each, start in parts])
        self._ends: Ints = np.concatenate([v.offsets[1:][each] + start for v, each, start in parts])
        self._hashes = np.concatenate([_hash_of_each(v)[each] for v, each, _ in parts])

    def __len__(self) -> int:
        return len(self._begins)

    def ordered(self, order: Ints) -> Vocabulary:
        """The vocabulary of the strings with these numbers, in this order."""
        begins, ends = self._begins[order], self._ends[order]
        offsets = np.zeros(len(order) + 1, dtype=np.int32)
        np.cumsum(ends - begins, out=offsets[1:])
        letters = Ranges(begins, ends).of(self._letters)
        # Sorted by hash, and of equal ones by number: both packed into one integer.
        packed = self._hashes[order].astype(np.uint64) << 32 | np.arange(len(order), dtype=np.uint64)
        packed.sort()
        return Vocabulary(
            letters, offsets, (packed >> 32).astype(np.uint32), (packed & 0xFFFFFFFF).astype(np.int32)
        )


def _number(string: str, first: Vocabulary, added: dict[str, int]) -> int:
    number = first.get(string)
    return added.setdefault(string, len(first) + len(added)) if number is None else number


def _hash_of_each(vocabulary: Vocabulary) -> NDArray[np.uint32]:
    hashes = np.empty(len(vocabulary), dtype=np.uint32)
    hashes[vocabulary.numbers] = vocabulary.hashes
    return hashes
