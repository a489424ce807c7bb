"""The roles of a person, also those of which the bot keeps nothing else."""

from __future__ import annotations

import discord


def role_ids(user: discord.abc.User) -> frozenset[int]:
    """The ids of a member's roles, that of everybody among them; none for who is no member here.

    discord.py's own list leaves out roles that aren't kept (`guild_memory`).
    """
    if not isinstance(user, discord.Member):
        return frozenset()
    return frozenset({user.guild.id, *user._roles})
