"""`footnote update`: the network, the day, and the articles, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from datetime import UTC, datetime
from pathlib import Path

from bot.sources.updating.update import Update, update_articles
from bot.sources.web import WebClient
from bot.sources.wiki import Wikis


async def updates_of(
    folder: Path, agent: str, *, only: Collection[str] = (), dry_run: bool = False, allow_local: bool = False
) -> AsyncIterator[tuple[Update, int]]:
    """What comes of each article below `folder`, and how many there are in all."""
    today = datetime.now(UTC).date().isoformat()
    async with WebClient(agent, allow_local=allow_local) as client:
        wikis = Wikis(client, today=today)
        async for update in update_articles(folder, wikis, today=today, only=only, dry_run=dry_run):
            yield update
