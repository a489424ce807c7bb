"""What takes long before a question is answered is done off the event loop.

Questions are read by the encoder, those that come together in one go; an answerer is prepared.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from bot.answering import Answer, NotPreparedError
from bot.search import Meaning

MOST_ROUNDS = 3
"""How often a question is answered anew, for what has to be read of it shows only as it is answered."""

MOST_WAITING = 32
"""Questions that may wait to be read: some 0.2 s of processor time. What comes beyond is answered by its
words, as with `meaning: false`, so that a crowd waits no longer than it would then."""


class _Batch:
    """Questions that are read together."""

    def __init__(self) -> None:
        self.questions: list[str] = []
        self.is_read = False


class QuestionReader:
    """Has questions read that an answer needs the meaning of."""

    def __init__(self) -> None:
        self._next = _Batch()
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def answer(self, meaning: Meaning | None, ask: Callable[[], Answer]) -> Answer:
        """What `ask` answers once all that it needs is read; at once where that is nothing."""
        rounds = 0
        while True:
            try:
                answer = _answer(meaning, ask)
            except NotPreparedError as error:
                await asyncio.to_thread(error.answerer.prepare)
                continue
            unread = meaning.take_unread() if meaning else ()
            is_enough = rounds == MOST_ROUNDS or self._waiting + len(unread) > MOST_WAITING
            if meaning is None or not unread or is_enough:
                return answer
            self._waiting += len(unread)
            try:
                await self._read(meaning, unread)
            finally:
                self._waiting -= len(unread)
            rounds += 1

    async def _read(self, meaning: Meaning, questions: Iterable[str]) -> None:
        batch = self._next
        batch.questions += questions
        # One batch at a time: what comes meanwhile is gathered in the next.
        async with self._turn:
            if not batch.is_read:
                self._next = _Batch()
                await asyncio.to_thread(meaning.read, batch.questions)
                batch.is_read = True


def _answer(meaning: Meaning | None, ask: Callable[[], Answer]) -> Answer:
    if meaning:
        meaning.take_unread()  # what others left that don't wait, such as autocomplete
    return ask()
