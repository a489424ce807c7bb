"""The settings panel as plain data: within Discord's limits, and deaf to what it doesn't know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import discord
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.cards.setting_options import COOLDOWNS, article_value
from bot.discord_app.cards.settings_card import Panel, settings_card
from bot.discord_app.components.setting_changes import UnknownSettingError, change_for
from bot.discord_app.custom_ids import SettingId, read_custom_id
from bot.discord_app.markup import discord_limits
from bot.discord_app.storage.guild_settings import DEFAULTS, Cooldown, GuildSettings
from bot.discord_app.storage.sqlite_file import FILE
from bot.discord_app.words.languages import Words
from bot.library import Article, Library, License
from bot.settings import Settings
from tests.discord_app.conftest import build_client
from tests.discord_app.generated import languages
from tests.discord_app.storage.making import SETTINGS


def article(number: int, title: str) -> Article:
    return Article(f"article-{number}", title, License("CC0"), ())


LIBRARIES = st.lists(st.text(max_size=150), max_size=60).map(
    lambda titles: Library(tuple(article(number, title) for number, title in enumerate(titles)))
)


@given(
    SETTINGS,
    LIBRARIES,
    st.booleans(),
    st.dictionaries(st.integers(1, 2**63), st.just(("send_messages", "view_channel")), max_size=25),
    st.integers(0, 5),
    languages,
)
def test_the_panel_keeps_discords_limits(
    settings: GuildSettings,
    library: Library,
    reads: bool,
    channels: dict[int, tuple[str, ...]],
    page: int,
    words: Words,
) -> None:
    panel = settings_card(Panel(settings, library, 3, Cooldown(), reads, channels, page, words.code), words)
    assert panel.content_length() <= discord_limits.TEXT
    assert len(list(panel.walk_children())) <= discord_limits.COMPONENTS
    ids = [
        item.custom_id
        for item in panel.walk_children()
        if isinstance(item, discord.ui.Button | discord.ui.Select | discord.ui.ChannelSelect)
    ]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(read_custom_id(each or ""), SettingId) for each in ids)
    for item in panel.walk_children():
        if isinstance(item, discord.ui.Select):
            values = [option.value for option in item.options]
            assert 1 <= len(values) <= discord_limits.OPTIONS
            assert len(set(values)) == len(values)
            assert all(1 <= len(option.label) <= discord_limits.OPTION for option in item.options)
            assert sum(option.default for option in item.options) <= item.max_values


@given(
    st.sampled_from("card answers passages cooldown channels language articles reset x".split()),
    st.sampled_from(["", "0", "compact", "private", "yes", "7"]) | st.text(max_size=5),
    st.lists(
        st.sampled_from(["operator", "0", "3", "11", "article-1", "10/60", "-1"]) | st.text(max_size=8),
        max_size=30,
    ),
    SETTINGS,
)
def test_whatever_arrives_is_a_change_or_unknown(
    control: str, value: str, chosen: list[str], settings: GuildSettings
) -> None:
    library = Library(tuple(article(number, "A") for number in range(3)))
    try:
        change = change_for(SettingId(control, value), chosen, ["article-1", "article-2"], library)
    except UnknownSettingError:
        return
    changed = change(settings)
    assert change(changed) == changed
    assert changed.cooldown in (settings.cooldown, None, *COOLDOWNS)
    assert changed.articles <= settings.articles | {a.id for a in library.articles}


def test_the_menu_of_articles_changes_what_it_offered_alone() -> None:
    library = Library(tuple(article(number, "A") for number in range(60)))
    settings = replace(DEFAULTS, articles=frozenset({"article-1", "article-40", "gone"}))
    change = change_for(
        SettingId("articles", "0"), ["article-2"], [f"article-{n}" for n in range(25)], library
    )
    assert change(settings).articles == {"article-2", "article-40", "gone"}


def test_an_articles_id_may_be_longer_than_an_options_value() -> None:
    name = "x" * 200
    library = Library((replace(article(1, "A"), id=name),))
    key = article_value(name)
    assert len(key) <= discord_limits.OPTION
    assert change_for(SettingId("articles", "0"), [key], [key], library)(DEFAULTS).articles == {name}


def test_the_data_folder_is_the_operators(tmp_path: Path) -> None:
    assert build_client(Settings(data=tmp_path)).app.store.database.place == str(tmp_path / FILE)
