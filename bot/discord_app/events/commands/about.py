"""/source and /help: where the words come from, and what the bot is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.cards import Place, help_card
from bot.discord_app.components.panel import may_manage
from bot.discord_app.limits.channel_permissions import is_member, missing_here
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


@app_commands.command(description=wording.SOURCE)
async def source(interaction: discord.Interaction[FootnoteClient]) -> None:
    """Show each article's source, licence and notice, and a line of credit to copy."""
    await interaction.client.presses.show_page(interaction, Place("source"), 0)


@app_commands.command(name="help", description=wording.HELP)
async def help_(interaction: discord.Interaction[FootnoteClient]) -> None:
    """Show what this is and what can be asked."""
    client = interaction.client
    card = help_card(
        client.library_in(interaction.guild_id),
        client.mention,
        manages=is_member(interaction) and may_manage(interaction),
        lacks=missing_here(interaction),
        words=for_asker(interaction),
    )
    await interaction.response.send_message(view=card, ephemeral=True)
