"""How often one person is answered in a channel: a number of times within a number of seconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from typing import Protocol

from cachetools import LRUCache

MOST_KEPT = 10_000
"""Askers remembered at a time; the one who asked longest ago is forgotten first."""


class Rate(Protocol):
    """At most `count` answers within `seconds`; no limit where `count` is 0."""

    @property
    def count(self) -> int: ...

    @property
    def seconds(self) -> int: ...


class Cooldowns:
    """When each asker was last answered, in memory, bounded in number.

    `clock` gives seconds and never runs backwards.
    """

    def __init__(self, clock: Callable[[], float], *, most: int = MOST_KEPT) -> None:
        self._clock = clock
        self._answered: LRUCache[Hashable, deque[float]] = LRUCache(most)
        self._told: LRUCache[Hashable, float] = LRUCache(most)

    def take(self, asker: Hashable, rate: Rate) -> float:
        """Count an answer for `asker`: 0 where it may be given, else the seconds that are left to wait."""
        if not rate.count:
            return 0.0
        now = self._clock()
        answered = self._answered.setdefault(asker, deque())
        while answered and now - answered[0] >= rate.seconds:
            answered.popleft()
        if len(answered) >= rate.count:
            # The oldest of the last `count` answers must have passed: a moderator may have lowered the count.
            return rate.seconds - (now - answered[-rate.count])
        answered.append(now)
        return 0.0

    def may_tell(self, asker: Hashable, seconds: float) -> bool:
        """Whether to tell `asker` of the wait of `seconds`: once, until it is over."""
        now = self._clock()
        if self._told.get(asker, now) > now:
            return False
        self._told[asker] = now + seconds
        return True

    def __len__(self) -> int:
        return len(self._answered)
