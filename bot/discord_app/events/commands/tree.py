"""The tree of commands: where they can be used, how Discord learns of them, and what happens on errors."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.components.admission import refusal
from bot.discord_app.components.responder import Responder
from bot.discord_app.events.commands import all_commands
from bot.discord_app.events.commands.sync import sync
from bot.discord_app.events.commands.translator import CommandTranslator
from bot.discord_app.observability import failures
from bot.discord_app.observability.request_context import request_age

_log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds for which Discord waits for a response.
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback"""

EVERYWHERE = frozenset({"help", "settings", "unanswered"})
"""Commands that work in every channel and for everybody who has them."""


class FootnoteTree(app_commands.CommandTree[discord.Client]):
    """The commands. An error in one is logged, and its user gets an apology."""

    def __init__(self, client: discord.Client, app: App) -> None:
        """With every command, for servers, direct messages, and people who installed the bot for themself."""
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._app = app
        for command in all_commands(app):
            self.add_command(command)

    async def translate(self) -> None:
        """Have Discord list the commands in all languages."""
        await self.set_translator(CommandTranslator(self._app.languages))

    async def sync_if_changed(self) -> Mapping[str, int]:
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

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Whether the user is answered here; from here on the answer is in flight."""
        self._app.in_flight.add_current()
        if interaction.type is discord.InteractionType.application_command:
            in_flight = self._app.in_flight
            await (in_flight.turn() if _asks(interaction) else in_flight.page_turn())
            if request_age() > PATIENCE:
                # Its user has seen an error already; those behind it may still be in time.
                failures.too_late(_name_of(interaction))
                return False
            return await self._admits(interaction)
        return True

    async def _admits(self, interaction: discord.Interaction) -> bool:
        """Whether the server has its members answered here. Who isn't is told so."""
        if interaction.command is not None and interaction.command.name in EVERYWHERE:
            return True
        responder = Responder(self._app, interaction)
        refused = refusal(self._app, responder.origin, interaction.user)
        if refused:
            await responder.notify(responder.words(refused))
        return refused is None

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the user, and the log."""
        await Responder(self._app, interaction).apologise(error, _name_of(interaction))


def _asks(interaction: discord.Interaction) -> bool:
    """Whether a command asks a question; the others show pages."""
    command = interaction.command
    return isinstance(command, app_commands.ContextMenu) or (command is not None and command.name == "ask")


def _name_of(interaction: discord.Interaction) -> str:
    """The command, for the log."""
    return f"/{interaction.command.qualified_name}" if interaction.command else "a command"
