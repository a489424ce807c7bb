"""Little is kept of each server, and what the bot may do there comes out the same."""

from __future__ import annotations

import copy
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_app.discord_py.gateway_connection import _with_unknown_roles
from bot.discord_app.discord_py.guild_memory import drop_unused, share_overwrites

BOT, GUILD = 7, 1 << 40
BITS = st.sampled_from([0, 1 << 10, 1 << 11, 1 << 16, 1 << 38, 1 << 10 | 1 << 11, 1 << 3])


def role(number: int, permissions: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "name": f"role {number}",
        "permissions": str(permissions),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


@st.composite
def servers(draw: st.DrawFn) -> dict[str, Any]:
    """A GUILD_CREATE with roles, of which the bot has some, and channels with overwrites."""
    roles = [
        role(GUILD, draw(BITS)),
        *(role(GUILD + n, draw(BITS)) for n in range(1, draw(st.integers(1, 6)))),
    ]
    ids = [int(each["id"]) for each in roles]
    own = draw(st.sets(st.sampled_from(ids[1:]))) if ids[1:] else set()
    overwrite = st.builds(
        lambda to, allow, deny: {
            "id": str(to),
            "type": int(to == BOT),
            "allow": str(allow),
            "deny": str(deny),
        },
        st.sampled_from([*ids, BOT]),
        BITS,
        BITS,
    )
    lists = draw(
        st.lists(st.lists(overwrite, max_size=3, unique_by=lambda o: o["id"]), min_size=1, max_size=3)
    )
    user = {"id": str(BOT), "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
    member = {"user": user, "roles": [str(r) for r in own], "joined_at": None, "flags": 0}
    return {
        "id": str(GUILD),
        "name": "A server",
        "owner_id": "1",
        "roles": roles,
        "members": [{**member, "deaf": False, "mute": False}],
        "member_count": 1,
        "emojis": [],
        "features": [],
        "channels": [
            {
                "id": str(GUILD + 100 + n),
                "type": 0,
                "name": f"channel {n}",
                "position": n,
                "topic": "t",
                "permission_overwrites": draw(st.sampled_from(lists)),
                "nsfw": False,
                "parent_id": None,
            }
            for n in range(5)
        ],
    }


def state() -> Any:
    """discord.py's own, without a connection."""
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True), shard_count=1)
    found = client._connection
    found.user = discord.Object(BOT)  # type: ignore[assignment]
    return found


def permissions(guild: discord.Guild) -> list[discord.Permissions]:
    me = guild.get_member(BOT)
    assert me is not None
    return [channel.permissions_for(me) for channel in guild.text_channels]


@settings(max_examples=30)
@given(servers())
def test_what_the_bot_may_do_is_the_same(data: dict[str, Any]) -> None:
    whole = state()._add_guild_from_data(copy.deepcopy(data))
    drop_unused(data, BOT)
    small = state()._add_guild_from_data(data)
    share_overwrites(small)
    assert permissions(small) == permissions(whole)
    assert {channel.name for channel in small.channels} == {""}
    assert len(small.roles) <= len(whole.roles)


def server_of_roles(*permissions_of: int) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": str(GUILD),
        "name": "A server",
        "owner_id": "1",
        "channels": [],
        "members": [],
    }
    return data | {"roles": [role(GUILD + n, bits) for n, bits in enumerate(permissions_of)]}


def test_equal_permissions_of_channels_are_kept_once() -> None:
    data = server_of_roles(1 << 10)
    overwrites = [{"id": str(GUILD), "type": 0, "allow": "0", "deny": "1024"}]
    data["channels"] = [
        {
            "id": str(GUILD + n),
            "type": 0,
            "name": "x",
            "position": n,
            "permission_overwrites": list(overwrites),
        }
        for n in range(1, 4)
    ]
    guild = state()._add_guild_from_data(data)
    share_overwrites(guild)
    assert len({id(channel._overwrites) for channel in guild.channels}) == 1


@pytest.mark.parametrize("number", [1, 2])
def test_a_role_that_changes_is_known_from_then_on(number: int) -> None:
    """One that gives nothing more than everybody has isn't kept, until it does."""
    found = state()
    data = server_of_roles(1 << 10, 1 << 10, 1 << 10 | 1 << 11)
    drop_unused(data, BOT)
    guild = found._add_guild_from_data(data)
    assert sorted(each.id - GUILD for each in guild.roles) == [0, 2]
    parse = _with_unknown_roles(found.parse_guild_role_update, found.parse_guild_role_create, found)
    parse({"guild_id": str(GUILD), "role": role(GUILD + number, 1 << 38)})
    changed = guild.get_role(GUILD + number)
    assert changed is not None
    assert changed.permissions.value == 1 << 38
