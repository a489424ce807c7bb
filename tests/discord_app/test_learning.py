"""Learning what the articles mean, beside all else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.library_cache import LibraryCache
from bot.discord_app.app import App
from bot.discord_app.bootstrap import create_app
from bot.discord_app.events import learning as events_learning
from bot.discord_app.events.learning import learning
from bot.discord_app.limits.question_reader import QuestionReader
from bot.discord_app.limits.schedule import Schedule
from bot.discord_app.observability.request_context import request_age
from bot.library import Library
from bot.search import meaning
from bot.search.meaning import sentence_vectors
from bot.search.ranking import ranker
from bot.settings import Settings


async def test_what_a_question_met_in_a_large_library_is_learned_while_the_bot_runs(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (meaning, sentence_vectors):
        monkeypatch.setattr(module, "MOST_PASSAGES", 3)
    monkeypatch.setattr(ranker, "COMPARED", 2)
    monkeypatch.setattr(events_learning, "PAUSE", 0.0)
    text = "The mill was erected in 1782.\n\nIts owner paid women.\n\nIt burned.\n\nNobody rebuilt it."
    file = tmp_path / "articles" / "mill.md"
    file.parent.mkdir()
    file.write_text(f"---\ntitle: Mill\nlicense: CC0\n---\n\n{text}\n", encoding="utf-8")
    settings = settings.model_copy(update={"knowledge": file.parent})
    reader, question = (
        QuestionReader(Schedule(time.monotonic, request_age)),
        "did its owner pay any ladies",
    )

    async def confidence(app: App) -> float:
        answer = await reader.answer(app.answerer.meaning, lambda: app.answerer.answer(question))
        return answer.confidence

    app = create_app(settings)
    first = await confidence(app)
    async with learning(app) as begin:
        await begin()
        for _ in range(6_000):
            if await confidence(app) != first:
                break
            await asyncio.sleep(0.01)
        learned = await confidence(app)
        assert learned > first
    app = create_app(settings)
    assert app.answerer.meaning is not None
    await asyncio.to_thread(app.answerer.meaning.open)
    assert await confidence(app) == learned  # it was kept


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
