"""What somebody sees who speaks to the bot in a message."""

from __future__ import annotations

import asyncio
import logging

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.discord_app.events.message_text import question_in
from tests.discord_app.conftest import World
from tests.discord_app.reading_cards import buttons_of, texts_of

BUILT = "when was the tide mill built"


async def test_a_mention_is_answered_as_a_reply_that_pings_nobody(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {BUILT}")
    answer = world.channel.last_message
    assert answer is not None
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert "1771" in world.last()[0]
    assert BUILT not in "\n".join(world.last())
    sent = [request.json for request in world.env.http_requests if request.path.endswith("/messages")][-1]
    assert sent is not None
    assert sent["allowed_mentions"]["parse"] == []
    assert not sent["allowed_mentions"].get("replied_user")
    assert answer.mentions == []


async def test_the_mention_may_stand_anywhere_and_is_no_word_of_the_question(world: World) -> None:
    await world.alice.send(world.channel, f"hey {world.mention}, {BUILT} {world.mention}?")
    assert "1771" in world.last()[0]


async def test_a_reply_to_an_answer_is_a_question(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {BUILT}")
    asked = await world.alice.send(
        world.channel, "how does the tide mill work?", reply_to=world.channel.last_message
    )
    answer = world.channel.last_message
    assert answer is not None
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert "water that the flood tide brings" in "\n".join(world.last())


async def test_a_direct_message_is_a_question(world: World) -> None:
    bob = world.env.create_user("bob")
    await bob.send_dm(BUILT)
    message = bob.dm_channel.last_message
    assert message is not None
    stored = world.env.backend.get_message(bob.dm_channel.id, message.id)
    assert "1771" in texts_of(stored.components)[0]


async def test_nothing_else_is_answered(world: World) -> None:
    bot_user = world.env.create_user("another bot", bot=True)
    other_bot = world.guild.add_member(bot_user)
    webhook = world.guild.create_webhook(world.channel)
    role = world.guild.create_role("mill friends")
    bob = world.guild.add_member(world.env.create_user("bob"))
    before = len(world.env.http_requests)
    await world.alice.send(world.channel, BUILT)
    await world.alice.send(world.channel, f"@everyone {role.mention} {BUILT}")
    mine = await world.alice.send(world.channel, "the mill is old")
    await bob.send(world.channel, BUILT, reply_to=mine)
    await other_bot.send(world.channel, f"{world.mention} {BUILT}")
    await webhook.send(f"{world.mention} {BUILT}")
    await world.alice.edit(mine, f"{world.mention} {BUILT}")
    assert len(world.env.http_requests) == before


async def test_a_mention_without_a_question_gets_a_hint(world: World) -> None:
    for nothing in (world.mention, f"{world.mention} {world.alice.mention} <a:wave:123> \u200b"):
        await world.alice.send(world.channel, nothing)
        assert world.last() == ["Ask me something about **The tide mill of Hallowater**."]
        message = world.channel.last_message
        assert message is not None
        offered = buttons_of(world.stored(message.id)["components"])
        assert list(offered)[:2] == ["When was the tide mill built?", "How does the tide mill work?"]


async def test_answers_come_in_threads_too(world: World) -> None:
    starter = await world.alice.send(world.channel, "a thread about mills")
    made = await starter.create_thread(name="mills")
    thread = ChannelHandle(world.env, world.guild, world.env.backend.get_channel(made.id))
    await world.alice.send(thread, f"{world.mention} {BUILT}")
    message = thread.last_message
    assert message is not None
    assert "1771" in texts_of(world.env.backend.get_message(thread.id, message.id).components)[0]


async def test_where_it_may_not_write_it_keeps_silent_and_the_log_says_so_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    closed = world.guild.create_text_channel(
        "closed",
        overwrites={world.client.user: discord.PermissionOverwrite(send_messages=False)},  # type: ignore[dict-item]
    )
    with caplog.at_level(logging.WARNING, logger="bot"):
        await world.alice.send(closed, f"{world.mention} {BUILT}")
        await world.alice.send(closed, f"{world.mention} {BUILT}")
    warnings = [record.getMessage() for record in caplog.records]
    assert len(warnings) == 1
    assert str(closed.id) in warnings[0]
    assert "Send Messages" in warnings[0]
    assert BUILT not in warnings[0]


async def test_without_the_history_it_answers_without_replying_and_shows_the_question(world: World) -> None:
    secret = world.guild.create_text_channel(
        "short memory",
        overwrites={world.client.user: discord.PermissionOverwrite(read_message_history=False)},  # type: ignore[dict-item]
    )
    world.env.inject_error("POST", f"/channels/{secret.id}/messages", status=403, code=160002, times=1)
    await world.alice.send(secret, f"{world.mention} {BUILT}")
    message = secret.last_message
    assert message is not None
    shown = texts_of(world.env.backend.get_message(secret.id, message.id).components)
    assert shown[0] == f"**{BUILT}**"
    assert message.reference is None


@pytest.mark.simcord(approved_intents=discord.Intents.none())
async def test_it_serves_with_the_intents_that_nobody_has_to_grant(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {BUILT}")
    assert "1771" in world.last()[0]


@pytest.mark.parametrize(
    ("content", "question"),
    [
        ("<@1> what?", "what?"),
        ("<@!1>what?", "what?"),
        ("what <@&2> is <#3> this <:x:4>?", "what is this ?"),
        ("</ask:5> when <t:6:R>", "when"),
        ("  a\n\n# b\t", "a # b"),
        ("\u202ereversed\u2066", "reversed"),
        ("<@1>", ""),
    ],
)
def test_the_question_in_a_message(content: str, question: str) -> None:
    assert question_in(content) == question


def raw_message(world: World, channel_id: int, **author: object) -> dict[str, object]:
    """A message that mentions the bot, as the gateway sends it; the simulation has no word for these."""
    assert world.client.user is not None
    bot = world.client.user
    return {
        "id": "99000000000000000",
        "channel_id": str(channel_id),
        "guild_id": str(world.guild.id),
        "author": {
            "id": "98000000000000000",
            "username": "x",
            "discriminator": "0",
            "avatar": None,
            **author,
        },
        "content": f"{world.mention} {BUILT}",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [{"id": str(bot.id), "username": bot.name, "discriminator": "0", "avatar": None}],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "components": [],
    }


async def receive(world: World, data: dict[str, object]) -> None:
    world.client._connection.parse_message_create(data)  # type: ignore[arg-type]
    await asyncio.sleep(0)
    assert await world.app.in_flight.finish(5) == 0


async def test_discord_itself_is_not_answered(world: World) -> None:
    """An official system user writes as people do: https://docs.discord.com/developers/resources/user"""
    await receive(world, raw_message(world, world.channel.id))
    answer = world.channel.last_message
    assert answer is not None
    await receive(world, raw_message(world, world.channel.id, system=True) | {"id": "99000000000000001"})
    assert world.channel.last_message == answer


@pytest.mark.parametrize("kind", [discord.ChannelType.forum, discord.ChannelType.media])
async def test_a_channel_that_holds_threads_alone_gets_no_message(
    world: World, kind: discord.ChannelType, caplog: pytest.LogCaptureFixture
) -> None:
    forum = {"id": "97000000000000000", "guild_id": str(world.guild.id), "type": kind.value, "name": "f"}
    more = {
        "position": 1,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "available_tags": [],
    }
    world.client._connection.parse_channel_create(forum | more)
    before = len(world.env.http_requests)
    await receive(world, raw_message(world, 97000000000000000))
    assert len(world.env.http_requests) == before
    assert caplog.messages == []
