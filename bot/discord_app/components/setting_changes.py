"""A component of the settings panel, and what was selected there → the change that it makes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.discord_app.cards.setting_options import (
    AS_OPERATOR,
    AS_SERVER,
    COOLDOWNS,
    article_value,
    cooldown_value,
)
from bot.discord_app.custom_ids import SettingId
from bot.discord_app.storage.guild_settings import DEFAULTS
from bot.discord_app.storage.settings_database import Change
from bot.discord_app.words.languages import LANGUAGES
from bot.library import Library

SWITCHES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("card", "compact"): {"compact": True},
    ("card", "full"): {"compact": False},
    ("answers", "private"): {"private": True},
    ("answers", "public"): {"private": False},
    ("threads", "thread"): {"threads": True},
    ("threads", "reply"): {"threads": False},
    ("plain", "text"): {"plain": True},
    ("plain", "cards"): {"plain": False},
    ("wait", "reaction"): {"reactions": True},
    ("wait", "reply"): {"reactions": False},
    ("votes", "on"): {"votes": True},
    ("votes", "off"): {"votes": False},
    ("unanswered", "on"): {"unanswered": True},
    ("unanswered", "off"): {"unanswered": False},
}

IDS: Mapping[str, str] = {
    "channels": "channels",
    "onlychannels": "only_channels",
    "exceptchannels": "except_channels",
    "onlyroles": "only_roles",
    "exceptroles": "except_roles",
}
"""Control → the setting that holds the ids of what is selected there."""


class UnknownSettingError(ValueError):
    """A component or a choice that this panel doesn't have."""


def change_for(
    custom_id: SettingId, selected: Sequence[str], offered: Collection[str], library: Library
) -> Change:
    """The change for a component, where `selected` was selected of what it `offered`.

    Raises UnknownSettingError where nothing on the panel would ask for this.
    """
    try:
        match custom_id.control, custom_id.value, selected:
            case "reset", "yes", []:
                return lambda _: DEFAULTS
            case control, value, [] if (control, value) in SWITCHES:
                switched = SWITCHES[control, value]
                return lambda settings: replace(settings, **switched)
            case "passages", "", [count]:
                passages = None if count == AS_OPERATOR else int(count)
                replace(DEFAULTS, passages=passages)  # raises where there can't be so many
                return lambda settings: replace(settings, passages=passages)
            case "cooldown", "", [text] if text == AS_OPERATOR:
                return lambda settings: replace(settings, cooldown=None)
            case "cooldown", "", [text]:
                cooldown = {cooldown_value(each): each for each in COOLDOWNS}.get(text)
                if cooldown is None and text in offered:
                    return lambda settings: settings  # an unusual one, as it is
                if cooldown is not None:
                    return lambda settings: replace(settings, cooldown=cooldown)
            case control, "", _ if control in IDS:
                ids: dict[str, Any] = {IDS[control]: frozenset(int(each) for each in selected)}
                replace(DEFAULTS, **ids)  # raises where these are too many
                return lambda settings: replace(settings, **ids)
            case "language", "", [code] if code in (AS_SERVER, *LANGUAGES):
                locale = None if code == AS_SERVER else code
                return lambda settings: replace(settings, locale=locale)
            case "articles", _, _:
                choose = choice_of_articles(selected, offered, library)
                return lambda settings: replace(settings, articles=choose(settings.articles))
    except (KeyError, ValueError) as error:
        raise UnknownSettingError(str(custom_id)) from error
    raise UnknownSettingError(str(custom_id))


def choice_of_articles(
    selected: Sequence[str], offered: Collection[str], library: Library
) -> Callable[[frozenset[str]], frozenset[str]]:
    """The articles chosen now, from those that were chosen before.

    Articles on other pages of the menu stay as they are, and so do those that are gone for now.
    """
    values = frozenset(value for value in (*offered, *selected) if library.article(value) is None)
    ids = {value: value for value in (*offered, *selected) if value not in values}
    if values:  # a digest of an id that is too long for Discord, or of an article that is gone
        digests = ((article_value(article_id), article_id) for article_id in library.ids)
        ids |= {value: article_id for value, article_id in digests if value in values}
    on_page = frozenset(ids.get(value, value) for value in offered)
    chosen = frozenset(ids[value] for value in selected)
    return lambda articles: (articles - on_page) | chosen
