"""How often people are answered, how they are told to wait, and the hint about missing permissions."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.app import PAGES, WIDER
from bot.discord_app.client import FootnoteClient, create_client
from bot.discord_app.limits.cooldown import Cooldowns
from bot.discord_app.storage.guild_settings import Cooldown
from bot.settings import Settings
from tests.clock import Clock
from tests.discord_app.conftest import World, build_world, texts_in
from tests.discord_app.reading_cards import texts_of

QUESTION = "How does the tide mill work?"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simcord_bot(settings: Settings, clock: Clock) -> FootnoteClient:
    """The bot with a cooldown and a clock of ours."""
    client = create_client(settings.model_copy(update={"cooldown_answers": 2, "cooldown_seconds": 30}))
    client.app.cooldowns = Cooldowns(clock)
    client.shard_count = 1
    return client


@pytest.fixture
async def world(simcord_env: simcord.Env, simcord_bot: FootnoteClient) -> World:
    return build_world(simcord_env, simcord_bot)


async def test_the_third_question_is_told_privately_how_long_to_wait(world: World, clock: Clock) -> None:
    ben = world.guild.add_member(world.env.create_user("ben"))
    other = world.guild.create_text_channel("other")
    for _ in range(2):
        assert not (await world.alice.slash(world.channel, "ask", question=QUESTION)).ephemeral
        clock.now += 4
    result = await world.alice.slash(world.channel, "ask", question=QUESTION)
    assert result.ephemeral
    assert texts_in(result) == ["You have asked a lot here. Ask again in 22 s."]
    assert (await world.alice.slash(world.channel, "cite", number="1")).ephemeral

    # Nobody else waits, and nobody waits elsewhere; what only shows to oneself is never held back.
    assert not (await ben.slash(world.channel, "ask", question=QUESTION)).ephemeral
    assert not (await world.alice.slash(other, "ask", question=QUESTION)).ephemeral
    assert "Ask again" not in "".join(texts_in(await world.alice.slash(world.channel, "help")))

    clock.now += 22
    assert not (await world.alice.slash(world.channel, "ask", question=QUESTION)).ephemeral


async def test_a_message_asked_too_soon_gets_a_note_that_stays_each_time(world: World, clock: Clock) -> None:
    for _ in range(5):
        await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    ours = [m for m in world.channel.history() if m.author == world.client.user]
    assert len(ours) == 5
    for note in ours[2:]:
        told = texts_of(world.stored(note.id)["components"])
        assert told == ["You have asked a lot here. Ask again in 30 s."]
        assert note.mentions == []
        assert note.flags.suppress_notifications
        assert world.stored(note.id)["reference"] is not None
    await world.env.advance_time(60)
    assert len(world.channel.history()) == 10, "what was said stays"

    clock.now += 31
    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    assert "Ask again" not in world.last()[0]


async def test_who_was_greeted_thanked_or_told_no_is_still_answered(world: World) -> None:
    for said in ("hello!", "thank you", "How do I bake bread?", "", "who are you?"):
        await world.alice.send(world.channel, f"{world.mention} {said}")
        assert "Ask again" not in world.last()[0]
    for _ in range(2):
        await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
        assert "Ask again" not in world.last()[0]
    await world.alice.send(world.channel, f"{world.mention} How do I bake bread?")
    assert "Ask again" in world.last()[0], "a no is an answer as good as another to wait for"
    await world.alice.send(world.channel, f"{world.mention} thank you")
    assert "Glad to be of use" in world.last()[0]


async def test_greetings_have_a_limit_too_but_never_silence(world: World) -> None:
    for _ in range(2 * WIDER + 3):
        await world.alice.send(world.channel, f"{world.mention} hello")
    ours = [m for m in world.channel.history() if m.author == world.client.user]
    told = ["Ask again" in texts_of(world.stored(m.id)["components"])[0] for m in ours]
    assert told == [False] * 2 * WIDER + [True] * 3


async def test_pages_have_a_limit_of_their_own(world: World, clock: Clock) -> None:
    for _ in range(2):
        await world.alice.slash(world.channel, "ask", question=QUESTION)
    answer = await world.alice.slash(world.channel, "citations")
    for command in ("citations", "source", "read", "articles") * (PAGES.count // 4):
        answer = await world.alice.slash(world.channel, command)
    assert texts_in(answer) == ["You have asked a lot here. Ask again in 30 s."]
    assert answer.ephemeral
    ben = world.guild.add_member(world.env.create_user("ben"))
    assert "Ask again" not in texts_in(await ben.slash(world.channel, "citations"))[0]
    clock.now += PAGES.seconds
    assert "Ask again" not in texts_in(await world.alice.slash(world.channel, "citations"))[0]


async def test_a_server_may_set_its_own_or_none(world: World) -> None:
    await world.app.store.change(world.guild.id, lambda s: replace(s, cooldown=Cooldown(1, 60)))
    await world.alice.slash(world.channel, "ask", question=QUESTION)
    result = await world.alice.slash(world.channel, "ask", question=QUESTION)
    assert texts_in(result) == ["You have asked a lot here. Ask again in 60 s."]
    await world.app.store.change(world.guild.id, lambda s: replace(s, cooldown=Cooldown(0, 1)))
    for _ in range(10):
        assert not (await world.alice.slash(world.channel, "ask", question=QUESTION)).ephemeral


async def test_direct_messages_have_the_operators_and_more_of_it(world: World) -> None:
    for _ in range(2 * WIDER + 1):
        await world.alice.send_dm(QUESTION)
    channel = world.alice.user.dm_channel
    assert channel.last_message is not None
    message = world.env.backend.get_message(channel.id, channel.last_message.id)
    assert "Ask again in 30 s." in str(message.components)


async def test_what_the_bot_lacks_in_a_channel_is_told_privately_once(world: World) -> None:
    quiet = world.guild.create_text_channel(
        "quiet",
        overwrites={
            world.guild.default_role: discord.PermissionOverwrite(
                send_messages=False, read_message_history=False
            )
        },
    )
    hint = "I can't answer mentions in this channel. I lack: Send Messages, Read Message History."
    first = await world.alice.slash(quiet, "ask", question=QUESTION)
    assert not first.ephemeral
    assert [hint in str(world.env.backend.get_message(quiet.id, each.id).components)
            for each in first.followups] == [True]  # fmt: skip
    assert all(each.ephemeral for each in first.followups)
    assert not (await world.alice.slash(quiet, "ask", question=QUESTION)).followups
    assert any(hint in text for text in texts_in(await world.alice.slash(quiet, "help")))
    assert not (await world.alice.slash(world.channel, "ask", question=QUESTION)).followups


steps = st.lists(st.tuples(st.floats(0, 20), st.integers(0, 3)), max_size=60)


@given(steps, st.integers(1, 5), st.integers(1, 30))
def test_never_more_answers_than_allowed_and_never_a_wait_for_nothing(
    steps: list[tuple[float, int]], count: int, seconds: int
) -> None:
    clock = Clock()
    cooldowns, cooldown = Cooldowns(clock), Cooldown(count, seconds)
    answered: dict[int, list[float]] = {}
    for pause, asker in steps:
        clock.now += pause
        wait = cooldowns.take(asker, cooldown)
        times = answered.setdefault(asker, [])
        recent = [time for time in times if clock.now - time < seconds]
        assert (wait == 0) is (len(recent) < count)
        if not wait:
            times.append(clock.now)
        else:
            assert 0 < wait <= seconds
            assert wait == pytest.approx(recent[-count] + seconds - clock.now)


def test_memory_is_bounded() -> None:
    clock = Clock()
    cooldowns = Cooldowns(clock, most=100)
    for asker in range(1000):
        clock.now += 0.001
        assert cooldowns.take(asker, Cooldown(1, 30)) == 0
    assert len(cooldowns) == 100
    assert cooldowns.take(999, Cooldown(1, 30)) > 0


def test_a_lowered_count_holds_at_once() -> None:
    clock = Clock()
    cooldowns = Cooldowns(clock)
    for _ in range(5):
        assert cooldowns.take("ada", Cooldown(5, 30)) == 0
        clock.now += 1
    assert cooldowns.take("ada", Cooldown(1, 30)) == pytest.approx(29)
    assert cooldowns.take("ada", Cooldown(2, 30)) == pytest.approx(28)
