"""The buttons, the menus and the message command through the wire, over a restart of the real process."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback import Loopback, Message

from .process import TOKEN, BotProcess, environment, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "When was the Fourth International founded?"
ANSWER = "Trotsky's Fourth International was established in France in 1938"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def old(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Loopback, Message, Message]]:
    """A small Discord with an answer and a refusal of a bot that has been stopped; now another runs."""
    folder: Path = tmp_path_factory.mktemp("bot")
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, folder / "data")
        async with running(env, folder) as bot:
            await bot.connects(discord)
            answer = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
            refusal = await discord.slash(discord.ada, discord.channel, "ask", question="Who killed Trotsky?")
            await stopped(bot)
        async with running(env, folder) as bot:
            await bot.connects(discord)
            assert answer.message is not None
            assert refusal.message is not None
            yield discord, answer.message, refusal.message
        assert discord.refusals == []


async def stopped(bot: BotProcess) -> None:
    """Stop the bot in order."""
    bot.signal(signal.SIGTERM)
    assert await bot.ends() == 0


Old = tuple[Loopback, Message, Message]


async def test_old_buttons_answer_privately_and_change_nothing(old: Old) -> None:
    discord, answer, refusal = old
    for message, label, words in (
        (answer, "In context", ANSWER),
        (answer, "Citations", "The Transitional Program. Retrieved November 5, 2008."),
        (answer, "More passages", "These come next"),
        (refusal, "Nearest passages", "These come closest"),
    ):
        before = message.text
        pressed = await discord.click(discord.ben, message, label=label)
        assert pressed.message is not None
        assert pressed.message.ephemeral
        assert words in pressed.text
        assert "CC-BY-SA" in pressed.text
        assert message.text == before


async def test_an_article_is_paged_in_place(old: Old) -> None:
    discord, answer, _ = old
    opened = await discord.click(discord.ada, answer, label="In context")
    assert opened.message is not None
    await discord.click(discord.ada, opened.message, label="Previous")
    assert "Paragraph" in opened.message.text
    assert opened.message.edited


async def test_autocomplete_offers_the_articles_questions(old: Old) -> None:
    discord, *_ = old
    offered = await discord.autocomplete(
        discord.ada, discord.channel, "ask", focused="question", question="fourth"
    )
    assert offered[0]["value"] == QUESTION


async def test_somebody_elses_message_is_answered_and_the_answer_removed(old: Old) -> None:
    discord, *_ = old
    said = await discord.says(discord.ben, discord.channel, QUESTION)
    asked = await discord.use_on_message(discord.ada, said, "Answer from the article")
    assert asked.message is not None
    assert ANSWER in asked.text
    denied = await discord.click(discord.ben, asked.message, label="Remove")
    assert "Only the one who asked" in denied.text
    assert not asked.message.deleted
    answer = asked.message
    await discord.click(discord.ada, answer, label="Remove")
    await discord.state.changes.wait_until(lambda: answer.deleted, "the removal")


async def test_where_the_bot_is_no_member_everything_works_by_the_interactions_token(old: Old) -> None:
    discord, *_ = old
    elsewhere = discord.world.add_channel(
        discord.world.add_guild("Elsewhere", discord.ada, discord.ben, has_bot=False), "talk"
    )
    discord.ada.installed = True
    asked = await discord.slash(discord.ada, elsewhere, "ask", question=QUESTION)
    assert asked.message is not None
    assert ANSWER in asked.text
    assert asked.message.ephemeral, "who may not use external apps gets private answers"
    for label in ("In context", "More passages"):
        pressed = await discord.click(discord.ada, asked.message, label=label)
        assert pressed.message is not None
        assert pressed.message.ephemeral
    assert asked.follow_ups == []
