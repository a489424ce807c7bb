"""The settings panel of a server: shown to those who may manage it, and changed by its components."""

from __future__ import annotations

import logging

import discord

from bot.discord_app.app import App
from bot.discord_app.cards import error_notice
from bot.discord_app.cards.settings_card import Panel, reset_card, settings_card
from bot.discord_app.components.responder import Responder
from bot.discord_app.components.selection import offered_values, selected_values
from bot.discord_app.components.setting_changes import UnknownSettingError, change_for
from bot.discord_app.custom_ids import SettingId
from bot.discord_app.limits.channel_permissions import missing
from bot.discord_app.storage.guild_settings import GuildSettings
from bot.discord_app.storage.store_errors import StoreError
from bot.discord_app.words import wording

_log = logging.getLogger(__name__)


class SettingsPanel:
    """Shows and changes what a server has set. Checks the permission at every step."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def show(self, interaction: discord.Interaction, responder: Responder) -> None:
        """Respond to `/settings`."""
        guild_id = await _permitted_guild(interaction, responder)
        if guild_id is not None:
            settings = self._app.settings_in(guild_id)
            await responder.replace(self._card(interaction, responder, settings))

    async def handle(
        self, interaction: discord.Interaction, responder: Responder, custom_id: SettingId
    ) -> None:
        """Do what a component of the panel is for. An unknown one changes nothing, and the user hears so."""
        try:
            guild_id = await _permitted_guild(interaction, responder)
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
        settings = self._app.settings_in(guild_id)
        selected = selected_values(interaction)
        match custom_id.control, custom_id.value, selected:
            case "reset", "", []:
                return reset_card(responder.words)
            case "show", "", []:
                return self._card(interaction, responder, settings)
            case "page", number, [] if number.isdecimal():
                return self._card(interaction, responder, settings, page=int(number))
        offered = offered_values(interaction, str(custom_id))
        change = change_for(custom_id, selected, offered, self._app.library)
        settings = await self._app.store.change(guild_id, change)
        of_articles = custom_id.control == "articles" and custom_id.value.isdecimal()
        return self._card(interaction, responder, settings, page=int(custom_id.value) if of_articles else 0)

    def _card(
        self,
        interaction: discord.Interaction,
        responder: Responder,
        settings: GuildSettings,
        *,
        page: int = 0,
    ) -> discord.ui.LayoutView:
        app, locale = self._app, interaction.guild_locale
        panel = Panel(
            settings=settings,
            library=app.library,
            passages=app.settings.passages,
            cooldown=app.default_cooldown,
            reads_messages=app.settings.answer_channels,
            channels=_channels(interaction.guild, settings),
            page=page,
            language=app.languages.words_for(locale.value if locale else None).code,
        )
        return settings_card(panel, responder.words)


def may_manage(interaction: discord.Interaction) -> bool:
    """Whether the user may manage the server."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


async def _permitted_guild(interaction: discord.Interaction, responder: Responder) -> int | None:
    """The server's id where the user may manage it; otherwise None, and the user hears so."""
    if interaction.guild_id is not None and may_manage(interaction):
        return interaction.guild_id
    await responder.notify(responder.words(wording.SETTINGS_DENIED))
    return None


def _channels(guild: discord.Guild | None, settings: GuildSettings) -> dict[int, tuple[str, ...]]:
    """The answer channels that exist, each with the permissions that the bot lacks there."""
    lacks: dict[int, tuple[str, ...]] = {}
    for channel_id in sorted(settings.channels):
        channel = guild.get_channel(channel_id) if guild else None
        if guild and channel:
            lacks[channel_id] = missing(channel, channel.permissions_for(guild.me))
    return lacks
