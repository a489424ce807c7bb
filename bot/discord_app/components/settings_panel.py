"""The settings panel of a server: shown to those who may manage it, and changed by its components."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import discord

from bot.discord_app.app import App
from bot.discord_app.cards import error_notice
from bot.discord_app.cards.coverage_chart import DAYS
from bot.discord_app.cards.own_settings import own_channel_card
from bot.discord_app.cards.setting_pages import panel_page
from bot.discord_app.cards.settings_card import Panel, reset_card
from bot.discord_app.components.own_changes import OWN_CONTROLS, channel_of, own_change
from bot.discord_app.components.panel_checks import answer_channels, existing_ids, lacking, link_with
from bot.discord_app.components.responder import Responder
from bot.discord_app.components.selection import offered_values, selected_values
from bot.discord_app.components.setting_changes import UnknownSettingError, change_for
from bot.discord_app.custom_ids import SettingId
from bot.discord_app.storage.settings_database import Change
from bot.discord_app.storage.store_errors import StoreError
from bot.discord_app.words import wording

_log = logging.getLogger(__name__)

PAGE_OF: Mapping[str, str] = {
    "threads": "look",
    "plain": "look",
    "wait": "look",
    "votes": "look",
    "onlychannels": "access",
    "exceptchannels": "access",
    "onlyroles": "access",
    "exceptroles": "access",
    "unanswered": "coverage",
}
"""Control → the page of the panel that it is on; the first one for all others."""


class SettingsPanel:
    """Shows and changes what a server has set. Checks the permission at every step."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def show(self, interaction: discord.Interaction, responder: Responder) -> None:
        """Respond to `/settings`."""
        guild_id = await permitted_guild(interaction, responder)
        if guild_id is not None:
            await responder.replace(await self._page("", guild_id, interaction, responder))

    async def handle(
        self, interaction: discord.Interaction, responder: Responder, custom_id: SettingId
    ) -> None:
        """Do what a component of the panel is for. An unknown one changes nothing, and the user hears so."""
        try:
            guild_id = await permitted_guild(interaction, responder)
            if guild_id is not None:
                await responder.replace(await self._change(guild_id, interaction, responder, custom_id))
        except UnknownSettingError:
            command = self._app.mention("settings")
            await responder.notify(responder.words(wording.SETTINGS_UNKNOWN).format(command=command))
        except StoreError as error:
            _log.error("A server's settings couldn't be kept: %s", error, extra={"kind": "settings"})
            await responder.send(error_notice(responder.words(wording.SETTINGS_NOT_SAVED)), private=True)

    async def _change(
        self, guild_id: int, interaction: discord.Interaction, responder: Responder, custom_id: SettingId
    ) -> discord.ui.LayoutView:
        """Make the change; the card that is shown afterwards. Raises UnknownSettingError and StoreError."""
        control, value = custom_id.control, custom_id.value
        selected = selected_values(interaction)
        match control, value, selected:
            case "reset", "", []:
                return reset_card(responder.words)
            case "show", _, []:
                return await self._page(value, guild_id, interaction, responder)
            case "page", _, [] if value.isdecimal():
                return await self._page("", guild_id, interaction, responder, articles=int(value))
            case "page", _, [] if place := channel_of(value):
                return await self._own_page(place, guild_id, interaction, responder)
            case "ownchannel", "", []:
                return await self._page("own", guild_id, interaction, responder)
            case "ownchannel", "", [channel]:
                return await self._own_page((int(channel), 0), guild_id, interaction, responder)
        offered = offered_values(interaction, str(custom_id))
        if control in OWN_CONTROLS:
            there = {channel.id for channel in interaction.guild.channels} if interaction.guild else set()
            place = channel_of(value)
            if place is None or place[0] not in there:
                raise UnknownSettingError(str(custom_id))
            own = own_change(custom_id, selected, offered, self._app.library)
            # Channels that are gone make room for others.
            await self._apply(guild_id, lambda settings: own(settings.with_own_of(there)))
            return await self._own_page(place, guild_id, interaction, responder)
        await self._apply(guild_id, change_for(custom_id, selected, offered, self._app.library))
        articles = int(value) if control == "articles" and value.isdecimal() else 0
        return await self._page(PAGE_OF.get(control, ""), guild_id, interaction, responder, articles=articles)

    async def _apply(self, guild_id: int, change: Change) -> None:
        """Write a change. Where it ends the list of unanswered questions, all of them are erased."""
        app = self._app
        listed = app.settings_in(guild_id).unanswered
        try:
            settings = await app.store.change(guild_id, change)
        except ValueError as error:  # too many channels with settings of their own
            raise UnknownSettingError("too many") from error
        if listed and not settings.unanswered:
            await app.questions.forget_guild(guild_id)

    async def _page(
        self,
        name: str,
        guild_id: int,
        interaction: discord.Interaction,
        responder: Responder,
        *,
        articles: int = 0,
    ) -> discord.ui.LayoutView:
        panel = await self._panel(guild_id, interaction, name, articles)
        return panel_page(name, panel, responder.words)

    async def _own_page(
        self, place: tuple[int, int], guild_id: int, interaction: discord.Interaction, responder: Responder
    ) -> discord.ui.LayoutView:
        channel_id, articles = place
        panel = await self._panel(guild_id, interaction, "own", articles)
        return own_channel_card(panel, channel_id, responder.words)

    async def _panel(
        self, guild_id: int, interaction: discord.Interaction, name: str, articles: int
    ) -> Panel:
        app, guild, locale = self._app, interaction.guild, interaction.guild_locale
        settings = app.settings_in(guild_id)
        lacks = lacking(guild, settings)
        return Panel(
            settings=settings,
            library=app.library,
            passages=app.settings.passages,
            cooldown=app.default_cooldown,
            reads_messages=app.settings.answer_channels,
            channels=answer_channels(guild, settings),
            page=articles,
            language=app.languages.words_for(locale.value if locale else None).code,
            existing=await existing_ids(guild, settings, roles=name == "access"),
            lacks=lacks,
            invite=link_with(interaction.client.application_id, guild_id, lacks),
            days=await self._days(guild_id) if name == "coverage" else {},
        )

    async def _days(self, guild_id: int) -> Mapping[int, Mapping[str, int]] | None:
        """What was counted; None where that can't be read now."""
        try:
            return await self._app.questions.counts(guild_id, DAYS)
        except StoreError as error:
            _log.error("What was counted of questions is away: %s", error, extra={"kind": "settings"})
            return None


def may_manage(interaction: discord.Interaction) -> bool:
    """Whether the user may manage the server."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


async def permitted_guild(interaction: discord.Interaction, responder: Responder) -> int | None:
    """The server's id where the user may manage it; otherwise None, and the user hears so."""
    if interaction.guild_id is not None and may_manage(interaction):
        return interaction.guild_id
    await responder.notify(responder.words(wording.SETTINGS_DENIED))
    return None
