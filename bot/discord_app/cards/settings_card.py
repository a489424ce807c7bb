"""A server's settings → the panel on which its moderators change them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import discord

from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card
from bot.discord_app.cards.setting_items import (
    channel_menu,
    row,
    setting_button,
    setting_menu,
    switch,
    titled,
)
from bot.discord_app.cards.setting_options import (
    article_options,
    cooldown_options,
    language_options,
    passage_options,
)
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.escaping import small
from bot.discord_app.storage.guild_settings import Cooldown, GuildSettings
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Library

MOST_WARNINGS = 3
"""Channels of which the panel names what the bot lacks there."""

PAGES: Mapping[str, str] = {
    "look": setting_wording.LOOK,
    "access": setting_wording.ACCESS,
    "own": setting_wording.OWN,
    "coverage": setting_wording.COVERAGE,
}
"""The further pages of the panel, and the label of the button that leads to each."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The contents of the panel.

    `passages`, `cooldown`: as the operator set them. `reads_messages`: whether the operator has switched on
    answer channels. `channels`: the answer channels that there are, each with discord.py's names of the
    permissions that the bot lacks there. `page`: of the articles, from 0. `language`: the code of the
    server's own in Discord. `existing`: the ids of the channels and roles in the settings that there are.
    `lacks`: the permissions that what is switched on needs, and that the bot lacks in the server. `invite`:
    the link that gives them. `days`: what was counted, by the day; None where that can't be read.
    """

    settings: GuildSettings
    library: Library
    passages: int
    cooldown: Cooldown
    reads_messages: bool
    channels: Mapping[int, Sequence[str]]
    page: int = 0
    language: str = ENGLISH.code
    existing: frozenset[int] = frozenset()
    lacks: Sequence[str] = ()
    invite: str = ""
    days: Mapping[int, Mapping[str, int]] | None = field(default_factory=dict)


def settings_card(panel: Panel, words: Words = ENGLISH) -> discord.ui.LayoutView:
    """The first page of the panel: what most servers set, and the buttons to the other pages."""
    settings = panel.settings
    blocks: list[Block] = [
        f"### {words(wording.SETTINGS_TITLE)}\n{small(words(wording.SETTINGS_WHAT))}",
        RULE,
        titled(words(wording.CHANNELS), words(wording.CHANNELS_WHAT)),
        row(channel_menu("channels", list(panel.channels), placeholder=words(wording.CHANNELS_NONE))),
        "\n".join(_warnings(panel, words)),
        *article_blocks(panel.library, settings.articles, panel.page, words),
        SPACE,
        f"**{words(wording.PASSAGES)}**",
        row(setting_menu("passages", options=passage_options(settings.passages, panel.passages, words))),
        titled(words(wording.COOLDOWN), words(wording.COOLDOWN_WHAT)),
        row(setting_menu("cooldown", options=cooldown_options(settings.cooldown, panel.cooldown, words))),
        switch("card", "compact", "full", settings.compact, words),
        switch("answers", "private", "public", settings.private, words),
        titled(words(wording.LANGUAGE), words(wording.LANGUAGE_WHAT)),
        row(setting_menu("language", options=language_options(settings.locale, panel.language, words))),
        RULE,
        row(*(setting_button("show", name, label=words(label)) for name, label in PAGES.items())),
        row(setting_button("reset", label=words(wording.RESET), style=discord.ButtonStyle.danger)),
    ]
    return card(blocks, accent=Accent.READING)


def reset_card(words: Words) -> discord.ui.LayoutView:
    """Whether everything is really to be reset."""
    return card(
        [f"### {words(wording.RESET_TITLE)}\n{words(wording.RESET_WHAT)}", SPACE],
        accent=Accent.ERROR,
        buttons=[
            setting_button("reset", "yes", label=words(wording.RESET_YES), style=discord.ButtonStyle.danger),
            setting_button("show", label=words(wording.RESET_NO)),
        ],
    )


def _warnings(panel: Panel, words: Words) -> Iterator[str]:
    if not panel.reads_messages:
        yield (
            words(wording.CHANNELS_NEED_INTENT)
            if panel.settings.channels
            else small(words(wording.CHANNELS_OFF))
        )
    closed = {channel: lacks for channel, lacks in panel.channels.items() if lacks}
    for channel, lacks in list(closed.items())[:MOST_WARNINGS]:
        names = ", ".join(words(wording.PERMISSIONS[name]) for name in lacks)
        yield words(wording.CHANNEL_LACKS).format(channel=f"<#{channel}>", permissions=names)


def article_blocks(
    library: Library,
    chosen: frozenset[str],
    page: int,
    words: Words,
    *,
    control: str = "articles",
    of: str = "",
    what: str = wording.ARTICLES_WHAT,
) -> Iterator[Block]:
    """The menu of articles and the buttons that turn its pages; nothing where there is but one article.

    `of`: what stands before the number of the page in the value of the custom id, for one channel's articles.
    """
    articles = library.articles
    if len(articles) < 2:
        return
    yield titled(words(wording.ARTICLES), words(what))
    pages = -(-len(articles) // discord_limits.OPTIONS)
    page = min(page, pages - 1)
    shown = articles[page * discord_limits.OPTIONS : (page + 1) * discord_limits.OPTIONS]
    options = article_options(shown, chosen)
    yield row(
        setting_menu(
            control, f"{of}{page}", options=options, placeholder=words(wording.ARTICLES_ALL), several=True
        )
    )
    known = [article_id for article_id in chosen if library.article(article_id)]
    if chosen and not known:
        yield words(wording.ARTICLES_GONE)
    if pages > 1:
        counted = len(known) or len(articles)
        yield small(
            words(wording.ARTICLES_COUNT).format(page=page + 1, pages=pages, count=counted, all=len(articles))
        )
        yield row(
            setting_button(
                "page", f"{of}{max(page - 1, 0)}", label=words(wording.PREVIOUS), disabled=page == 0
            ),
            setting_button("page", f"{of}{page + 1}", label=words(wording.NEXT), disabled=page == pages - 1),
        )
