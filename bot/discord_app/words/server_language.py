"""The language that a server has chosen in Discord."""

from __future__ import annotations

import discord

CHOOSING = "COMMUNITY"
"""The feature of servers that choose their language; others have Discord's default, English.
https://docs.discord.com/developers/resources/guild#guild-object"""


def chosen_locale(guild: discord.Guild | None, told: discord.Locale | None = None) -> str | None:
    """The locale of a server, as an interaction has `told` it; None where nobody has chosen one."""
    locale = told or (guild.preferred_locale if guild else None)
    if locale is discord.Locale.american_english and CHOOSING not in (guild.features if guild else ()):
        return None
    return locale.value if locale else None
