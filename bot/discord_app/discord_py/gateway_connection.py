"""The gateway's connection, made to survive what discord.py gives up at.

discord.py ends the whole client over one frame that it can't read, drops the session (and with it all events
in between) at the first failed attempt to resume, and lets pauses between attempts grow to 17 minutes. It
leaves a line open on which it can't send: aiohttp logs an error for each when it is collected as garbage.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import aiohttp
import discord
from discord import shard
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket, WebSocketClosure

from bot.discord_app.discord_py.guild_memory import drop_unused, share_overwrites

_log = logging.getLogger(__name__)

RESUME_FOR = 45.0
"""Seconds of trying to resume before a new session is begun; discord.py allows an attempt sixty."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 3.0
"""Seconds between two attempts to resume."""

PAUSE_DOUBLINGS = 6
"""Pauses between attempts to begin a new session double this many times: up to about a minute."""

AFTER_GARBAGE = 1.0
"""Seconds before a new connection where a frame of the old one could not be read."""

_EXPECTED = (ReconnectWebSocket, WebSocketClosure, discord.ConnectionClosed, OSError, aiohttp.ClientError)
"""Exceptions of `received_message` that discord.py handles."""

Parser = Callable[[Any], None]
"""What discord.py calls with the data of an event."""


@dataclass(frozen=True)
class EventHooks:
    """What the connection tells the rest of the bot.

    `begin_request`: wraps the parser of an event that a person caused. `record_error`: logs an error together
    with where it happened. `describe_error`: an error in a few words, without anything a person wrote.
    """

    begin_request: Callable[[Parser], Parser]
    record_error: Callable[[Exception, str], object]
    describe_error: Callable[[BaseException], str]


class GatewayConnection(DiscordWebSocket):
    """One websocket, as discord.py's shards use it."""

    hooks: ClassVar[EventHooks]
    _closing: ClassVar[set[asyncio.Task[None]]] = set()
    """The ends of lines that failed: a task that nobody holds may be collected before it is done."""

    _is_open = False
    """Whether a shard has it; before, it is only about to be one."""

    @classmethod
    async def from_client(cls, client: discord.Client, *, resume: bool = False, **options: Any) -> Self:
        """Connect. A resumption is tried again while the session may still be there.

        Raises OSError, aiohttp.ClientError and others where it doesn't succeed.
        """
        if not resume:
            return (await super().from_client(client, **options))._with_own_parsers()
        loop = asyncio.get_running_loop()
        end, pause = loop.time() + RESUME_FOR, FIRST_PAUSE
        while True:
            try:
                return (await super().from_client(client, resume=True, **options))._with_own_parsers()
            except (OSError, aiohttp.ClientError) as error:
                if loop.time() + pause > end:
                    raise
                _log.warning(
                    "Discord's gateway can't be reached (%s); trying again in %.1f s",
                    cls.hooks.describe_error(error),
                    pause,
                    extra={"kind": "gateway"},
                )
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _with_own_parsers(self) -> Self:
        """Drop from events what the bot doesn't use, since it may be in ten thousand servers."""
        self._is_open = True
        parsers, begin = self._discord_parsers, self.hooks.begin_request
        self._discord_parsers = {
            **parsers,
            "GUILD_CREATE": _without_unused(parsers["GUILD_CREATE"], self._connection),
            "GUILD_ROLE_UPDATE": _with_unknown_roles(
                parsers["GUILD_ROLE_UPDATE"], parsers["GUILD_ROLE_CREATE"], self._connection
            ),
            "MESSAGE_CREATE": begin(_without_bots(parsers["MESSAGE_CREATE"])),
            "MESSAGE_UPDATE": _without_bots(parsers["MESSAGE_UPDATE"]),
            "INTERACTION_CREATE": begin(parsers["INTERACTION_CREATE"]),
        }
        return self

    async def poll_event(self) -> None:
        """Wait for a frame and handle it."""
        await self._or_close(super().poll_event())

    async def identify(self) -> None:
        """Begin a session."""
        await self._or_close(super().identify())

    async def resume(self) -> None:
        """Go on with the session."""
        await self._or_close(super().resume())

    async def _or_close(self, step: Awaitable[None]) -> None:
        """Await a step; where it fails, close the line, which may take a while where nobody answers."""
        try:
            await step
        except (ReconnectWebSocket, discord.ConnectionClosed):
            raise  # it is closed
        except BaseException as error:
            if not (self._is_open and isinstance(error, asyncio.CancelledError)):
                closing = asyncio.create_task(self.close())
                self._closing.add(closing)
                closing.add_done_callback(self._closing.discard)
            raise

    async def received_message(self, msg: Any, /) -> None:
        """Handle a frame. An event that can't be used is skipped; other garbage ends the connection."""
        before = self.sequence
        try:
            await super().received_message(msg)
        except _EXPECTED:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the bot goes on
            if self.sequence != before:
                self.hooks.record_error(error, "an event of the gateway")
                return
            _log.warning(
                "Discord's gateway sent something unreadable (%s); connecting anew",
                self.hooks.describe_error(error),
                extra={"kind": "gateway"},
            )
            await self.close()
            await asyncio.sleep(AFTER_GARBAGE)
            raise ReconnectWebSocket(self.shard_id) from None


def _without_unused(parse: Parser, state: Any) -> Parser:
    """A parser of servers that keeps little of each; `state` is discord.py's."""

    def parse_guild(data: dict[str, Any]) -> None:
        drop_unused(data, state.self_id)
        parse(data)
        guild = state._get_guild(int(data["id"]))
        if guild is not None:
            share_overwrites(guild)

    return parse_guild


def _with_unknown_roles(update: Parser, create: Parser, state: Any) -> Parser:
    """A parser of changed roles that takes one for new that wasn't kept."""

    def parse_role(data: dict[str, Any]) -> None:
        guild = state._get_guild(int(data["guild_id"]))
        known = guild is None or guild.get_role(int(data["role"]["id"])) is not None
        (update if known else create)(data)

    return parse_role


def _without_bots(parse: Parser) -> Parser:
    """A parser of messages that skips those of bots.

    They aren't answered, and the bot's own answers, which are long, come back here too.
    """

    def parse_message(data: dict[str, Any]) -> None:
        if not data["author"].get("bot"):
            parse(data)

    return parse_message


class ReconnectBackoff(ExponentialBackoff[Any]):
    """Pauses of about a minute at the most: an hour's outage must not be followed by minutes of silence."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._max = PAUSE_DOUBLINGS


def use_own_connections(hooks: EventHooks) -> None:
    """Let all shards use `GatewayConnection` and `ReconnectBackoff`; discord.py has no option for either."""
    connection = type("GatewayConnection", (GatewayConnection,), {"hooks": hooks})
    vars(shard).update(DiscordWebSocket=connection, ExponentialBackoff=ReconnectBackoff)
