"""What people press: buttons and menus below answers, however old they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord_app.cards import OF_PASSAGES, Place, notice, read
from bot.discord_app.components import removing
from bot.discord_app.discord_py.dynamic_items import has_item_for
from bot.discord_app.observability import failures
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


class Presses:
    """Does what a button or a menu is for. `known` are the kinds that the bot has."""

    def __init__(self, client: FootnoteClient) -> None:
        self._client = client
        self.known: list[type[discord.ui.DynamicItem[Any]]] = []

    async def heard(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        """Say so where a control is used that isn't one of ours; the others answer for themselves."""
        if interaction.type is not discord.InteractionType.component:
            return
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        if not has_item_for(custom_id, self.known):
            await self.show_unknown(interaction)

    async def show_unknown(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        """Tell somebody that what they used is none of our controls."""
        await failures.tell(interaction, for_asker(interaction)(wording.UNKNOWN_CONTROL))

    async def remove_answer(self, interaction: discord.Interaction[FootnoteClient], asker: int) -> None:
        """Take away an answer that `asker` got, if the one who pressed may."""
        self._client.in_flight.add_current()
        try:
            if removing.may_remove(interaction, asker):
                await removing.remove(interaction)
            else:
                text = for_asker(interaction)(wording.NOT_YOURS)
                await interaction.response.send_message(view=notice(text), ephemeral=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who pressed hears of it
            await failures.apologise(interaction, error, "the removal of an answer")

    async def show_page(
        self, interaction: discord.Interaction[FootnoteClient], place: Place, page: int, *, turn: bool = False
    ) -> None:
        """Show a page of `place` privately; where `turn` is true, in place of a private message."""
        self._client.in_flight.add_current()
        try:
            words = for_asker(interaction)
            card = read(self._client.library_in(interaction.guild_id), place, page, words)
            private = interaction.message is not None and interaction.message.flags.ephemeral
            if card is None:
                gone = wording.CHANGED if place.kind in OF_PASSAGES else wording.GONE
                await interaction.response.send_message(view=notice(words(gone)), ephemeral=True)
            elif turn and private:
                await interaction.response.edit_message(view=card)
            else:
                await interaction.response.send_message(view=card, ephemeral=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker hears of it
            await failures.apologise(interaction, error, f"a page of a {place.kind}")
