"""A client whose shards connect to a gateway that the operator names, and whose requests end in time."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord
import yarl

from bot.discord_app.discord_py.http_requests import bound_requests

CONNECTIONS = 96
"""Connections at a time to one host, each shard's among them. In a burst, answers wait for a free one:
opening another costs several times what an answer does. There are more than commands are answered at a time
(`in_flight`), so that Discord hears of those that wait while it takes long for the others."""


class ShardedClient(discord.AutoShardedClient):
    """discord.py's sharded client with what its documented options can't do.

    `gateway_url`: where shards connect, whatever Discord's API names; None for what it names.
    """

    def __init__(self, *, gateway_url: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self._gateway_url = gateway_url
        bound_requests(self.http)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard for the first time. discord.py calls this."""
        if self._gateway_url:
            gateway = yarl.URL(self._gateway_url)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def advised_shards(self) -> int:
        """How many shards Discord advises for all servers of the bot.

        https://docs.discord.com/developers/events/gateway#get-gateway-bot
        """
        shards, _, _ = await self.http.get_bot_gateway()
        return int(shards)

    def renew_connections(self) -> None:
        """Give the next login its own connection pool: a session that ends takes its pool with it."""
        self.http.connector = aiohttp.TCPConnector(limit=0, limit_per_host=CONNECTIONS)

    async def close_connections(self) -> None:
        """Close the connections of the HTTP session, and with them the gateway's, without a goodbye."""
        await self.http.close()
