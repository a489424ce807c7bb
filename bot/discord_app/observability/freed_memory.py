"""Memory that was freed, given back to the system: after an index was built, or many articles were read.

The C library keeps what a program has freed, for it may be wanted again. After a reload that is as much as
the articles themselves take, and nothing wants it until the next one.
"""

from __future__ import annotations

import ctypes
import gc


def give_back(replaced: list[object]) -> None:
    """Forget what was `replaced`, and give back what is free then, where the C library can.

    It takes some milliseconds, and more where much is forgotten: never on the event loop. (malloc_trim(3))
    """
    replaced.clear()
    gc.collect()
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library, another system
        return
    trim(ctypes.c_size_t(0))
