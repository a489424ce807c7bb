"""The tree of commands: where they are, how Discord hears of them, and what happens when one fails."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_app.events import commands
from bot.discord_app.events.sync import sync
from bot.discord_app.events.translating import CommandTranslator
from bot.discord_app.observability import failures
from bot.discord_app.observability.request_context import request_age
from bot.discord_app.words.languages import Languages

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

_log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds for which Discord waits for a response.
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback"""


class FootnoteTree(app_commands.CommandTree["FootnoteClient"]):
    """The commands. What goes wrong in one is recorded and apologised for."""

    def __init__(self, client: FootnoteClient) -> None:
        """With every command, for servers, direct messages, and people who installed the bot for themself."""
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        commands.add_to(self)

    async def translate(self, languages: Languages) -> None:
        """Have what Discord lists of the commands in all languages."""
        await self.set_translator(CommandTranslator(languages))

    async def bring_up_to_date(self) -> Mapping[str, int]:
        """Tell Discord the commands where they differ from its list; their ids, none if it refuses."""
        try:
            return await sync(self)
        except discord.HTTPException as refused:
            _log.warning(
                "Discord refused the commands (HTTP %s, code %s); the list that it has stays as it is",
                refused.status,
                refused.code,
                extra={"kind": "commands"},
            )
            return {}

    async def interaction_check(self, interaction: discord.Interaction[FootnoteClient], /) -> bool:
        """Everybody may use every command; the answer counts as under way from here."""
        interaction.client.in_flight.add_current()
        if interaction.type is discord.InteractionType.application_command:
            await interaction.client.in_flight.turn()
            if request_age() > PATIENCE:
                # Its asker has been told already; those behind it may still be in time.
                failures.too_late(_place_of(interaction))
                return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[FootnoteClient], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the asker, and the log."""
        await failures.apologise(interaction, error, _place_of(interaction))


def _place_of(interaction: discord.Interaction[Any]) -> str:
    return f"/{interaction.command.qualified_name}" if interaction.command else "a command"
