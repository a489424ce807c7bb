"""The gateway's connection, made to survive what discord.py gives up at.

discord.py ends the whole client over one frame that it can't read, drops the session (and with it all events
in between) at the first failed attempt to resume, and lets pauses between attempts grow to 17 minutes.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Self

import aiohttp
import discord
from discord import shard
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket, WebSocketClosure

from bot.discord_app.observability import failures, occasion

_log = logging.getLogger(__name__)

RESUME_FOR = 45.0
"""Seconds of trying to resume before a new session is begun; discord.py allows an attempt sixty."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 3.0
"""Seconds between two attempts to resume."""

PAUSE_DOUBLINGS = 6
"""Pauses between attempts to begin a new session double so often: up to about a minute."""

AFTER_GARBAGE = 1.0
"""Seconds before a new connection where the old one could not be understood."""

UNUSED = (
    "emojis", "stickers", "voice_states", "presences", "stage_instances", "guild_scheduled_events",
    "soundboard_sounds",
)  # fmt: skip
"""What a server has and the bot never looks at.
https://docs.discord.com/developers/events/gateway-events#guild-create"""

_EXPECTED = (ReconnectWebSocket, WebSocketClosure, discord.ConnectionClosed, OSError, aiohttp.ClientError)
"""What discord.py knows how to treat."""


class Connection(DiscordWebSocket):
    """One websocket, as discord.py's shards use it."""

    @classmethod
    async def from_client(cls, client: discord.Client, *, resume: bool = False, **options: Any) -> Self:
        """Connect. A resumption is tried again while the session may still be there.

        Raises OSError, aiohttp.ClientError and others where it doesn't succeed.
        """
        if not resume:
            return (await super().from_client(client, **options))._thinned()
        loop = asyncio.get_running_loop()
        end, pause = loop.time() + RESUME_FOR, FIRST_PAUSE
        while True:
            try:
                return (await super().from_client(client, resume=True, **options))._thinned()
            except (OSError, aiohttp.ClientError) as error:
                if loop.time() + pause > end:
                    raise
                _log.warning(
                    "Discord's gateway can't be reached (%s); trying again in %.1f s",
                    failures.describe(error),
                    pause,
                    extra={"kind": "gateway"},
                )
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _thinned(self) -> Self:
        """Take in only what the bot uses: of a server, since there may be ten thousand; of messages."""
        keep = self._discord_parsers["GUILD_CREATE"]

        def guild_create(data: dict[str, Any]) -> None:
            data |= dict.fromkeys(UNUSED, ())
            for channel in data.get("channels", ()):
                channel["topic"] = channel["last_message_id"] = None
            for role in data.get("roles", ()):
                role["name"] = ""
            keep(data)

        hear = self._discord_parsers["MESSAGE_CREATE"]

        def message_create(data: dict[str, Any]) -> None:
            # Bots aren't answered. Its own answers come back here too, and they are long.
            if not data["author"].get("bot"):
                hear(data)

        ours = {
            "GUILD_CREATE": guild_create,
            "MESSAGE_CREATE": occasion.beginning(message_create),
            "INTERACTION_CREATE": occasion.beginning(self._discord_parsers["INTERACTION_CREATE"]),
        }
        self._discord_parsers = {**self._discord_parsers, **ours}
        return self

    async def received_message(self, msg: Any, /) -> None:
        """Treat a frame. An event that can't be used is passed over, other garbage ends the connection."""
        before = self.sequence
        try:
            await super().received_message(msg)
        except _EXPECTED:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the bot goes on
            if self.sequence != before:
                failures.record(error, "an event of the gateway")
                return
            _log.warning(
                "Discord's gateway sent something unreadable (%s); connecting anew",
                failures.describe(error),
                extra={"kind": "gateway"},
            )
            await self.close()
            await asyncio.sleep(AFTER_GARBAGE)
            raise ReconnectWebSocket(self.shard_id) from None


class Backoff(ExponentialBackoff[Any]):
    """Pauses of about a minute at the most: an hour's outage must not be followed by minutes of silence."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._max = PAUSE_DOUBLINGS


def strengthen() -> None:
    """Let discord.py's shards use these two; it takes neither as an option."""
    vars(shard).update(DiscordWebSocket=Connection, ExponentialBackoff=Backoff)
