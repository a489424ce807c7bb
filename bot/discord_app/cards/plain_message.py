"""A card → a message of ordinary Markdown, for clients that show nothing of components in a notification."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord_app.cards.layout import CardTooLongError
from bot.discord_app.markup import discord_limits


@dataclass(frozen=True, slots=True)
class PlainMessage:
    """`content` is the text, `rows` are the buttons and menus below it; None where there are none."""

    content: str
    rows: discord.ui.View | None


Reply = discord.ui.LayoutView | PlainMessage
"""What is sent: a card, or ordinary Markdown."""


def plain_message(card: discord.ui.LayoutView) -> PlainMessage:
    """The same words and buttons as on `card`, which was made for a plain message (`CardContext.plain`).

    Raises CardTooLongError where they break a limit.
    """
    lines: list[str] = []
    rows: list[discord.ui.ActionRow[Any]] = []
    for item in _items(card):
        if isinstance(item, discord.ui.TextDisplay):
            lines.append(item.content)
        elif isinstance(item, discord.ui.Separator):
            lines.append("")
        elif isinstance(item, discord.ui.ActionRow):
            rows.append(item)
    content = "\n".join(lines).strip("\n")
    if discord_limits.length(content) > discord_limits.PLAIN_TEXT or len(rows) > discord_limits.ROWS:
        raise CardTooLongError(f"{len(content)} characters and {len(rows)} rows of ordinary Markdown")
    return PlainMessage(content, _view(rows) if rows else None)


def _items(card: discord.ui.LayoutView) -> Iterator[discord.ui.Item[Any]]:
    for child in card.children:
        yield from child.children if isinstance(child, discord.ui.Container) else (child,)


def _view(rows: list[discord.ui.ActionRow[Any]]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for item in row.children:
            item.row = number
            view.add_item(item)
    # As for a card: buttons find their way by their custom id alone.
    view.stop()
    return view
