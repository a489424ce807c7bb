"""The addresses that discord.py connects to."""

from __future__ import annotations

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_app.discord_py.api_addresses import use_addresses
from tests.loopback import Loopback

from .conftest import Connect


def test_without_addresses_discord_py_keeps_its_own() -> None:
    use_addresses(None, None)
    assert Route.BASE == "https://discord.com/api/v10"
    assert yarl.URL("wss://gateway.discord.gg/") == DiscordWebSocket.DEFAULT_GATEWAY


def test_routes_are_built_from_the_address_of_the_api() -> None:
    use_addresses("http://proxy.example:8080/api/v10", None)
    assert Route("GET", "/users/@me").url == "http://proxy.example:8080/api/v10/users/@me"


async def test_shards_connect_to_the_address_of_the_gateway(server: Loopback, connect: Connect) -> None:
    use_addresses(None, server.gateway_url)
    async with connect(gateway_url=None) as client:
        assert client.get_guild(server.guild.id) is not None


async def test_a_new_session_goes_to_the_address_of_the_gateway(server: Loopback, connect: Connect) -> None:
    """discord.py names no address then, whatever the first connection had."""
    use_addresses(None, server.gateway_url)
    async with connect():
        await server.gateway.invalidate(resumable=False)
        await server.state.changes.wait_until(lambda: server.gateway.identified == 2, "a new session")
