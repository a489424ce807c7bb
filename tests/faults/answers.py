"""What the tests of faults share: a question, and the check that it is answered once and not again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.loopback import Loopback, Message
from tests.wire.process import TOKEN, BotProcess, environment, running

QUESTION = "When was the Fourth International founded?"
ANSWER = "established in France in 1938"


def answers_to(said: Message) -> list[Message]:
    """Every message of the bot after this one in its channel."""
    return [message for message in said.channel.messages if message.author.bot and message.id > said.id]


async def answered_once(discord: Loopback, said: Message) -> None:
    """Wait for the answer to `said`; there is only one."""
    assert ANSWER in (await discord.reply(said)).text
    assert len([message for message in answers_to(said) if message.reply_to is said]) == 1


@asynccontextmanager
async def impatient_bot(folder: Path) -> AsyncIterator[tuple[Loopback, BotProcess]]:
    """A connected bot with short timeouts.

    Where the machine is too busy for them, the start is tried again.
    """
    async with _bot(folder, "tests.faults.short_timeouts", FOOTNOTE_PATIENCE="60") as both:
        yield both


@asynccontextmanager
async def patient_bot(folder: Path) -> AsyncIterator[tuple[Loopback, BotProcess]]:
    """A connected bot that gives up no response, however long Discord takes for it."""
    async with _bot(folder, "tests.faults.long_timeout") as both:
        yield both


@asynccontextmanager
async def _bot(folder: Path, program: str, **more: str) -> AsyncIterator[tuple[Loopback, BotProcess]]:
    async with (
        Loopback(token=TOKEN) as discord,
        running(environment(discord, folder / "data", **more), folder, program) as bot,
    ):
        await bot.connects(discord)
        yield discord, bot
