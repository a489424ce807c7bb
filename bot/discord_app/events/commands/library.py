"""/library: the bot's owner adds, updates and removes articles from Discord."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.components.library_panel import LibraryPanel
from bot.discord_app.components.responder import Responder
from bot.discord_app.events.commands.choices import offer_articles
from bot.discord_app.markup.discord_limits import CHOICE
from bot.discord_app.words import wording

LONGEST_ADDRESS = 2_000
"""Characters of an address that can be typed."""


def library_commands(app: App) -> app_commands.Group:
    """/library add, update and remove.

    Discord can't tell owners apart: in servers it shows these commands to those who may manage the server, in
    direct messages to everybody. Who may use them is checked here, at every step.
    """
    panel = LibraryPanel(app)
    group = app_commands.Group(
        name="library",
        description=wording.LIBRARY,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @group.command(description=wording.LIBRARY_ADD)
    @app_commands.describe(
        address=wording.LIBRARY_ADD_ADDRESS,
        title=wording.LIBRARY_ADD_TITLE,
        license=wording.LIBRARY_ADD_LICENSE,
    )
    async def add(
        interaction: discord.Interaction,
        address: app_commands.Range[str, 1, LONGEST_ADDRESS],
        title: app_commands.Range[str, 1, CHOICE] | None = None,
        license: app_commands.Range[str, 1, CHOICE] | None = None,
    ) -> None:
        await panel.add(interaction, Responder(app, interaction), address, title or "", license)

    @group.command(description=wording.LIBRARY_UPDATE)
    @app_commands.describe(article=wording.LIBRARY_UPDATE_ARTICLE)
    @app_commands.autocomplete(article=offer_articles(app))
    async def update(
        interaction: discord.Interaction, article: app_commands.Range[str, 1, CHOICE] | None = None
    ) -> None:
        await panel.update(interaction, Responder(app, interaction), article or "")

    @group.command(description=wording.LIBRARY_REMOVE)
    @app_commands.describe(article=wording.READ_ARTICLE)
    @app_commands.autocomplete(article=offer_articles(app))
    async def remove(interaction: discord.Interaction, article: app_commands.Range[str, 1, CHOICE]) -> None:
        await panel.remove(interaction, Responder(app, interaction), article)

    return group
