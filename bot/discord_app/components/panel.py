"""The settings panel of a server: shown to who may manage it, and changed by its controls."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_app.cards import Accent, notice
from bot.discord_app.cards.settings import Panel, reset_card, settings_card
from bot.discord_app.components.changes import UnknownControlError, change_of
from bot.discord_app.components.controls import Control
from bot.discord_app.limits.channel_permissions import missing
from bot.discord_app.observability import failures
from bot.discord_app.storage.guild_settings import GuildSettings
from bot.discord_app.storage.sqlite_file import StoreError
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

_log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]


class SettingsPanel:
    """Shows and changes what a server has set. Asks for the permission at every step."""

    def __init__(self, client: FootnoteClient) -> None:
        self._client = client

    async def show(self, interaction: Interaction) -> None:
        """Answer `/settings`."""
        guild_id = await self._permitted(interaction)
        if guild_id is not None:
            await self._present(
                interaction, self._card(guild_id, interaction, self._client.store.of(guild_id))
            )

    async def use(self, interaction: Interaction, control: Control) -> None:
        """Do what a control of the panel is for. One that isn't known does nothing, and says so."""
        self._client.in_flight.add_current()
        try:
            guild_id = await self._permitted(interaction)
            if guild_id is not None:
                await self._present(interaction, await self._used(guild_id, interaction, control))
        except UnknownControlError:
            text = for_asker(interaction)(wording.SETTINGS_UNKNOWN).format(
                command=self._client.mention("settings")
            )
            await interaction.response.send_message(view=notice(text), ephemeral=True)
        except StoreError as error:
            _log.error("A server's settings couldn't be kept: %s", error, extra={"kind": "settings"})
            card = notice(for_asker(interaction)(wording.SETTINGS_NOT_SAVED), Accent.ERROR)
            await interaction.response.send_message(view=card, ephemeral=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the moderator hears of it
            await failures.apologise(interaction, error, "the settings panel")

    async def _used(self, guild_id: int, interaction: Interaction, control: Control) -> discord.ui.LayoutView:
        store = self._client.store
        chosen = _chosen(interaction)
        match control.verb, control.value, chosen:
            case "reset", "", []:
                return reset_card(for_asker(interaction))
            case "show", "", []:
                return self._card(guild_id, interaction, store.of(guild_id))
            case "page", number, [] if number.isdecimal():
                return self._card(guild_id, interaction, store.of(guild_id), page=int(number))
        change = change_of(control.verb, control.value, chosen, control.offered, self._client.library)
        settings = await store.change(guild_id, change)
        page = int(control.value) if control.verb == "articles" and control.value.isdecimal() else 0
        return self._card(guild_id, interaction, settings, page=page)

    async def _permitted(self, interaction: Interaction) -> int | None:
        """The server's id where the one who acts may manage it; else None, and they are told."""
        if interaction.guild_id is not None and may_manage(interaction):
            return interaction.guild_id
        text = for_asker(interaction)(wording.SETTINGS_DENIED)
        await interaction.response.send_message(view=notice(text), ephemeral=True)
        return None

    async def _present(self, interaction: Interaction, card: discord.ui.LayoutView) -> None:
        """Show a card in place of the private one that was used, else in a private one of its own."""
        if interaction.message is not None and interaction.message.flags.ephemeral:
            await interaction.response.edit_message(view=card)
        else:
            await interaction.response.send_message(view=card, ephemeral=True)

    def _card(
        self, guild_id: int, interaction: Interaction, settings: GuildSettings, *, page: int = 0
    ) -> discord.ui.LayoutView:
        client = self._client
        guild, preferred = client.get_guild(guild_id), interaction.guild_locale
        channels: dict[int, tuple[str, ...]] = {}
        for channel_id in sorted(settings.channels):
            channel = guild.get_channel(channel_id) if guild else None
            if guild and channel:
                channels[channel_id] = missing(channel, channel.permissions_for(guild.me))
        return settings_card(
            Panel(
                settings=settings,
                library=client.library,
                passages=client.settings.passages,
                cooldown=client.cooldown,
                reads_messages=client.settings.answer_channels,
                channels=channels,
                page=page,
                language=client.languages.of(preferred.value if preferred else None).code,
            ),
            for_asker(interaction),
        )


def may_manage(interaction: Interaction) -> bool:
    """Whether the one who acts may manage the server."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


def _chosen(interaction: Interaction) -> list[str]:
    """What was chosen in a menu; channels only where Discord itself says that they are there."""
    data: Any = interaction.data or {}
    values = [str(value) for value in data.get("values") or ()]
    if data.get("component_type") == discord.ComponentType.channel_select.value:
        there = (data.get("resolved") or {}).get("channels") or {}
        return [value for value in values if value in there]
    return values
