"""What a follow-up is resolved against: the asker's last question, kept for a while and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from cachetools import TTLCache

from bot.answering.answer_context import NO_CONTEXT, Context

MINUTES_KEPT = 10
MOST_KEPT = 10_000
"""Askers at a time; the one who has been silent longest is forgotten first."""


class Conversations:
    """The context of each asker in each channel, in memory, bounded in time and number.

    `clock` gives seconds and never runs backwards.
    """

    def __init__(
        self, clock: Callable[[], float], *, seconds: float = MINUTES_KEPT * 60, most: int = MOST_KEPT
    ) -> None:
        self._contexts: TTLCache[Hashable, Context] = TTLCache(most, seconds, timer=clock)

    def context(self, asker: Hashable) -> Context:
        """What this asker last asked about; empty where that is too long ago or never was."""
        return self._contexts.get(asker, NO_CONTEXT)

    def remember(self, asker: Hashable, context: Context) -> None:
        """Keep `context` (an `Answer.context`) for this asker's next question."""
        self._contexts.pop(asker, None)
        if context:
            self._contexts[asker] = context

    @contextmanager
    def remembering(self, asker: Hashable, context: Context) -> Iterator[None]:
        """Keep `context` from now on, before what is sent inside has arrived: who reads it may be quick.

        Where that raises, nothing was shown: what was there before is kept again.
        """
        before = self.context(asker)
        self.remember(asker, context)
        try:
            yield
        except BaseException:
            if self.context(asker) is context:  # nothing else was asked meanwhile
                self.remember(asker, before)
            raise

    def __len__(self) -> int:
        return len(self._contexts)
