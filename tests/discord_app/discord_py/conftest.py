"""A client of discord.py's own machinery on the loopback, and a process that is left as it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import discord
import pytest
from discord import app_commands, shard
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_app.discord_py.api_addresses import use_addresses
from bot.discord_app.discord_py.sharded_client import ShardedClient
from tests.loopback import Loopback
from tests.loopback.change_signal import PATIENCE

TOKEN = "MTA.loopback.token"


async def until(condition: Callable[[], bool]) -> None:
    """Return when something that the client does has come true."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - the client tells nobody
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests change in discord.py is as before after each of them."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    for name in ("DiscordWebSocket", "ExponentialBackoff"):
        monkeypatch.setitem(vars(shard), name, vars(shard)[name])


class SmallClient(ShardedClient):
    """Answers a command, and notes the messages that reach it, and which were changed."""

    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, shard_count=1, **options)
        self.tree = app_commands.CommandTree(self)
        self.messages: list[discord.Message] = []
        self.edits: list[int] = []

        @self.tree.command()
        async def echo(interaction: discord.Interaction, text: str) -> None:
            """Says it again."""
            await interaction.response.send_message(text)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No pause of five seconds before a second IDENTIFY."""

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        self.messages.append(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        self.edits.append(payload.message_id)


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as loopback:
        use_addresses(loopback.api_url, None)
        yield loopback


Connect = Callable[..., AbstractAsyncContextManager[SmallClient]]


@pytest.fixture
def connect(server: Loopback) -> Connect:
    """Connects a client to the loopback, by default with the loopback's gateway named to the client."""

    @asynccontextmanager
    async def connected(**options: Any) -> AsyncIterator[SmallClient]:
        client = SmallClient(**{"gateway_url": server.gateway_url, **options})
        running = asyncio.create_task(client.start(TOKEN))
        try:
            await server.ready()
            await client.wait_until_ready()
            yield client
        finally:
            await client.close()
            with suppress(asyncio.CancelledError):
                await running

    return connected
