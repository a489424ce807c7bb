"""Vocabularies put together, and the strings taken from them that are still wanted, in a new order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints, Ints32, concatenated_ranges
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
        # All letters in one array: that of the first one isn't copied before it must be.
        pairs = list(zip(vocabularies, chosen, strict=True))
        self._letters = [vocabulary.letters for vocabulary in vocabularies]
        self._sources = np.repeat(np.arange(len(pairs)), [len(each) for each in chosen])
        self._begins: Ints = np.concatenate([v.offsets[:-1][each] for v, each in pairs], dtype=np.int64)
        self._ends: Ints = np.concatenate([v.offsets[1:][each] for v, each in pairs], dtype=np.int64)
        self._hashes = np.concatenate([_hash_of_each(v)[each] for v, each in pairs])

    def __len__(self) -> int:
        return len(self._begins)

    def ordered(self, order: Ints) -> Vocabulary:
        """The vocabulary of the strings with these numbers, in this order."""
        lengths = self._ends[order] - self._begins[order]
        offsets = np.zeros(len(order) + 1, dtype=np.int32)
        np.cumsum(lengths, out=offsets[1:])
        letters = np.empty(int(offsets[-1]), dtype=np.uint8)
        for source, own in enumerate(self._letters):
            places = np.flatnonzero(self._sources[order] == source)
            begins = offsets[places].astype(np.int64)
            wanted = concatenated_ranges(self._begins[order[places]], self._ends[order[places]])
            letters[concatenated_ranges(begins, begins + lengths[places])] = own[wanted]
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
