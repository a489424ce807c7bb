"""How much memory the running bot needs on many servers.

    python -m tests.benchmarks.guilds [--guilds 10000] [--channels 20] [--roles 15] [--emojis 20]

The real process connects to a loopback with so many servers, each with channels, roles and emojis as a
middling one has them, answers there, and its memory is read. Ends with exit code 1 above 300 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.loopback import Loopback, payloads
from tests.loopback.gateway import Gateway
from tests.loopback.refusals import Payload
from tests.loopback.sessions import Session
from tests.loopback.world import Guild
from tests.wire.process import environment, running

from .bot_process import QUESTIONS, TOKEN, peak, resident

MOST = 300
"""MB"""


class CrowdedGateway(Gateway):
    """Sends servers that it doesn't keep, made as they go out: the measuring process must stay small too."""

    guilds = channels = roles = emojis = 0

    async def _welcome(self, session: Session) -> None:
        await super()._welcome(session)
        session.log.clear()
        for number in range(self.guilds):
            data = self._guild(1 << 60 | number << 22)
            assert session.connection is not None
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


async def measure(guilds: int, channels: int, roles: int, emojis: int) -> int:
    """Connect, ask, read. Returns the exit code."""
    discord = Loopback(token=TOKEN)
    gateway: CrowdedGateway = discord.gateway  # type: ignore[assignment]
    gateway.__class__ = CrowdedGateway
    gateway.guilds, gateway.channels, gateway.roles = guilds, channels, roles
    gateway.emojis = emojis
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        async with discord, running(environment(discord, Path(folder) / "data"), Path(folder)) as bot:
            await _until(lambda: f"in {guilds + 1} servers" in bot.output, 300)
            ready = time.monotonic() - began
            asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTIONS[0])
            assert "1938" in asked.text
            now, most = resident(bot.pid), peak(bot.pid)
    print(f"{guilds} servers, {channels} channels, {roles} roles, {emojis} emojis each:")
    print(f"ready after {ready:.1f} s, {now:.0f} MB, {most:.0f} MB at the most")
    return int(most > MOST)


async def _until(fact: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not fact():  # noqa: ASYNC110 - the bot's output has no event
            await asyncio.sleep(0.1)


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.guilds", description="Many servers.")
    parser.add_argument("--guilds", type=int, default=10_000)
    parser.add_argument("--channels", type=int, default=20, help="channels of each")
    parser.add_argument("--roles", type=int, default=15, help="roles of each")
    parser.add_argument("--emojis", type=int, default=20, help="emojis of each")
    given = parser.parse_args()
    sys.exit(asyncio.run(measure(given.guilds, given.channels, given.roles, given.emojis)))


if __name__ == "__main__":
    main()
