"""Discord's HTTP API stumbles: the answer comes once, or the log says that it doesn't."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.discord_app.limits.in_flight import AT_A_TIME
from tests.loopback import Loopback, Message, User
from tests.loopback.faults import Gate
from tests.loopback.limits import FIRST_RESPONSE
from tests.loopback.world import Interaction
from tests.wire.process import TOKEN, BotProcess, environment, running

from .answers import ANSWER, QUESTION, answered_once, answers_to, impatient_bot, patient_bot

MESSAGES, CALLBACK = "/channels/*/messages", "/interactions/*/callback"


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: Loopback, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    """One process for all that leaves it whole."""
    folder: Path = tmp_path_factory.mktemp("bot")
    async with running(environment(discord, folder / "data"), folder) as process:
        await process.connects(discord)
        yield process


def someone(discord: Loopback) -> User:
    """Somebody new: one person may not ask without end."""
    return discord.world.add_user("somebody")


def quiet(bot: BotProcess) -> None:
    """No crash, no token and nobody's words in the log."""
    for words in ("Traceback", "  File ", TOKEN, QUESTION):
        assert words not in bot.output


async def mentioned(discord: Loopback) -> Message:
    return await discord.says(someone(discord), discord.channel, f"{discord.bot.mention} {QUESTION}")


async def test_rate_limits(bot: BotProcess, discord: Loopback) -> None:
    """Of a route and of everything: answered when the time is over, in Discord's order of things."""
    before = len(discord.requests)
    discord.faults.rate_limit("POST", MESSAGES, retry_after=0.5)
    discord.faults.rate_limit("POST", MESSAGES, retry_after=0.5, everywhere=True)
    discord.faults.rate_limit("POST", CALLBACK, retry_after=0.5)
    began = time.monotonic()
    said = await mentioned(discord)
    asked = await discord.slash(someone(discord), discord.channel, "ask", question=QUESTION)
    await answered_once(discord, said)
    assert ANSWER in asked.text
    assert time.monotonic() - began >= 1
    # Nothing was sent into the shut door: one request met each of the three.
    assert [request.status for request in discord.requests[before:]].count(429) == 3
    assert "rate limited" in bot.output
    quiet(bot)


async def test_a_limit_of_everything_holds_other_channels_too(bot: BotProcess, discord: Loopback) -> None:
    """An answer to another channel, asked for while the door is shut, is sent when it opens."""
    elsewhere = discord.world.add_channel(discord.guild, "elsewhere")
    before = len(discord.requests)
    discord.faults.rate_limit("POST", MESSAGES, retry_after=1.0, everywhere=True)
    began = time.monotonic()
    first = await mentioned(discord)
    await discord.state.changes.wait_until(lambda: len(discord.requests) > before, "the limit")
    second = await discord.says(someone(discord), elsewhere, f"{discord.bot.mention} {QUESTION}")
    await answered_once(discord, second)
    assert time.monotonic() - began >= 1.0
    await answered_once(discord, first)
    statuses = [request.status for request in discord.requests[before:]]
    assert (statuses.count(429), len(statuses)) == (1, 3)
    quiet(bot)


@pytest.mark.parametrize("status", [500, 503])
async def test_runs_of_server_errors(bot: BotProcess, discord: Loopback, status: int) -> None:
    """A message still comes; a command too, where its three seconds aren't over."""
    times = 1 if status == 500 else 3  # discord.py waits a second, three, five after a 500
    discord.faults.answer("POST", MESSAGES, status, {"message": "out of order"}, times=times)
    discord.faults.answer("POST", CALLBACK, status, {"message": "out of order"})
    said = await mentioned(discord)
    asked = await discord.slash(someone(discord), discord.channel, "ask", question=QUESTION)
    assert ANSWER in asked.text
    await answered_once(discord, said)
    quiet(bot)


@pytest.mark.parametrize("status", [502, 503, None], ids=["502", "503", "cut line"])
async def test_a_response_that_is_lost_on_its_way(
    bot: BotProcess, discord: Loopback, status: int | None
) -> None:
    """Discord has the answer, the bot doesn't know: sent again, it is there once, without an apology."""
    before = _sent(discord)
    discord.faults.lose("POST", MESSAGES, status)
    discord.faults.lose("POST", CALLBACK, status)
    said = await mentioned(discord)
    asked = await discord.slash(someone(discord), discord.channel, "ask", question=QUESTION)
    await bot.says("has a response to this interaction already")
    bot.output = ""
    await discord.state.changes.wait_until(lambda: _sent(discord) == before + 2, "the second attempt")
    await answered_once(discord, said)
    answers = [message for message in answers_to(said) if ANSWER in message.text]
    assert len(answers) == 2  # one to the message, one to the command
    assert (len(answers_to(said)), asked.follow_ups) == (2, [])
    quiet(bot)


def _sent(discord: Loopback) -> int:
    """How often an answer to a message has been sent."""
    return sum(request.path.endswith("/messages") for request in discord.requests)


async def test_lines_that_are_cut(bot: BotProcess, discord: Loopback) -> None:
    """Before Discord has read anything, twice: sent again."""
    discord.faults.cut("POST", MESSAGES, times=2)
    discord.faults.cut("POST", CALLBACK, times=2)
    said = await mentioned(discord)
    asked = await discord.slash(someone(discord), discord.channel, "ask", question=QUESTION)
    assert ANSWER in asked.text
    await answered_once(discord, said)
    quiet(bot)


async def test_a_slow_discord_is_given_many_answers_at_a_time(bot: BotProcess, discord: Loopback) -> None:
    """Else, where each response takes a tenth of a second, a burst's last answers would come too late."""
    gates = [discord.faults.hold("POST", CALLBACK) for _ in range(48)]
    for _ in gates:
        await discord.use(someone(discord), discord.channel, "ask", question=QUESTION)
    await asyncio.gather(*(gate.reached() for gate in gates))
    for gate in gates:
        gate.release()
    answered = sum(request.path.endswith("/callback") for request in discord.requests)
    await discord.state.changes.wait_until(
        lambda: sum(request.path.endswith("/callback") for request in discord.requests) >= answered + 48,
        "the answers",
    )
    quiet(bot)


@dataclass
class Behind:
    """A command that came in while Discord held as many answers as are sent at a time."""

    gates: list[Gate]
    asked: Interaction

    @classmethod
    async def begin(cls, discord: Loopback) -> Behind:
        gates = [discord.faults.hold("POST", CALLBACK) for _ in range(AT_A_TIME)]
        for _ in gates:
            await discord.use(someone(discord), discord.channel, "ask", question=QUESTION)
        await asyncio.gather(*(gate.reached() for gate in gates))
        return cls(gates, await discord.use(someone(discord), discord.channel, "ask", question=QUESTION))

    def release(self) -> None:
        for gate in self.gates:
            gate.release()


async def test_a_command_whose_turn_is_long_in_coming_is_acknowledged(tmp_path: Path) -> None:
    """However long Discord holds the others' answers: its own follows."""
    async with patient_bot(tmp_path) as (discord, bot):
        behind = await Behind.begin(discord)
        changes = discord.state.changes
        await changes.wait_until(lambda: behind.asked.callback is not None, "the word that an answer follows")
        assert not behind.asked.answered
        behind.release()
        await changes.wait_until(lambda: behind.asked.answered, "the answer")
        assert ANSWER in behind.asked.text
        quiet(bot)


async def test_a_command_that_cannot_be_acknowledged_holds_up_nobody(tmp_path: Path) -> None:
    """Its asker was told by Discord after three seconds: nothing more is sent for it, and the log says so."""
    async with patient_bot(tmp_path) as (discord, bot):
        behind = await Behind.begin(discord)
        gate = discord.faults.hold("POST", CALLBACK)
        await gate.reached()
        discord.advance(FIRST_RESPONSE.most + 1)
        gate.release()
        behind.release()
        await bot.says("/ask: Discord no longer waited for the answer")
        await discord.slash(someone(discord), discord.channel, "ask", question=QUESTION)
        assert len([each for each in discord.requests if behind.asked.token in each.path]) == 1
        quiet(bot)


async def test_requests_that_hang(tmp_path: Path) -> None:
    """Given up after a time (here: shortened) and sent again; the first, let go at last, adds nothing."""
    async with impatient_bot(tmp_path) as (discord, bot):
        gate = discord.faults.hold("POST", MESSAGES)
        said = await mentioned(discord)
        await gate.reached()
        await answered_once(discord, said)
        sent = _sent(discord)
        gate.release()
        await discord.state.changes.wait_until(lambda: _sent(discord) == sent + 1, "the first one's end")
        await answered_once(discord, said)

        # A command can't wait so long: its asker hears so from Discord, the operator from the log.
        gate = discord.faults.hold("POST", CALLBACK)
        asked = await discord.use(someone(discord), discord.channel, "ask", question=QUESTION)
        await gate.reached()
        await bot.says("/ask: the answer could not be sent (builtins.TimeoutError)")
        discord.advance(3)
        gate.release()
        again = await discord.slash(someone(discord), discord.channel, "ask", question=QUESTION)
        assert ANSWER in again.text
        assert (asked.callback, asked.follow_ups) == (None, [])
        quiet(bot)


async def test_discord_takes_no_answer_at_all(tmp_path: Path) -> None:
    """The log tells each answer that was given up, and the next question is answered."""
    async with impatient_bot(tmp_path) as (discord, bot):
        discord.faults.answer("POST", MESSAGES, 503, {"message": "out of order"}, times=1000)
        discord.faults.cut("POST", CALLBACK, times=1000)
        said = await mentioned(discord)
        asked = await discord.use(someone(discord), discord.channel, "ask", question=QUESTION)
        await bot.says("An answer to a message could not be sent (discord.errors.DiscordServerError")
        await bot.says("/ask: the answer could not be sent (")
        assert (answers_to(said), asked.callback) == ([], None)
        discord.faults.clear()
        await answered_once(discord, await mentioned(discord))
        quiet(bot)


async def test_interactions_that_discord_no_longer_knows(bot: BotProcess, discord: Loopback) -> None:
    """Commands, buttons and autocomplete: a line in the log, and the bot goes on."""
    unknown = {"message": "Unknown interaction", "code": 10062}
    asked = await discord.slash(someone(discord), discord.channel, "citations")
    discord.faults.answer("POST", CALLBACK, 404, unknown, times=2)
    await discord.use(someone(discord), discord.channel, "ask", question=QUESTION)
    await bot.says("/ask: Discord no longer waited for the answer")
    await discord.use(someone(discord), discord.channel, "source")
    await bot.says("/source: Discord no longer waited for the answer")
    assert asked.message is not None
    await answered_once(discord, await mentioned(discord))
    quiet(bot)


async def test_places_that_are_gone_or_closed(bot: BotProcess, discord: Loopback) -> None:
    """A channel that was deleted, one that it may no longer see, a person who takes no messages."""
    before = len(discord.refusals)
    gone = discord.world.add_channel(discord.guild, "gone")
    shut = discord.world.add_channel(discord.guild, "shut")
    gates = [discord.faults.hold("POST", f"/channels/{place.id}/messages") for place in (gone, shut)]
    for place in (gone, shut):
        await discord.says(someone(discord), place, f"{discord.bot.mention} {QUESTION}")
    for gate in gates:
        await gate.reached()
    del discord.world.channels[gone.id]
    shut.deny = 1 << 10  # View Channel
    for gate in gates:
        gate.release()
    discord.ben.closed_to_messages = True
    await discord.direct_message(discord.ben, QUESTION)
    await bot.says("A channel was gone before its answer (code 10003)")
    await bot.says(f"May not answer in channel {shut.id}")
    await bot.says("(code 50007)")
    assert [refusal.code for refusal in discord.refusals[before:]] == [10003, 50001, 50007]
    await answered_once(discord, await mentioned(discord))
    quiet(bot)
