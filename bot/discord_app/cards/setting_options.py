"""The options of the menus on the settings panel, and the values that they send."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping

import discord

from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.storage.guild_settings import MOST_PASSAGES, Cooldown
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import LANGUAGES, Words
from bot.library import Article

COOLDOWNS = (
    Cooldown(0, 30),
    Cooldown(1, 10),
    Cooldown(3, 30),
    Cooldown(5, 30),
    Cooldown(10, 30),
    Cooldown(5, 60),
    Cooldown(10, 60),
    Cooldown(20, 60),
)
"""The cooldowns to choose from."""

AS_OPERATOR = "operator"
"""What menus send for “as the operator has set it”, or in a channel “as in the server”."""

AS_SERVER = "server"
"""What the menu of languages sends for “as the server has it in Discord”."""


def cooldown_value(cooldown: Cooldown) -> str:
    """What the menu of cooldowns sends for a cooldown."""
    return f"{cooldown.count}/{cooldown.seconds}"


def article_value(article_id: str) -> str:
    """What the menu of articles sends for an article: its id, or a digest of an id that is too long."""
    if discord_limits.length(article_id) <= discord_limits.OPTION:
        return article_id
    return hashlib.sha256(article_id.encode()).hexdigest()


def article_options(articles: Iterable[Article], chosen: Collection[str]) -> list[discord.SelectOption]:
    """These articles by title; `chosen` are the ids of those that answer."""
    return [
        discord.SelectOption(
            label=cut(one_line(article.title) or article.id, discord_limits.OPTION, render=str),
            value=article_value(article.id),
            default=article.id in chosen,
        )
        for article in articles
    ]


def passage_options(chosen: int | None, default: int, words: Words) -> list[discord.SelectOption]:
    """Numbers of passages. `default`: as the operator has set it, which holds where `chosen` is None."""
    return [
        discord.SelectOption(
            label=words(wording.AS_OPERATOR).format(choice=default),
            value=AS_OPERATOR,
            default=chosen is None,
        ),
        *(
            discord.SelectOption(label=str(count), value=str(count), default=chosen == count)
            for count in range(1, MOST_PASSAGES + 1)
        ),
    ]


def cooldown_options(chosen: Cooldown | None, default: Cooldown, words: Words) -> list[discord.SelectOption]:
    """Cooldowns, an unusual one that was chosen among them. `default`: as the operator has set it."""
    return [
        discord.SelectOption(
            label=words(wording.AS_OPERATOR).format(choice=cooldown_label(default, words)),
            value=AS_OPERATOR,
            default=chosen is None,
        ),
        *(
            discord.SelectOption(
                label=cooldown_label(each, words), value=cooldown_value(each), default=each == chosen
            )
            for each in dict.fromkeys((*COOLDOWNS, *([chosen] if chosen else [])))
        ),
    ]


def cooldown_label(cooldown: Cooldown, words: Words) -> str:
    """A cooldown in words."""
    if not cooldown.count:
        return words(wording.COOLDOWN_NONE)
    return words(wording.COOLDOWN_OF).format(count=cooldown.count, seconds=cooldown.seconds)


def in_server_options(
    labels: Mapping[str, str], chosen: str | None, in_server: str, words: Words
) -> list[discord.SelectOption]:
    """The positions of a switch, and “as in the server”, which holds where `chosen` is None."""
    return [
        discord.SelectOption(
            label=words(setting_wording.AS_IN_SERVER).format(choice=in_server),
            value=AS_OPERATOR,
            default=chosen is None,
        ),
        *(
            discord.SelectOption(label=label, value=value, default=chosen == value)
            for value, label in labels.items()
        ),
    ]


def language_options(chosen: str | None, of_server: str, words: Words) -> list[discord.SelectOption]:
    """Languages, each by its own name. `of_server`: the code of the server's own in Discord."""
    return [
        discord.SelectOption(
            label=words(wording.AS_SERVER).format(language=LANGUAGES[of_server]),
            value=AS_SERVER,
            default=chosen not in LANGUAGES,
        ),
        *(
            discord.SelectOption(label=name, value=code, default=chosen == code)
            for code, name in LANGUAGES.items()
        ),
    ]
