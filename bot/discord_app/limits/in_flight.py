"""Answers that are being sent right now, so that the bot can finish them before it stops."""

from __future__ import annotations

import asyncio

AT_A_TIME = 64
"""Commands that are answered at a time, fewer than there are connections. In a burst, the first get their
answers while the last wait, and cards that can't be sent yet don't pile up in memory. Where Discord takes a
tenth of a second for a response, 64 at a time are 640 a second."""


PAGES_AT_A_TIME = 24
"""Pages that are made and sent at a time. Where three hundred people press a button at once, who asks
a question waits for a few of them and not for all; and 24 at a time are still 240 a second."""


class InFlight:
    """The tasks that answer somebody."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self._turns = asyncio.Semaphore(AT_A_TIME)
        self._page_turns = asyncio.Semaphore(PAGES_AT_A_TIME)

    def add_current(self) -> None:
        """Add the running task until it is done."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def turn(self) -> None:
        """Wait until fewer than `AT_A_TIME` tasks have a turn; the turn of the running one ends with it.

        Only for requests that Discord never rate-limits: one busy channel would hold up all others.
        """
        task = asyncio.current_task()
        if task is not None:
            await self._turns.acquire()
            task.add_done_callback(lambda _: self._turns.release())

    async def page_turn(self) -> None:
        """As `turn`, for pages: fewer of them have one, so that questions come first."""
        task = asyncio.current_task()
        if task is not None:
            await self._page_turns.acquire()
            task.add_done_callback(lambda _: self._page_turns.release())

    async def finish(self, seconds: float) -> int:
        """Wait until no task is left, at most `seconds`; the number of tasks that are left then."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self._tasks and (left := end - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        return len(self._tasks)
