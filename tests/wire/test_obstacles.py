"""Where the bot may not answer, and where Discord stumbles."""

from __future__ import annotations

import re
from pathlib import Path

from tests.loopback.permissions import Permission

from .process import connected

QUESTION = "When was the Fourth International founded?"


async def test_channels_where_it_may_not_answer(tmp_path: Path) -> None:
    """It says so once in the log, without anybody's words, and goes on elsewhere."""
    async with connected(tmp_path / "data") as (discord, bot):
        world, ada = discord.world, discord.ada
        closed = world.add_channel(discord.guild, "announcements", deny=Permission.SEND_MESSAGES)
        for _ in range(3):
            await discord.says(ada, closed, f"{discord.bot.mention} {QUESTION}")
        await bot.says("May not answer in channel")
        said = await discord.says(ada, discord.channel, f"{discord.bot.mention} {QUESTION}")

        assert "established in France in 1938" in (await discord.reply(said)).text
        assert {refusal.code for refusal in discord.refusals} == {50013}
        assert bot.output.count("May not answer in channel") == 1
        assert QUESTION not in bot.output
        assert "Traceback" not in bot.output


async def test_a_channel_whose_history_it_may_not_read(tmp_path: Path) -> None:
    """No reply is possible there: a plain message answers, and repeats the question."""
    async with connected(tmp_path / "data") as (discord, bot):
        quiet = discord.world.add_channel(discord.guild, "quiet", deny=Permission.READ_MESSAGE_HISTORY)
        said = await discord.says(discord.ada, quiet, f"{discord.bot.mention} {QUESTION}")
        answer = await discord.wait_for_message(quiet, after=said)

        assert QUESTION in answer.text
        assert "established in France in 1938" in answer.text
        assert answer.reply_to is None
        assert "Traceback" not in bot.output


async def test_a_question_that_is_gone_before_its_answer(tmp_path: Path) -> None:
    async with connected(tmp_path / "data") as (discord, bot):
        gate = discord.faults.hold("POST", "/channels/*/messages")
        said = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} {QUESTION}")
        await gate.reached()
        said.deleted = True
        gate.release()
        answer = await discord.wait_for_message(discord.channel, after=said)

        assert "established in France in 1938" in answer.text
        assert answer.reply_to is None
        said = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} {QUESTION}")
        await discord.reply(said)
        assert [m.reply_to for m in discord.channel.messages if m.author.bot] == [None, said]
        assert discord.refusals == []
        assert "Traceback" not in bot.output


async def test_an_answer_that_discord_fails_to_take_at_first(tmp_path: Path) -> None:
    """discord.py tries again after a second, and after what a 429 says."""
    async with connected(tmp_path / "data") as (discord, bot):
        discord.faults.answer("POST", "/channels/*/messages", 502, {"message": "Bad Gateway"})
        discord.faults.rate_limit("POST", "/channels/*/messages", retry_after=0.1)
        answer = await discord.reply(await discord.direct_message(discord.ada, QUESTION))

        assert "established in France in 1938" in answer.text
        assert "Traceback" not in bot.output


async def test_an_answer_that_comes_too_late(tmp_path: Path) -> None:
    """Discord forgets an interaction after three seconds: a line in the log, no traceback."""
    async with connected(tmp_path / "data") as (discord, bot):
        gate = discord.faults.hold("POST", "/interactions/*/callback")
        asked = await discord.use(discord.ada, discord.channel, "ask", question=QUESTION)
        await gate.reached()
        discord.advance(4)
        gate.release()
        await bot.says("/ask: Discord no longer waited for the answer")

        again = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
        assert "established in France in 1938" in again.text
        assert (asked.callback, asked.follow_ups) == (None, [])
        assert "Traceback" not in bot.output
        assert QUESTION not in bot.output


async def test_an_error_that_nobody_foresaw(tmp_path: Path) -> None:
    """The asker gets an apology with an id; the log has the traceback under it, and nobody's words."""
    refused = {"message": "Invalid Form Body", "code": 50035}
    async with connected(tmp_path / "data") as (discord, bot):
        discord.faults.answer("POST", "/interactions/*/callback", 400, refused)
        asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
        # A reply with the code of a bad form would be sent again without its reference.
        refused = {"message": "Cannot send an empty message", "code": 50006}
        discord.faults.answer("POST", "/channels/*/messages", 400, refused)
        reply = await discord.reply(await discord.direct_message(discord.ada, QUESTION))

        assert asked.message is not None
        assert asked.message.ephemeral
        for text, where in ((asked.text, "/ask"), (reply.text, "a message")):
            error_id = re.search(r"error ([0-9a-f]{6})", text)
            assert error_id is not None
            assert f"Error {error_id[1]} in {where}" in bot.output
        assert QUESTION not in bot.output
        again = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
        assert "established in France in 1938" in again.text
