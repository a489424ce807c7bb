"""Where numbers appear first and last in a long array, which is looked through block by block."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints, Ints32

BLOCK = 500_000
"""Numbers that are looked through at once."""


def in_order(numbers: Ints32, count: int) -> tuple[Ints, Ints32]:
    """The numbers that occur, in the order in which they first do, and each one's place in it, or -1."""
    return order_of(first_places(reversed(blocks_of(numbers)), len(numbers), count))


def blocks_of(numbers: Ints32) -> list[Ints32]:
    """`numbers`, BLOCK at a time."""
    return [numbers[begin : begin + BLOCK] for begin in range(0, len(numbers), BLOCK)]


def first_places(backwards: Iterable[NDArray[np.integer]], end: int, count: int) -> Ints:
    """The first place of each of `count` numbers; -1 for one that isn't there.

    `backwards` gives all numbers in blocks, the last one first; `end` is how many they are together.
    """
    first = np.full(count, -1, dtype=np.int64)
    # Of several assignments to one place the last one stays: read backwards, that is the first occurrence.
    for block in backwards:
        first[block[::-1]] = np.arange(end - 1, end - len(block) - 1, -1)
        end -= len(block)
    return first


def last_places(blocks: Iterable[NDArray[np.int32]], count: int) -> Ints:
    """The same for the last place."""
    last = np.full(count, -1, dtype=np.int64)
    end = 0
    for block in blocks:
        last[block] = np.arange(end, end + len(block))
        end += len(block)
    return last


def order_of(first: Ints) -> tuple[Ints, Ints32]:
    """The numbers with a first place, in the order of these, and each one's place in it, or -1."""
    known = np.flatnonzero(first >= 0)
    order = known[first[known].argsort(kind="stable")]
    places = np.full(len(first), -1, dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return order, places
