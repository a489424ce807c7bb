"""Who may take an answer away."""

from __future__ import annotations

import discord
from simcord.results import ResponseMessage

from bot.settings import Settings
from tests.discord_app.conftest import World, build_client, texts_in

BUILT = "When was the tide mill built?"
DENIED = ["Only the one who asked, or who may manage messages here, can remove this."]


async def ask(world: World) -> ResponseMessage:
    """An answer to Alice."""
    result = await world.alice.slash(world.channel, "ask", question=BUILT)
    assert result.response is not None
    return result.response


def is_there(world: World, message_id: int) -> bool:
    """Whether the channel still has the message."""
    return any(message.id == message_id for message in world.channel.history())


async def test_the_asker_takes_an_answer_away_after_a_restart(world: World, settings: Settings) -> None:
    answer = await ask(world)
    await world.env.restart_bot(build_client(settings))
    await world.alice.click(answer, label="Remove")
    assert not is_there(world, answer.id)


async def test_nobody_else_can(world: World) -> None:
    answer = await ask(world)
    bob = world.guild.add_member(world.env.create_user("bob"))
    pressed = await bob.click(answer, label="Remove")
    assert pressed.ephemeral
    assert texts_in(pressed) == DENIED
    assert is_there(world, answer.id)


async def test_who_may_manage_messages_can(world: World) -> None:
    answer = await ask(world)
    role = world.guild.create_role("moderator", permissions=discord.Permissions(manage_messages=True))
    moderator = world.guild.add_member(world.env.create_user("mod"), roles=[role])
    await moderator.click(answer, label="Remove")
    assert not is_there(world, answer.id)


async def test_a_button_with_another_name_on_it_gives_no_right(world: World) -> None:
    answer = await ask(world)
    bob = world.guild.add_member(world.env.create_user("bob"))
    row = world.env.backend.get_message(world.channel.id, answer.id).components[0]["components"][-1]
    row["components"][-1]["custom_id"] = f"remove:{bob.id}"
    assert texts_in(await bob.click(answer, custom_id=f"remove:{bob.id}")) == DENIED
    assert is_there(world, answer.id)


async def test_the_answer_to_a_mention_is_taken_away_by_who_wrote_it(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {BUILT}")
    answer = world.channel.last_message
    assert answer is not None
    bob = world.guild.add_member(world.env.create_user("bob"))
    assert texts_in(await bob.click(answer, label="Remove")) == DENIED
    await world.alice.click(answer, label="Remove")
    assert not is_there(world, answer.id)


async def test_in_direct_messages_too(world: World) -> None:
    bob = world.env.create_user("bob")
    await bob.send_dm(BUILT)
    answer = bob.dm_channel.last_message
    assert answer is not None
    await bob.click(answer, label="Remove")
    assert all(message.id != answer.id for message in bob.dm_channel.history())
