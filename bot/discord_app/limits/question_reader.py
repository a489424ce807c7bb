"""What takes long before a question is answered is done off the event loop.

Questions are read by the encoder, those that come together in one go; an answerer is prepared.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable

from bot.answering import Answer, NotPreparedError
from bot.discord_app.limits.schedule import Schedule
from bot.search import Meaning
from bot.search.meaning import Unread

MOST_ROUNDS = 6
"""How often a question is answered anew, for what has to be read of it shows only as it is answered: its own
vectors first, then one sentence after the other."""

PAIR = 3
"""A pair of question and sentence takes as long to read as so many questions."""

MOST_WAITING = 32
"""Questions that may wait, for their turn or to be read: some 0.2 s of processor time. While more do, each is
answered by its words, as with `meaning: false`, so that a crowd waits no longer than it would then."""

LONGEST_WAIT = 1.0
"""Seconds that a question waits to be read, on a machine that is busy with something else; then its words
alone count. Discord waits for three."""


class _Batch:
    """Questions that are read together, by themselves or each with a sentence."""

    def __init__(self) -> None:
        self.unread: list[Unread] = []
        self.is_read = False


class QuestionReader:
    """Has questions read that an answer needs the meaning of."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._next = _Batch()
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._readings: set[asyncio.Task[None]] = set()

    async def answer(self, meaning: Meaning | None, ask: Callable[[], Answer]) -> Answer:
        """What `ask` answers once all that it needs is read; at once where that is nothing."""
        rounds, waited_for = 0, LONGEST_WAIT
        now = asyncio.get_running_loop().time
        while True:
            await self._schedule.turn()
            try:
                answer = _answer(meaning, ask)
            except NotPreparedError as error:
                await asyncio.to_thread(error.answerer.prepare)
                continue
            unread = meaning.take_unread() if meaning else ()
            waiting = self._waiting + self._schedule.waiting + _size(unread)
            is_enough = rounds == MOST_ROUNDS or waiting > MOST_WAITING
            if meaning is None or not unread or is_enough:
                return answer
            begun, reading = now(), self._begin(meaning, unread)
            await asyncio.wait([reading], timeout=waited_for)
            if not reading.done():  # it goes on, for whoever asks the same again
                return answer
            reading.result()
            waited_for -= now() - begun
            rounds += 1

    def _begin(self, meaning: Meaning, unread: Collection[Unread]) -> asyncio.Task[None]:
        def end(task: asyncio.Task[None]) -> None:
            self._readings.discard(task)
            self._waiting -= _size(unread)

        self._waiting += _size(unread)
        reading = asyncio.create_task(self._read(meaning, unread))
        self._readings.add(reading)
        reading.add_done_callback(end)
        return reading

    async def _read(self, meaning: Meaning, unread: Iterable[Unread]) -> None:
        batch = self._next
        batch.unread += unread
        # One batch at a time: what comes meanwhile is gathered in the next.
        async with self._turn:
            if not batch.is_read:
                self._next = _Batch()
                await asyncio.to_thread(meaning.read, batch.unread)
                batch.is_read = True


def _answer(meaning: Meaning | None, ask: Callable[[], Answer]) -> Answer:
    if meaning:
        meaning.take_unread()  # what others left that don't wait, such as autocomplete
    return ask()


def _size(unread: Iterable[Unread]) -> int:
    """How many questions take as long to read."""
    return sum(1 if isinstance(each, str) else PAIR for each in unread)
