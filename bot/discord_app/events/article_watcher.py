"""Articles that change while the bot runs are read again, and replace the old ones at once."""

from __future__ import annotations

import asyncio
import logging
import operator
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from bot.answering.library_cache import FIRST_READ, LibraryCache
from bot.discord_app.app import App
from bot.discord_app.bootstrap import all_topics, new_offers
from bot.discord_app.events.learning import learning
from bot.discord_app.observability import failures
from bot.discord_app.observability.freed_memory import give_back
from bot.library import Library, Problem
from bot.library.reading import article_id

_log = logging.getLogger(__name__)

DEBOUNCE = 400
"""Milliseconds in which changes are gathered into one: editors write a file in several steps."""

STEP = 100
"""Milliseconds without a further change after which the gathering ends early."""

POLL_INTERVAL = 5_000
"""Milliseconds after which the folder is looked through even if the system has reported no change: for
network file systems and links it reports none."""

RETRY_DELAY = 10.0
"""Seconds before a folder that can't be watched is tried again."""

STEP_GROWTH = 4
"""How many times as many articles each step of the first reading takes: an index is made after each."""

MOST_FILES = 100_000
"""Files that are looked at."""

FolderState = frozenset[tuple[str, int, int]]
"""Each file's path, time of change in nanoseconds, and size in bytes."""


def folder_state(folder: Path) -> FolderState:
    """The state of all article files below `folder`; empty for a folder that isn't there."""
    found: set[tuple[str, int, int]] = set()
    for parent, _, names in os.walk(folder, followlinks=True):
        for name in names:
            path = os.path.join(parent, name)  # noqa: PTH118 - a thousand files every few seconds
            if not name.lower().endswith((".md", ".zim")):
                continue
            with suppress(OSError):
                facts = os.stat(path)  # noqa: PTH116
                found.add((path, facts.st_mtime_ns, facts.st_size))
        if len(found) > MOST_FILES:  # a link to a folder above goes round and round
            break
    return frozenset(found)


def read_again(
    cache: LibraryCache, last: Library, most_new: int | None = None
) -> tuple[Library, tuple[Problem, ...]]:
    """The articles that there are now, and what is wrong with them; `most_new`: see `LibraryCache.read`.

    Of a file that can't be used, the article of `last` stays; where none is left, all of `last` do.
    """
    fresh, problems = cache.read(most_new)
    fresh = cache.kept(fresh)
    errors = tuple(problem for problem in problems if not problem.warning)
    names = {article_id(Path(problem.path).stem) for problem in errors}
    kept = [article for article in last.articles if article.id in names and fresh.article(article.id) is None]
    articles = tuple(sorted((*fresh.articles, *kept), key=lambda article: article.id))
    return (Library(articles) if articles else last), errors


async def watch_articles(app: App) -> None:
    """Follow the folder of articles until cancelled."""
    folder = app.settings.knowledge
    known, reported = await asyncio.to_thread(folder_state, folder), frozenset[Problem]()
    async with learning(app) as learn:
        while True:
            try:
                reported = await read_rest(app, reported)
                await learn()
                await asyncio.to_thread(prepare, app)
                await find_topics(app)
                async for _ in _signals(folder):
                    state = await asyncio.to_thread(folder_state, folder)
                    if await asyncio.to_thread(operator.ne, state, known):
                        known, reported = state, await _reload(app, reported)
                        reported = await read_rest(app, reported)
                        await learn()
            except Exception as error:  # noqa: BLE001 - whatever it is, the bot answers from what it has
                failures.record(error, f"watching {folder}")
                await asyncio.sleep(RETRY_DELAY)


def prepare(app: App) -> None:
    """Read what only some messages need, so that none of them waits for it."""
    app.answerer.prepare()
    app.library_cache.let_go()  # every footnote was looked at


async def _signals(folder: Path) -> AsyncIterator[None]:
    """Yields whenever files below `folder` may have changed."""
    from watchfiles import awatch

    while not await asyncio.to_thread(folder.is_dir):
        yield
        await asyncio.sleep(1)
    yield  # it may have changed while nobody watched
    async for _ in awatch(
        folder, debounce=DEBOUNCE, step=STEP, rust_timeout=POLL_INTERVAL, yield_on_timeout=True
    ):
        yield
        if not await asyncio.to_thread(folder.is_dir):
            return


async def read_rest(app: App, reported: frozenset[Problem]) -> frozenset[Problem]:
    """Read what was left out at the start, in steps that grow, and answer from each as soon as it is read."""
    most_new = FIRST_READ
    while left := app.library_cache.unread:
        _log.info("Articles that are still to be read: %d", left)
        most_new *= STEP_GROWTH
        reported = await _reload(app, reported, most_new)
    return reported


async def _reload(app: App, reported: frozenset[Problem], most_new: int | None = None) -> frozenset[Problem]:
    """Answer from the articles that are there now; the problems that have been logged."""
    last = app.library
    cache = app.library_cache
    library, errors = await asyncio.to_thread(read_again, cache, last, most_new)
    fresh = [problem for problem in errors if problem not in reported]
    for problem in fresh:
        file = Path(problem.path)
        if file.suffix.lower() == ".md" and last.article(article_id(file.stem)) is None:
            _log.warning("%s; the article is left out", problem, extra={"kind": "article"})
        else:
            _log.warning("%s; the last good version stays", problem, extra={"kind": "article"})
    app.observer.reloaded(failed=len(fresh), broken=len(errors))
    if await asyncio.to_thread(operator.ne, library.articles, last.articles):
        answerer = await asyncio.to_thread(cache.answerer, library, app.settings)
        offers = await asyncio.to_thread(new_offers, cache, library, answerer, app.offers)
        await asyncio.to_thread(answerer.prepare, app.answerer)
        replaced: list[object] = [last, app.answerer, app.offers]
        app.replace_library(library, answerer, offers)
        passages = library.passage_count
        del last, answerer, offers
        await asyncio.to_thread(give_back, replaced)
        _log.info("Articles have changed: now %d, with %d passages", len(library.articles), passages)
        if cache.is_whole:
            await find_topics(app)
    return frozenset(errors)


async def find_topics(app: App) -> None:
    """Find what can be asked of the articles of which that isn't known yet, and offer it."""
    library, answerer = app.library, app.answerer
    offers = await asyncio.to_thread(all_topics, app.library_cache, library, answerer, app.offers)
    if offers is not None and app.library is library:
        replaced: list[object] = [app.offers]
        app.replace_library(library, answerer, offers)
        await asyncio.to_thread(give_back, replaced)
