"""`footnote update`: the network, the day, and the articles, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.library.reading import article_id
from bot.sources.updating.outcome import Update
from bot.sources.updating.update import keep_mine, update_articles
from bot.sources.web import WebClient
from bot.sources.wiki import Wikis


async def updates_of(
    folder: Path,
    agent: str,
    *,
    only: Collection[str] = (),
    dry_run: bool = False,
    accept_loss: bool = False,
    allow_local: bool = False,
) -> AsyncIterator[tuple[Update, int]]:
    """What comes of each article below `folder`, and how many there are in all."""
    today = datetime.now(UTC).date().isoformat()
    async with WebClient(agent, allow_local=allow_local) as client:
        wikis = Wikis(client, today=today)
        async for update in update_articles(
            folder, wikis, today=today, only=only, dry_run=dry_run, accept_loss=accept_loss
        ):
            yield update


async def settled(folder: Path, only: Collection[str]) -> AsyncIterator[tuple[Update, int]]:
    """What comes of each article whose curator's text is to stand where the wiki's met it."""
    for update in keep_mine(folder, only):
        yield update, len(only)


def ids_of(names: Sequence[str], folder: Path) -> set[str]:
    """The ids of articles that are named by them, by their files or their titles.

    Raises ValueError where one names a file outside `folder`.
    """
    ids = set()
    for name in names:
        path = Path(name)
        is_file = path.suffix.lower() == ".md"
        if is_file and path.is_file() and not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name}: isn't in {folder}; name its folder with --knowledge")
        ids.add(article_id(path.stem if is_file else name) or name)
    return ids
