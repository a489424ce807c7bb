"""The controls of the settings panel. All they know stands in their custom id, so they never die."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

CHANNEL_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
)
"""Channels in which people write; a thread belongs to the channel that it is in."""


class Control(
    discord.ui.DynamicItem[discord.ui.Item[Any]],
    template=r"settings:(?P<verb>[a-z]{1,20})(?::(?P<value>[a-z0-9]{0,20}))?",
):
    """A button or a menu of the panel: `verb` is what it is for, `value` what exactly."""

    def __init__(self, item: discord.ui.Item[Any], verb: str, value: str = "") -> None:
        super().__init__(item)
        self.verb, self.value = verb, value

    @classmethod
    def button(
        cls,
        verb: str,
        value: str = "",
        *,
        label: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
    ) -> Control:
        """A button."""
        custom_id = custom_id_of(verb, value)
        return cls(
            discord.ui.Button(label=label, style=style, custom_id=custom_id, disabled=disabled), verb, value
        )

    @classmethod
    def menu(
        cls,
        verb: str,
        value: str = "",
        *,
        options: Sequence[discord.SelectOption],
        placeholder: str | None = None,
        several: bool = False,
    ) -> Control:
        """A menu of one choice, or of any number of choices."""
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=custom_id_of(verb, value),
            options=list(options),
            placeholder=placeholder,
            min_values=0 if several else 1,
            max_values=len(options) if several else 1,
        )
        return cls(menu, verb, value)

    @classmethod
    def channels(cls, verb: str, chosen: Sequence[int], *, most: int, placeholder: str) -> Control:
        """A menu of any number of channels, up to `most`."""
        kind = discord.SelectDefaultValueType.channel
        menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
            custom_id=custom_id_of(verb),
            channel_types=list(CHANNEL_TYPES),
            placeholder=placeholder,
            min_values=0,
            max_values=most,
            default_values=[discord.SelectDefaultValue(id=channel, type=kind) for channel in chosen[:most]],
        )
        return cls(menu, verb)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py passes all three
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """The control that was used, with what it offered."""
        return cls(item, match["verb"], match["value"] or "")

    @property
    def offered(self) -> tuple[str, ...]:
        """The values that a menu of choices offered; nothing for any other control."""
        return (
            tuple(option.value for option in self.item.options)
            if isinstance(self.item, discord.ui.Select)
            else ()
        )

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the control is for, if the one who used it may."""
        client: FootnoteClient = interaction.client
        await client.panel.use(interaction, self)


def custom_id_of(verb: str, value: str = "") -> str:
    """The custom id of a control."""
    return f"settings:{verb}:{value}" if value else f"settings:{verb}"
