"""Articles of an archive on a web server: looked for at the start, and again by and by."""

from __future__ import annotations

import asyncio
import logging

from bot.discord_app.app import App
from bot.settings import Settings
from bot.sources.web import WebClient
from bot.sources.web.article_archive import MOST_ARCHIVE_BYTES, ArchiveError, current_digest, update
from bot.sources.web.web_client import user_agent

_log = logging.getLogger(__name__)


async def fetch_articles(settings: Settings) -> None:
    """Bring the articles up to date. Raises ArchiveError where there are neither new nor old ones."""
    if not settings.downloads_articles:
        return
    try:
        await _update(settings)
    except ArchiveError as error:
        if current_digest(settings.articles_folder) is None:
            raise
        _tell(error)


async def follow_archive(app: App) -> None:
    """Look for new articles until cancelled. Whoever watches the folder takes them over."""
    if not app.settings.downloads_articles:
        return
    told = ""
    while True:
        await asyncio.sleep(app.settings.articles_interval)
        try:
            if await _update(app.settings):
                _log.info("New articles are there: %s", app.settings.articles)
            told = ""
        except ArchiveError as error:
            if str(error) != told:
                _tell(error)
            told = str(error)


def _tell(error: ArchiveError) -> None:
    _log.warning("%s; the articles that were fetched before stay", error, extra={"kind": "article"})


async def _update(settings: Settings) -> bool:
    client = WebClient(
        user_agent(settings.contact),
        allow_local=settings.articles_local,
        most_bytes=MOST_ARCHIVE_BYTES,
        request_seconds=300,
    )
    async with client:
        return await update(client, settings.articles or "", settings.articles_folder)
