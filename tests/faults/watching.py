"""What the tests of faults look for: an answer, and only one."""

from __future__ import annotations

from tests.loopback import Loopback, Message

QUESTION = "When was the Fourth International founded?"
ANSWER = "established in France in 1938"


def answers_to(said: Message) -> list[Message]:
    """Every message of the bot after this one in its channel."""
    return [message for message in said.channel.messages if message.author.bot and message.id > said.id]


async def once(discord: Loopback, said: Message) -> None:
    """Wait for the answer; it is there once."""
    assert ANSWER in (await discord.reply(said)).text
    assert len([message for message in answers_to(said) if message.reply_to is said]) == 1
