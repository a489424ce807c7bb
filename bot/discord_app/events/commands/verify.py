"""/verify, and the same for anybody's message: is this really written there?"""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cards.quotation_card import quotation_card
from bot.discord_app.components.responder import Responder
from bot.discord_app.events.message_text import has_words
from bot.discord_app.markup.discord_limits import QUESTION
from bot.discord_app.words import wording


def verify_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/verify: for each quotation of a text, whether and where it is written."""

    @app_commands.command(description=wording.VERIFY)
    @app_commands.describe(text=wording.VERIFY_TEXT)
    async def verify(interaction: discord.Interaction, text: app_commands.Range[str, 1, QUESTION]) -> None:
        await _check(app, interaction, text)

    return verify


def verify_message_command(app: App) -> app_commands.ContextMenu:
    """The message command: the same for the quotations of somebody's message."""

    @app_commands.context_menu(name=wording.VERIFY_MESSAGE)
    async def verify_message(interaction: discord.Interaction, message: discord.Message) -> None:
        await _check(app, interaction, message.content)

    return verify_message


async def _check(app: App, interaction: discord.Interaction, text: str) -> None:
    """Answer privately: a wrong quotation is between who asks and the bot."""
    responder = Responder(app, interaction)
    if not has_words(text):
        await responder.notify(responder.words(wording.NO_WORDS))
    elif not await responder.must_wait_for_page():
        checks = await asyncio.to_thread(app.check_quotations, text, responder.origin)
        await responder.send(quotation_card(checks, responder.words), private=True)
