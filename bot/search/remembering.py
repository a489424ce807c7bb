"""Methods whose last results are remembered, by an object that still ends when nobody uses it any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast
from weakref import WeakMethod

P = ParamSpec("P")
T = TypeVar("T")


def remembering(method: Callable[P, T], size: int) -> Callable[P, T]:
    """`method`, bound to the object that keeps what is returned here, with its last `size` results.

    `lru_cache` would hold the object, and the object it: only the garbage collection would free such a ring,
    and with it the index that it leads to. The bot exempts from that what is there when it has started.
    """
    weak = WeakMethod(method)

    @lru_cache(size)
    def remembered(*arguments: P.args, **named: P.kwargs) -> T:
        own = weak()
        if own is None:
            raise ReferenceError("the object whose method this is has ended")
        return own(*arguments, **named)

    return cast("Callable[P, T]", remembered)
