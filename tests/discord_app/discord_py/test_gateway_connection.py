"""The gateway's connection on discord.py's real shards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import discord
import pytest
from discord import shard
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient

from bot.discord_app.discord_py import gateway_connection
from bot.discord_app.discord_py.api_addresses import use_addresses
from bot.discord_app.discord_py.gateway_connection import (
    EventHooks,
    GatewayConnection,
    ReconnectBackoff,
    use_own_connections,
)
from tests.loopback import Loopback
from tests.loopback.posting import announce

from .conftest import Connect, until


@dataclass
class Record:
    """What the hooks were told."""

    begun: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def hooks(self) -> EventHooks:
        """Hooks that write it down."""

        def begin(parse: Callable[[Any], None]) -> Callable[[Any], None]:
            def parse_noted(data: Any) -> None:
                self.begun.append(data)
                parse(data)

            return parse_noted

        return EventHooks(
            begin, lambda _, where: self.errors.append(where), lambda error: type(error).__name__
        )


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setattr(gateway_connection, "AFTER_GARBAGE", 0.01)
    monkeypatch.setattr(gateway_connection, "FIRST_PAUSE", 0.01)
    record = Record()
    use_own_connections(record.hooks())
    return record


def test_the_names_that_are_replaced_are_those_that_shards_look_up() -> None:
    assert vars(shard)["DiscordWebSocket"] is DiscordWebSocket
    assert vars(shard)["ExponentialBackoff"] is ExponentialBackoff
    for function in (shard.Shard.reconnect, shard.Shard.reidentify, shard.AutoShardedClient.launch_shard):
        assert "DiscordWebSocket" in function.__code__.co_names
    assert "ExponentialBackoff" in shard.Shard.__init__.__code__.co_names


async def test_shards_connect_with_it(record: Record, server: Loopback, connect: Connect) -> None:
    async with connect() as client:
        info = client.get_shard(0)
        assert info is not None
        assert isinstance(info._parent.ws, GatewayConnection)
        assert isinstance(info._parent._backoff, ReconnectBackoff)
        await server.gateway.drop()
        await server.state.changes.wait_until(lambda: server.gateway.resumed == 1, "a resumption")
        assert isinstance(info._parent.ws, GatewayConnection)
    assert record.errors == []


async def test_events_of_people_begin_a_request_and_bots_are_not_heard(
    record: Record, server: Loopback, connect: Connect
) -> None:
    async with connect() as client:
        guild = client.get_guild(server.guild.id)
        assert guild is not None
        said = await server.says(server.ada, server.channel, f"{server.bot.mention} aloud")
        asked = await server.slash(server.ada, server.channel, "echo", text="words")
        assert asked.text == "words"  # the bot's own message comes back as an event, too
        assert [message.content for message in client.messages] == [f"<@{server.bot.id}> aloud"]
        assert asked.message is not None
        for message in (asked.message, said):  # an answer that was deferred is a change, too
            await announce(server.state, "MESSAGE_UPDATE", message)
        await server.gateway.acknowledged()
        await until(lambda: bool(client.edits))
        assert client.edits == [said.id]
    assert {"content" in data or "token" in data for data in record.begun} == {True}
    assert len([data for data in record.begun if "content" not in data]) == 1


async def test_of_a_server_only_what_is_used_is_kept(
    record: Record, server: Loopback, connect: Connect
) -> None:
    async with connect() as client:
        (session,) = server.gateway.sessions.values()
        await session.dispatch(
            "GUILD_CREATE",
            {
                "id": str(server.guild.id),
                "name": "Reading room",
                "emojis": [{"id": "5", "name": "smile"}],
                "channels": [{"id": "6", "type": 0, "name": "long", "position": 0, "topic": "of no use"}],
                "roles": [{"id": "7", "name": "curators", "position": 0, "permissions": "8", "color": 0}],
            },
        )
        # Events arrive in order: after this message the server's has been handled.
        await server.says(server.ada, server.channel, f"{server.bot.mention} now")
        await until(lambda: bool(client.messages))
        guild = client.get_guild(server.guild.id)
        assert guild is not None
        assert guild.emojis == ()
        channel = guild.get_channel(6)
        assert isinstance(channel, discord.TextChannel)
        assert channel.topic is None
        assert [role.name for role in guild.roles if role.id == 7] == [""]
    assert record.errors == []


async def test_garbage_ends_the_connection_and_an_event_that_cannot_be_used_is_skipped(
    record: Record, server: Loopback, connect: Connect
) -> None:
    async with connect() as client:
        await server.gateway.connections[0].send_frame("{nonsense")
        await server.state.changes.wait_until(lambda: server.gateway.resumed == 1, "a resumption")
        assert record.errors == []
        (session,) = server.gateway.sessions.values()
        await session.dispatch("MESSAGE_CREATE", {"no": "message"})
        await server.says(server.ada, server.channel, f"{server.bot.mention} still there?")
        await until(lambda: bool(client.messages))
        assert record.errors == ["an event of the gateway"]
        assert (server.gateway.identified, server.gateway.resumed) == (1, 1)


async def test_a_resumption_is_tried_until_the_gateway_is_back(
    record: Record, server: Loopback, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    async with connect():
        async with server.outage():
            await until(lambda: "gateway can't be reached" in caplog.text)
        await server.state.changes.wait_until(lambda: server.gateway.resumed == 1, "a resumption")
        assert server.gateway.identified == 1
    assert record.errors == []


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[aiohttp.ClientWebSocketResponse]:
    """Every line to the gateway that is opened."""
    opened: list[aiohttp.ClientWebSocketResponse] = []
    connect = HTTPClient.ws_connect

    async def noted(self: HTTPClient, *arguments: Any, **options: Any) -> aiohttp.ClientWebSocketResponse:
        opened.append(await connect(self, *arguments, **options))
        return opened[-1]

    monkeypatch.setattr(HTTPClient, "ws_connect", noted)
    return opened


async def cannot_write(*_: object) -> None:
    raise aiohttp.ClientConnectionResetError("Cannot write to closing transport")


async def test_a_line_on_which_nothing_can_be_sent_is_closed(
    record: Record,
    server: Loopback,
    connect: Connect,
    lines: list[aiohttp.ClientWebSocketResponse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use_addresses(server.api_url, server.gateway_url)
    async with connect():
        with monkeypatch.context() as patched:
            patched.setattr(lines[0], "send_str", cannot_write)
            await server.gateway.broadcast({"op": 1, "d": None})  # it asks for a heartbeat
            await until(lambda: lines[0].closed)
        await until(lambda: len(lines) == 2 and server.gateway.identified == 2)
    assert record.errors == []


async def test_a_line_that_fails_before_the_session_goes_on_is_closed(
    record: Record,
    server: Loopback,
    connect: Connect,
    lines: list[aiohttp.ClientWebSocketResponse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connect():
        with monkeypatch.context() as patched:
            patched.setattr(DiscordWebSocket, "resume", cannot_write)
            await server.gateway.drop()
            await until(lambda: len(lines) > 2)
        await server.state.changes.wait_until(lambda: server.gateway.resumed == 1, "a resumption")
        await until(lambda: all(line.closed for line in lines[:-1]))
    assert record.errors == []


def test_pauses_between_attempts_stay_short() -> None:
    """After an outage of hours too, the bot is back within a minute or so."""
    ours, theirs = ReconnectBackoff(), ExponentialBackoff()
    assert max(ours.delay() for _ in range(2000)) <= 64
    assert max(theirs.delay() for _ in range(2000)) > 64  # else this could go
