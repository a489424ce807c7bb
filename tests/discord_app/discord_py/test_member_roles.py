"""The roles of a person, also those of which nothing else is kept."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord_app.discord_py.guild_memory import drop_unused
from bot.discord_app.discord_py.member_roles import role_ids

from .test_guild_memory import BOT, GUILD, role, state


def test_a_members_roles_are_known_by_their_ids_though_they_are_not_kept() -> None:
    data: dict[str, Any] = {"id": str(GUILD), "name": "A server", "owner_id": "1", "member_count": 1}
    data |= {"roles": [role(GUILD, 0), role(GUILD + 1, 0)], "members": [], "channels": [], "features": []}
    connection = state()
    drop_unused(data, BOT)
    guild = connection._add_guild_from_data(data)
    assert [each.id for each in guild.roles] == [GUILD]
    user = {"id": "9", "username": "ada", "discriminator": "0", "avatar": None}
    member: Any = {"user": user, "roles": [str(GUILD + 1)], "joined_at": None, "flags": 0}
    ada = discord.Member(data=member, guild=guild, state=connection)
    assert role_ids(ada) == {GUILD, GUILD + 1}
    assert role_ids(ada._user) == frozenset()
