"""An answer that takes long: Discord shows that the bot is thinking, then the answer in its place."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.loopback import Loopback
from tests.loopback.world import Interaction
from tests.wire.process import TOKEN, BotProcess, environment, running

ASKED = "When was the Fourth International founded?"
DEFERRED = 5
"""https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object"""


@dataclass
class Slow:
    """A bot whose answers wait until they are released."""

    discord: Loopback
    bot: BotProcess
    release: Callable[[], None]

    async def thinks(self, asked: Interaction) -> None:
        """Wait until Discord shows that the bot is thinking."""
        await self.discord.state.changes.wait_until(lambda: asked.callback is not None, "the bot to think")
        assert asked.callback is not None
        assert asked.callback["type"] == DEFERRED
        assert not asked.answered

    async def answers(self, asked: Interaction) -> None:
        """Release it, and wait until nothing is loading any more."""
        self.release()
        await self.discord.state.changes.wait_until(lambda: asked.answered, "the answer")


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Slow]:
    """One that is connected. Nothing that Discord refuses may be sent."""
    released = tmp_path / "released"
    async with Loopback(token=TOKEN) as discord:
        env = environment(
            discord, tmp_path / "data", RELEASED_BY=str(released), FOOTNOTE_COOLDOWN_ANSWERS="1"
        )
        async with running(env, tmp_path, "tests.wire.unprepared_answerer") as bot:
            await bot.connects(discord)
            await discord.state.changes.wait_until(lambda: bool(discord.world.commands), "the commands")
            yield Slow(discord, bot, released.touch)
            released.touch()
        assert discord.refusals == []


@pytest.mark.parametrize("private", [False, True])
async def test_the_answer_takes_the_place_of_thinking(slow: Slow, *, private: bool) -> None:
    discord = slow.discord
    asked = await discord.use(discord.ada, discord.channel, "ask", question=ASKED, private=private)
    await slow.thinks(asked)
    await slow.answers(asked)
    assert asked.message is not None
    assert "1938" in asked.text
    assert asked.message.ephemeral is private
    assert asked.follow_ups == []


async def test_who_has_to_wait_is_told_so_alone(slow: Slow) -> None:
    """A notice that is nobody else's can't take the place of what everybody sees."""
    discord = slow.discord
    asked = [await discord.use(discord.ada, discord.channel, "ask", question=ASKED) for _ in range(2)]
    await asyncio.gather(*map(slow.thinks, asked))
    await asyncio.gather(*map(slow.answers, asked))
    answered, put_off = sorted(asked, key=lambda each: bool(each.message and each.message.deleted))
    assert "1938" in answered.text
    assert put_off.message is not None
    assert put_off.message.deleted
    (told,) = put_off.follow_ups
    assert told.ephemeral
    assert "1938" not in told.text


async def test_it_ends_although_somebody_waits_for_an_answer(slow: Slow) -> None:
    discord = slow.discord
    await slow.thinks(await discord.use(discord.ada, discord.channel, "ask", question=ASKED))
    slow.bot.signal(signal.SIGTERM)
    assert await slow.bot.ends() == 0
