"""How much memory the running bot needs on many servers, and what a change of settings costs there.

    python -m tests.benchmarks.guilds [--guilds 10000] [--processes 1] [--shards 1] [--configured 0]
        [--channels 20] [--roles 15] [--emojis 20]

The real processes connect to a loopback with so many servers, each with channels, roles and emojis as a
middling one has them, answer there, and their memory is read; with several processes, PostgreSQL holds the
settings and gives out the turns to identify. Ends with exit code 1 above 12 KB a server.

With `--configured`, so many servers have settings: the time for which a change holds up the event loop is
measured, in a file of SQLite and in PostgreSQL.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from pathlib import Path

import aiohttp

from bot.discord_app.storage.guild_rows import Record
from bot.discord_app.storage.guild_settings import GuildSettings
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.postgres_address import PostgresAddress
from bot.discord_app.storage.postgres_database import PostgresDatabase
from bot.discord_app.storage.settings_database import SettingsDatabase
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from tests.loopback import Loopback, payloads
from tests.loopback.gateway import Gateway
from tests.loopback.refusals import Payload
from tests.loopback.sessions import Session
from tests.loopback.world import Guild
from tests.postgres import PostgresServer
from tests.wire.process import closed_port, environment, running

from .bot_process import QUESTIONS, TOKEN, resident

MOST = 12
"""KB a server"""

EMPTY = 20
"""Servers of the process that is measured for comparison."""


class CrowdedGateway(Gateway):
    """Sends servers that it doesn't keep, made as they go out: the measuring process must stay small too."""

    guilds = channels = roles = emojis = 0
    sending: list[asyncio.Task[None]]

    async def _welcome(self, session: Session) -> None:
        await super()._welcome(session)
        session.log.clear()
        # Beside what this connection sends meanwhile, as Discord does: heartbeats get their answer.
        self.sending = [task for task in self.sending if not task.done()]
        self.sending.append(asyncio.create_task(self._send_guilds(session)))

    async def _send_guilds(self, session: Session) -> None:
        shard, shards = session.shard
        first = (1 << 38) // shards * shards  # of shard 0
        for number in range(shard, self.guilds, shards):
            if session.connection is None:
                return
            data = self._guild(first + number << 22)
            await session.connection.send({"op": 0, "t": "GUILD_CREATE", "s": 2 + number, "d": data})

    def _guild(self, guild_id: int) -> Payload:
        guild = Guild(guild_id, f"Server {guild_id}", members=[self._world.bot])
        data = payloads.guild_create(guild, self._world.bot)
        everyone = data["roles"][0]
        data["roles"] += [
            everyone | {"id": str(guild_id + 1 + n), "name": f"role {n}", "position": n + 1}
            for n in range(self.roles)
        ]
        emoji = {"roles": [], "require_colons": True, "managed": False, "animated": False, "available": True}
        data["emojis"] = [
            emoji | {"id": str(guild_id + 3000 + n), "name": f"face_{n}"} for n in range(self.emojis)
        ]
        overwrite = {"id": str(guild_id), "type": 0, "allow": "0", "deny": "2048"}
        data["channels"] = [
            {
                "id": str(guild_id + 1000 + n),
                "type": 0,
                "guild_id": str(guild_id),
                "name": f"channel-{n}",
                "position": n,
                "topic": "What this channel is for, in a line of some length",
                "permission_overwrites": [overwrite, overwrite | {"id": str(guild_id + 1)}],
                "parent_id": None,
                "nsfw": False,
                "rate_limit_per_user": 0,
                "last_message_id": str(guild_id + 5000 + n),
                "flags": 0,
            }
            for n in range(self.channels)
        ]
        return data


def crowded(guilds: int, channels: int, roles: int, emojis: int) -> Loopback:
    """A Discord with so many servers."""
    discord = Loopback(token=TOKEN)
    gateway: CrowdedGateway = discord.gateway  # type: ignore[assignment]
    gateway.__class__ = CrowdedGateway
    gateway.guilds, gateway.channels, gateway.roles = guilds, channels, roles
    gateway.emojis, gateway.sending = emojis, []
    return discord


async def connected(discord: Loopback, guilds: int, processes: int, database: dict[str, str]) -> list[float]:
    """MB of each process, once all are ready and one has answered."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        await stack.enter_async_context(discord)
        bots, ports = [], []
        for number in range(processes):
            more = {"FOOTNOTE_PROCESS": f"{number}/{processes}", **database} if processes > 1 else {}
            port = closed_port()
            env = environment(
                discord, Path(folder) / f"data-{number}", FOOTNOTE_MONITORING_PORT=str(port), **more
            )
            bots.append(await stack.enter_async_context(running(env, Path(folder))))
            ports.append(port)
        async with asyncio.timeout(3000), aiohttp.ClientSession() as session:
            while sum([await _servers(session, port) for port in ports]) < guilds + 1:  # noqa: ASYNC110
                await asyncio.sleep(1)
        asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTIONS[0])
        assert "1938" in asked.text
        assert discord.gateway.too_early == 0
        return [resident(bot.pid) for bot in bots]


async def _servers(session: aiohttp.ClientSession, port: int) -> int:
    """The servers that a process knows; 0 before it can tell."""
    try:
        async with session.get(f"http://127.0.0.1:{port}/metrics") as response:
            found = re.search(r"^footnote_guilds (\d+)", await response.text(), re.MULTILINE)
    except aiohttp.ClientError:
        return 0
    return int(found[1]) if found else 0


async def measure(guilds: int, processes: int, shards: int, size: tuple[int, int, int]) -> int:
    """Connect, ask, read; with few servers and with all. Returns the exit code."""
    with ExitStack() as stack:
        database: dict[str, str] = {}
        if processes > 1:
            server = stack.enter_context(PostgresServer())
            database["FOOTNOTE_DATABASE"] = server.url(await server.new_database())
        few = (await connected(crowded(EMPTY, *size), EMPTY, 1, {}))[0]
        discord = crowded(guilds, *size)
        discord.gateway.behaviour.shards = shards
        discord.gateway.behaviour.max_concurrency = 1 if shards <= 10 else 16
        discord.gateway.behaviour.identify_seconds = 5.0
        began = time.monotonic()
        memory = await connected(discord, guilds, processes, database)
        ready = time.monotonic() - began
    each = 1000 * (sum(memory) - processes * few) / guilds
    channels, roles, emojis = size
    print(f"{guilds} servers, {channels} channels, {roles} roles, {emojis} emojis each:")
    print(f"{processes} processes, {shards} shards: all ready after {ready:.0f} s")
    print(f"MB: {', '.join(f'{value:.0f}' for value in memory)}; {few:.0f} with {EMPTY} servers")
    print(f"KB a server: {each:.1f}")
    return int(each > MOST)


async def measure_changes(configured: int) -> None:
    """How long a change of one server's settings takes, and holds up the event loop."""
    records = {(1 << 40 | n) << 22: Record(GuildSettings(private=True)) for n in range(configured)}
    with tempfile.TemporaryDirectory() as folder, PostgresServer() as server:
        address = PostgresAddress.of(server.url(await server.new_database()))
        databases: dict[str, SettingsDatabase] = {
            "SQLite": SQLiteDatabase(Path(folder)),
            "PostgreSQL": PostgresDatabase(address),
        }
        for name, database in databases.items():
            await database.write_all(records)
            store = GuildStore(database)
            began = time.monotonic()
            await store.load()
            loaded = time.monotonic() - began
            took, held = [], []
            for guild_id in list(records)[:: max(1, configured // 50)]:
                lag = asyncio.create_task(_longest_step())
                await asyncio.sleep(0.01)
                began = time.monotonic()
                await store.change(guild_id, lambda settings: replace(settings, compact=not settings.compact))
                took.append(time.monotonic() - began)
                lag.cancel()
                held.append(await lag)
            await store.close()
            print(
                f"{name}, {configured} servers with settings: read in {loaded:.1f} s; a change takes"
                f" {1000 * statistics.median(took):.1f} ms, and holds up the event loop for"
                f" {1000 * statistics.median(held):.2f} ms (at the most {1000 * max(held):.2f})"
            )


async def _longest_step() -> float:
    """Until cancelled: how late the loop came back at the most, in seconds."""
    longest, before = 0.0, time.monotonic()
    try:
        while True:
            await asyncio.sleep(0)
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
    except asyncio.CancelledError:
        return longest


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.guilds", description="Many servers.")
    parser.add_argument("--guilds", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--shards", type=int, default=1, help="shards of all processes")
    parser.add_argument("--configured", type=int, default=0, help="measure changes with so many settings")
    parser.add_argument("--channels", type=int, default=20, help="channels of each")
    parser.add_argument("--roles", type=int, default=15, help="roles of each")
    parser.add_argument("--emojis", type=int, default=20, help="emojis of each")
    given = parser.parse_args()
    if given.configured:
        asyncio.run(measure_changes(given.configured))
        return
    size = (given.channels, given.roles, given.emojis)
    sys.exit(asyncio.run(measure(given.guilds, given.processes, given.shards, size)))


if __name__ == "__main__":
    main()
