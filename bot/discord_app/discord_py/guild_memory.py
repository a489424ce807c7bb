"""What is kept of a server: the bot may be in a hundred thousand, and looks at little of each.

Permissions come out as they would otherwise. https://docs.discord.com/developers/topics/permissions
"""

from __future__ import annotations

from typing import Any

import discord

UNUSED = (
    "emojis", "stickers", "voice_states", "presences", "stage_instances", "guild_scheduled_events",
    "soundboard_sounds",
)  # fmt: skip
"""What a server has and the bot never looks at.
https://docs.discord.com/developers/events/gateway-events#guild-create"""


def drop_unused(data: dict[str, Any], bot_id: int | None) -> None:
    """Take out of a GUILD_CREATE what the bot never looks at.

    Of the roles stay those that the bot has, and those that give more than everybody has: no other can change
    what the bot may do.
    """
    data |= dict.fromkeys(UNUSED, ())
    for channel in data.get("channels", ()):
        channel["topic"] = channel["last_message_id"] = None
        channel["name"] = ""
    roles = data.get("roles", ())
    everyone = next((int(role["permissions"]) for role in roles if role["id"] == data["id"]), 0)
    own = {
        role_id
        for member in data.get("members", ())
        if member["user"]["id"] == str(bot_id)
        for role_id in member["roles"]
    }
    data["roles"] = [
        role | {"name": ""}
        for role in roles
        if role["id"] == data["id"] or role["id"] in own or int(role["permissions"]) & ~everyone
    ]


def share_overwrites(guild: discord.Guild) -> None:
    """Keep equal permissions of several channels once, as those of a category have them."""
    known: dict[tuple[tuple[int, int, int, int], ...], Any] = {}
    for channel in guild.channels:
        overwrites = channel._overwrites
        key = tuple((each.id, each.type, each.allow, each.deny) for each in overwrites)
        channel._overwrites = known.setdefault(key, overwrites)
