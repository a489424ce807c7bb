"""A component of a channel's page on the settings panel, and what was selected there → the change."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from bot.discord_app.cards.own_settings import OWN_SWITCHES
from bot.discord_app.cards.setting_options import AS_OPERATOR, COOLDOWNS, cooldown_value
from bot.discord_app.components.setting_changes import UnknownSettingError, choice_of_articles
from bot.discord_app.custom_ids import SettingId
from bot.discord_app.storage.guild_settings import AS_SERVER, GuildSettings
from bot.discord_app.storage.settings_database import Change
from bot.discord_app.words.languages import LANGUAGES
from bot.library import Library

_CHANNEL = re.compile(r"(?P<channel>[0-9]{1,20})(?:p(?P<page>[0-9]{1,5}))?")


def channel_of(value: str) -> tuple[int, int] | None:
    """The channel, and the page of its articles, that a custom id's value names; None for another one."""
    match = _CHANNEL.fullmatch(value)
    return (int(match["channel"]), int(match["page"] or 0)) if match else None


def own_change(
    custom_id: SettingId, selected: Sequence[str], offered: Collection[str], library: Library
) -> Change:
    """The change for a component, where `selected` was selected of what it `offered`.

    Raises UnknownSettingError where nothing on the page would ask for this.
    """
    place = channel_of(custom_id.value)
    if place is None:
        raise UnknownSettingError(str(custom_id))
    channel_id, _ = place
    if custom_id.control == "ownreset" and not selected:
        return lambda settings: settings.with_channel(channel_id, AS_SERVER)
    if custom_id.control == "ownarticles":
        try:
            choose = choice_of_articles(selected, offered, library)
        except KeyError as error:
            raise UnknownSettingError(str(custom_id)) from error

        def change(settings: GuildSettings) -> GuildSettings:
            own = settings.by_channel.get(channel_id, AS_SERVER)
            return settings.with_channel(channel_id, replace(own, articles=choose(own.articles)))

        return change
    try:
        (choice,) = selected
        chosen = _chosen(custom_id.control, choice)
        if chosen is None and choice in offered and custom_id.control == "owncooldown":
            return lambda settings: settings  # an unusual one, as it is
        if chosen is None:
            raise UnknownSettingError(str(custom_id))
        replace(AS_SERVER, **chosen)  # raises where there can't be so many
    except ValueError as error:
        raise UnknownSettingError(str(custom_id)) from error
    return lambda settings: settings.with_channel(
        channel_id, replace(settings.by_channel.get(channel_id, AS_SERVER), **chosen)
    )


def _chosen(control: str, choice: str) -> dict[str, Any] | None:
    """The field of ChannelSettings that a choice sets; None where the menu has no such choice."""
    as_server = choice == AS_OPERATOR
    if control in OWN_SWITCHES:
        name, _, off, on, _ = OWN_SWITCHES[control]
        positions = {AS_OPERATOR: None, off: False, on: True}
        return {name: positions[choice]} if choice in positions else None
    match control:
        case "ownpassages":
            return {"passages": None if as_server else int(choice)}
        case "owncooldown":
            cooldowns = {cooldown_value(each): each for each in COOLDOWNS}
            if as_server or choice in cooldowns:
                return {"cooldown": cooldowns.get(choice)}
        case "ownlanguage" if as_server or choice in LANGUAGES:
            return {"locale": None if as_server else choice}
    return None


OWN_CONTROLS = frozenset(
    {*OWN_SWITCHES, "ownpassages", "owncooldown", "ownlanguage", "ownarticles", "ownreset"}
)
"""The controls of a channel's page."""
