"""Answers in threads, and reactions instead of words, where a server has set them and the bot may."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord
from simcord.builders import ChannelHandle

from bot.discord_app.client import FootnoteClient, create_client
from bot.discord_app.events.message_text import thread_name
from bot.discord_app.limits.cooldown import Cooldowns
from bot.discord_app.markup import discord_limits
from bot.settings import Settings
from tests.clock import Clock
from tests.discord_app.conftest import World, build_world, texts_in
from tests.discord_app.reading_cards import texts_of

QUESTION = "How does the tide mill work?"
CLOSED = discord.PermissionOverwrite(create_public_threads=False, add_reactions=False)


@pytest.fixture
def simcord_bot(settings: Settings) -> FootnoteClient:
    """The bot with a cooldown of one answer."""
    client = create_client(settings.model_copy(update={"cooldown_answers": 1, "cooldown_seconds": 30}))
    client.app.cooldowns = Cooldowns(Clock())
    client.shard_count = 1
    return client


@pytest.fixture
async def world(simcord_env: simcord.Env, simcord_bot: FootnoteClient) -> World:
    return build_world(simcord_env, simcord_bot)


async def set_up(world: World, **settings: Any) -> None:
    await world.app.store.change(world.guild.id, lambda before: replace(before, **settings))


def closed(world: World) -> ChannelHandle:
    """A channel in which the bot may neither begin threads nor react."""
    return world.guild.create_text_channel("closed", overwrites={world.guild.default_role: CLOSED})


def ours(world: World, channel: ChannelHandle) -> list[str]:
    """The texts of the bot's messages in a channel."""
    found = []
    for message in channel.history():
        if message.author == world.client.user:
            found += texts_of(world.env.backend.get_message(channel.id, message.id).components)
    return found


async def test_a_message_is_answered_in_a_thread_of_its_own(world: World) -> None:
    await set_up(world, threads=True)
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    assert ours(world, world.channel) == []
    (thread,) = world.channel.threads
    assert (thread.name, thread.id) == (QUESTION, asked.id)
    assert any("The tide mill works" in text for text in ours(world, thread))

    # What is asked on in the thread is answered there, and knows what was asked before.
    await world.alice.send(thread, f"{world.mention} thank you")
    assert any("Glad to be of use" in text for text in ours(world, thread))
    assert len(world.channel.threads) == 1


async def test_its_answer_follows_an_edit_and_a_deletion_of_the_question(world: World) -> None:
    await set_up(world, threads=True)
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    (thread,) = world.channel.threads
    await world.alice.edit(asked, f"{world.mention} How do I bake bread?")
    assert any("Ask again" in text for text in ours(world, world.channel))
    world.app.cooldowns = Cooldowns(Clock())
    await world.alice.edit(asked, f"{world.mention} How do I bake a cake?")
    assert any("I found nothing about that" in text for text in ours(world, thread))


async def test_without_the_permission_it_is_a_reply(world: World) -> None:
    await set_up(world, threads=True)
    channel = closed(world)
    await world.alice.send(channel, f"{world.mention} {QUESTION}")
    assert any("The tide mill works" in text for text in ours(world, channel))
    assert channel.threads == []


async def test_off_by_default_and_small_talk_gets_no_thread(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    await set_up(world, threads=True)
    await world.alice.send(world.channel, f"{world.mention} hello")
    assert world.channel.threads == []


async def test_who_asks_too_soon_gets_a_reaction_each_time(world: World) -> None:
    await set_up(world, reactions=True)
    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    for _ in range(3):
        asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
        stored = world.env.backend.get_message(world.channel.id, asked.id)
        assert [each.emoji for each in stored.reactions] == ["⏳"]
    assert not any("Ask again" in text for text in ours(world, world.channel))
    # A command hears it in words, as before.
    result = await world.alice.slash(world.channel, "ask", question=QUESTION)
    assert result.ephemeral
    assert texts_in(result) == ["You have asked a lot here. Ask again in 30 s."]


async def test_where_it_may_not_react_it_replies(world: World) -> None:
    await set_up(world, reactions=True)
    channel = closed(world)
    for _ in range(3):
        await world.alice.send(channel, f"{world.mention} {QUESTION}")
    assert sum("Ask again" in text for text in ours(world, channel)) == 2


def test_a_threads_name_is_the_question_as_far_as_there_is_room() -> None:
    assert thread_name("<@1> what is\nthis?") == "what is this?"
    assert thread_name("<@1>") == ""
    for long in ("word " * 60, "x" * 500, "🙂" * 200):
        assert 0 < discord_limits.length(thread_name(long)) <= discord_limits.THREAD_NAME
