"""Custom ids: what is made is read again, nothing else is, and what version 0.1.0 posted still works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.custom_ids import (
    MOST_REFERENCES,
    CustomId,
    LibraryId,
    PageButtonId,
    PageMenuId,
    Place,
    RemoveButtonId,
    SettingId,
    UnansweredId,
    VoteId,
    page_value,
    read_custom_id,
    read_page_value,
    references,
    resolve,
)
from bot.discord_app.markup.discord_limits import CUSTOM_ID
from bot.discord_app.storage.guild_settings import Cooldown, GuildSettings
from bot.library import load_library
from tests.discord_app.conftest import ARTICLES, World, texts_in
from tests.discord_app.test_settings_panel import kept, moderator

POSTED = Path(__file__).parent / "custom_ids_0_1_0.json"
"""Custom ids as version 0.1.0 wrote them for the two articles of these tests, in the order in which they are
used here; of menus also the value that is chosen. `shows` is what 0.1.0 answered (the first line), `settings`
is what the server had set afterwards."""


LIBRARY = load_library(ARTICLES)

VERBS = st.sampled_from(["open", "turn"])
NAMES = st.from_regex(r"[a-z]{1,20}", fullmatch=True)
PARTS = st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)
PLACES = st.builds(Place, NAMES) | st.builds(Place, NAMES, PARTS) | st.builds(Place, NAMES, PARTS, PARTS)
PAGES = st.integers(0, 9999)
SNOWFLAKES = st.integers(0, 2**64 - 1)
CUSTOM_IDS: st.SearchStrategy[CustomId] = st.one_of(
    st.builds(PageButtonId, VERBS, PLACES, PAGES),
    st.builds(PageMenuId, VERBS, NAMES),
    st.builds(RemoveButtonId, SNOWFLAKES),
    st.builds(SettingId, NAMES, st.from_regex(r"[a-z0-9]{0,30}", fullmatch=True)),
    st.builds(VoteId, st.sampled_from(["up", "down"])),
    st.builds(
        UnansweredId,
        st.sampled_from(["page", "erase", "all", "yes"]),
        st.integers(0, 10**18 - 1),
        st.integers(0, 999),
    ),
    st.builds(LibraryId, st.sampled_from(["keep", "discard", "remove", "leave"]), PARTS),
)
ALMOST = st.text("openturgmvsilbayk:/-_ 0123\n", max_size=40)
"""Texts that look like custom ids, and texts of anything."""


@given(CUSTOM_IDS)
def test_what_is_made_is_read_again(custom_id: CustomId) -> None:
    assert read_custom_id(str(custom_id)) == custom_id


@given(PLACES, PAGES)
def test_the_value_of_an_option_is_read_again(place: Place, page: int) -> None:
    assert read_page_value(page_value(place, page)) == (place, page)
    assert Place.parse(str(place)) == place


@given(ALMOST | st.text(max_size=60))
def test_nothing_else_is_read(text: str) -> None:
    """What is read of a text makes the same text again, but for zeros before a number and an empty value."""
    custom_id = read_custom_id(text)
    if custom_id is not None:
        again = read_custom_id(str(custom_id))
        assert again == custom_id
        assert text.replace("0", "").rstrip(":") == str(custom_id).replace("0", "").rstrip(":")
    target = read_page_value(text)
    if target is not None:
        assert read_page_value(page_value(*target)) == target


@pytest.mark.parametrize(
    "text",
    [
        "", "open", "open:", "open::0", "open:article", "open:article:", "open:article:-1",
        "open:article:00000",
        "open:../../etc:0", "open:a/b/c/d:0", "open:article:0 ", "open:article:0\n", "close:article:0",
        "open:article:٣", "go:open:", "go:shut:articles", "remove:", "remove:me", "remove:" + "1" * 21,
        "settings", "settings:", "settings:CARD", "settings:card:full:now", "SETTINGS:card:full",
    ],
)  # fmt: skip
def test_a_text_that_is_no_custom_id_of_ours_is_none(text: str) -> None:
    assert read_custom_id(text) is None


def test_a_custom_id_has_room_for_as_many_passages_as_an_answer_may_have() -> None:
    passages = [passage for article in LIBRARY.articles for passage in article.passages]
    text = references(passages * 3)
    assert resolve(LIBRARY, text)[0] == (LIBRARY.articles[0], passages[0])
    assert len(resolve(LIBRARY, text)) == MOST_REFERENCES
    assert len(str(PageButtonId("turn", Place("nearest", text), 9999))) <= CUSTOM_ID


@given(st.text("AHvc8i_-", max_size=30))
def test_references_that_were_never_made_lead_nowhere(text: str) -> None:
    assert set(resolve(LIBRARY, text)) <= {None}


class Posted(discord.ui.LayoutView):
    """A message with a button of this custom id, or with a menu that offers `value`."""

    def __init__(self, custom_id: str, value: str | None) -> None:
        super().__init__(timeout=None)
        row: discord.ui.ActionRow[Posted] = discord.ui.ActionRow()
        if value is None:
            row.add_item(discord.ui.Button(label="Press", custom_id=custom_id))
        else:
            option = discord.SelectOption(label=value, value=value)
            row.add_item(discord.ui.Select(custom_id=custom_id, options=[option]))
        self.add_item(row)
        self.stop()


def settings_from(stored: dict[str, Any]) -> GuildSettings:
    """Settings as the fixture has them."""
    fields = dict(stored)
    if "articles" in fields:
        fields["articles"] = frozenset(fields["articles"])
    if "cooldown" in fields:
        fields["cooldown"] = Cooldown(*fields["cooldown"])
    return GuildSettings(**fields)


@pytest.mark.two_articles
async def test_custom_ids_that_0_1_0_posted_still_work(world: World) -> None:
    mona = moderator(world)
    channel = world.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    for posted in json.loads(POSTED.read_text(encoding="utf-8")):
        custom_id, value = posted["custom_id"], posted.get("value")
        message = await channel.send(view=Posted(custom_id, value))
        if value is None:
            result = await mona.click(message, custom_id=custom_id)
        else:
            result = await mona.select(message, [value], custom_id=custom_id)
        assert texts_in(result)[0].splitlines()[0] == posted["shows"], custom_id
        if "settings" in posted:
            assert kept(world) == settings_from(posted["settings"]), custom_id
