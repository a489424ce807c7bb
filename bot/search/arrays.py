"""The NumPy types that the search computes with, and a few operations on sorted runs and offsets.

Offsets are how a list of lists lies in one flat array: the members of owner `i` are
`members[offsets[i]:offsets[i + 1]]`, so there is one offset more than there are owners.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_T = TypeVar("_T", bound=np.generic)


def smallest_unsigned(numbers: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    """`numbers`, none below 0, in the smallest type that holds them all."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def run_starts(ordered: NDArray[np.generic]) -> Ints:
    """Where each run of equal values starts in a sorted array."""
    is_first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


def largest_of_runs(values: Floats, largest: Floats, owners: Ints) -> Ints:
    """The place of each owner's largest value, of equals the first.

    `owners` ascends and tells whose each value is; `largest` holds each owner's.
    """
    is_largest = (values == largest[owners]).nonzero()[0]
    # Those of an owner follow one another: the first of each run is kept.
    places: Ints = is_largest[run_starts(owners[is_largest])]
    return places


def unique_counts(numbers: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """The distinct values of `numbers`, ascending, and how often each occurs."""
    ordered = np.sort(numbers).astype(np.int64, copy=False)
    starts = run_starts(ordered)
    counts = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=counts[:-1])
    counts[-1:] = len(ordered) - starts[-1:]
    return ordered[starts], counts


def unique(numbers: NDArray[np.integer]) -> Ints:
    """The distinct values of `numbers`, ascending. (np.unique imports more and takes longer.)"""
    ordered = np.sort(numbers)
    values: Ints = ordered[run_starts(ordered)].astype(np.int64, copy=False)
    return values


def owner_of_each(offsets: Ints) -> Ints:
    """The number of the owner of each member, for owners whose members lie at `offsets`."""
    return np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))


def small_owner_of_each(offsets: Ints) -> Ints32:
    """The same in half the memory, for tokens, of which there are many."""
    return np.repeat(np.arange(len(offsets) - 1, dtype=np.int32), np.diff(offsets))


def concatenated_ranges(starts: Ints, ends: Ints) -> Ints:
    """The numbers from each start up to its end, one range after the other."""
    lengths = ends - starts
    # In the flat result range `i` begins at the sum of the lengths before it: shifting a plain count
    # by the difference makes every range begin at its own start, without a loop.
    shifts = starts - (np.cumsum(lengths) - lengths)
    ranges: Ints = np.arange(lengths.sum()) + np.repeat(shifts, lengths)
    return ranges


LONG_RANGE = 16
"""Members of a range, on the average, from which ranges are copied one by one."""


class Ranges:
    """Ranges of numbers, of which those that follow one another are one."""

    def __init__(self, starts: Ints, ends: Ints) -> None:
        is_broken = np.ones(len(starts) + 1, dtype=bool)
        np.not_equal(starts[1:], ends[:-1], out=is_broken[1:-1])
        self._starts, self._ends = starts[is_broken[:-1]], ends[is_broken[1:]]
        self._is_long = (self._ends - self._starts).sum() >= LONG_RANGE * len(self._starts)

    def of(self, values: NDArray[_T]) -> NDArray[_T]:
        """The values with these numbers, one range after the other."""
        if not self._is_long:
            return values[concatenated_ranges(self._starts, self._ends)]
        pairs = zip(self._starts.tolist(), self._ends.tolist(), strict=True)
        return np.concatenate([values[:0], *(values[start:end] for start, end in pairs)])


def places_in(keys: Ints, numbers: NDArray[np.integer]) -> Ints:
    """The place in `keys`, which are different, of each of `numbers`; -1 where it isn't among them.

    Nothing is allocated that is larger than `numbers`, however large they are.
    """
    if not len(keys):
        return np.full(len(numbers), -1, dtype=np.int64)
    order = np.argsort(keys)
    ascending = keys[order]
    found = np.minimum(ascending.searchsorted(numbers), len(keys) - 1)
    places: Ints = np.where(ascending[found] == numbers, order[found], -1)
    return places


def new_vocabulary() -> defaultdict[str, int]:
    """A dictionary that numbers strings from 0: a new one gets the next number."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def code_points(text: str) -> NDArray[np.uint32]:
    """The Unicode code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
