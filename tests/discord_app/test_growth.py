"""A year in short: whatever is held for people is bounded in number, and files don't grow with their use."""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
from cachetools import Cache, LRUCache
from simcord.builders import ChannelHandle, RoleHandle

from bot.answering import Conversations
from bot.discord_app.events.answered_messages import AnsweredMessages
from bot.discord_app.limits.cooldown import Cooldowns
from bot.discord_app.storage.guild_settings import DEFAULTS
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from tests.clock import Clock
from tests.discord_app.conftest import World

QUESTION = "How does the tide mill work?"
MOST = 3
"""People and places that each table remembers, here: thousands would take long."""

OURS = ("bot.", "discord.state", "discord.shard", "discord.http", "discord.ui.view")


@pytest.fixture
def forgetful(world: World) -> World:
    """A world whose bot remembers few at a time."""
    client = world.client
    client.app.cooldowns = Cooldowns(Clock(), most=MOST)
    client.app.conversations = Conversations(Clock(), most=MOST)
    client.app.hinted = LRUCache(MOST)
    client._messages._warned = LRUCache(MOST)
    client._messages._answered = AnsweredMessages(Clock(), most=MOST)
    return world


def containers(thing: Any, path: str, seen: set[int]) -> Iterator[tuple[str, int]]:
    """Every container that hangs on an object of ours or of discord.py's state: where, and its size."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, dict | list | set | tuple | Cache) or hasattr(thing, "popleft"):
        yield path, len(thing)
        return
    if not type(thing).__module__.startswith(OURS):
        return
    slots = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
    for name in [*getattr(thing, "__dict__", {}), *slots]:
        if name != "__weakref__" and hasattr(thing, name):
            yield from containers(getattr(thing, name), f"{path}.{name}", seen)


def held(client: discord.Client) -> dict[str, int]:
    """The sizes of all containers, and how many objects and tasks of each kind there are."""
    gc.collect()
    kinds = Counter(
        f"{type(each).__module__}.{type(each).__qualname__}"
        for each in gc.get_objects()
        if str(type(each).__module__).startswith(("bot.", "discord."))
    )
    return {**dict(containers(client, "client", set())), **kinds, "tasks": len(asyncio.all_tasks())}


def closed_channels(world: World) -> tuple[RoleHandle, list[ChannelHandle]]:
    """Channels in which people write and the bot may not, and the role that lets them."""
    people = world.guild.create_role("people")
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        world.guild.default_role: discord.PermissionOverwrite(send_messages=False),
        people: discord.PermissionOverwrite(send_messages=True),
    }
    names = [f"closed-{number}" for number in range(2 * MOST)]
    return people, [world.guild.create_text_channel(name, overwrites=overwrites) for name in names]


async def somebody_new(world: World, number: int, role: RoleHandle, closed: ChannelHandle) -> None:
    """Somebody who was never there asks in every way, also where mentions can't be answered."""
    person = world.guild.add_member(world.env.create_user(f"person-{number}"), roles=[role])
    asked = await person.slash(closed, "ask", question=QUESTION)
    assert asked.response is not None
    await person.click(asked.response, label="In context")
    await person.autocomplete(world.channel, "ask", "question", f"word{number}")
    await person.slash(world.channel, "cite", number=str(number))
    for place in (world.channel, closed):
        await person.send(place, f"{world.mention} {QUESTION}")
    await person.send_dm(QUESTION)
    world.guild.remove_member(person)


async def test_nothing_is_held_for_people_without_end(forgetful: World) -> None:
    """As much after fifteen people as after ten: every table that they fill is full by then."""
    role, closed = closed_channels(forgetful)
    for number in range(10):
        await somebody_new(forgetful, number, role, closed[number % len(closed)])
    before = held(forgetful.client)
    for number in range(10, 15):
        await somebody_new(forgetful, number, role, closed[number % len(closed)])
    after = held(forgetful.client)
    grown = {
        place: (before.get(place, 0), count) for place, count in after.items() if count > before.get(place, 0)
    }
    assert grown == {}
    caches = ("._answered", "._answers", "._contexts", ".hinted", "._warned")
    tables = [size for place, size in after.items() if place.endswith(caches)]
    assert len(tables) == len(caches)
    assert MOST in tables
    assert max(tables) <= MOST


def files_in(folder: Path) -> list[tuple[str, int]]:
    """Names and sizes in bytes."""
    return [(file.name, file.stat().st_size) for file in folder.iterdir()]


async def test_the_settings_file_grows_with_servers_not_with_changes(tmp_path: Path) -> None:
    """And no log of SQLite's is left beside it."""
    store = GuildStore(SQLiteDatabase(tmp_path))
    for number in range(60):
        fresh = replace(DEFAULTS, articles=frozenset({f"article-{number}"}))
        await store.change(number % 2, lambda _, fresh=fresh: fresh)  # type: ignore[misc]
    assert sum(size for _, size in files_in(tmp_path)) <= 32 * 1024
    assert [name for name, _ in files_in(tmp_path)] == ["footnote.sqlite3"]
    for guild in (0, 1):
        await store.change(guild, lambda _: DEFAULTS)
    assert await store.check() == 0
