"""A server's settings → the panel on which its moderators change them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord_app.cards import limits
from bot.discord_app.cards.excerpts import cut
from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card
from bot.discord_app.cards.markdown import one_line, small
from bot.discord_app.components.controls import Control
from bot.discord_app.storage.guild_settings import MOST_CHANNELS, MOST_PASSAGES, Cooldown, GuildSettings
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, LANGUAGES, Words
from bot.library import Article, Library

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
"""What the menus of passages and cooldowns send for “as the operator has set”."""


AS_SERVER = "server"
"""What the menu of languages sends for “as the server has set”."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands on the panel.

    `passages`, `cooldown`: as the operator set them. `reads_messages`: whether the operator has switched on
    answer channels. `channels`: the answer channels that there are, each with discord.py's names of
    the permissions that the bot lacks there. `page`: of the articles, from 0. `language`: the code of the
    server's own in Discord.
    """

    settings: GuildSettings
    library: Library
    passages: int
    cooldown: Cooldown
    reads_messages: bool
    channels: Mapping[int, Sequence[str]]
    page: int = 0
    language: str = ENGLISH.code


def settings_card(panel: Panel, words: Words = ENGLISH) -> discord.ui.LayoutView:
    """The panel: every setting with the control that changes it."""
    settings = panel.settings
    blocks: list[Block] = [
        f"### {words(wording.SETTINGS_TITLE)}\n{small(words(wording.SETTINGS_WHAT))}",
        RULE,
        _titled(words(wording.CHANNELS), words(wording.CHANNELS_WHAT)),
        _row(
            Control.channels(
                "channels", list(panel.channels), most=MOST_CHANNELS, placeholder=words(wording.CHANNELS_NONE)
            )
        ),
        "\n".join(_warnings(panel, words)),
        SPACE,
        *_articles(panel, words),
        f"**{words(wording.PASSAGES)}**",
        _row(Control.menu("passages", options=list(_passages(panel, words)))),
        SPACE,
        _titled(words(wording.COOLDOWN), words(wording.COOLDOWN_WHAT)),
        _row(Control.menu("cooldown", options=list(_cooldowns(panel, words)))),
        RULE,
        _switch("card", "compact", "full", settings.compact, words),
        _switch("answers", "private", "public", settings.private, words),
        _titled(words(wording.LANGUAGE), words(wording.LANGUAGE_WHAT)),
        _row(Control.menu("language", options=list(_languages(panel, words)))),
        RULE,
        _row(Control.button("reset", label=words(wording.RESET), style=discord.ButtonStyle.danger)),
    ]
    return card(blocks, accent=Accent.READING)


def reset_card(words: Words) -> discord.ui.LayoutView:
    """Whether everything is really to be reset."""
    return card(
        [f"### {words(wording.RESET_TITLE)}\n{words(wording.RESET_WHAT)}", SPACE],
        accent=Accent.ERROR,
        buttons=[
            Control.button("reset", "yes", label=words(wording.RESET_YES), style=discord.ButtonStyle.danger),
            Control.button("show", label=words(wording.RESET_NO)),
        ],
    )


def article_key(article_id: str) -> str:
    """What the menu of articles sends for an article: its id, or a short name for one that is too long."""
    if limits.length(article_id) <= limits.OPTION:
        return article_id
    return hashlib.sha256(article_id.encode()).hexdigest()


def pages_of(library: Library) -> int:
    """How many pages the menu of articles has."""
    return max(1, -(-len(library.articles) // limits.OPTIONS))


def _titled(title: str, what: str) -> str:
    return f"**{title}**\n{small(what)}"


def _row(*controls: Control) -> discord.ui.ActionRow[Any]:
    return discord.ui.ActionRow(*controls)


def _warnings(panel: Panel, words: Words) -> Iterator[str]:
    if not panel.reads_messages:
        yield (
            words(wording.CHANNELS_NEED_INTENT)
            if panel.settings.channels
            else small(words(wording.CHANNELS_OFF))
        )
    closed = {channel: names for channel, names in panel.channels.items() if names}
    for channel, names in list(closed.items())[:3]:
        yield words(wording.CHANNEL_LACKS).format(
            channel=f"<#{channel}>", permissions=", ".join(words(wording.PERMISSIONS[name]) for name in names)
        )


def _articles(panel: Panel, words: Words) -> Iterator[Block]:
    articles, chosen = panel.library.articles, panel.settings.articles
    if len(articles) < 2:
        return
    yield _titled(words(wording.ARTICLES), words(wording.ARTICLES_WHAT))
    pages = pages_of(panel.library)
    page = min(panel.page, pages - 1)
    shown = articles[page * limits.OPTIONS : (page + 1) * limits.OPTIONS]
    options = [_article_option(article, article.id in chosen) for article in shown]
    yield _row(
        Control.menu(
            "articles", str(page), options=options, placeholder=words(wording.ARTICLES_ALL), several=True
        )
    )
    known = [article for article in articles if article.id in chosen]
    if chosen and not known:
        yield words(wording.ARTICLES_GONE)
    if pages > 1:
        counted = len(known) or len(articles)
        yield small(
            words(wording.ARTICLES_COUNT).format(page=page + 1, pages=pages, count=counted, all=len(articles))
        )
        yield _row(
            Control.button("page", str(max(page - 1, 0)), label=words(wording.PREVIOUS), disabled=page == 0),
            Control.button("page", str(page + 1), label=words(wording.NEXT), disabled=page == pages - 1),
        )
    yield SPACE


def _article_option(article: Article, chosen: bool) -> discord.SelectOption:
    title = cut(one_line(article.title) or article.id, limits.OPTION, render=str)
    return discord.SelectOption(label=title, value=article_key(article.id), default=chosen)


def _passages(panel: Panel, words: Words) -> Iterator[discord.SelectOption]:
    chosen = panel.settings.passages
    yield discord.SelectOption(
        label=words(wording.AS_OPERATOR).format(choice=panel.passages),
        value=AS_OPERATOR,
        default=chosen is None,
    )
    for count in range(1, MOST_PASSAGES + 1):
        yield discord.SelectOption(label=str(count), value=str(count), default=chosen == count)


def _cooldowns(panel: Panel, words: Words) -> Iterator[discord.SelectOption]:
    chosen = panel.settings.cooldown
    label = words(wording.AS_OPERATOR).format(choice=_cooldown(panel.cooldown, words))
    yield discord.SelectOption(label=label, value=AS_OPERATOR, default=chosen is None)
    for each in dict.fromkeys((*COOLDOWNS, *([chosen] if chosen else []))):
        value = f"{each.count}/{each.seconds}"
        yield discord.SelectOption(label=_cooldown(each, words), value=value, default=each == chosen)


def _cooldown(cooldown: Cooldown, words: Words) -> str:
    if not cooldown.count:
        return words(wording.COOLDOWN_NONE)
    return words(wording.COOLDOWN_OF).format(count=cooldown.count, seconds=cooldown.seconds)


def _languages(panel: Panel, words: Words) -> Iterator[discord.SelectOption]:
    """Each language under its own name, so that everybody finds theirs."""
    chosen = panel.settings.locale
    own = words(wording.AS_SERVER).format(language=LANGUAGES[panel.language])
    yield discord.SelectOption(label=own, value=AS_SERVER, default=chosen not in LANGUAGES)
    for code, name in LANGUAGES.items():
        yield discord.SelectOption(label=name, value=code, default=chosen == code)


def _switch(verb: str, on: str, off: str, is_on: bool, words: Words) -> discord.ui.Section[Any]:
    now, other = (on, off) if is_on else (off, on)
    title, what, _ = wording.SWITCHES[verb][now]
    button = Control.button(verb, other, label=words(wording.SWITCHES[verb][other][2]))
    return discord.ui.Section(_titled(words(title), words(what)), accessory=button)
