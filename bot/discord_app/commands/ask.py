"""/ask: a question in, an answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app import wording
from bot.discord_app.cards.limits import QUESTION
from bot.discord_app.messages import question_in

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


@app_commands.command(description=wording.ASK)
@app_commands.describe(question=wording.ASK_QUESTION, private=wording.ASK_PRIVATE)
async def ask(
    interaction: discord.Interaction[FootnoteClient],
    question: app_commands.Range[str, 1, QUESTION],
    private: bool = False,
) -> None:
    """Answer `question`, for all to see or for the asker alone."""
    asked = question_in(question)
    card = interaction.client.answer_card(asked, show_question=True)
    await interaction.response.send_message(view=card, ephemeral=private or not asked)
