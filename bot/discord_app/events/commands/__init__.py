"""The commands, one file a group, and the tree that holds them."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.events.commands.about import (
    help_command,
    settings_command,
    source_command,
    unanswered_command,
)
from bot.discord_app.events.commands.ask import answer_message_command, ask_command
from bot.discord_app.events.commands.cite import citations_command, cite_command
from bot.discord_app.events.commands.library import library_commands
from bot.discord_app.events.commands.read import articles_command, read_command
from bot.discord_app.events.commands.verify import verify_command, verify_message_command

Command = app_commands.Command[Any, ..., None]


def all_commands(app: App) -> list[Command | app_commands.Group | app_commands.ContextMenu]:
    """Every command of the bot."""
    return [
        ask_command(app),
        cite_command(app),
        citations_command(app),
        source_command(app),
        read_command(app),
        articles_command(app),
        help_command(app),
        settings_command(app),
        unanswered_command(app),
        verify_command(app),
        library_commands(app),
        answer_message_command(app),
        verify_message_command(app),
    ]
