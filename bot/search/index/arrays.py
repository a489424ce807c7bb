"""The kinds of NumPy arrays that the search counts with."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def narrowed(counts: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    """Numbers from 0 in as few bytes as they need."""
    return counts.astype(np.min_scalar_type(counts.max(initial=0)))


def run_begins(ordered: NDArray[np.generic]) -> Ints:
    """Where in an ordered array each run of equals begins."""
    is_first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


def counted(numbers: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """The different ones of `numbers`, ascending, and how often each is there."""
    ordered = np.sort(numbers).astype(np.int64, copy=False)
    begins = run_begins(ordered)
    counts = np.empty_like(begins)
    np.subtract(begins[1:], begins[:-1], out=counts[:-1])
    counts[-1:] = len(ordered) - begins[-1:]
    return ordered[begins], counts


def different(numbers: NDArray[np.integer]) -> Ints:
    """The different ones of `numbers`, ascending. (np.unique imports more and takes longer.)"""
    ordered = np.sort(numbers)
    kept: Ints = ordered[run_begins(ordered)].astype(np.int64, copy=False)
    return kept


def owners(firsts: Ints) -> Ints:
    """For each member the number of its owner, of owners whose members begin at `firsts` (and the end)."""
    return np.repeat(np.arange(len(firsts) - 1), np.diff(firsts))


def as_they_come() -> defaultdict[str, int]:
    """Numbers for strings: one that is new gets the next."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def code_points(text: str) -> NDArray[np.uint32]:
    """The number of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
