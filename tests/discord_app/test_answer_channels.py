"""Channels in which the bot answers without being called, and is silent where it can't."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
import simcord
from simcord.builders import ChannelHandle

from bot.discord_app.client import FootnoteClient
from bot.discord_app.limits.intents_and_permissions import intents
from bot.settings import Settings
from tests.discord_app.conftest import World, build_client, build_world

QUESTION = "How does the tide mill work?"


@pytest.fixture
def simcord_bot(settings: Settings) -> FootnoteClient:
    """The bot of an operator who has switched answer channels on."""
    return build_client(settings.model_copy(update={"answer_channels": True}))


@pytest.fixture
async def world(simcord_env: simcord.Env, simcord_bot: FootnoteClient) -> World:
    """A server whose channel is an answer channel."""
    made = build_world(simcord_env, simcord_bot)
    await made.client.app.store.change(
        made.guild.id, lambda s: replace(s, channels=frozenset({made.channel.id}))
    )
    return made


def answers(world: World, channel: ChannelHandle | None = None) -> list[discord.Message]:
    """What the bot said in the channel."""
    history = (channel or world.channel).history()
    return [message for message in history if message.author == world.client.user]


async def test_a_question_is_answered_without_a_mention_as_a_silent_reply(world: World) -> None:
    asked = await world.alice.send(world.channel, QUESTION)
    (answer,) = answers(world)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert answer.mentions == []


@pytest.mark.parametrize(
    "words", ["hello", "thanks!", "How do I bake bread?", "lol", "???", "https://example.org", "<@1>"]
)
async def test_people_who_talk_among_themselves_are_left_alone(world: World, words: str) -> None:
    await world.alice.send(world.channel, words)
    assert answers(world) == []


async def test_who_calls_the_bot_is_always_answered(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} How do I bake bread?")
    assert len(answers(world)) == 1


async def test_other_channels_and_other_servers_need_a_mention(world: World) -> None:
    other = world.guild.create_text_channel("other")
    await world.alice.send(other, QUESTION)
    assert answers(world, other) == []
    elsewhere = world.env.create_guild()
    talk = elsewhere.create_text_channel("talk")
    await elsewhere.add_member(world.env.create_user("ben")).send(talk, QUESTION)
    assert answers(world, talk) == []


async def test_bots_and_webhooks_are_not_answered(world: World) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, QUESTION)
    await world.guild.create_webhook(world.channel, "news").send(QUESTION)
    assert answers(world) == []


async def test_a_thread_of_an_answer_channel_is_one_too(world: World) -> None:
    channel = world.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="mills", type=discord.ChannelType.public_thread)
    (thread,) = world.channel.threads
    await world.alice.send(thread, QUESTION)
    assert len(answers(world, thread)) == 1


async def test_without_the_operators_switch_it_is_as_any_other_channel(
    world: World, settings: Settings
) -> None:
    await world.env.restart_bot(build_client(settings))
    await world.alice.send(world.channel, QUESTION)
    assert answers(world) == []


async def test_who_asks_a_lot_is_told_each_time_even_there(world: World) -> None:
    for _ in range(8):
        await world.alice.send(world.channel, QUESTION)
        await world.alice.send(world.channel, "lol")
    assert len(answers(world)) == 8


def test_the_privileged_intent_is_asked_for_only_then() -> None:
    assert not intents().message_content
    assert intents(answer_channels=True).message_content
    for wanted in (intents(), intents(answer_channels=True)):
        assert not wanted.members
        assert not wanted.presences
