"""The addresses of Discord's HTTP API and gateway, which discord.py reads from class attributes alone."""

from __future__ import annotations

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def use_addresses(api_url: str | None, gateway_url: str | None) -> None:
    """Point discord.py at these addresses, such as those of a proxy; None leaves Discord's own.

    discord.py has no option for either. It uses the two attributes for the client's requests, for responses
    to interactions and for reconnections, so that all clients of the process share them.
    """
    if api_url:
        Route.BASE = api_url
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
