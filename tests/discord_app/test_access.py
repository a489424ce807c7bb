"""Who is answered and where, as a server's moderators have set it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord

from bot.discord_app.custom_ids import QuestionId, question_digest
from bot.discord_app.words import setting_wording
from tests.discord_app.conftest import World, texts_in
from tests.discord_app.reading_cards import texts_of
from tests.discord_app.test_settings_panel import Foreign

QUESTION = "How does the tide mill work?"


async def set_up(world: World, **settings: Any) -> None:
    await world.app.store.change(world.guild.id, lambda before: replace(before, **settings))


async def test_an_excluded_channel_gets_a_line_and_no_answer(world: World) -> None:
    await set_up(world, except_channels=frozenset({world.channel.id}))
    for _ in range(2):
        await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
        assert world.last() == [setting_wording.NOT_IN_CHANNEL]
    for command, options in (("ask", {"question": QUESTION}), ("cite", {"number": "1"}), ("citations", {})):
        result = await world.alice.slash(world.channel, command, **options)
        assert result.ephemeral
        assert texts_in(result) == [setting_wording.NOT_IN_CHANNEL]
    said = await world.alice.send(world.channel, QUESTION)
    result = await world.alice.context_menu(world.channel, "Answer from the article", said)
    assert texts_in(result) == [setting_wording.NOT_IN_CHANNEL]
    assert setting_wording.NOT_IN_CHANNEL not in texts_in(await world.alice.slash(world.channel, "help"))
    other = world.guild.create_text_channel("other")
    assert not (await world.alice.slash(other, "ask", question=QUESTION)).ephemeral


async def test_only_the_allowed_channels_and_their_threads_are_answered(world: World) -> None:
    allowed = world.guild.create_text_channel("allowed")
    await set_up(world, only_channels=frozenset({allowed.id}))
    channel = world.client.get_channel(allowed.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="more", type=discord.ChannelType.public_thread)
    (thread,) = allowed.threads
    assert texts_in(await world.alice.slash(world.channel, "ask", question=QUESTION)) == [
        setting_wording.NOT_IN_CHANNEL
    ]
    for place in (allowed, thread):
        result = await world.alice.slash(place, "ask", question=QUESTION)
        assert any("The tide mill works" in text for text in texts_in(result))


async def test_roles_decide_who_is_answered(world: World) -> None:
    readers, muted = world.guild.create_role("readers"), world.guild.create_role("muted")
    ben = world.guild.add_member(world.env.create_user("ben"), roles=[readers])
    cleo = world.guild.add_member(world.env.create_user("cleo"), roles=[readers, muted])
    await set_up(world, only_roles=frozenset({readers.id}), except_roles=frozenset({muted.id}))
    for person, answered in ((world.alice, False), (ben, True), (cleo, False)):
        result = await person.slash(world.channel, "ask", question=QUESTION)
        assert (texts_in(result) != [setting_wording.NOT_FOR_ROLES]) is answered
        await person.send(world.channel, f"{world.mention} {QUESTION}")
        assert (world.last() != [setting_wording.NOT_FOR_ROLES]) is answered
    # The role of everybody is one, too.
    await set_up(world, only_roles=frozenset({world.guild.id}), except_roles=frozenset())
    assert texts_in(await world.alice.slash(world.channel, "ask", question=QUESTION)) != [
        setting_wording.NOT_FOR_ROLES
    ]


async def test_a_suggested_question_asks_no_more_than_its_presser_may(world: World) -> None:
    channel = world.client.get_channel(world.channel.id)
    asked = str(QuestionId("tide-mill", question_digest(QUESTION)))
    message = await channel.send(view=Foreign(asked))  # type: ignore[union-attr]
    await set_up(world, except_roles=frozenset({world.guild.id}))
    assert texts_in(await world.alice.click(message, custom_id=asked)) == [setting_wording.NOT_FOR_ROLES]


async def test_a_reaction_says_no_where_that_is_set(world: World) -> None:
    await set_up(world, except_channels=frozenset({world.channel.id}), reactions=True)
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    stored = world.env.backend.get_message(world.channel.id, asked.id)
    assert [each.emoji for each in stored.reactions] == ["🚫"]
    assert world.channel.last_message is not None
    assert world.channel.last_message.id == asked.id


async def test_direct_messages_know_no_servers_settings(world: World) -> None:
    await set_up(world, except_roles=frozenset({world.guild.id}))
    await world.alice.send_dm(QUESTION)
    message = world.alice.user.dm_channel.last_message
    assert message is not None
    stored = world.env.backend.get_message(message.channel.id, message.id)
    assert any("The tide mill works" in text for text in texts_of(stored.components))
