"""The slash commands, one file a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.discord_app.events.commands.about import help_, source
from bot.discord_app.events.commands.ask import answer_message, ask
from bot.discord_app.events.commands.footnotes import citations, cite
from bot.discord_app.events.commands.read import articles, read
from bot.discord_app.events.commands.settings import settings

if TYPE_CHECKING:
    from bot.discord_app.events.tree import FootnoteTree


def add_to(tree: FootnoteTree) -> None:
    """Add every command to `tree`."""
    commands: tuple[app_commands.Command[Any, ..., Any], ...] = (
        ask,
        cite,
        citations,
        source,
        read,
        articles,
        help_,
        settings,
    )
    for command in commands:
        tree.add_command(command)
    tree.add_command(answer_message)
