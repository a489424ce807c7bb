"""What the cards have in common that are read page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_app.cards.buttons import page_button
from bot.discord_app.cards.layout import Accent, Block, card
from bot.discord_app.custom_ids import Place
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import one_line, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words

PAGE_ROOM = 1600
"""Characters of text on a page, so that it can be read without much scrolling."""

LONGEST_LABEL = 120
"""Characters of an article's title, and of a section's name, in a heading."""

HEADINGS = 5 * LONGEST_LABEL
"""Characters kept for headings, and for the line that says which page this is."""


def page_card(
    place: Place,
    page: int,
    pages: int,
    blocks: Sequence[Block],
    credits: Sequence[str] = (),
    buttons: Sequence[discord.ui.Item[Any]] = (),
    *,
    words: Words,
) -> discord.ui.LayoutView:
    """One page's card, with its number and the buttons to its neighbours where there are any."""
    if pages == 1:
        return card([*blocks, *credits], accent=Accent.READING, buttons=buttons)
    number = small(words(wording.PAGE).format(page=page + 1, pages=pages))
    last = page == pages - 1
    turning = [
        page_button(words(wording.PREVIOUS), place, max(page - 1, 0), verb="turn", disabled=page == 0),
        page_button(words(wording.NEXT), place, min(page + 1, pages - 1), verb="turn", disabled=last),
    ]
    return card([*blocks, *credits, number], accent=Accent.READING, buttons=[*turning, *buttons])


def room_beside(below: str) -> int:
    """Characters for a page's text, beside the attribution `below`, headings and the page's number."""
    return min(PAGE_ROOM, discord_limits.TEXT - length(below) - HEADINGS)


def heading(*parts: str | None) -> str:
    """`**Title** › Section`, each part cut where it is long."""
    first, *others = (cut(one_line(part), LONGEST_LABEL) for part in parts if part)
    return " › ".join([f"**{first}**", *others])
