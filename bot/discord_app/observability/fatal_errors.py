"""Errors that end the bot, explained in one line that says what to do."""

from __future__ import annotations

import aiohttp
import discord

from bot.discord_app.observability import failures

LASTING_CODES = frozenset({4004, 4010, 4011, 4012, 4013, 4014})
"""Close codes after which Discord says not to connect again: token, shards, version of the API, intents."""


def explain(error: Exception, token_place: str) -> str:
    """Why the bot couldn't start or had to give up, and what to do. `token_place`: where the token stands."""
    match error:
        case discord.LoginFailure():
            return (
                "Discord refuses the token; copy it anew from https://discord.com/developers/applications"
                f" (your application, Bot, Reset Token) into {token_place}"
            )
        case discord.PrivilegedIntentsRequired():
            return (
                "Discord doesn't grant an intent that the bot asks for; switch it on at"
                " https://discord.com/developers/applications (your application, Bot, Privileged Gateway"
                " Intents)"
            )
        case discord.ConnectionClosed(code=4004):
            return f"Discord no longer accepts the token; put the new one into {token_place} and start again"
        case discord.ConnectionClosed():
            return (
                f"Discord closed the connection (code {error.code}); start again, and tell us if it stays so"
            )
        case discord.GatewayNotFound() | discord.DiscordServerError():
            return "Discord is out of order; see https://discordstatus.com and start again later"
        case discord.HTTPException():
            refusal = f"HTTP {error.status}, code {error.code}"
            return f"Discord refused to let the bot in ({refusal}); start again later"
        case aiohttp.ClientError() | OSError():  # TimeoutError among them
            reason = getattr(error, "strerror", None) or type(error).__name__
            return f"Discord can't be reached ({reason}); check the network, the proxy and the name server"
        case _:
            return f"The bot had to stop; its log tells more under error {failures.record(error, 'running')}"


def is_lasting(error: Exception) -> bool:
    """Whether a start later would end the same way: what Discord refuses must be set right first.

    https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
    """
    match error:
        case discord.LoginFailure() | discord.PrivilegedIntentsRequired():
            return True
        case discord.ConnectionClosed():
            return error.code in LASTING_CODES
        case _:
            return False
