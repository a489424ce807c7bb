"""The further pages of the settings panel: how answers arrive, who is answered, how it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import discord

from bot.discord_app.cards.coverage_chart import DAYS, coverage_blocks
from bot.discord_app.cards.layout import RULE, Accent, Block, card
from bot.discord_app.cards.own_settings import own_card
from bot.discord_app.cards.setting_items import (
    channel_menu,
    role_menu,
    row,
    setting_button,
    switch,
    titled,
)
from bot.discord_app.cards.settings_card import Panel, settings_card
from bot.discord_app.custom_ids import UnansweredId
from bot.discord_app.markup.escaping import small
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import ENGLISH, Words


def panel_page(name: str, panel: Panel, words: Words = ENGLISH) -> discord.ui.LayoutView:
    """The page of the panel with this name; the first one where there is none of it."""
    return _PAGES.get(name, settings_card)(panel, words)


def look_card(panel: Panel, words: Words) -> discord.ui.LayoutView:
    """How answers arrive."""
    settings = panel.settings
    return card(
        [
            f"### {words(setting_wording.LOOK)}",
            switch("threads", "thread", "reply", settings.threads, words),
            switch("plain", "text", "cards", settings.plain, words),
            switch("wait", "reaction", "reply", settings.reactions, words),
            switch("votes", "on", "off", settings.votes, words),
            *_lacking(panel, words),
            *_back(words),
        ],
        accent=Accent.READING,
    )


def access_card(panel: Panel, words: Words) -> discord.ui.LayoutView:
    """Who is answered, and in which channels."""
    settings, there = panel.settings, panel.existing
    chosen = settings.only_channels | settings.except_channels | settings.only_roles | settings.except_roles
    gone = len(chosen - there)
    only, without = sorted(settings.only_channels & there), sorted(settings.except_channels & there)
    return card(
        [
            f"### {words(setting_wording.ACCESS)}\n{small(words(setting_wording.ACCESS_WHAT))}",
            RULE,
            f"**{words(setting_wording.ONLY_CHANNELS)}**",
            row(channel_menu("onlychannels", only, placeholder=words(setting_wording.EVERYWHERE))),
            f"**{words(setting_wording.EXCEPT_CHANNELS)}**",
            row(channel_menu("exceptchannels", without, placeholder=words(setting_wording.NOWHERE))),
            f"**{words(setting_wording.ONLY_ROLES)}**",
            row(
                role_menu(
                    "onlyroles", settings.only_roles & there, placeholder=words(setting_wording.EVERYBODY)
                )
            ),
            f"**{words(setting_wording.EXCEPT_ROLES)}**",
            row(
                role_menu(
                    "exceptroles", settings.except_roles & there, placeholder=words(setting_wording.NO_ROLE)
                )
            ),
            *([words(setting_wording.ACCESS_GONE).format(count=gone)] if gone else []),
            *_back(words),
        ],
        accent=Accent.READING,
    )


def coverage_card(panel: Panel, words: Words) -> discord.ui.LayoutView:
    """How many questions were answered, and whether those that weren't are listed."""
    away = [words(setting_wording.COVERAGE_AWAY)]
    counted = away if panel.days is None else coverage_blocks(panel.days, words)
    listing = panel.settings.unanswered
    opening = setting_list_button(words) if listing else None
    return card(
        [
            titled(words(setting_wording.COVERAGE), words(setting_wording.COVERAGE_WHAT).format(days=DAYS)),
            *counted,
            RULE,
            switch("unanswered", "on", "off", listing, words),
            *([row(opening)] if opening else []),
            *_back(words),
        ],
        accent=Accent.READING,
    )


def setting_list_button(words: Words) -> discord.ui.Button[discord.ui.LayoutView]:
    """The button that opens the list of unanswered questions."""
    return discord.ui.Button(
        label=words(setting_wording.UNANSWERED_OPEN), custom_id=str(UnansweredId("page"))
    )


def _lacking(panel: Panel, words: Words) -> Iterator[Block]:
    if panel.lacks:
        names = ", ".join(words(wording.PERMISSIONS[name]) for name in panel.lacks)
        yield words(setting_wording.LACKS_EXTRA).format(permissions=names, link=panel.invite)


def _back(words: Words) -> Iterator[Block]:
    yield RULE
    yield row(setting_button("show", label=words(setting_wording.BACK)))


_PAGES: Mapping[str, Callable[[Panel, Words], discord.ui.LayoutView]] = {
    "look": look_card,
    "access": access_card,
    "own": own_card,
    "coverage": coverage_card,
}
