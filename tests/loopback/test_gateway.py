"""The gateway's protocol, spoken by hand: who may connect, what is sent, what ends a connection."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from . import Loopback
from .change_signal import PATIENCE
from .protocol import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT

TOKEN = "T"
INTENTS = GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES


class Line:
    """A connection to the gateway, frames as JSON."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: Any) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def event(self) -> Any:
        """The next payload, or the close code."""
        message = await self.socket.receive(timeout=PATIENCE)
        if message.type is aiohttp.WSMsgType.TEXT:
            return json.loads(message.data)
        return self.socket.close_code

    async def identify(self, **fields: Any) -> None:
        await self.send(2, {"token": TOKEN, "intents": INTENTS, "properties": {}} | fields)

    async def ready(self) -> Any:
        """HELLO, IDENTIFY, READY and the guild; what READY said."""
        assert (await self.event())["op"] == 10
        await self.identify()
        ready, guild = await self.event(), await self.event()
        assert (ready["t"], guild["t"]) == ("READY", "GUILD_CREATE")
        return ready["d"]


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        yield server


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def connect(
    session: aiohttp.ClientSession, discord: Loopback, query: str = "v=10&encoding=json"
) -> Line:
    return Line(await session.ws_connect(f"{discord.gateway_url}?{query}"))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"token": "x"}, 4004),
        ({"intents": INTENTS | MESSAGE_CONTENT}, 4014),
        ({"intents": 1 << 50}, 4013),
        ({"shard": [2, 2]}, 4010),
    ],
)
async def test_who_may_not_identify(
    discord: Loopback, session: aiohttp.ClientSession, fields: dict[str, Any], code: int
) -> None:
    line = await connect(session, discord)
    await line.event()
    await line.identify(**fields)
    assert await line.event() == code
    assert not discord.gateway.ready


async def test_another_version_is_closed(discord: Loopback, session: aiohttp.ClientSession) -> None:
    line = await connect(session, discord, "v=9&encoding=json")
    assert await line.event() == 4012


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("{", 4002),
        ('{"op": 99}', 4001),
        ('{"op": 3}', 4003),
        (json.dumps({"op": 1, "d": "x" * 5000}), 4002),
        (json.dumps({"op": 6, "d": {"token": "x"}}), 4004),
    ],
)
async def test_what_ends_a_connection(
    discord: Loopback, session: aiohttp.ClientSession, frame: str, code: int
) -> None:
    line = await connect(session, discord)
    await line.event()
    await line.socket.send_str(frame)
    assert await line.event() == code


async def test_too_many_events_end_a_connection(discord: Loopback, session: aiohttp.ClientSession) -> None:
    line = await connect(session, discord)
    await line.event()
    discord.gateway.behaviour.acknowledges_heartbeats = False
    for _ in range(121):
        await line.send(1, None)
    assert await line.event() == 4008


async def test_heartbeats_are_acknowledged_until_they_are_not(
    discord: Loopback, session: aiohttp.ClientSession
) -> None:
    line = await connect(session, discord)
    await line.ready()
    await line.send(1, 2)
    assert await line.event() == {"op": 11}
    discord.gateway.behaviour.acknowledges_heartbeats = False
    await line.send(1, 2)
    await discord.direct_message(discord.ada, "still here")
    assert (await line.event())["t"] == "MESSAGE_CREATE"
    assert discord.gateway.heartbeats == 2


async def test_a_session_is_resumed_with_what_was_missed(
    discord: Loopback, session: aiohttp.ClientSession
) -> None:
    line = await connect(session, discord)
    ready = await line.ready()
    await discord.gateway.drop()
    assert await line.event() == 1006
    await discord.state.changes.wait_until(lambda: bool(discord.gateway.closes), "the cut")
    await discord.direct_message(discord.ada, "missed")

    again = await connect(session, discord)
    await again.event()
    await again.send(6, {"token": TOKEN, "session_id": ready["session_id"], "seq": 2})
    missed, resumed = await again.event(), await again.event()
    assert (missed["s"], missed["d"]["content"], resumed["t"]) == (3, "missed", "RESUMED")
    assert ready["resume_gateway_url"] == discord.gateway_url

    await again.send(6, {"token": TOKEN, "session_id": ready["session_id"], "seq": 2})
    assert await again.event() == 4005
    late = await connect(session, discord)
    await late.event()
    await late.send(6, {"token": TOKEN, "session_id": ready["session_id"], "seq": 99})
    assert await late.event() == 4007


async def test_the_clients_own_goodbye_ends_its_session(
    discord: Loopback, session: aiohttp.ClientSession
) -> None:
    line = await connect(session, discord)
    ready = await line.ready()
    await line.socket.close(code=1000)
    await discord.state.changes.wait_until(lambda: discord.gateway.closes == [1000], "the goodbye")

    again = await connect(session, discord)
    await again.event()
    await again.send(6, {"token": TOKEN, "session_id": ready["session_id"], "seq": 2})
    assert await again.event() == {"op": 9, "d": False}


async def test_events_go_to_their_shard(discord: Loopback, session: aiohttp.ClientSession) -> None:
    """`(guild_id >> 22) % shards`; direct messages go to shard 0."""
    home = (discord.guild.id >> 22) % 2
    lines = [await connect(session, discord) for _ in range(2)]
    for number, line in enumerate(lines):
        await line.event()
        await line.identify(shard=[number, 2])
        ready = await line.event()
        assert [guild["id"] for guild in ready["d"]["guilds"]] == [str(discord.guild.id)] * (number == home)
    assert (await lines[home].event())["t"] == "GUILD_CREATE"

    await discord.says(discord.ada, discord.channel, "in the guild")
    await discord.direct_message(discord.ada, "in private")

    assert "guild_id" in (await lines[home].event())["d"]
    assert (await lines[0].event())["d"]["content"] == "in private"


async def test_intents_decide_what_is_sent(discord: Loopback, session: aiohttp.ClientSession) -> None:
    line = await connect(session, discord)
    await line.event()
    await line.identify(intents=DIRECT_MESSAGES)
    assert (await line.event())["t"] == "READY"
    await discord.says(discord.ada, discord.channel, "in the guild")
    await discord.direct_message(discord.ada, "in private")
    assert (await line.event())["d"]["content"] == "in private"


async def test_zlib_stream(discord: Loopback, session: aiohttp.ClientSession) -> None:
    line = await connect(session, discord, "v=10&encoding=json&compress=zlib-stream")
    stream, text = zlib.decompressobj(), ""
    await line.identify()
    for expected in ('"op": 10', "READY", "GUILD_CREATE"):
        frame = (await line.socket.receive(timeout=PATIENCE)).data
        assert frame.endswith(b"\x00\x00\xff\xff")
        text = stream.decompress(frame).decode()
        assert expected in text


async def test_other_encodings_are_refused(discord: Loopback, session: aiohttp.ClientSession) -> None:
    for query in ("v=10&encoding=etf", "v=10&encoding=json&compress=lzma-stream"):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await connect(session, discord, query)


async def test_garbage_can_be_sent(discord: Loopback, session: aiohttp.ClientSession) -> None:
    line = await connect(session, discord)
    await line.ready()
    await discord.gateway.connections[0].send_frame("not json")
    assert (await line.socket.receive(timeout=PATIENCE)).data == "not json"
    await discord.gateway.drop(code=4000)
    assert await line.event() == 4000
