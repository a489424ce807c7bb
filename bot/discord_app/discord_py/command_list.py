"""The commands as Discord's API takes and lists them, with their translations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

Payload = Mapping[str, Any]


async def fetch_commands(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    """The commands that Discord lists for the application, with their translations.

    `tree.fetch_commands` doesn't ask for these, and without them any translated command differs from ours.
    Raises discord.HTTPException where Discord refuses.
    https://docs.discord.com/developers/interactions/application-commands#get-global-application-commands
    """
    client = tree.client
    route = Route("GET", "/applications/{id}/commands", id=client.application_id)
    return list(await client.http.request(route, params={"with_localizations": 1}))


async def command_payloads(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    """The tree's commands as `tree.sync` would send them."""
    commands = [*tree.get_commands(type=discord.AppCommandType.chat_input),
                *tree.get_commands(type=discord.AppCommandType.message),
                *tree.get_commands(type=discord.AppCommandType.user)]  # fmt: skip
    if tree.translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, tree.translator) for command in commands]
