"""The settings panel's pages and what they change, through the wire, with one process for all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback import Loopback, Message
from tests.loopback.permissions import Permission

from .process import TOKEN, environment, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "When was the Fourth International founded?"
ANSWER = "Trotsky's Fourth International was established in France in 1938"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Loopback]:
    """A small Discord, in which Ada manages the server, and the bot may more in one channel."""
    folder: Path = tmp_path_factory.mktemp("bot")
    async with Loopback(token=TOKEN) as server:
        assert server.channel.guild is not None
        server.channel.guild.everyone |= Permission.MANAGE_GUILD
        may = server.world.add_channel(server.channel.guild, "may")
        may.allow = int(Permission.CREATE_PUBLIC_THREADS | Permission.ADD_REACTIONS)
        async with running(environment(server, folder / "data"), folder) as process:
            await process.connects(server)
            yield server
        assert server.refusals == [], "Discord's own rules allow all that was sent"


async def panel(discord: Loopback, *labels: str) -> Message:
    """Ada's panel after she has pressed these buttons in turn."""
    shown = (await discord.slash(discord.ada, discord.channel, "settings")).message
    for label in labels:
        assert shown is not None
        await discord.click(discord.ada, shown, label=label)
    assert shown is not None
    return shown


async def test_every_page_opens_and_goes_back(discord: Loopback) -> None:
    for label, words in (
        ("How answers arrive", "Answers as replies"),
        ("Who is answered", "Roles that I don't answer"),
        ("By channel", "No channel differs."),
        ("How it goes", "No list of unanswered questions"),
    ):
        shown = await panel(discord, label)
        assert words in shown.text
        await discord.click(discord.ada, shown, label="Back")
        assert "Settings of this server" in shown.text


async def test_plain_text_with_votes_which_count_in_the_chart(discord: Loopback) -> None:
    await panel(discord, "How answers arrive", "Send plain text", "Put 👍 and 👎 below answers")
    said = await discord.says(discord.ben, discord.channel, f"{discord.bot.mention} {QUESTION}")
    answer = await discord.reply(said)
    assert answer.content.startswith(f"> **{ANSWER}")
    assert "CC-BY-SA" in answer.content
    assert answer.flags & (1 << 2), "embeds are suppressed"
    for custom_id in ("vote:up", "vote:down"):
        pressed = await discord.click(discord.ben, answer, custom_id)
        assert "Noted, thank you." in pressed.text
    opened = await discord.click(discord.ben, answer, label="In context")
    assert ANSWER in opened.text
    shown = await panel(discord, "How it goes")
    assert "asked 1: █ answered 1" in shown.text
    assert "👍 0 · 👎 1" in shown.text
    await panel(discord, "How answers arrive", "Send cards", "Take them away")


async def test_the_list_of_what_was_not_answered(discord: Loopback) -> None:
    await panel(discord, "How it goes", "Keep a list")
    for question in ("How do I bake bread?", "How do I bake a cake?"):
        said = await discord.says(discord.ben, discord.channel, f"{discord.bot.mention} {question}")
        await discord.reply(said)
    listed = (await discord.slash(discord.ada, discord.channel, "unanswered")).message
    assert listed is not None
    assert "How do I bake bread?" in listed.text
    await discord.click(discord.ada, listed, label="Erase")
    assert "cake" not in listed.text
    await discord.click(discord.ada, listed, label="Erase all…")
    await discord.click(discord.ada, listed, label="Erase all")
    assert "There are none." in listed.text
    await panel(discord, "How it goes", "Erase it, and keep none")


async def test_threads_and_reactions_where_the_bot_may_else_replies(discord: Loopback) -> None:
    shown = await panel(discord, "How answers arrive", "Answer in threads", "React with ⏳")
    assert "I lack: Create Public Threads, Add Reactions." in shown.text
    said = await discord.says(discord.ben, discord.channel, f"{discord.bot.mention} {QUESTION}")
    assert ANSWER in (await discord.reply(said)).text

    assert discord.channel.guild is not None
    _, may = discord.channel.guild.channels
    said = await discord.says(discord.ben, may, f"{discord.bot.mention} {QUESTION}")
    threads = discord.world.channels
    await discord.state.changes.wait_until(lambda: bool(said.id in threads), "the thread")
    answer = await discord.wait_for_message(threads[said.id])
    assert ANSWER in answer.text
    assert (answer.channel.name, answer.channel.id) == (QUESTION, said.id)

    def answered(message: Message) -> bool:
        return bool(message.reactions) or message.id in threads

    shown = await panel(discord)
    await discord.choose(discord.ada, shown, "settings:cooldown", "1/10")
    for _ in range(2):
        said = await discord.says(discord.ada, may, f"{discord.bot.mention} {QUESTION}")
        await discord.state.changes.wait_until(partial(answered, said), "a thread or a reaction")
    assert said.reactions == ["⏳"]
