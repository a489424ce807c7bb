"""Controls that lead to a page of something. All they know stands in their custom id, so they never die."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Self

import discord

from bot.answering import AnsweringPassage
from bot.discord_app.cards import limits
from bot.discord_app.cards.excerpts import ELLIPSIS, cut
from bot.discord_app.cards.markdown import one_line
from bot.discord_app.cards.places import PATTERN, Place
from bot.discord_app.cards.references import references
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Passage

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

URL = 512
"""Characters of a link button's address.
https://docs.discord.com/developers/components/reference#button-button-structure"""

_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")
_DESTINATION = re.compile(rf"(?P<place>{PATTERN}):(?P<page>[0-9]{{1,4}})")

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
        await client.presses.show_page(interaction, self.place, self.page, turn=self.verb == "turn")


class PlaceMenu(
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"go:(?P<verb>open|turn):(?P<what>[a-z]+)",
):
    """A menu of places. Each choice says itself where it leads; `what` tells the menus of a card apart."""

    def __init__(
        self,
        options: Sequence[discord.SelectOption],
        *,
        verb: Verb,
        what: str,
        placeholder: str | None = None,
    ) -> None:
        super().__init__(
            discord.ui.Select(custom_id=f"go:{verb}:{what}", options=list(options), placeholder=placeholder)
        )
        self.verb = verb

    @staticmethod
    def option(
        label: str, place: Place, page: int = 0, *, description: str | None = None, chosen: bool = False
    ) -> discord.SelectOption:
        """A choice that leads to `page` of `place`; its texts are cut to what fits."""
        return discord.SelectOption(
            label=_fitting(label) or ELLIPSIS,
            value=f"{place}:{page}",
            description=_fitting(description or "") or None,
            default=chosen,
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py passes all three
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """The menu that a custom id stands for, with what it offers."""
        options = item.options if isinstance(item, discord.ui.Select) else []
        return cls(options, verb="turn" if match["verb"] == "turn" else "open", what=match["what"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the chosen page to the one who chose."""
        client: FootnoteClient = interaction.client
        chosen = _DESTINATION.fullmatch(self.item.values[0]) if self.item.values else None
        if chosen is None:
            await client.presses.show_unknown(interaction)
            return
        place = Place.parse(chosen["place"])
        await client.presses.show_page(interaction, place, int(chosen["page"]), turn=self.verb == "turn")


def _fitting(text: str) -> str:
    return cut(one_line(text), limits.OPTION, render=str)


class RemoveButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"remove:(?P<asker>[0-9]{1,20})"):
    """Takes an answer away: for the one who asked, and for those who may manage messages there."""

    def __init__(self, asker: int, words: Words = ENGLISH) -> None:
        super().__init__(
            discord.ui.Button(
                label=words(wording.REMOVE), style=discord.ButtonStyle.secondary, custom_id=f"remove:{asker}"
            )
        )
        self.asker = asker

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py passes all three
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> Self:
        """The button that a custom id stands for."""
        return cls(int(match["asker"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the message away, or say who may."""
        client: FootnoteClient = interaction.client
        await client.presses.remove_answer(interaction, self.asker)


def open_button(kind: str, passages: Sequence[Passage], label: str) -> PageButton:
    """A button that opens what `kind` shows of these passages."""
    return PageButton(Place(kind, references(passages)), 0, verb="open", label=label)


def reading_buttons(passages: Sequence[AnsweringPassage], words: Words) -> list[PageButton]:
    """The ways from passages on a card to their context, and to their footnotes where they have any."""
    shown = [each.passage for each in passages]
    buttons = [open_button("context", shown, words(wording.IN_CONTEXT))]
    if any(each.footnotes for each in passages):
        buttons.append(open_button("notes", shown, words(wording.CITATIONS_BUTTON)))
    return buttons


def source_link(url: str | None, words: Words) -> discord.ui.Button[Any] | None:
    """A button that leads to an article's source, where Discord can link there."""
    if url is None or len(url) > URL or not _ADDRESS.fullmatch(url):
        return None
    return discord.ui.Button(label=words(wording.TO_SOURCE), url=url)
