"""More questions in one moment than can be answered while Discord waits: acknowledged, then answered."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.discord_app.limits.schedule import PATIENCE
from tests.loopback import Loopback
from tests.loopback.world import Interaction, Message
from tests.wire.process import TOKEN, BotProcess, environment, running
from tests.wire.slow_machine import SECONDS

QUESTION = "When was the Fourth International founded?"
ANSWER = "1938"
MANY = 40
"""Questions, which take eight seconds together."""

DEFERRED_MESSAGE, DEFERRED_UPDATE = 5, 6
"""https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object"""


@dataclass
class Slow:
    """A bot on a slow machine."""

    discord: Loopback
    bot: BotProcess

    async def at_once(self, *acts: Callable[[], Awaitable[Interaction]]) -> list[Interaction]:
        """Do all in one moment: the bot finds all of it at its next look."""
        self.bot.signal(signal.SIGSTOP)
        done = [await act() for act in acts]
        self.bot.signal(signal.SIGCONT)
        await self.discord.state.changes.wait_until(
            lambda: all(each.answered for each in done), "all answers"
        )
        return done

    def question(self, *, private: bool = False) -> Callable[[], Awaitable[Interaction]]:
        """Somebody's question."""
        discord, who = self.discord, self.discord.world.add_user("somebody")
        return lambda: discord.use(who, discord.channel, "ask", question=QUESTION, private=private)

    async def after_questions(self, act: Callable[[], Awaitable[Interaction]]) -> Interaction:
        """An interaction that comes in behind many questions."""
        *_, last = await self.at_once(*(self.question() for _ in range(MANY)), act)
        return last

    async def answer(self) -> Message:
        """An answer of before."""
        asked = await self.discord.slash(self.discord.ada, self.discord.channel, "ask", question=QUESTION)
        assert asked.message is not None
        return asked.message


@pytest.fixture
async def slow(tmp_path: Path) -> AsyncIterator[Slow]:
    """One that is connected. Nothing that Discord refuses may be sent, and nobody be given up."""
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, tmp_path / "data", FOOTNOTE_MEANING="false")
        async with running(env, tmp_path, "tests.wire.slow_machine") as bot:
            await bot.connects(discord)
            await discord.state.changes.wait_until(lambda: bool(discord.world.commands), "the commands")
            yield Slow(discord, bot)
        assert discord.refusals == []
        assert "no longer waited" not in bot.output


def deferred(asked: Sequence[Interaction]) -> int:
    """How many were told first that an answer follows."""
    return sum(each.callback is not None and each.callback["type"] == DEFERRED_MESSAGE for each in asked)


@pytest.mark.parametrize("private", [False, True])
async def test_who_cannot_be_answered_in_time_is_told_and_answered_later(
    slow: Slow, *, private: bool
) -> None:
    asked = await slow.at_once(*(slow.question(private=private) for _ in range(MANY)))
    for each in asked:
        assert ANSWER in each.text
        assert each.message is not None
        assert each.message.ephemeral is private
        assert each.follow_ups == []
    # Who can be answered in time is.
    assert MANY - PATIENCE / SECONDS <= deferred(asked) <= MANY - 5
    # A deferral is one request more, and nothing else is.
    discord = slow.discord
    sent = [r for r in discord.requests if any(each.token in r.path for each in asked)]
    assert len(sent) == MANY + deferred(asked)


async def test_who_asks_alone_gets_one_response(slow: Slow) -> None:
    (asked,) = await slow.at_once(slow.question())
    assert deferred([asked]) == 0
    assert len([each for each in slow.discord.requests if asked.token in each.path]) == 1


async def test_mentions_are_answered_too(slow: Slow) -> None:
    discord, said = slow.discord, []

    async def mention() -> Interaction:
        who = discord.world.add_user("somebody")
        channel = discord.world.add_channel(discord.guild, "elsewhere")  # Discord limits each
        said.append(await discord.says(who, channel, f"{discord.bot.mention} {QUESTION}"))
        return await slow.question()()

    asked = await slow.at_once(*[mention] * 20)
    for message in said:
        assert ANSWER in (await discord.reply(message)).text
    assert deferred(asked) > 0


async def test_a_page_is_turned_in_place_when_its_turn_comes(slow: Slow) -> None:
    discord = slow.discord
    opened = await discord.click(discord.ada, await slow.answer(), label="In context")
    assert opened.message is not None
    page, before = opened.message, opened.message.text
    turned = await slow.after_questions(lambda: discord.press(discord.ada, page, label="Previous"))
    assert turned.callback == {"type": DEFERRED_UPDATE}
    await discord.state.changes.wait_until(lambda: page.text != before, "the page")
    assert page.ephemeral
    assert turned.follow_ups == []


async def test_a_page_of_an_answer_is_opened_privately_when_its_turn_comes(slow: Slow) -> None:
    discord, answer = slow.discord, await slow.answer()
    before = answer.text
    opened = await slow.after_questions(lambda: discord.press(discord.ben, answer, label="In context"))
    assert opened.callback == {"type": DEFERRED_UPDATE}
    await discord.state.changes.wait_until(lambda: bool(opened.follow_ups), "the page")
    (page,) = opened.follow_ups
    assert page.ephemeral
    assert ANSWER in page.text
    assert answer.text == before


async def test_an_answer_is_removed_when_its_turn_comes(slow: Slow) -> None:
    discord, answer = slow.discord, await slow.answer()
    removed = await slow.after_questions(lambda: discord.press(discord.ada, answer, label="Remove"))
    assert removed.callback == {"type": DEFERRED_UPDATE}
    await discord.state.changes.wait_until(lambda: answer.deleted, "the removal")


async def test_a_suggested_question_is_answered_for_all_when_its_turn_comes(slow: Slow) -> None:
    discord = slow.discord
    greeted = await discord.slash(discord.ada, discord.channel, "ask", question="hello")
    greeting = greeted.message
    assert greeting is not None
    button = next(each for each in greeting.buttons if "?" in each["label"])
    asked = await slow.after_questions(lambda: discord.press(discord.ben, greeting, button["custom_id"]))
    assert deferred([asked]) == 1
    assert asked.message is not None
    assert asked.message is not greeting
    assert not asked.message.ephemeral
    assert asked.follow_ups == []
