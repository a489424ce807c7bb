"""Everything that people can do with the bot, through the wire, with one process for all of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback import Loopback, Message, NotPossibleError

from .process import TOKEN, BotProcess, environment, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "When was the Fourth International founded?"
ANSWER = "Trotsky's Fourth International was established in France in 1938"
NOTICE = "Community content is available under CC-BY-SA unless otherwise noted."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def bot(discord: Loopback, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder: Path = tmp_path_factory.mktemp("bot")
    async with running(environment(discord, folder / "data"), folder) as process:
        await process.connects(discord)
        yield process


def seen(message: Message | None) -> str:
    """The words as a person sees them: Discord takes the escaping backslashes away."""
    assert message is not None
    return re.sub(r"\\([^\w\s])", r"\1", message.text)


def is_the_answer(message: Message | None) -> bool:
    """Whether it is the whole answer to QUESTION: words, footnotes, licence; nobody notified."""
    assert message is not None
    words = seen(message)
    assert f"**{ANSWER}" in words
    assert "to political power.[4]**" in words
    assert "[4] The Transitional Program. Retrieved November 5, 2008." in words
    assert f"Excerpted. {NOTICE}" in words.splitlines()[-1]
    assert (message.mentions, message.mentions_everyone) == ([], False)
    return True


async def test_ask(discord: Loopback) -> None:
    asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
    assert is_the_answer(asked.message)
    assert asked.message is not None
    assert not asked.message.ephemeral


async def test_ask_in_private(discord: Loopback) -> None:
    asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION, private=True)
    assert is_the_answer(asked.message)
    assert asked.message is not None
    assert asked.message.ephemeral


async def test_ask_in_ones_own_language(discord: Loopback) -> None:
    ines = discord.world.add_user("Ines", locale="pt-BR")
    for private, label in ((True, "Em contexto"), (False, "In context")):
        asked = await discord.slash(ines, discord.channel, "ask", question=QUESTION, private=private)
        assert asked.message is not None
        assert asked.message.buttons[0]["label"] == label
    (ask,) = (command for command in discord.world.commands if command["name"] == "ask")
    assert ask["description_localizations"]["ru"].startswith("Получи ответ из статьи")


async def test_ask_what_the_article_does_not_say(discord: Loopback) -> None:
    asked = await discord.slash(discord.ada, discord.channel, "ask", question="How do I bake bread?")
    assert "I found nothing about that" in asked.text
    assert "[4]" not in asked.text


async def test_ask_where_only_the_person_installed_it(discord: Loopback) -> None:
    between = discord.world.direct(discord.ada, discord.ben)
    elsewhere = discord.world.add_channel(
        discord.world.add_guild("Elsewhere", discord.ben, has_bot=False), "talk"
    )
    discord.ben.installed = True
    for place in (between, elsewhere, discord.world.direct(discord.ben, discord.bot)):
        asked = await discord.slash(discord.ben, place, "ask", question=QUESTION)
        assert is_the_answer(asked.message)


async def test_cite_and_its_autocomplete(discord: Loopback) -> None:
    by_number = await discord.autocomplete(discord.ada, discord.channel, "cite", focused="number", number="4")
    by_text = await discord.autocomplete(
        discord.ada, discord.channel, "cite", focused="number", number="transitional"
    )
    assert by_number[0] == by_text[0]
    assert "The Transitional Program" in by_text[0]["name"]

    for number in (by_number[0]["value"], "4", "[4]"):
        cited = await discord.slash(discord.ada, discord.channel, "cite", number=number)
        assert "The Transitional Program. Retrieved November 5, 2008." in cited.text
        assert ANSWER in cited.text


async def test_cite_a_footnote_that_does_not_exist(discord: Loopback) -> None:
    cited = await discord.slash(discord.ada, discord.channel, "cite", number="99")
    assert cited.message is not None
    assert cited.message.ephemeral
    assert "There is no footnote" in cited.text
    assert "99" in cited.text


async def test_citations(discord: Loopback) -> None:
    listed = await discord.slash(discord.ada, discord.channel, "citations")
    for words in ("[1] Lenin and Trotsky were", "[4] The Transitional Program", "[5] Collins Dictionary"):
        assert words in seen(listed.message)


async def test_source(discord: Loopback) -> None:
    shown = await discord.slash(discord.ada, discord.channel, "source")
    assert "Trotskyism" in shown.text
    assert NOTICE in shown.text


async def test_help(discord: Loopback) -> None:
    shown = await discord.slash(discord.ada, discord.channel, "help")
    for command in ("ask", "cite", "citations", "source"):
        assert f"/{command}" in shown.text


async def test_a_mention_is_answered_as_a_reply(discord: Loopback) -> None:
    said = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} {QUESTION}")
    assert is_the_answer(await discord.reply(said))


async def test_a_reply_to_the_bot_is_answered(discord: Loopback) -> None:
    first = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} What is Trotskyism?")
    said = await discord.says(discord.ben, discord.channel, QUESTION, reply_to=await discord.reply(first))
    assert is_the_answer(await discord.reply(said))


async def test_a_direct_message_is_answered(discord: Loopback) -> None:
    assert is_the_answer(await discord.reply(await discord.direct_message(discord.ada, QUESTION)))


async def test_what_is_not_said_to_the_bot_gets_nothing(discord: Loopback) -> None:
    """The last message gets its answer; by then those before it would have had theirs."""
    channel = discord.world.add_channel(discord.guild, "chatter")
    await discord.says(discord.ada, channel, QUESTION)
    other = await discord.says(discord.ben, channel, "I don't know")
    await discord.says(discord.ada, channel, QUESTION, reply_to=other)
    await discord.says(discord.ada, channel, f"{discord.ben.mention} {QUESTION} @everyone")
    last = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} {QUESTION}")
    await discord.reply(last)
    assert [message.author for message in channel.messages if message.author is discord.bot] == []


async def test_a_question_of_2000_characters(discord: Loopback) -> None:
    times = 2000 // (len(QUESTION) + 1)
    long = ((QUESTION + " ") * times).ljust(2000, "?")
    said = await discord.direct_message(discord.ada, long)
    assert is_the_answer(await discord.reply(said))


async def test_the_longest_question_that_the_command_takes(discord: Loopback) -> None:
    option = next(c for c in discord.world.commands if c["name"] == "ask")["options"][0]
    most = option["max_length"]
    with pytest.raises(NotPossibleError):
        await discord.slash(discord.ada, discord.channel, "ask", question="x" * (most + 1))
    asked = await discord.slash(discord.ada, discord.channel, "ask", question="*" * most)
    assert asked.message is not None
    asked = await discord.slash(discord.ada, discord.channel, "ask", question=(QUESTION + "*_" * most)[:most])
    assert asked.message is not None


HOSTILE = (
    "@everyone @here <@{ben}> <@&{guild}> <#{channel}> ~~**__||x||__**~~ `a` ```b``` # h\n> q\n-# s\n"
    "[x](https://example.org) https://example.org </ask:1> \u202egnirts \u0000\u0007 when was the Fourth"
    " International founded?"
)


async def test_a_question_of_mentions_and_markdown(discord: Loopback) -> None:
    question = HOSTILE.format(ben=discord.ben.id, guild=discord.guild.id, channel=discord.channel.id)
    asked = await discord.slash(discord.ada, discord.channel, "ask", question=question)
    said = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} {question}")

    for message in (asked.message, await discord.reply(said)):
        assert message is not None
        assert (message.mentions, message.mentions_everyone) == ([], False)
        for raw in ("@everyone", "@here", "<@", "<#", "https://example", "`", "~~", "__", "||", "[x]"):
            assert not re.search(rf"(?<!\\){re.escape(raw)}", message.text)
        for control in "\u202e\u0000\u0007":
            assert control not in message.text


async def test_only_marks_and_mentions_are_no_question(discord: Loopback) -> None:
    for words in ("", "???", discord.ben.mention):
        said = await discord.says(discord.ada, discord.channel, f"{discord.bot.mention} {words}")
        assert (await discord.reply(said)).text


async def test_a_button_of_an_older_article_says_so(discord: Loopback) -> None:
    """Buttons outlive restarts and edits; this one's passage is gone."""
    asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
    message = asked.message
    assert message is not None
    message.components = [
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 2, "label": "Old", "custom_id": "open:article/trotskyism/00000000:0"}
            ],
        }
    ]
    clicked = await discord.click(discord.ben, message, label="Old")
    assert "This passage has changed" in clicked.text


async def test_nothing_that_the_bot_sent_was_refused(discord: Loopback) -> None:
    """Last: the whole module's requests were such as Discord takes."""
    assert discord.refusals == []


async def test_the_log_holds_no_token_and_nobodys_words(discord: Loopback, bot: BotProcess) -> None:
    """Last: the whole module's log."""
    assert TOKEN not in bot.output
    for asked in discord.world.interactions.values():
        assert asked.token not in bot.output
        for option in asked.data.get("options", []):
            assert len(str(option["value"])) < 5 or str(option["value"]) not in bot.output
    for message in discord.world.messages():
        if message.author is not discord.bot and message.content:
            assert message.content not in bot.output
    assert "Error" not in bot.output
    assert "Traceback" not in bot.output
