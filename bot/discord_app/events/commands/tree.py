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
from bot.discord_app.origin import Origin
from bot.discord_app.words import wording

_log = logging.getLogger(__name__)

FOR_ALL = frozenset({"ask", "cite", wording.ANSWER_MESSAGE})
"""Commands whose answers everybody in the channel sees, unless it is set otherwise."""

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
            responder = Responder(self._app, interaction)
            deferral = responder.defer_in_time(private=self._is_private(interaction, responder))
            await self._turn(interaction)
            if deferral.is_too_late:
                # Its user has seen an error already; those behind it may still be in time.
                failures.too_late(_name_of(interaction))
                return False
            return await self._admits(interaction)
        return True

    async def _turn(self, interaction: discord.Interaction) -> None:
        """Wait for the command's turn; a question waits for the next one, too, once it is to be answered."""
        if _asks(interaction):
            await self._app.in_flight.turn()
        else:
            await self._app.in_flight.page_turn()
            await self._app.schedule.turn()

    def _is_private(self, interaction: discord.Interaction, responder: Responder) -> bool:
        """Whether the user alone sees the answer, as far as that is known before there is one."""
        command = interaction.command
        if command is None or command.name not in FOR_ALL or self._refusal(interaction):
            return True
        return responder.only_user_sees(private=bool(getattr(interaction.namespace, "private", False)))

    async def _admits(self, interaction: discord.Interaction) -> bool:
        """Whether the server has its members answered here. Who isn't is told so."""
        refused = self._refusal(interaction)
        if refused:
            responder = Responder(self._app, interaction)
            await responder.notify(responder.words(refused))
        return refused is None

    def _refusal(self, interaction: discord.Interaction) -> str | None:
        if interaction.command is not None and interaction.command.name in EVERYWHERE:
            return None
        return refusal(self._app, Origin.of_interaction(interaction), interaction.user)

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
