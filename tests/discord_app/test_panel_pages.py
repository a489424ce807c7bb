"""The further pages of the settings panel, as moderators use them, and votes and numbers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.cards.coverage_chart import SIGNS, WIDTH, coverage_blocks
from bot.discord_app.cards.own_settings import own_channel_card
from bot.discord_app.cards.setting_options import COOLDOWNS
from bot.discord_app.cards.setting_pages import panel_page
from bot.discord_app.cards.settings_card import PAGES, Panel
from bot.discord_app.components.own_changes import OWN_CONTROLS, own_change
from bot.discord_app.components.setting_changes import IDS, UnknownSettingError, change_for
from bot.discord_app.custom_ids import SettingId
from bot.discord_app.storage.guild_settings import (
    AS_SERVER,
    MOST_OWN,
    ChannelSettings,
    Cooldown,
    GuildSettings,
)
from bot.discord_app.words import setting_wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Library
from tests.discord_app.conftest import World, buttons_in, texts_in
from tests.discord_app.generated import languages
from tests.discord_app.reading_cards import assert_keeps_limits
from tests.discord_app.storage.making import SETTINGS, SNOWFLAKES
from tests.discord_app.test_settings_card import LIBRARIES, article
from tests.discord_app.test_settings_panel import Foreign, chosen_in, kept, moderator, shown

QUESTION = "How does the tide mill work?"
LACKS = ("create_public_threads", "add_reactions")
COUNTS = st.dictionaries(st.sampled_from([*SIGNS, "helpful", "unhelpful"]), st.integers(0, 10**6))
DAYS = st.dictionaries(st.integers(20_000, 20_013), COUNTS, min_size=1, max_size=14)


@given(SETTINGS, LIBRARIES, SNOWFLAKES, st.integers(0, 5), DAYS | st.none(), languages)
def test_every_page_keeps_discords_limits(
    settings: GuildSettings,
    library: Library,
    channel: int,
    page: int,
    days: dict[int, dict[str, int]] | None,
    words: Words,
) -> None:
    there = settings.only_channels | settings.except_channels | settings.by_channel.keys()
    there |= settings.only_roles | settings.except_roles
    panel = Panel(
        settings,
        library,
        3,
        Cooldown(),
        reads_messages=False,
        channels=dict.fromkeys(settings.channels, LACKS),
        page=page,
        language=words.code,
        existing=frozenset(there),
        lacks=LACKS,
        invite="https://discord.com/oauth2/authorize?client_id=1",
        days=days,
    )
    for name in ("", *PAGES, "nowhere"):
        view = panel_page(name, panel, words)
        assert view.content_length() <= 4000
        assert len(list(view.walk_children())) <= 40
    for each in [*list(settings.by_channel)[:1], channel]:
        assert_keeps_limits(own_channel_card(panel, each, words))


@given(DAYS)
def test_a_chart_is_narrow_and_says_every_number(days: dict[int, dict[str, int]]) -> None:
    blocks = coverage_blocks(days, ENGLISH)
    asked = {day: sum(counts.get(name, 0) for name in SIGNS) for day, counts in days.items()}
    if not sum(asked.values()):
        assert blocks[0] == setting_wording.COVERAGE_NONE
        return
    chart, legend = blocks[:2]
    lines = chart.removeprefix("```\n").removesuffix("\n```").split("\n")
    assert [int(line.split()[1]) for line in lines] == [asked[day] for day in sorted(days)]
    assert max(map(len, lines)) <= 7 + len(str(max(asked.values()))) + WIDTH
    for day, line in zip(sorted(days), lines, strict=True):
        for name, sign in SIGNS.items():
            assert (sign in line) is bool(days[day].get(name)), "what was counted at all can be seen"
    for name in SIGNS:
        assert str(sum(counts.get(name, 0) for counts in days.values())) in legend


@given(
    st.sampled_from([*IDS, *OWN_CONTROLS, "threads", "plain", "wait", "votes", "unanswered"]),
    st.sampled_from(["", "5", "5p0", "on", "off", "text", "x", "99999999999999999999999"]),
    st.lists(st.sampled_from(["operator", "full", "thread", "3", "10/60", "de", "-1"]) | st.text(max_size=4)),
    SETTINGS,
)
def test_whatever_arrives_is_a_change_or_unknown(
    control: str, value: str, chosen: list[str], settings: GuildSettings
) -> None:
    library = Library(tuple(article(number, "A") for number in range(3)))
    make = own_change if control in OWN_CONTROLS else change_for
    try:
        change = make(SettingId(control, value), chosen, ["article-1"], library)
    except UnknownSettingError:
        return
    settings = replace(settings, by_channel=dict(list(settings.by_channel.items())[:3]))
    changed = change(settings)
    assert change(changed) == changed
    own = changed.by_channel.get(5, AS_SERVER)
    if control in OWN_CONTROLS:
        assert replace(changed, by_channel=settings.by_channel) == settings
        assert own.cooldown in (None, *COOLDOWNS, settings.by_channel.get(5, AS_SERVER).cooldown)


async def test_how_answers_arrive_is_switched_and_what_is_lacking_is_told(world: World) -> None:
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    await mona.click(panel, label=setting_wording.LOOK)
    for label in ("Answer in threads", "Send plain text", "React with ⏳", "Put 👍 and 👎 below answers"):
        result = await mona.click(panel, label=label)
    assert kept(world) == GuildSettings(threads=True, plain=True, reactions=True, votes=True)
    assert {"Answer as replies", "Send cards", "Reply", "Take them away"} <= set(buttons_in(result))
    lacks = "I lack" in shown(result)
    granted = world.client.get_guild(world.guild.id)
    assert granted is not None
    may = granted.me.guild_permissions
    assert lacks is not (may.create_public_threads and may.add_reactions)


async def test_what_the_bot_lacks_is_named_with_a_link_that_gives_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mona = moderator(world)
    await world.app.store.change(world.guild.id, lambda each: replace(each, threads=True, reactions=True))
    monkeypatch.setattr(
        discord.Member, "guild_permissions", property(lambda _: discord.Permissions(add_reactions=True))
    )
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    said = shown(await mona.click(panel, label=setting_wording.LOOK))
    assert "I lack: Create Public Threads." in said
    link = said.split("](")[1].split(")")[0]
    asked = discord.Permissions(int(link.split("permissions=")[1].split("&")[0]))
    assert asked.create_public_threads
    assert not asked.add_reactions
    assert f"guild_id={world.guild.id}" in link


async def test_who_is_answered_is_chosen_from_menus(world: World) -> None:
    mona = moderator(world)
    news = world.guild.create_text_channel("news")
    muted = world.guild.create_role("muted")
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    await mona.click(panel, label=setting_wording.ACCESS)
    await mona.select(panel, [world.channel], custom_id="settings:onlychannels")
    await mona.select(panel, [news], custom_id="settings:exceptchannels")
    result = await mona.select(panel, [muted], custom_id="settings:exceptroles")
    assert kept(world) == GuildSettings(
        only_channels=frozenset({world.channel.id}),
        except_channels=frozenset({news.id}),
        except_roles=frozenset({muted.id}),
    )
    assert chosen_in(result, "settings:onlychannels") == [str(world.channel.id)]
    assert chosen_in(result, "settings:exceptroles") == [str(muted.id)]
    result = await mona.select(panel, [], custom_id="settings:onlychannels")
    assert chosen_in(result, "settings:onlychannels") == []
    assert kept(world).only_channels == frozenset()


async def test_channels_that_are_gone_still_count_and_are_told_of(world: World) -> None:
    """Else a server would be answered everywhere, or nowhere, and its panel said otherwise."""
    mona = moderator(world)
    await world.app.store.change(world.guild.id, lambda each: replace(each, only_channels=frozenset({77})))
    assert texts_in(await world.alice.slash(world.channel, "ask", question=QUESTION)) == [
        setting_wording.NOT_IN_CHANNEL
    ]
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    assert "chosen here, 1 are gone" in shown(await mona.click(panel, label=setting_wording.ACCESS))
    result = await mona.select(panel, [world.channel], custom_id="settings:onlychannels")
    assert "are gone" not in shown(result)
    assert kept(world).only_channels == {world.channel.id}


@pytest.mark.two_articles
async def test_what_differs_in_a_channel_is_set_shown_and_holds_there(world: World) -> None:
    mona = moderator(world)
    other = world.guild.create_text_channel("other")
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    result = await mona.click(panel, label=setting_wording.OWN)
    assert setting_wording.OWN_NONE in shown(result)
    await mona.select(panel, [other], custom_id="settings:ownchannel")
    for control, choice in (
        ("owncard", "compact"),
        ("ownanswers", "private"),
        ("ownthreads", "thread"),
        ("ownplain", "text"),
        ("ownpassages", "1"),
        ("owncooldown", "1/10"),
        ("ownlanguage", "de"),
    ):
        await mona.select(panel, [choice], custom_id=f"settings:{control}:{other.id}")
    result = await mona.select(panel, ["windmill"], custom_id=f"settings:ownarticles:{other.id}p0")
    own = ChannelSettings(1, True, True, True, True, "de", frozenset({"windmill"}), Cooldown(1, 10))
    assert kept(world) == GuildSettings(by_channel={other.id: own})
    assert chosen_in(result, f"settings:ownplain:{other.id}") == ["text"]
    assert f"<#{other.id}>" in shown(await mona.click(panel, label=setting_wording.BACK))

    answer = await world.alice.slash(other, "ask", question="Who built the windmill?")
    assert answer.ephemeral
    assert answer.response is not None
    assert "Josiah Brand" in answer.response.content
    assert "windmill" not in shown(await world.alice.slash(world.channel, "ask", question=QUESTION))
    sources = shown(await world.alice.slash(other, "source"))
    assert "windmill" in sources
    assert "tide mill" not in sources

    await mona.select(panel, [other], custom_id="settings:ownchannel")
    await mona.select(panel, ["operator"], custom_id=f"settings:owncard:{other.id}")
    assert kept(world).by_channel[other.id].compact is None
    await mona.click(panel, label=setting_wording.OWN_RESET)
    assert kept(world) == GuildSettings()


async def test_a_channel_that_is_none_of_the_servers_gets_nothing_of_its_own(world: World) -> None:
    mona = moderator(world)
    channel = world.client.get_channel(world.channel.id)
    message = await channel.send(view=Foreign("settings:ownreset:77", "settings:ownreset:x"))  # type: ignore[union-attr]
    for custom_id in ("settings:ownreset:77", "settings:ownreset:x"):
        result = await mona.click(message, custom_id=custom_id)
        assert "This control is unknown; nothing has changed." in shown(result)
    assert kept(world) == GuildSettings()


async def test_channels_that_are_gone_make_room_for_others(world: World) -> None:
    mona = moderator(world)
    gone = {number: ChannelSettings(compact=True) for number in range(1, MOST_OWN + 1)}
    await world.app.store.change(world.guild.id, lambda each: replace(each, by_channel=gone))
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    await mona.click(panel, label=setting_wording.OWN)
    await mona.select(panel, [world.channel], custom_id="settings:ownchannel")
    await mona.select(panel, ["compact"], custom_id=f"settings:owncard:{world.channel.id}")
    assert kept(world).by_channel == {world.channel.id: ChannelSettings(compact=True)}


# Votes and numbers


async def numbers(world: World) -> dict[str, int]:
    log = world.app.questions
    return dict((await log.counts(world.guild.id, 1))[log.today])


async def test_votes_are_counted_once_a_person_and_only_where_they_are_on(world: World) -> None:
    answer = await world.alice.slash(world.channel, "ask", question=QUESTION)
    assert "vote:up" not in str(answer.response and answer.response.components)
    await world.app.store.change(world.guild.id, lambda each: replace(each, votes=True))
    answer = await world.alice.slash(world.channel, "ask", question=QUESTION)
    message = answer.response
    assert message is not None
    ben = world.guild.add_member(world.env.create_user("ben"))
    for _ in range(2):
        result = await world.alice.click(message, custom_id="vote:up")
        assert result.ephemeral
        assert texts_in(result) == [setting_wording.VOTED]
    await ben.click(message, custom_id="vote:up")
    assert await numbers(world) == {"answered": 2, "helpful": 2}
    await ben.click(message, custom_id="vote:down")
    assert await numbers(world) == {"answered": 2, "helpful": 1, "unhelpful": 1}
    await world.app.store.change(world.guild.id, lambda each: replace(each, votes=False))
    assert texts_in(await ben.click(message, custom_id="vote:up")) == [setting_wording.VOTES_OFF]
    assert await numbers(world) == {"answered": 2, "helpful": 1, "unhelpful": 1}
    kept_rows = await world.app.store.execute(("SELECT * FROM daily_counts", ()))
    assert not any(str(person.id) in str(kept_rows) for person in (world.alice, ben))


async def test_no_votes_below_a_greeting_or_a_no(world: World) -> None:
    await world.app.store.change(world.guild.id, lambda each: replace(each, votes=True))
    for said in ("hello", "How do I bake bread?"):
        answer = await world.alice.slash(world.channel, "ask", question=said)
        assert answer.response is not None
        assert "vote:" not in str(answer.response.components)


async def test_the_panel_shows_how_it_goes(world: World) -> None:
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    assert setting_wording.COVERAGE_NONE in shown(await mona.click(panel, label=setting_wording.COVERAGE))
    for said in (QUESTION, "How do I bake bread?", "hello", "How do I bake a cake?"):
        await world.alice.slash(world.channel, "ask", question=said)
    await world.alice.send_dm(QUESTION)
    await mona.click(panel, label=setting_wording.BACK)
    said = shown(await mona.click(panel, label=setting_wording.COVERAGE))
    assert "asked 3: █ answered 1 · ▓ closest shown 0 · ░ nothing found 2" in said
    with closing(sqlite3.connect(world.app.store.database.place)) as connection:
        assert "mill" not in "".join(connection.iterdump())
        connection.execute("PRAGMA user_version = 999")
    await mona.click(panel, label=setting_wording.BACK)
    assert setting_wording.COVERAGE_AWAY in shown(await mona.click(panel, label=setting_wording.COVERAGE))
