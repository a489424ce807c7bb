"""/settings: the panel on which moderators set up how the bot answers in their server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.words import wording

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


@app_commands.command(description=wording.SETTINGS)
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def settings(interaction: discord.Interaction[FootnoteClient]) -> None:
    """Show the panel to who may manage the server."""
    await interaction.client.panel.show(interaction)
