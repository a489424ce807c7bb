"""`footnote` that looks for a new archive of articles all the time, and takes only small ones."""

from __future__ import annotations

from types import SimpleNamespace

from bot.answering import library_cache
from bot.cli import main
from bot.discord_app import run
from bot.discord_app.app import App
from bot.discord_app.events import article_watcher
from bot.discord_app.events.article_download import follow_archive
from bot.sources.web import article_archive

INTERVAL = 0.2
"""Seconds; the setting has ten at the least."""

MOST_UNPACKED_BYTES = 200_000


async def follow_eagerly(app: App) -> None:
    """As the bot does, more often."""
    settings = app.settings.model_copy(update={"articles_interval": INTERVAL})
    await follow_archive(SimpleNamespace(settings=settings))  # type: ignore[arg-type]  # it needs no more


if __name__ == "__main__":
    vars(run)["follow_archive"] = follow_eagerly
    article_watcher.POLL_INTERVAL = 300
    article_archive.MOST_UNPACKED_BYTES = MOST_UNPACKED_BYTES
    library_cache.CACHED_FROM = 0  # the index of a small library is kept, too
    main()
