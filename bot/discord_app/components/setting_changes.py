"""A component of the settings panel, and what was selected there → the change that it makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from bot.discord_app.storage.guild_settings import DEFAULTS, GuildSettings
from bot.discord_app.storage.settings_database import Change
from bot.discord_app.words.languages import LANGUAGES
from bot.library import Library

SWITCHES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("card", "compact"): {"compact": True},
    ("card", "full"): {"compact": False},
    ("answers", "private"): {"private": True},
    ("answers", "public"): {"private": False},
}


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
            case (("card" | "answers") as control, value, []):
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
            case "channels", "", _:
                channels = frozenset(int(channel) for channel in selected)
                replace(DEFAULTS, channels=channels)  # raises where these are too many
                return lambda settings: replace(settings, channels=channels)
            case "language", "", [code] if code in (AS_SERVER, *LANGUAGES):
                locale = None if code == AS_SERVER else code
                return lambda settings: replace(settings, locale=locale)
            case "articles", _, _:
                return _choice_of_articles(selected, offered, library)
    except (KeyError, ValueError) as error:
        raise UnknownSettingError(str(custom_id)) from error
    raise UnknownSettingError(str(custom_id))


def _choice_of_articles(selected: Sequence[str], offered: Collection[str], library: Library) -> Change:
    """Articles on other pages of the menu stay as they are, and so do those that are gone for now."""
    values = frozenset(value for value in (*offered, *selected) if library.article(value) is None)
    ids = {value: value for value in (*offered, *selected) if value not in values}
    if values:  # a digest of an id that is too long for Discord, or of an article that is gone
        digests = ((article_value(article_id), article_id) for article_id in library.ids)
        ids |= {value: article_id for value, article_id in digests if value in values}
    on_page = frozenset(ids.get(value, value) for value in offered)
    chosen = frozenset(ids[value] for value in selected)

    def change(settings: GuildSettings) -> GuildSettings:
        return replace(settings, articles=(settings.articles - on_page) | chosen)

    return change
