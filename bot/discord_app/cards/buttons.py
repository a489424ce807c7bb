"""Buttons that lead to a page of something. All they know stands in their custom id, so they never die."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, Self

import discord

from bot.discord_app import wording
from bot.discord_app.cards.places import PATTERN, Place

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

Verb = Literal["open", "turn"]
"""`open` shows the page in a new message, for the one who pressed; `turn` shows it in place of this one."""


class PageButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"(?P<verb>open|turn):(?P<place>{PATTERN}):(?P<page>[0-9]{{1,4}})",
):
    """A button to the page `page`, counted from 0, of `place`."""

    def __init__(self, place: Place, page: int, *, verb: Verb, label: str, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(
                label=label,
                style=discord.ButtonStyle.secondary,
                custom_id=f"{verb}:{place}:{page}",
                disabled=disabled,
            )
        )
        self.place, self.page, self.verb = place, page, verb

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py passes all three
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> Self:
        """The button that a custom id stands for. Raises ValueError where the id leads nowhere."""
        verb: Verb = "turn" if match["verb"] == "turn" else "open"
        return cls(Place.parse(match["place"]), int(match["page"]), verb=verb, label=wording.NEXT)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page to the one who pressed. A message that others see is never changed."""
        client: FootnoteClient = interaction.client
        await client.show_page(interaction, self.place, self.page, turn=self.verb == "turn")
