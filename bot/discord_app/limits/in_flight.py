"""Answers that are being given right now, so that the bot can finish them before it stops."""

from __future__ import annotations

import asyncio

AT_A_TIME = 64
"""Commands that are answered at a time, as many as there are connections. In a burst, the first get their
answers while the last wait, and cards that can't be sent yet don't pile up in memory. Where Discord takes a
tenth of a second for a response, so many at a time are 640 a second."""


class InFlight:
    """The tasks that answer somebody."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self._turns = asyncio.Semaphore(AT_A_TIME)

    def add_current(self) -> None:
        """Count the running task among them until it is done."""
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def turn(self) -> None:
        """Wait until the running task may go on; its turn ends with it.

        Only for what Discord's rate limits never hold up: one busy channel would hold up all others.
        """
        task = asyncio.current_task()
        if task is not None:
            await self._turns.acquire()
            task.add_done_callback(lambda _: self._turns.release())

    async def finish(self, seconds: float) -> int:
        """Wait until none is left, `seconds` at the most. How many are left then."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self._tasks and (left := end - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        return len(self._tasks)
