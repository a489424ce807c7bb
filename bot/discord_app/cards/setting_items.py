"""What the pages of the settings panel are made of: titles, buttons, switches, menus."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import discord

from bot.discord_app.custom_ids import SettingId
from bot.discord_app.markup.escaping import small
from bot.discord_app.storage.guild_settings import MOST_CHANNELS, MOST_ROLES
from bot.discord_app.words import setting_wording
from bot.discord_app.words.languages import Words

CHANNEL_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
)
"""Channels in which people write; a thread belongs to the channel that it is in."""


def titled(title: str, what: str) -> str:
    return f"**{title}**\n{small(what)}"


def row(*items: discord.ui.Item[Any]) -> discord.ui.ActionRow[Any]:
    return discord.ui.ActionRow(*items)


def setting_button(
    control: str,
    value: str = "",
    *,
    label: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    custom_id = str(SettingId(control, value))
    return discord.ui.Button(label=label, style=style, custom_id=custom_id, disabled=disabled)


def setting_menu(
    control: str,
    value: str = "",
    *,
    options: Sequence[discord.SelectOption],
    placeholder: str | None = None,
    several: bool = False,
) -> discord.ui.Select[Any]:
    """A menu of one choice, or of any number of choices."""
    return discord.ui.Select(
        custom_id=str(SettingId(control, value)),
        options=list(options),
        placeholder=placeholder,
        min_values=0 if several else 1,
        max_values=len(options) if several else 1,
    )


def channel_menu(
    control: str, chosen: Sequence[int], *, placeholder: str, most: int = MOST_CHANNELS
) -> discord.ui.ChannelSelect[Any]:
    """A menu of channels, up to `most` of them. `chosen`: those that there are."""
    kind = discord.SelectDefaultValueType.channel
    return discord.ui.ChannelSelect(
        custom_id=str(SettingId(control)),
        channel_types=list(CHANNEL_TYPES),
        placeholder=placeholder,
        min_values=0,
        max_values=most,
        default_values=[discord.SelectDefaultValue(id=channel, type=kind) for channel in chosen[:most]],
    )


def role_menu(control: str, chosen: Collection[int], *, placeholder: str) -> discord.ui.RoleSelect[Any]:
    """A menu of any number of roles. `chosen`: those that there are."""
    kind = discord.SelectDefaultValueType.role
    return discord.ui.RoleSelect(
        custom_id=str(SettingId(control)),
        placeholder=placeholder,
        min_values=0,
        max_values=MOST_ROLES,
        default_values=[
            discord.SelectDefaultValue(id=role, type=kind) for role in sorted(chosen)[:MOST_ROLES]
        ],
    )


def switch(setting: str, on: str, off: str, is_on: bool, words: Words) -> discord.ui.Section[Any]:
    now, other = (on, off) if is_on else (off, on)
    title, what, _ = setting_wording.SWITCHES[setting][now]
    button = setting_button(setting, other, label=words(setting_wording.SWITCHES[setting][other][2]))
    return discord.ui.Section(titled(words(title), words(what)), accessory=button)
