"""`footnote update`: the network, the day, and the articles, put together."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.library.reading import article_id
from bot.sources.updating.outcome import Update
from bot.sources.updating.update import keep_mine, update_articles
from bot.sources.web import WebClient
from bot.sources.wiki import Wikis

_LINE = re.compile(r"(?P<name>.+):(?P<line>\d{1,7})", re.DOTALL)
"""An article with a line of its file."""


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


async def settled(folder: Path, only: Mapping[str, Collection[int]]) -> AsyncIterator[tuple[Update, int]]:
    """What comes of each article whose curator's text is to stand where the wiki's met it."""
    for update in keep_mine(folder, only):
        yield update, len(only)


def lines_of(names: Sequence[str], folder: Path) -> dict[str, set[int]]:
    """The ids of articles as `ids_of` knows them, each with the lines that stand behind its name (`name:12`).

    Raises ValueError where one names a file outside `folder`.
    """
    found: dict[str, set[int]] = {}
    whole: set[str] = set()
    for name in names:
        parted = _LINE.fullmatch(name)
        (article,) = ids_of([parted["name"] if parted else name], folder)
        lines = found.setdefault(article, set())
        if parted:
            lines.add(int(parted["line"]))
        else:
            whole.add(article)
    return {article: set() if article in whole else lines for article, lines in found.items()}


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
