"""Learning what the articles mean, beside all else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.answering.library_cache import LibraryCache
from bot.discord_app.bootstrap import create_app
from bot.discord_app.events.learning import learning
from bot.library import Library
from bot.settings import Settings


@pytest.mark.parametrize("turns", range(12))
async def test_whoever_is_cancelled_while_it_begins_anew_ends(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    def learn(_: LibraryCache, __: Library, must_stop: Callable[[], bool]) -> None:
        while not must_stop():
            pass

    async def begin_again_and_again() -> None:
        async with learning(create_app(settings)) as begin:
            while True:
                await begin()

    monkeypatch.setattr(LibraryCache, "learn", learn)
    task = asyncio.create_task(begin_again_and_again())
    for _ in range(turns):  # wherever it is then
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=60)
    assert done, "it goes on"
    assert task.cancelled()
