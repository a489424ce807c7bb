"""A control of the settings panel, and what was chosen there → the change that it makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.discord_app.cards.settings import AS_OPERATOR, AS_SERVER, COOLDOWNS, article_key
from bot.discord_app.storage.guild_settings import DEFAULTS, GuildSettings
from bot.discord_app.storage.guild_store import Change
from bot.discord_app.words.languages import LANGUAGES
from bot.library import Library

SWITCHES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("card", "compact"): {"compact": True},
    ("card", "full"): {"compact": False},
    ("answers", "private"): {"private": True},
    ("answers", "public"): {"private": False},
}


class UnknownControlError(ValueError):
    """A control or a choice that this panel doesn't have."""


def change_of(
    verb: str, value: str, chosen: Sequence[str], offered: Collection[str], library: Library
) -> Change:
    """What the control `verb` with `value` changes, where `chosen` was chosen of what it `offered`.

    Raises UnknownControlError where nothing on the panel would ask for this.
    """
    try:
        match verb, value, chosen:
            case "reset", "yes", []:
                return lambda _: DEFAULTS
            case (("card" | "answers"), _, []):
                switched = SWITCHES[verb, value]
                return lambda settings: replace(settings, **switched)
            case "passages", "", [count]:
                passages = None if count == AS_OPERATOR else int(count)
                replace(DEFAULTS, passages=passages)  # raises where there can't be so many
                return lambda settings: replace(settings, passages=passages)
            case "cooldown", "", [text] if text == AS_OPERATOR:
                return lambda settings: replace(settings, cooldown=None)
            case "cooldown", "", [text]:
                cooldown = {f"{each.count}/{each.seconds}": each for each in COOLDOWNS}.get(text)
                if cooldown is None and text in offered:
                    return lambda settings: settings  # an unusual one, as it is
                if cooldown is not None:
                    return lambda settings: replace(settings, cooldown=cooldown)
            case "channels", "", _:
                channels = frozenset(int(channel) for channel in chosen)
                replace(DEFAULTS, channels=channels)  # raises where these are too many
                return lambda settings: replace(settings, channels=channels)
            case "language", "", [code] if code in (AS_SERVER, *LANGUAGES):
                locale = None if code == AS_SERVER else code
                return lambda settings: replace(settings, locale=locale)
            case "articles", _, _:
                return _choice_of_articles(chosen, offered, library)
    except (KeyError, ValueError) as error:
        raise UnknownControlError(f"{verb}:{value}") from error
    raise UnknownControlError(f"{verb}:{value}")


def _choice_of_articles(chosen: Sequence[str], offered: Collection[str], library: Library) -> Change:
    """Articles of other pages of the menu stay as they are, and so do those that are gone for now."""
    ids = {article_key(article.id): article.id for article in library.articles}
    shown = frozenset(ids.get(key, key) for key in offered)
    wanted = frozenset(ids[key] for key in chosen)

    def change(settings: GuildSettings) -> GuildSettings:
        return replace(settings, articles=(settings.articles - shown) | wanted)

    return change
