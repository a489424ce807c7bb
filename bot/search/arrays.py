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


def different(numbers: NDArray[np.integer]) -> Ints:
    """The different ones of `numbers`, ascending; np.unique builds a table of hashes, which takes longer."""
    ordered = np.sort(numbers)
    kept: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]].astype(np.int64)
    return kept


def code_points(text: str) -> NDArray[np.uint32]:
    """The number of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
