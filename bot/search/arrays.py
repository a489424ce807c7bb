"""The kinds of NumPy arrays that the search counts with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def narrowed(counts: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    """Numbers from 0 in as few bytes as they need."""
    return counts.astype(np.min_scalar_type(counts.max(initial=0)))


def counted(numbers: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """The different ones of `numbers`, ascending, and how often each is there."""
    ordered = np.sort(numbers).astype(np.int64, copy=False)
    is_last = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_last[:-1])
    lasts = is_last.nonzero()[0]
    counts = lasts.copy()
    counts[1:] -= lasts[:-1]
    counts[:1] += 1
    return ordered[lasts], counts


def different(numbers: NDArray[np.integer]) -> Ints:
    """The different ones of `numbers`, ascending. (np.unique imports more and takes longer.)"""
    ordered = np.sort(numbers)
    is_first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    kept: Ints = ordered[is_first].astype(np.int64, copy=False)
    return kept


def code_points(text: str) -> NDArray[np.uint32]:
    """The number of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
