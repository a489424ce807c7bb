"""The list of questions that nothing answered: what is on it, who sees it, and what takes it away."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.results import InteractionResult

from bot.discord_app.cards.unanswered_card import unanswered_card
from bot.discord_app.components.answer_records import LONGEST_KEPT
from bot.discord_app.markup.unaddressed import without_addresses
from bot.discord_app.storage.question_log import MOST_KEPT, KeptQuestion
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import Words
from tests.discord_app.conftest import World, buttons_in, texts_in
from tests.discord_app.generated import languages, questions
from tests.discord_app.reading_cards import assert_keeps_limits
from tests.discord_app.test_settings_panel import moderator

BREAD = "How do I bake bread?"
CAKE = "How do I bake a cake?"


async def keep_list(world: World) -> None:
    await world.app.store.change(world.guild.id, lambda before: replace(before, unanswered=True))


async def listed(world: World) -> list[str]:
    return [each.question for each in await world.app.questions.listed(world.guild.id)]


def shown(result: InteractionResult) -> str:
    return "\n".join(texts_in(result))


async def test_off_by_default_nothing_is_kept_and_it_says_so(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {BREAD}")
    await world.app.questions.flush()
    assert await listed(world) == []
    assert "bread" not in _everything_in(Path(world.app.store.database.place))
    assert wording.HELP_PRIVACY in shown(await world.alice.slash(world.channel, "help"))
    result = await moderator(world).slash(world.channel, "unanswered")
    assert result.ephemeral
    assert "This server keeps no such list." in shown(result)


def _everything_in(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump())


async def test_what_nothing_answered_in_public_is_listed_without_who_asked(world: World) -> None:
    await keep_list(world)
    await world.alice.send(world.channel, f"{world.mention} {BREAD}")
    await world.alice.slash(world.channel, "ask", question=f"{CAKE} ask <@{world.alice.id}>, me@example.org")
    await world.alice.send(world.channel, f"{world.mention} How does the tide mill work?")
    await world.alice.send(world.channel, f"{world.mention} hello")
    said = await world.alice.send(world.channel, "How are sails made of silk?")
    await world.alice.context_menu(world.channel, "Answer from the article", said)
    assert await listed(world) == ["How are sails made of silk?", f"{CAKE} ask ,", BREAD]
    kept = _everything_in(Path(world.app.store.database.place))
    assert str(world.alice.id) not in kept
    assert "alice" not in kept
    assert setting_wording.HELP_LISTED in shown(await world.alice.slash(world.channel, "help"))


async def test_of_two_questions_the_half_that_nothing_answered_is_listed(world: World) -> None:
    await keep_list(world)
    await world.alice.send(world.channel, f"{world.mention} How does the tide mill work? {BREAD}")
    assert await listed(world) == [BREAD]


async def test_never_from_direct_messages_or_private_answers(world: World) -> None:
    await keep_list(world)
    await world.alice.send_dm(BREAD)
    await world.alice.slash(world.channel, "ask", question=CAKE, private=True)
    await world.app.store.change(world.guild.id, lambda before: replace(before, private=True))
    await world.alice.slash(world.channel, "ask", question=BREAD)
    await world.alice.slash(world.channel, "verify", text="“never written”")
    assert await listed(world) == []


async def test_it_goes_with_its_message(world: World) -> None:
    await keep_list(world)
    one = await world.alice.send(world.channel, f"{world.mention} {BREAD}")
    await world.alice.slash(world.channel, "ask", question=CAKE)
    assert await listed(world) == [CAKE, BREAD]
    await world.alice.delete(one)
    assert await listed(world) == [CAKE]
    answer = world.channel.last_message
    assert answer is not None
    await world.alice.click(answer, label="Remove")
    assert await listed(world) == []


async def test_an_edited_question_takes_the_place_of_the_first(world: World) -> None:
    await keep_list(world)
    asked = await world.alice.send(world.channel, f"{world.mention} {BREAD}")
    await world.alice.edit(asked, f"{world.mention} {CAKE}")
    assert await listed(world) == [CAKE]
    await world.alice.edit(asked, f"{world.mention} How does the tide mill work?")
    assert await listed(world) == []


async def test_it_goes_with_its_channel(world: World) -> None:
    await keep_list(world)
    other = world.guild.create_text_channel("other")
    await world.alice.send(other, f"{world.mention} {BREAD}")
    assert await listed(world) == [BREAD]
    channel = world.client.get_channel(other.id)
    assert isinstance(channel, discord.TextChannel)
    await world.client.on_guild_channel_delete(channel)
    assert await listed(world) == []


async def test_a_moderator_sees_and_erases_one_by_one_and_all(world: World) -> None:
    await keep_list(world)
    mona = moderator(world)
    for number in range(11):
        await world.app.questions.keep(
            world.guild.id, (world.channel.id, None), number, [f"What is **{number}**?"]
        )
    result = await mona.slash(world.channel, "unanswered")
    assert result.ephemeral
    assert "What is \\*\\*10\\*\\*?" in shown(result)
    assert f"<#{world.channel.id}>" in shown(result)
    panel = result.response
    assert panel is not None
    result = await mona.click(panel, label=wording.NEXT)
    assert "What is \\*\\*0\\*\\*?" in shown(result)
    assert "Page 2 of 2" in shown(result)
    number = (await world.app.questions.listed(world.guild.id))[-1].number
    result = await mona.click(panel, custom_id=f"unanswered:erase:{number}:1")
    assert "What is \\*\\*0\\*\\*?" not in shown(result)
    assert len(await listed(world)) == 10
    result = await mona.click(panel, label=setting_wording.ERASE_ALL)
    assert "Erase all 10 questions" in shown(result)
    await mona.click(panel, label=setting_wording.ERASE_ALL_NO)
    assert len(await listed(world)) == 10
    await mona.click(panel, label=setting_wording.ERASE_ALL)
    result = await mona.click(panel, label=setting_wording.ERASE_ALL_YES)
    assert setting_wording.UNANSWERED_EMPTY in shown(result)
    assert await listed(world) == []


async def test_the_permission_and_the_setting_are_asked_for_at_every_step(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep_list(world)
    mona = moderator(world)
    await world.app.questions.keep(world.guild.id, (world.channel.id, None), 1, [BREAD])
    panel = (await mona.slash(world.channel, "unanswered")).response
    assert panel is not None
    with monkeypatch.context() as patched:
        patched.setattr(
            discord.Interaction, "permissions", property(lambda _: discord.Permissions(send_messages=True))
        )
        for label in (setting_wording.ERASE, setting_wording.ERASE_ALL):
            assert texts_in(await mona.click(panel, label=label)) == [wording.SETTINGS_DENIED]
    assert await listed(world) == [BREAD]
    await world.app.store.change(world.guild.id, lambda before: replace(before, unanswered=False))
    assert "keeps no such list" in shown(await mona.click(panel, label=setting_wording.ERASE))
    assert "unanswered" not in world.alice.available_commands(world.channel)


@pytest.mark.parametrize("how", ["switch", "reset"])
async def test_switching_it_off_erases_it(world: World, how: str) -> None:
    mona = moderator(world)
    panel = (await mona.slash(world.channel, "settings")).response
    assert panel is not None
    await mona.click(panel, label=setting_wording.COVERAGE)
    result = await mona.click(panel, label="Keep a list")
    assert setting_wording.UNANSWERED_OPEN in buttons_in(result)
    await world.alice.send(world.channel, f"{world.mention} {BREAD}")
    assert await listed(world) == [BREAD]
    if how == "switch":
        await mona.click(panel, label="Erase it, and keep none")
    else:
        await mona.click(panel, label=setting_wording.BACK)
        await mona.click(panel, label=wording.RESET)
        await mona.click(panel, label=wording.RESET_YES)
    assert await listed(world) == []


async def test_it_is_gone_when_the_bot_leaves(world: World) -> None:
    await keep_list(world)
    await world.alice.send(world.channel, f"{world.mention} {BREAD}")
    guild = world.client.get_guild(world.guild.id)
    assert guild is not None
    await world.client.on_guild_remove(guild)
    assert await listed(world) == []


async def test_a_database_that_is_away_is_told_to_the_moderator(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await keep_list(world)
    mona = moderator(world)
    with closing(sqlite3.connect(world.app.store.database.place)) as connection:
        connection.execute("PRAGMA user_version = 999")
    result = await mona.slash(world.channel, "unanswered")
    assert texts_in(result) == [setting_wording.UNANSWERED_AWAY]
    assert "newer Footnote" in caplog.text
    # An answer comes all the same.
    await world.alice.send(world.channel, f"{world.mention} {BREAD}")
    assert "I found nothing about that" in "".join(world.last())


KEPT = st.builds(
    KeptQuestion,
    st.integers(1, 10**18 - 1),
    questions.map(lambda text: text[:LONGEST_KEPT]),
    st.integers(0, 40_000),
    st.integers(1, 2**63),
)


@given(st.lists(KEPT, max_size=40, unique_by=lambda each: each.number), st.integers(0, 999), languages)
def test_every_page_keeps_discords_limits(kept: list[KeptQuestion], page: int, words: Words) -> None:
    assert_keeps_limits(unanswered_card(kept, page, words))
    assert MOST_KEPT / 8 <= 999


ADDRESSED = st.sampled_from(
    "<@1> <@!22> <@&3> <#4> <:smile:5> </ask:6> <id:browse> @ada @everyone @here #general ada@example.org"
    " https://example.org/a?b=c http://x ftp://a.b mailto:a@b.example www.example.org example.org/path"
    " discord.gg/abc 192.0.2.1 192.0.2.1:80 123456789012345678".split()
)


@given(st.lists(ADDRESSED | st.sampled_from("what is the (mill) ?".split()), max_size=12))
def test_no_mention_and_no_address_is_left(parts: list[str]) -> None:
    kept = without_addresses(" ".join(parts))
    assert not re.search(r"[@#]|://|www\.|\.(?:org|gg|example)\b|\d{3,}", kept)
    assert [word for word in kept.split() if word.strip("()?")] == [
        word for word in parts if word in ("what", "is", "the", "(mill)")
    ] or not kept


@pytest.mark.parametrize(
    "question",
    ["What is Node.js?", "Who wrote C#?", "When was 1917?", "What does and/or mean?", "Is 3.5 more than 2?"],
)
def test_words_that_only_look_alike_stay(question: str) -> None:
    assert without_addresses(question) == question
