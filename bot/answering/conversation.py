"""What a follow-up is resolved against: the asker's last question, kept for a while and nowhere else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

MINUTES_KEPT = 10
MOST_KEPT = 10_000
"""Askers at a time; the one who has been silent longest is forgotten first."""


class Conversations:
    """The context of each asker in each channel, in memory, bounded in time and number.

    The clock is the caller's: `now` is in seconds and never runs backwards.
    """

    def __init__(self, *, seconds: float = MINUTES_KEPT * 60, most: int = MOST_KEPT) -> None:
        self._seconds = seconds
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[float, str]] = OrderedDict()

    def context(self, asker: Hashable, now: float) -> str:
        """What this asker last asked about; empty where that is too long ago or never was."""
        self._forget(now)
        return self._kept.get(asker, (0.0, ""))[1]

    def remember(self, asker: Hashable, context: str, now: float) -> None:
        """Keep `context` (an `Answer.context`) for this asker's next question."""
        self._kept.pop(asker, None)
        if context:
            self._kept[asker] = (now, context)
        self._forget(now)

    def _forget(self, now: float) -> None:
        while self._kept:
            asker, (since, _) = next(iter(self._kept.items()))
            if len(self._kept) <= self._most and now - since < self._seconds:
                return
            del self._kept[asker]

    def __len__(self) -> int:
        return len(self._kept)
