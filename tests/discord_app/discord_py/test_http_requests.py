"""Requests: bounded in time, and repeated where Discord carries them out only once."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from bot.discord_app.discord_py import http_requests
from bot.discord_app.discord_py.http_requests import retry
from tests.loopback import Loopback

from .conftest import Connect

MESSAGES = "/channels/*/messages"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_requests, "FIRST_PAUSE", 0.01)


async def test_what_passes_is_tried_again() -> None:
    errors: list[Exception] = [TimeoutError(), aiohttp.ServerDisconnectedError(), ConnectionResetError()]

    async def send() -> str:
        if errors:
            raise errors.pop()
        return "sent"

    assert await retry(send, 60) == "sent"


async def test_what_does_not_pass_is_raised_at_once() -> None:
    calls = 0

    async def send() -> None:
        nonlocal calls
        calls += 1
        raise ValueError("not an error of the network")

    with pytest.raises(ValueError, match="network"):
        await retry(send, 60)
    assert calls == 1


async def test_the_last_error_is_raised_when_the_time_is_over() -> None:
    async def send() -> None:
        raise TimeoutError("still not")

    with pytest.raises(TimeoutError, match="still not"):
        await retry(send, 0.05)


async def channel_of(client: discord.Client, server: Loopback) -> discord.TextChannel:
    channel = client.get_channel(server.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_discord_py_sends_a_nonce_that_is_enforced_and_through_the_bounded_request(
    server: Loopback, connect: Connect
) -> None:
    """A message whose response is lost is sent again, and is there once."""
    async with connect() as client:
        server.faults.lose("POST", MESSAGES, None)
        await (await channel_of(client, server)).send("once", nonce=17)
    sent = [each for each in server.requests if each.path.endswith("/messages")]
    assert [each.body["enforce_nonce"] for each in sent] == [True, True]
    assert [message.text for message in server.channel.messages] == ["once"]


async def test_any_other_request_is_sent_once(server: Loopback, connect: Connect) -> None:
    async with connect() as client:
        before = len(server.requests)
        server.faults.lose("POST", "/users/@me/channels", None)
        with pytest.raises((aiohttp.ClientError, OSError)):
            await client.create_dm(discord.Object(server.ada.id))
        assert len(server.requests) == before + 1


async def test_every_request_of_discord_py_has_a_time_limit(
    server: Loopback, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connect() as client:
        monkeypatch.setattr(http_requests, "REQUEST_TIMEOUT", 0.1)
        gate = server.faults.hold("GET", "/channels/*")
        with pytest.raises(TimeoutError):
            await client.fetch_channel(server.channel.id)
        gate.release()
