"""What was asked before counts, for the same asker in the same place, for a while."""

from __future__ import annotations

import discord
import pytest

from bot.answering import Conversations
from bot.discord_app.client import FootnoteClient
from bot.settings import Settings
from tests.clock import Clock
from tests.discord_app.conftest import World, build_client, buttons_in, texts_in
from tests.discord_app.reading_cards import texts_of

WHEN = "When was the wooden wheel replaced?"
FOLLOW_UP = "and where was it cast?"
ANSWER = "cast in the county town"


@pytest.fixture
def clock() -> Clock:
    """The bot's clock."""
    return Clock(1000.0)


@pytest.fixture
def simcord_bot(settings: Settings, clock: Clock) -> FootnoteClient:
    """The bot, which knows how long ago something was said from a clock of ours."""
    client = build_client(settings)
    client.app.conversations = Conversations(clock)
    return client


def bold(texts: list[str]) -> str:
    """The texts that hold an answering sentence."""
    return "\n".join(text for text in texts if text.startswith(("> ", "-# ")) and "**" in text)


async def test_a_follow_up_is_understood_in_a_channel_by_mention_reply_and_command(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {WHEN}")
    await world.alice.send(world.channel, FOLLOW_UP, reply_to=world.channel.last_message)
    assert ANSWER in bold(world.last())
    await world.alice.slash(world.channel, "ask", question=WHEN, private=True)
    assert ANSWER in bold(texts_in(await world.alice.slash(world.channel, "ask", question=FOLLOW_UP)))


async def test_in_a_direct_message(world: World) -> None:
    bob = world.env.create_user("bob")
    for text in (WHEN, FOLLOW_UP):
        await bob.send_dm(text)
    message = bob.dm_channel.last_message
    assert message is not None
    stored = world.env.backend.get_message(bob.dm_channel.id, message.id)
    assert ANSWER in bold(texts_of(stored.components))


@pytest.mark.two_articles
async def test_not_for_somebody_else_nor_elsewhere_nor_after_a_while(world: World, clock: Clock) -> None:
    async def understood(channel: object = world.channel, asker: object = world.alice) -> bool:
        result = await asker.slash(channel, "ask", question=FOLLOW_UP, private=True)  # type: ignore[attr-defined]
        texts = texts_in(result)
        return ANSWER in bold(texts) and not any("I'm not sure" in text for text in texts)

    bob = world.guild.add_member(world.env.create_user("bob"))
    await world.alice.slash(world.channel, "ask", question=WHEN)
    assert not await understood(asker=bob)
    assert not await understood(channel=world.guild.create_text_channel("elsewhere"))
    clock.now += 599
    assert await understood()
    clock.now += 601
    assert not await understood()


async def test_in_a_thread_the_channel_that_it_came_from_counts(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {WHEN}")
    channel = world.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="more", type=discord.ChannelType.public_thread)
    (thread,) = world.channel.threads
    await world.alice.send(thread, f"{world.mention} {FOLLOW_UP}")
    message = thread.last_message
    assert message is not None
    stored = world.env.backend.get_message(thread.id, message.id)
    assert ANSWER in bold(texts_of(stored.components))


@pytest.mark.parametrize(
    ("said", "begins"),
    [("hello!", "Hello! Ask me about “The tide mill"), ("thank you", "Glad to be of use."),
     ("who are you?", "I'm Footnote, a bot."), ("what can you do?", "Ask me about “The tide mill")],
)  # fmt: skip
async def test_small_talk_gets_a_line_and_questions_and_never_a_passage(
    world: World, said: str, begins: str
) -> None:
    result = await world.alice.slash(world.channel, "ask", question=said)
    shown = texts_in(result)
    assert shown[1].startswith(begins)
    assert shown[2] == "-# You could ask:"
    assert not any("> " in text for text in shown)
    offered = list(buttons_in(result))
    assert offered[:2] == ["When was the tide mill built?", "How does the tide mill work?"]
    assert offered[-1] == "Remove"
