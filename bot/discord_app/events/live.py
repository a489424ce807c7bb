"""Articles that change while the bot runs: read anew, and put in place of the old ones at once."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.discord_app.observability import failures
from bot.discord_app.offers.offering import Offers
from bot.discord_app.storage.index_cache import make_answerer
from bot.library import Library, Problem
from bot.library.reading import article_id, read_library

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

_log = logging.getLogger(__name__)

GATHER = 400
"""Milliseconds in which changes are gathered into one: editors write a file in several steps."""

QUIET = 100
"""Milliseconds without a further change after which the gathering ends early."""

LOOK = 5_000
"""Milliseconds after which the folder is looked through without having been told of a change: network file
systems and links tell of none."""

AFTER_ERROR = 10.0
"""Seconds before a folder that can't be watched is tried again."""

MOST_FILES = 100_000
"""Files that are looked at."""

State = frozenset[tuple[str, int, int]]
"""Each file's path, time of change in nanoseconds, and size in bytes."""


def state_of(folder: Path) -> State:
    """What tells whether articles below `folder` have changed. A folder that isn't there has none."""
    found: set[tuple[str, int, int]] = set()
    for place, _, names in os.walk(folder, followlinks=True):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - a thousand files every few seconds
            if not name.lower().endswith(".md"):
                continue
            with suppress(OSError):
                facts = os.stat(path)  # noqa: PTH116
                found.add((path, facts.st_mtime_ns, facts.st_size))
        if len(found) > MOST_FILES:  # a link to a folder above goes round and round
            break
    return frozenset(found)


def renewed(folder: Path, last: Library) -> tuple[Library, tuple[Problem, ...]]:
    """The articles below `folder` now, and what is wrong with them.

    Of a file that can't be used, the article of `last` stays; where none is left, all of `last` do.
    """
    fresh, problems = read_library(folder)
    errors = tuple(problem for problem in problems if not problem.warning)
    names = {article_id(Path(problem.path).stem) for problem in errors}
    kept = [article for article in last.articles if article.id in names and fresh.article(article.id) is None]
    articles = tuple(sorted((*fresh.articles, *kept), key=lambda article: article.id))
    return (Library(articles) if articles else last), errors


async def keep_current(client: FootnoteClient) -> None:
    """Follow the folder of articles until cancelled."""
    folder = client.settings.knowledge
    known, told = await asyncio.to_thread(state_of, folder), frozenset[Problem]()
    while True:
        try:
            async for _ in _wakes(folder):
                state = await asyncio.to_thread(state_of, folder)
                if state != known:
                    known, told = state, await _renew(client, folder, told)
        except Exception as error:  # noqa: BLE001 - whatever it is, the bot answers from what it has
            failures.record(error, f"watching {folder}")
            await asyncio.sleep(AFTER_ERROR)


async def _wakes(folder: Path) -> AsyncIterator[None]:
    from watchfiles import awatch

    while not await asyncio.to_thread(folder.is_dir):
        yield
        await asyncio.sleep(1)
    yield  # it may have changed while nobody watched
    async for _ in awatch(folder, debounce=GATHER, step=QUIET, rust_timeout=LOOK, yield_on_timeout=True):
        yield
        if not await asyncio.to_thread(folder.is_dir):
            return


async def _renew(client: FootnoteClient, folder: Path, told: frozenset[Problem]) -> frozenset[Problem]:
    """Put what is there now in place; the problems that have been told."""
    last = client.library
    library, errors = await asyncio.to_thread(renewed, folder, last)
    fresh = [problem for problem in errors if problem not in told]
    for problem in fresh:
        _log.warning("%s; the last good version stays", problem, extra={"kind": "article"})
    client.observer.reloaded(failed=len(fresh), broken=len(errors))
    if library.articles != last.articles:
        answerer = await asyncio.to_thread(make_answerer, library, client.settings)
        offers = await asyncio.to_thread(Offers, library, answerer, time.perf_counter)
        # Nothing runs between these: no answer sees one without the others.
        client.library, client.answerer, client.offers = library, answerer, offers
        passages = library.passage_count
        _log.info("Articles have changed: now %d, with %d passages", len(library.articles), passages)
    return frozenset(errors)
