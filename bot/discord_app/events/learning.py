"""What the articles' sentences mean is learned while the bot runs; until then words alone decide."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.discord_app.app import App
from bot.discord_app.observability import failures

PAUSE = 1.0
"""Seconds between two looks for passages that questions met, and that aren't learned yet."""


@asynccontextmanager
async def learning(app: App) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """What it gives begins to learn, beside all else, from the articles that there are by then.

    Nothing is learned before: what is read first of a large library may be little, and the whole too much.
    Of one that is too large what questions meet is learned, as long as it runs.
    """
    cache = app.library_cache

    async def learn() -> None:
        stop = threading.Event()
        try:
            await asyncio.to_thread(cache.learn, app.library, stop.is_set)
            while True:
                await asyncio.sleep(PAUSE)
                await asyncio.to_thread(cache.learn_met, stop.is_set)
        except Exception as error:  # noqa: BLE001 - questions are answered by their words then
            failures.record(error, "learning what the articles mean")
        finally:
            stop.set()  # a thread can't be cancelled: it ends after half a second's work
            await asyncio.to_thread(cache.learn_met, stop.is_set, is_last=True)

    task: asyncio.Task[None] | None = None

    async def begin() -> None:
        nonlocal task
        await _ended(task)
        task = asyncio.create_task(learn())

    try:
        yield begin
    finally:
        await _ended(task)


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task is None:
        return
    task.cancel()
    await asyncio.wait([task])  # its cancellation isn't the caller's, which goes on being raised here
