"""The client that connects to a gateway of the operator's."""

from __future__ import annotations

import aiohttp
import discord
import pytest
import yarl

from bot.discord_app.discord_py.sharded_client import CONNECTIONS, ShardedClient
from tests.loopback import Loopback

from .conftest import TOKEN, Connect


async def test_shards_are_launched_at_the_gateway_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[yarl.URL] = []

    async def launch(_: object, gateway: yarl.URL, *__: object, **___: object) -> None:
        launched.append(gateway)

    monkeypatch.setattr(discord.AutoShardedClient, "launch_shard", launch)
    for gateway_url in (None, "ws://gateway.example"):
        client = ShardedClient(gateway_url=gateway_url, intents=discord.Intents.none())
        await client.launch_shard(yarl.URL("wss://gateway.discord.gg"), 0)
    assert launched == [yarl.URL("wss://gateway.discord.gg"), yarl.URL("ws://gateway.example")]


async def test_discord_py_launches_each_shard_by_the_method_that_is_overridden(
    server: Loopback, connect: Connect
) -> None:
    """Else the client would connect to discord.com: only its `gateway_url` names the loopback's gateway."""
    async with connect() as client:
        assert client.get_guild(server.guild.id) is not None
        assert server.gateway.identified == 1


async def test_each_login_has_connections_of_its_own(server: Loopback) -> None:
    client = ShardedClient(intents=discord.Intents.none(), shard_count=1)
    pools: list[aiohttp.BaseConnector] = []
    for _ in range(2):
        client.renew_connections()
        await client.login(TOKEN)
        pools.append(client.http.connector)
        assert client.http.connector.limit_per_host == CONNECTIONS
        assert not client.http.connector.closed
        await client.close_connections()
        assert client.http.connector.closed  # the session used it
    assert pools[0] is not pools[1]
    assert len(server.requests) >= 2


async def test_discord_is_asked_how_many_shards_it_advises(server: Loopback) -> None:
    server.gateway.behaviour.shards = 7
    client = ShardedClient(intents=discord.Intents.none(), shard_count=1)
    client.renew_connections()
    await client.login(TOKEN)
    assert await client.advised_shards() == 7
    await client.close_connections()
