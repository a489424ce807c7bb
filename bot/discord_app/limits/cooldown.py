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

    def take(self, asker: Hashable, rate: Rate) -> float:
        """Count an answer for `asker`: 0 where it may be given, else the seconds that are left to wait."""
        seconds = self.left(asker, rate)
        if rate.count and not seconds:
            self._answered.setdefault(asker, deque()).append(self._clock())
        return seconds

    def left(self, asker: Hashable, rate: Rate) -> float:
        """The seconds that `asker` has to wait; nothing is counted."""
        answered = self._answered.get(asker)
        if not rate.count or answered is None:
            return 0.0
        now = self._clock()
        while answered and now - answered[0] >= rate.seconds:
            answered.popleft()
        if len(answered) < rate.count:
            return 0.0
        # The oldest of the last `count` answers must have passed: a moderator may have lowered the count.
        return rate.seconds - (now - answered[-rate.count])

    def __len__(self) -> int:
        return len(self._answered)
