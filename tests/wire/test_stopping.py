"""How the bot stops, and how it goes on after a lost connection."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import pytest

from .process import connected

QUESTION = "When was the Fourth International founded?"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_an_answer_in_flight_is_finished(tmp_path: Path, number: signal.Signals) -> None:
    """One to a command and one to a message, both on their way when the signal comes."""
    async with connected(tmp_path / "data") as (discord, bot):
        callback = discord.faults.hold("POST", "/interactions/*/callback")
        message = discord.faults.hold("POST", "/channels/*/messages")
        asked = asyncio.create_task(discord.slash(discord.ada, discord.channel, "ask", question=QUESTION))
        said = await discord.direct_message(discord.ben, QUESTION)
        await callback.reached()
        await message.reached()

        bot.signal(number)
        await bot.says("Stopping")
        callback.release()
        message.release()

        for text in ((await asked).text, (await discord.reply(said)).text):
            assert "established in France in 1938" in text
        assert await bot.ends() == 0
        assert "Traceback" not in bot.output
        assert discord.gateway.closes[-1] is not None  # a goodbye, not a cut line
        assert not discord.gateway.ready


async def test_what_was_asked_while_the_line_was_cut_is_answered(tmp_path: Path) -> None:
    async with connected(tmp_path / "data") as (discord, bot):
        await discord.gateway.drop()
        await discord.state.changes.wait_until(lambda: len(discord.gateway.closes) == 1, "the cut")
        said = await discord.direct_message(discord.ada, QUESTION)

        assert "established in France in 1938" in (await discord.reply(said)).text
        assert (discord.gateway.identified, discord.gateway.resumed) == (1, 1)

        await discord.gateway.ask_to_reconnect()
        await discord.state.changes.wait_until(lambda: discord.gateway.resumed == 2, "the bot to resume")
        assert discord.gateway.identified == 1
        assert "Traceback" not in bot.output


async def test_what_waits_five_seconds(tmp_path: Path) -> None:
    """Side by side, to save the others."""
    async with asyncio.TaskGroup() as all_of_them:
        all_of_them.create_task(an_answer_that_never_ends_does_not_keep_it(tmp_path / "stopping"))
        for how in ("gone", "invalid"):
            all_of_them.create_task(a_session_that_is_gone_is_begun_anew(tmp_path / how, how))


async def an_answer_that_never_ends_does_not_keep_it(data: Path) -> None:
    """Answers in flight get five seconds."""
    async with connected(data) as (discord, bot):
        gate = discord.faults.hold("POST", "/channels/*/messages")
        await discord.direct_message(discord.ada, QUESTION)
        await gate.reached()

        began = time.monotonic()
        bot.signal(signal.SIGTERM)
        code = await bot.ends()

        assert code == 0
        assert time.monotonic() - began > 4
        assert "Traceback" not in bot.output
        gate.release()


async def a_session_that_is_gone_is_begun_anew(data: Path, how: str) -> None:
    """discord.py pauses five seconds before it identifies again."""
    async with connected(data) as (discord, bot):
        if how == "gone":
            discord.gateway.behaviour.accepts_resume = False
            await discord.gateway.drop()
        else:
            await discord.gateway.invalidate(resumable=False)
        await discord.state.changes.wait_until(lambda: discord.gateway.identified == 2, "the bot to identify")

        answer = await discord.reply(await discord.direct_message(discord.ada, QUESTION))
        assert "established in France in 1938" in answer.text
        assert len([message for message in answer.channel.messages if message.author.bot]) == 1
        assert "Traceback" not in bot.output
