"""A vocabulary: the strings of a corpus by their numbers, and their numbers by the strings, in plain arrays.

A dictionary of Python takes a hundred bytes a string and is made anew at each start. Here a string takes its
letters and twelve bytes more, and the arrays are looked up where they lie in a file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints32

DICTIONARY_UP_TO = 20_000
"""Strings of which a dictionary is made: it is faster, and small."""


@dataclass(frozen=True, eq=False)
class Vocabulary(Mapping[str, int]):
    """Different strings, none of which holds a line end, numbered from 0.

    `letters` holds them in UTF-8, each with a line end; `offsets` says where each begins, and the end.
    `hashes` are their CRC-32, ascending, and `numbers` the string that each of `hashes` belongs to.
    """

    letters: NDArray[np.uint8]
    offsets: Ints32
    hashes: NDArray[np.uint32]
    numbers: Ints32

    @classmethod
    def of(cls, strings: Sequence[str]) -> Vocabulary:
        """The vocabulary of `strings` in their order."""
        encoded = [_encoded(string) for string in strings]
        lengths = np.fromiter(map(len, encoded), np.int32, len(encoded))
        offsets = np.zeros(len(encoded) + 1, dtype=np.int32)
        np.cumsum(lengths + 1, out=offsets[1:])
        hashes = np.fromiter(map(crc32, encoded), np.uint32, len(encoded))
        order = hashes.argsort(kind="stable").astype(np.int32)
        letters = np.frombuffer(b"".join(each + b"\n" for each in encoded), dtype=np.uint8)
        return cls(letters, offsets, hashes[order], order)

    @cached_property
    def texts(self) -> Sequence[str]:
        """The strings by their numbers."""
        return _Texts(self.letters, self.offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __getitem__(self, string: str) -> int:
        if self._dictionary is not None:
            return self._dictionary[string]
        encoded = _encoded(string)
        wanted, hashes = crc32(encoded), self._hashes
        place = bisect_left(hashes, wanted)
        while place < len(hashes) and hashes[place] == wanted:
            number = int(self.numbers[place])
            begin, end = int(self.offsets[number]), int(self.offsets[number + 1]) - 1
            if self.letters[begin:end].tobytes() == encoded:
                return number
            place += 1
        raise KeyError(string)

    @cached_property
    def _dictionary(self) -> dict[str, int] | None:
        return dict(zip(self, range(len(self)), strict=True)) if len(self) <= DICTIONARY_UP_TO else None

    @cached_property
    def _hashes(self) -> memoryview:
        """Looked up one by one, which takes less time than through NumPy."""
        return self.hashes.data


class _Texts(Sequence[str]):
    """Strings that lie in an array, each made when it is looked at."""

    def __init__(self, letters: NDArray[np.uint8], offsets: Ints32) -> None:
        self._letters, self._offsets = letters, offsets

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        begin, end = int(self._offsets[number]), int(self._offsets[number + 1]) - 1
        return self._letters[begin:end].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        text = self._letters.tobytes().decode("utf-8", "surrogatepass")
        return iter(text.split("\n")[:-1])


def _encoded(string: str) -> bytes:
    return string.encode("utf-8", "surrogatepass")
