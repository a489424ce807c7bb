"""Blocks of Markdown and rows of buttons → one card, within Discord's limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from enum import Enum
from typing import Any

import discord

from bot.discord_app.markup import discord_limits


class Accent(Enum):
    """The colour at a card's edge: what kind of a card it is, at a glance."""

    ANSWER = 0xA63D2F
    CLOSEST = 0xB98A4A
    REFUSAL = 0x80848E
    READING = 0x5B7083
    ERROR = 0xD9A441


class CardTooLongError(ValueError):
    """A card would break one of Discord's limits: a bug in the code that made it."""


class Gap(Enum):
    """A separator between a card's blocks."""

    RULE = "a thin line"
    SPACE = "room to breathe"


RULE, SPACE = Gap.RULE, Gap.SPACE

_SEPARATORS = {gap: discord.ui.Separator[discord.ui.LayoutView](visible=gap is RULE) for gap in Gap}
"""Copied for each card: making one takes discord.py as long as four texts."""

Block = str | Gap | discord.ui.Item[Any]
"""Markdown, a separator, or a row of buttons or menus."""


def card(
    blocks: Iterable[Block],
    *,
    accent: Accent,
    buttons: Sequence[discord.ui.Item[Any]] = (),
    apart: Sequence[discord.ui.Item[Any]] = (),
) -> discord.ui.LayoutView:
    """A card of `blocks`, one below the other, with the buttons below them, those `apart` in the last row.

    Raises CardTooLongError where it breaks a limit.
    """
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=accent.value)
    total = 0
    for block in blocks:
        if block == "":
            continue  # Discord refuses a text without a character
        if isinstance(block, str):
            total += discord_limits.length(block)
            container.add_item(discord.ui.TextDisplay(block))
        elif isinstance(block, discord.ui.Item):
            total += sum(discord_limits.length(text.content) for text in _texts_in(block))
            container.add_item(block)
        else:
            container.add_item(copy(_SEPARATORS[block]))
    for group in (buttons, apart):
        for start in range(0, len(group), discord_limits.ROW):
            container.add_item(discord.ui.ActionRow(*group[start : start + discord_limits.ROW]))
    if total > discord_limits.TEXT:
        raise CardTooLongError(f"{total} characters of text, {discord_limits.TEXT} are allowed")
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    # Buttons find their way by their custom id alone; a stopped view isn't kept in memory for them.
    view.stop()
    return view


def _texts_in(item: discord.ui.Item[Any]) -> Iterator[discord.ui.TextDisplay[Any]]:
    if isinstance(item, discord.ui.Section):
        yield from (each for each in item.walk_children() if isinstance(each, discord.ui.TextDisplay))


def spaced(texts: Iterable[str]) -> Iterator[Block]:
    """The texts with a space between them."""
    for index, text in enumerate(texts):
        if index:
            yield SPACE
        yield text
