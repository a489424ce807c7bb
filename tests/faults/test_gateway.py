"""The gateway fails: what people ask is answered all the same, once, and the bot goes on by itself."""

from __future__ import annotations

import re
from pathlib import Path

from tests.loopback import Loopback
from tests.wire.process import TOKEN, BotProcess, connected, environment, running

from .answers import ANSWER, QUESTION, answered_once, answers_to, impatient_bot


async def answered_anew(discord: Loopback, bot: BotProcess) -> None:
    """The bot answers a fresh question, once, and nothing in its log looks like a crash."""
    said = await discord.direct_message(discord.ben, QUESTION)
    assert ANSWER in (await discord.reply(said)).text
    asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
    assert ANSWER in asked.text
    assert len(answers_to(said)) == 1
    assert "Traceback" not in bot.output
    assert TOKEN not in bot.output
    assert QUESTION not in bot.output


async def resumes(discord: Loopback, times: int = 1) -> None:
    await discord.state.changes.wait_until(lambda: discord.gateway.resumed >= times, f"resumption {times}")


async def test_the_line_is_cut_in_the_middle_of_an_answer(tmp_path: Path) -> None:
    """The answer takes its own way, and the event that Discord sends again is not answered again."""
    async with connected(tmp_path / "data") as (discord, bot):
        gate = discord.faults.hold("POST", "/channels/*/messages")
        said = await discord.direct_message(discord.ada, QUESTION)
        await gate.reached()
        (session,) = discord.gateway.sessions.values()
        await discord.gateway.drop()
        await resumes(discord)
        # Discord may repeat what it sent already: https://docs.discord.com/developers/events/gateway#resuming
        for event in [event for event in session.log if event["t"] == "MESSAGE_CREATE"]:
            assert session.connection is not None
            await session.connection.send(event)
        gate.release()
        await answered_once(discord, said)
        await answered_anew(discord, bot)
        assert (discord.gateway.identified, len(answers_to(said))) == (1, 1)


async def test_an_event_that_comes_twice_is_one_answer(tmp_path: Path) -> None:
    """The interaction too: Discord's refusal of the second response is not an error."""
    async with connected(tmp_path / "data") as (discord, bot):
        asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
        (session,) = discord.gateway.sessions.values()
        event = next(event for event in session.log if event["t"] == "INTERACTION_CREATE")
        await session.dispatch(event["t"], event["d"])
        await bot.says("has a response to this interaction already")
        await answered_anew(discord, bot)
        assert (asked.follow_ups, ANSWER in asked.text) == ([], True)


async def test_the_session_is_invalid(tmp_path: Path) -> None:
    """Resumable: it resumes. (Not resumable is slower, and in tests/wire.)"""
    async with connected(tmp_path / "data") as (discord, bot):
        await discord.gateway.invalidate(resumable=True)
        await resumes(discord)
        await answered_anew(discord, bot)
        assert discord.gateway.identified == 1


async def test_garbage(tmp_path: Path) -> None:
    """Frames that can't be read, and events that can't be used: none of them ends the bot."""
    async with impatient_bot(tmp_path) as (discord, bot):
        garbage: tuple[str | bytes, ...] = ("{nonsense", b"\x00\xff\x00\x00\xff\xff", '"text"', "[]")
        for count, frame in enumerate(garbage, start=1):
            await discord.gateway.connections[0].send_frame(frame)
            said = await discord.direct_message(discord.ada, QUESTION)
            await resumes(discord, count)
            await answered_once(discord, said)
        assert bot.output.count("sent something unreadable") == 4

        (session,) = discord.gateway.sessions.values()
        await session.dispatch("MESSAGE_CREATE", {"no": "message"})
        await session.dispatch("A_NEW_KIND_OF_EVENT", {"of": "tomorrow"})
        await session.dispatch("INTERACTION_CREATE", {"id": "1", "type": 99})
        await bot.says("in an event of the gateway")
        told = len(re.findall(r"Error [0-9a-f]{6} in an event of the gateway", bot.output))
        assert told >= 1
        bot.output = ""  # the tracebacks are meant to be there
        await answered_anew(discord, bot)
        assert discord.gateway.identified == 1


async def test_half_a_minute_out_of_reach(tmp_path: Path) -> None:
    """Here: some seconds, and a tenth of the bot's pauses. What was asked meanwhile is answered when it is
    back; for a command that is too late, as its asker has heard from Discord itself.
    """
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, tmp_path / "data")
        async with running(env, tmp_path, program="tests.faults.short_pauses") as bot:
            await bot.connects(discord)
            await answered_anew(discord, bot)
            async with discord.outage():
                said = await discord.direct_message(discord.ada, QUESTION)
                asked = await discord.use(discord.ada, discord.channel, "ask", question=QUESTION)
                await bot.says("gateway can't be reached")
                await bot.says("trying again in 0.3 s")
                attempts = bot.output.count("gateway can't be reached")
                await bot.says_often("gateway can't be reached", attempts + 8)
                discord.advance(30)
            await resumes(discord)
            await answered_once(discord, said)
            await bot.says("/ask: Discord no longer waited for the answer")
            await answered_anew(discord, bot)
            assert (asked.callback, asked.follow_ups) == (None, [])
            assert len(answers_to(said)) == 1
            assert discord.gateway.identified == 1


async def test_a_guild_that_is_unavailable(tmp_path: Path) -> None:
    """From the start, and later: the bot is there for the others, and for it once it is back."""
    async with Loopback(token=TOKEN) as discord:
        dark = discord.world.add_guild("Dark", discord.ada)
        channel = discord.world.add_channel(dark, "talk")
        dark.available = False
        async with running(environment(discord, tmp_path / "data"), tmp_path) as bot:
            await bot.connects(discord)
            await answered_anew(discord, bot)
            for _ in range(2):
                await discord.gateway.dispatch(
                    "GUILD_DELETE", lambda _: {"id": str(dark.id), "unavailable": True}, guild_id=dark.id
                )
                said = await discord.says(discord.ada, channel, f"{discord.bot.mention} {QUESTION}")
                await answered_once(discord, said)
                # A guild that it was put out of, and hears of all the same.
                await discord.gateway.dispatch(
                    "GUILD_DELETE", lambda _: {"id": str(dark.id)}, guild_id=dark.id
                )
            chatter = await discord.says(discord.ada, channel, "nothing for the bot")
            await answered_anew(discord, bot)
            assert answers_to(chatter) == []


async def test_heartbeats_that_nobody_acknowledges(tmp_path: Path) -> None:
    """A line that is dead without having been cut: it is left after a time (here: shortened)."""
    async with Loopback(token=TOKEN) as discord:
        discord.gateway.behaviour.heartbeat_interval = 0.3
        env = environment(discord, tmp_path / "data")
        async with running(env, tmp_path, program="tests.faults.short_timeouts") as bot:
            await bot.connects(discord)
            await answered_anew(discord, bot)
            discord.gateway.behaviour.acknowledges_heartbeats = False
            await resumes(discord)
            discord.gateway.behaviour.acknowledges_heartbeats = True
            await bot.says("lost the gateway")
            await bot.says("on the gateway again")
            await answered_anew(discord, bot)
            assert discord.gateway.identified == 1
