"""The token and what people write stand in no log, at any level, in no form, on no path; nor in what is kept
or told of the bot.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.loopback import Loopback, User
from tests.loopback.world import Guild
from tests.wire.monitored_bot import Monitored
from tests.wire.process import TOKEN, BotProcess, closed_port, environment, running

from .failing_answerer import WORD
from .moderator import everybody_may, panel

SAID = "quetzalcoatlus"
"""A word that nothing of ours holds."""

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

MESSAGES, CALLBACK = "/channels/*/messages", "/interactions/*/callback"
REFUSED = {"message": f"Invalid Form Body: {SAID}", "code": 50035}


AT_ONCE = 2
"""Bots that run at the same time: each has to answer within Discord's three seconds."""


async def test_nobodys_words_at_any_level(tmp_path: Path) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def in_turn(folder: Path, level: str, form: str) -> None:
        async with turns:
            await every_path(folder, level, form)

    async with asyncio.TaskGroup() as levels:
        for level, form in (*((level, "text") for level in LEVELS), ("DEBUG", "json"), ("WARNING", "json")):
            folder = tmp_path / level / form
            folder.mkdir(parents=True)
            levels.create_task(in_turn(folder, level, form))


async def every_path(folder: Path, level: str, form: str) -> None:
    """Ask in every way, well and badly, and search what was written."""
    port = closed_port()
    async with Loopback(token=TOKEN) as discord:
        env = environment(
            discord,
            folder / "data",
            FOOTNOTE_LOG_LEVEL=level,
            FOOTNOTE_LOG_FORMAT=form,
            FOOTNOTE_MONITORING_PORT=str(port),
            FOOTNOTE_NO_SETTING=SAID,
            OTHER_SECRET=f"{SAID} of the machine",
            PYTHONFAULTHANDLER="1",
        )
        async with running(env, folder, "tests.faults.failing_answerer") as bot:
            await bot.connects(discord)
            await discord.state.changes.wait_until(lambda: bool(discord.world.commands), "the commands")
            await everything(discord)
            await everything_fails(discord)
            watched = Monitored(discord, bot, port)
            pages = {path: (await watched.get(path)).text for path in ("/metrics", "/readyz", "/healthz")}
            bot.signal(signal.SIGTERM)
            assert await bot.ends() == 0
        searched(discord, bot, folder, pages)
        assert (level == "DEBUG") == ("WebSocket Event" in bot.output)
        assert ("in /ask\n" if form == "text" else 'in /ask", "interaction": "') in bot.output
        assert 'footnote_problems_total{kind="unforeseen"}' in pages["/metrics"]


def someone(discord: Loopback) -> User:
    return discord.world.add_user(f"{SAID}'s friend")


async def everything(discord: Loopback) -> None:
    """What people do."""
    place = discord.channel
    for question in (f"Who was the {SAID}?", f"When was the Fourth International founded, {SAID}?"):
        asked = await discord.slash(someone(discord), place, "ask", question=question)
        await discord.reply(await discord.direct_message(someone(discord), question))
        await discord.reply(await discord.says(someone(discord), place, f"{discord.bot.mention} {question}"))
        assert asked.message is not None
        for button in asked.message.buttons:
            if button.get("custom_id") and not button.get("disabled"):
                await discord.click(someone(discord), asked.message, button["custom_id"])
    await discord.slash(someone(discord), place, "cite", number=SAID)
    await discord.autocomplete(someone(discord), place, "cite", focused="number", number=SAID)
    await discord.autocomplete(someone(discord), place, "ask", focused="question", question=SAID)
    for name in ("citations", "source", "help"):
        await discord.slash(someone(discord), place, name)
    everybody_may(discord)
    await discord.click(discord.ada, await panel(discord, place), "settings:card:compact")
    named: Guild = discord.world.add_guild(SAID, discord.ada)
    await discord.slash(discord.ada, discord.world.add_channel(named, SAID), "ask", question=SAID)


async def everything_fails(discord: Loopback) -> None:
    """What may go wrong while they do it."""
    place, faults = discord.channel, discord.faults
    question = f"Is the {SAID} {WORD}?"
    await discord.slash(someone(discord), place, "ask", question=question)
    await discord.reply(await discord.direct_message(someone(discord), question))
    arrangements: tuple[Callable[[], None], ...] = (
        lambda: faults.answer("POST", CALLBACK, 400, REFUSED, times=2),
        lambda: faults.answer("POST", CALLBACK, 404, {"message": SAID, "code": 10062}),
        lambda: faults.cut("POST", CALLBACK),
        lambda: faults.lose("POST", CALLBACK, 503),
    )
    for arrange in arrangements:
        arrange()
        await discord.use(someone(discord), place, "ask", question=f"Who was the {SAID}?")
        await discord.state.changes.wait_until(lambda: not faults.pending, "the fault")
    refusals = (
        (400, REFUSED, 2),  # an apology follows
        (403, REFUSED | {"code": 50013}, 1),
        (404, REFUSED | {"code": 10003}, 1),
    )
    for status, body, requests in refusals:
        before = messages_sent(discord)
        faults.answer("POST", MESSAGES, status, body)
        await discord.direct_message(someone(discord), f"Who was the {SAID}?")
        await sends(discord, before + requests)
    faults.rate_limit("POST", MESSAGES, retry_after=0.1)
    (session,) = discord.gateway.sessions.values()
    await session.dispatch("MESSAGE_CREATE", {"author": {"id": SAID}, "content": SAID})
    await session.dispatch("INTERACTION_CREATE", {"id": SAID, "type": 2, "data": {"name": SAID}})
    await discord.gateway.connections[0].send_frame(f"{{{SAID}")
    await discord.state.changes.wait_until(lambda: discord.gateway.resumed >= 1, "the bot to resume")
    await discord.reply(await discord.direct_message(someone(discord), f"Who was the {SAID}?"))


def messages_sent(discord: Loopback) -> int:
    """How many messages the bot has tried to send, other than responses to interactions."""
    return sum(request.template.endswith("/messages") for request in discord.requests)


async def sends(discord: Loopback, times: int) -> None:
    """Wait until the bot has tried to send so many messages."""
    await discord.state.changes.wait_until(lambda: messages_sent(discord) >= times, f"message {times}")


def searched(discord: Loopback, bot: BotProcess, folder: Path, pages: Mapping[str, str]) -> None:
    """Nothing of it stands anywhere."""
    written = {"the log": bot.output, **pages}
    assert (folder / "data" / "footnote.sqlite3").is_file(), "what servers have set is searched, too"
    for file in folder.rglob("*"):
        if file.is_file():
            written[str(file)] = file.read_bytes().decode("utf-8", "replace")
    secret = [
        SAID,
        WORD,
        TOKEN,
        *TOKEN.split("."),
        *(asked.token for asked in discord.world.interactions.values()),
    ]
    for where, text in written.items():
        for words in secret:
            place = text.lower().find(words.lower())
            assert place < 0, f"{where} holds {words}: …{text[max(0, place - 600) : place + 100]}…"
