"""A server's settings → the panel on which its moderators change them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card
from bot.discord_app.cards.setting_options import (
    article_options,
    cooldown_options,
    language_options,
    passage_options,
)
from bot.discord_app.custom_ids import SettingId
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.escaping import small
from bot.discord_app.storage.guild_settings import MOST_CHANNELS, Cooldown, GuildSettings
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Library

CHANNEL_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
)
"""Channels in which people write; a thread belongs to the channel that it is in."""


MOST_WARNINGS = 3
"""Channels of which the panel names what the bot lacks there."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The contents of the panel.

    `passages`, `cooldown`: as the operator set them. `reads_messages`: whether the operator has switched on
    answer channels. `channels`: the answer channels that there are, each with discord.py's names of the
    permissions that the bot lacks there. `page`: of the articles, from 0. `language`: the code of the
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
    """The panel: every setting with the button or menu that changes it."""
    settings = panel.settings
    blocks: list[Block] = [
        f"### {words(wording.SETTINGS_TITLE)}\n{small(words(wording.SETTINGS_WHAT))}",
        RULE,
        _titled(words(wording.CHANNELS), words(wording.CHANNELS_WHAT)),
        _row(_channel_menu(panel, words)),
        "\n".join(_warnings(panel, words)),
        SPACE,
        *_articles(panel, words),
        f"**{words(wording.PASSAGES)}**",
        _row(_menu("passages", options=passage_options(settings.passages, panel.passages, words))),
        SPACE,
        _titled(words(wording.COOLDOWN), words(wording.COOLDOWN_WHAT)),
        _row(_menu("cooldown", options=cooldown_options(settings.cooldown, panel.cooldown, words))),
        RULE,
        _switch("card", "compact", "full", settings.compact, words),
        _switch("answers", "private", "public", settings.private, words),
        _titled(words(wording.LANGUAGE), words(wording.LANGUAGE_WHAT)),
        _row(_menu("language", options=language_options(settings.locale, panel.language, words))),
        RULE,
        _row(_button("reset", label=words(wording.RESET), style=discord.ButtonStyle.danger)),
    ]
    return card(blocks, accent=Accent.READING)


def reset_card(words: Words) -> discord.ui.LayoutView:
    """Whether everything is really to be reset."""
    return card(
        [f"### {words(wording.RESET_TITLE)}\n{words(wording.RESET_WHAT)}", SPACE],
        accent=Accent.ERROR,
        buttons=[
            _button("reset", "yes", label=words(wording.RESET_YES), style=discord.ButtonStyle.danger),
            _button("show", label=words(wording.RESET_NO)),
        ],
    )


def _titled(title: str, what: str) -> str:
    return f"**{title}**\n{small(what)}"


def _row(*items: discord.ui.Item[Any]) -> discord.ui.ActionRow[Any]:
    return discord.ui.ActionRow(*items)


def _button(
    control: str,
    value: str = "",
    *,
    label: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    custom_id = str(SettingId(control, value))
    return discord.ui.Button(label=label, style=style, custom_id=custom_id, disabled=disabled)


def _menu(
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


def _channel_menu(panel: Panel, words: Words) -> discord.ui.ChannelSelect[Any]:
    """A menu of any number of channels."""
    kind = discord.SelectDefaultValueType.channel
    chosen = list(panel.channels)[:MOST_CHANNELS]
    return discord.ui.ChannelSelect(
        custom_id=str(SettingId("channels")),
        channel_types=list(CHANNEL_TYPES),
        placeholder=words(wording.CHANNELS_NONE),
        min_values=0,
        max_values=MOST_CHANNELS,
        default_values=[discord.SelectDefaultValue(id=channel, type=kind) for channel in chosen],
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


def _articles(panel: Panel, words: Words) -> Iterator[Block]:
    articles, chosen = panel.library.articles, panel.settings.articles
    if len(articles) < 2:
        return
    yield _titled(words(wording.ARTICLES), words(wording.ARTICLES_WHAT))
    pages = -(-len(articles) // discord_limits.OPTIONS)
    page = min(panel.page, pages - 1)
    shown = articles[page * discord_limits.OPTIONS : (page + 1) * discord_limits.OPTIONS]
    options = article_options(shown, chosen)
    yield _row(
        _menu("articles", str(page), options=options, placeholder=words(wording.ARTICLES_ALL), several=True)
    )
    known = [article_id for article_id in chosen if panel.library.article(article_id)]
    if chosen and not known:
        yield words(wording.ARTICLES_GONE)
    if pages > 1:
        counted = len(known) or len(articles)
        yield small(
            words(wording.ARTICLES_COUNT).format(page=page + 1, pages=pages, count=counted, all=len(articles))
        )
        yield _row(
            _button("page", str(max(page - 1, 0)), label=words(wording.PREVIOUS), disabled=page == 0),
            _button("page", str(page + 1), label=words(wording.NEXT), disabled=page == pages - 1),
        )
    yield SPACE


def _switch(setting: str, on: str, off: str, is_on: bool, words: Words) -> discord.ui.Section[Any]:
    now, other = (on, off) if is_on else (off, on)
    title, what, _ = wording.SWITCHES[setting][now]
    button = _button(setting, other, label=words(wording.SWITCHES[setting][other][2]))
    return discord.ui.Section(_titled(words(title), words(what)), accessory=button)
