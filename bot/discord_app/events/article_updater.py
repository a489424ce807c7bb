"""The running bot keeps its articles fresh by itself, where its operator wants that."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.discord_app.observability import failures
from bot.settings import Settings
from bot.sources.updating.update import update_articles
from bot.sources.web import WebClient
from bot.sources.web.web_client import user_agent
from bot.sources.wiki import Wikis

_log = logging.getLogger(__name__)

DAY = 86_400.0
INTERVALS = {"daily": DAY, "weekly": 7 * DAY, "monthly": 30 * DAY}
"""Seconds from one update to the next."""

START_PAUSE = 300.0
"""Seconds after the start before the first update: a bot that restarts in a circle asks no wiki."""


async def keep_updated(settings: Settings, changing_articles: asyncio.Lock) -> None:
    """Update the articles as often as `settings.updates` says, until cancelled.

    `changing_articles` is held meanwhile, so that no owner's command writes the same files.

    Articles of an archive come fresh with it. Of several processes the one with the first shard does it. When
    it was done last is kept in the data folder.
    """
    interval = INTERVALS.get(settings.updates)
    if (
        interval is None
        or settings.downloads_articles
        or (settings.shard_ids and 0 not in settings.shard_ids)
    ):
        return
    last = settings.data / "updated"
    await asyncio.sleep(START_PAUSE)
    while True:
        await asyncio.sleep(max(0.0, await asyncio.to_thread(_changed, last) + interval - time.time()))
        try:
            await asyncio.to_thread(last.touch)  # before the work: what fails isn't tried without a pause
            async with changing_articles, WebClient(user_agent(settings.contact)) as client:
                await update_once(settings, client)
        except Exception as error:  # noqa: BLE001 - whatever it is, the bot answers from what it has
            failures.record(error, "updating articles")
            await asyncio.sleep(START_PAUSE)


def _changed(file: Path) -> float:
    return file.stat().st_mtime if file.exists() else 0.0


async def update_once(settings: Settings, client: WebClient) -> None:
    """Update all articles of wikis, and log what a person should know."""
    today = datetime.now(UTC).date().isoformat()
    wikis = Wikis(client, today=today)
    counts: dict[str, int] = {}
    async for update, _ in update_articles(settings.knowledge, wikis, today=today):
        counts[update.status] = counts.get(update.status, 0) + 1
        if update.needs_person:
            _log.warning("%s: %s", update.file, update.message, extra={"kind": "update"})
        elif update.status != "current":
            _log.info("%s: %s", update.file, update.message)
    told = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
    _log.info("Articles were compared with their wikis: %s", told or "none comes from a wiki")
