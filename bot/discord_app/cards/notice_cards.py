"""Cards that say one thing."""

from __future__ import annotations

import math

import discord

from bot.discord_app.cards.layout import Accent, card
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words


def notice(text: str) -> discord.ui.LayoutView:
    """A card with one text."""
    return card([text], accent=Accent.REFUSAL)


def error_notice(text: str) -> discord.ui.LayoutView:
    """A card with one text that says what went wrong."""
    return card([text], accent=Accent.ERROR)


def wait_notice(seconds: float, words: Words = ENGLISH) -> discord.ui.LayoutView:
    """A card that asks somebody to wait so many seconds."""
    return notice(words(wording.WAIT).format(seconds=math.ceil(seconds)))


def lacks_notice(permissions: tuple[str, ...], words: Words = ENGLISH) -> discord.ui.LayoutView:
    """A card that names the permissions that the bot lacks in a channel, by discord.py's names."""
    names = ", ".join(words(wording.PERMISSIONS[name]) for name in permissions)
    return notice(words(wording.LACKS_HERE).format(permissions=names))
