"""Memory that was freed, given back to the system: after an index was built, or many articles were read.

The C library keeps what a program has freed, for it may be wanted again. After a reload that is as much as
the articles themselves take, and nothing wants it until the next one.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from typing import Any

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""What mallopt(3) calls its parameters in malloc.h."""

LARGE_BLOCK = 2 << 20
"""Bytes from which a block of memory goes back to the system as soon as it is freed."""

KEPT_FREE = 16 << 20
"""Bytes that the C library may keep for the next blocks, so that an answer's arrays come and go quickly."""


YOUNG = 1
"""The oldest of the generations of objects in which rings are looked for."""


def free_at_once() -> None:
    """Let large blocks go back to the system when they are freed, where the C library can.

    Left to itself it learns from the first large block that is freed to keep the next ones: the arrays of an
    index then stand between what answers, and stay there. (mallopt(3))
    """
    mallopt = _of_c_library("mallopt")
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK)
        mallopt(M_TRIM_THRESHOLD, KEPT_FREE)


def give_back(replaced: list[object]) -> None:
    """Forget what was `replaced`, and give back what is free then, where the C library can.

    It takes some milliseconds, and more where much is forgotten: never on the event loop. (malloc_trim(3))
    """
    while replaced:
        replaced.pop()  # one by one: meanwhile nothing else runs
    # What reading left is young. To look through all would let nothing else run for as long as an answer
    # takes, and finds nothing: what is replaced is in no ring.
    gc.collect(YOUNG)
    trim = _of_c_library("malloc_trim")
    if trim is not None:
        trim(ctypes.c_size_t(0))


def _of_c_library(name: str) -> Callable[..., Any] | None:
    try:
        found: Callable[..., Any] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):  # another C library, another system
        return None
    return found
