"""What differs by channel: the page on which a channel is chosen, and the page of one channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.discord_app.cards.layout import RULE, Accent, Block, card
from bot.discord_app.cards.setting_items import channel_menu, row, setting_button, setting_menu, titled
from bot.discord_app.cards.setting_options import (
    AS_OPERATOR,
    cooldown_label,
    cooldown_options,
    in_server_options,
    language_options,
    passage_options,
)
from bot.discord_app.cards.settings_card import Panel, article_blocks
from bot.discord_app.markup.escaping import small
from bot.discord_app.storage.guild_settings import AS_SERVER, MOST_OWN
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import LANGUAGES, Words

OWN_SWITCHES: Mapping[str, tuple[str, str, str, str, str]] = {
    "owncard": ("compact", "card", "full", "compact", setting_wording.OWN_CARD),
    "ownanswers": ("private", "answers", "public", "private", setting_wording.OWN_ANSWERS),
    "ownthreads": ("threads", "threads", "reply", "thread", setting_wording.OWN_THREADS),
    "ownplain": ("plain", "plain", "cards", "text", setting_wording.OWN_PLAIN),
}
"""Control → the setting's name, that of its words in SWITCHES, the positions off and on, and the title."""


def own_card(panel: Panel, words: Words) -> discord.ui.LayoutView:
    """Choose a channel; and those that differ already."""
    differing = sorted(panel.settings.by_channel.keys() & panel.existing)
    named = ", ".join(f"<#{channel}>" for channel in differing)
    listed = (
        words(setting_wording.OWN_LIST).format(channels=named) if named else words(setting_wording.OWN_NONE)
    )
    return card(
        [
            titled(words(setting_wording.OWN), words(setting_wording.OWN_WHAT)),
            listed,
            row(channel_menu("ownchannel", [], placeholder=words(setting_wording.OWN_CHOOSE), most=1)),
            RULE,
            row(setting_button("show", label=words(setting_wording.BACK))),
        ],
        accent=Accent.READING,
    )


def own_channel_card(panel: Panel, channel_id: int, words: Words) -> discord.ui.LayoutView:
    """What differs in a channel, and what it would be in the server."""
    title = f"### {words(setting_wording.OWN_TITLE).format(channel=f'<#{channel_id}>')}"
    own = panel.settings.by_channel.get(channel_id)
    back = setting_button("show", "own", label=words(setting_wording.BACK))
    if own is None and len(panel.settings.by_channel.keys() & panel.existing) >= MOST_OWN:
        full = words(setting_wording.OWN_FULL).format(count=MOST_OWN)
        return card([title, full, row(back)], accent=Accent.READING)
    reset = setting_button(
        "ownreset", str(channel_id), label=words(setting_wording.OWN_RESET), disabled=own is None
    )
    blocks: list[Block] = [title]
    for name, options in _menus(panel, channel_id, words):
        control, heading = name
        blocks += [small(f"**{heading}**"), row(setting_menu(control, str(channel_id), options=options))]
    blocks += article_blocks(
        panel.library,
        (own or AS_SERVER).articles,
        panel.page,
        words,
        control="ownarticles",
        of=f"{channel_id}p",
        what=setting_wording.OWN_ARTICLES_WHAT,
    )
    return card([*blocks, RULE, row(back, reset)], accent=Accent.READING)


def _menus(
    panel: Panel, channel_id: int, words: Words
) -> list[tuple[tuple[str, str], Sequence[discord.SelectOption]]]:
    """The menus of a channel: control and title, and options."""
    settings = panel.settings
    own = settings.by_channel.get(channel_id, AS_SERVER)
    menus: list[tuple[tuple[str, str], Sequence[discord.SelectOption]]] = []
    for control, (name, switch, off, on, title) in OWN_SWITCHES.items():
        labels = {
            off: words(setting_wording.SWITCHES[switch][off][0]),
            on: words(setting_wording.SWITCHES[switch][on][0]),
        }
        chosen = {None: None, False: off, True: on}[getattr(own, name)]
        in_server = labels[on if getattr(settings, name) else off]
        menus.append(((control, words(title)), in_server_options(labels, chosen, in_server, words)))
    passages = settings.passages or panel.passages
    cooldown = settings.cooldown or panel.cooldown
    in_server = words(setting_wording.AS_IN_SERVER)
    locale = settings.locale or panel.language
    language = LANGUAGES.get(locale, LANGUAGES[panel.language])
    menus += [
        (
            ("ownpassages", words(wording.PASSAGES)),
            _renamed(passage_options(own.passages, passages, words), in_server.format(choice=passages)),
        ),
        (
            ("owncooldown", words(wording.COOLDOWN)),
            _renamed(
                cooldown_options(own.cooldown, cooldown, words),
                in_server.format(choice=cooldown_label(cooldown, words)),
            ),
        ),
        (
            ("ownlanguage", words(wording.LANGUAGE)),
            _renamed(language_options(own.locale, panel.language, words), in_server.format(choice=language)),
        ),
    ]
    return menus


def _renamed(options: Sequence[discord.SelectOption], first: str) -> list[discord.SelectOption]:
    """The options with another label and value for the first one, which stands for the server's setting."""
    taken = options[0]
    return [discord.SelectOption(label=first, value=AS_OPERATOR, default=taken.default), *options[1:]]
