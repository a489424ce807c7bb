"""/help, /source and /settings: what the bot is, where its words come from, how it is set up."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cards import help_card
from bot.discord_app.components.responder import Responder
from bot.discord_app.components.settings_panel import SettingsPanel, may_manage
from bot.discord_app.components.suggestion_trials import try_first_suggestions
from bot.discord_app.components.unanswered_list import UnansweredList
from bot.discord_app.custom_ids import Place
from bot.discord_app.limits.channel_permissions import is_member, missing_here
from bot.discord_app.words import wording

HELP_SUGGESTIONS = 5
"""Questions suggested in the help."""


def help_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/help: what this is and what can be asked."""

    @app_commands.command(name="help", description=wording.HELP)
    async def help_(interaction: discord.Interaction) -> None:
        responder = Responder(app, interaction)
        await try_first_suggestions(app, responder.origin, HELP_SUGGESTIONS)
        card = help_card(
            app.library_for(responder.origin),
            app.mention,
            manages=is_member(interaction) and may_manage(interaction),
            lacks=missing_here(interaction),
            suggestions=app.first_suggestions(responder.origin, HELP_SUGGESTIONS),
            listed=app.settings_for(responder.origin).unanswered,
            words=responder.words,
        )
        await responder.send(card, private=True)

    return help_


def source_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/source: each article's source, licence and notice, and a line of credit to copy."""

    @app_commands.command(description=wording.SOURCE)
    async def source(interaction: discord.Interaction) -> None:
        await Responder(app, interaction).show_page(Place("source"))

    return source


def _for_moderators(command: app_commands.Command[Any, ..., None]) -> app_commands.Command[Any, ..., None]:
    """Let Discord show it in servers that have the bot alone, and to those who manage them."""
    app_commands.default_permissions(manage_guild=True)(command)
    app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    app_commands.allowed_installs(guilds=True, users=False)(command)
    return command


def unanswered_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/unanswered: the questions that nothing answered, where the server keeps a list of them."""
    questions = UnansweredList(app)

    @_for_moderators
    @app_commands.command(description=wording.UNANSWERED)
    async def unanswered(interaction: discord.Interaction) -> None:
        await questions.show(interaction, Responder(app, interaction))

    return unanswered


def settings_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/settings: the panel on which moderators set up how the bot answers in their server."""
    panel = SettingsPanel(app)

    @_for_moderators
    @app_commands.command(description=wording.SETTINGS)
    async def settings(interaction: discord.Interaction) -> None:
        await panel.show(interaction, Responder(app, interaction))

    return settings
