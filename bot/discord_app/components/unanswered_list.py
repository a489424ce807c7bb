"""The list of questions that nothing answered, for those who manage the server."""

from __future__ import annotations

import logging

import discord

from bot.discord_app.app import App
from bot.discord_app.cards import error_notice
from bot.discord_app.cards.unanswered_card import erase_all_card, unanswered_card
from bot.discord_app.components.responder import Responder
from bot.discord_app.components.settings_panel import permitted_guild
from bot.discord_app.custom_ids import UnansweredId
from bot.discord_app.storage.store_errors import StoreError
from bot.discord_app.words import setting_wording

_log = logging.getLogger(__name__)


class UnansweredList:
    """Shows the list, and erases what is on it. Checks the permission and the setting at every step."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def show(self, interaction: discord.Interaction, responder: Responder) -> None:
        """Respond to `/unanswered`."""
        await self.handle(interaction, responder, UnansweredId("page"))

    async def handle(
        self, interaction: discord.Interaction, responder: Responder, custom_id: UnansweredId
    ) -> None:
        """Do what a button of the list is for."""
        guild_id = await permitted_guild(interaction, responder)
        if guild_id is None:
            return
        words = responder.words
        if not self._app.settings_in(guild_id).unanswered:
            off = words(setting_wording.UNANSWERED_OFF)
            page = words(setting_wording.COVERAGE)
            await responder.notify(off.format(command=self._app.mention("settings"), page=page))
            return
        try:
            card = await self._card(guild_id, custom_id, responder)
        except StoreError as error:
            _log.error("The list of unanswered questions is away: %s", error, extra={"kind": "settings"})
            await responder.send(error_notice(words(setting_wording.UNANSWERED_AWAY)), private=True)
            return
        await responder.replace(card)

    async def _card(
        self, guild_id: int, custom_id: UnansweredId, responder: Responder
    ) -> discord.ui.LayoutView:
        """Do it; the card that is shown afterwards. Raises StoreError."""
        questions = self._app.questions
        match custom_id.action:
            case "all":
                count = len(await questions.listed(guild_id))
                if count:
                    return erase_all_card(count, responder.words)
            case "yes":
                await questions.erase_all(guild_id)
            case "erase":
                await questions.erase(guild_id, custom_id.number)
        return unanswered_card(await questions.listed(guild_id), custom_id.page, responder.words)
