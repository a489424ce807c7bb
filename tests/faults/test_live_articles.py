"""Articles that change while the bot runs."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.loopback import Loopback, Message
from tests.loopback.change_signal import PATIENCE
from tests.wire.process import TOKEN, BotProcess, environment, running

ARTICLE = """---
title: {title}
license: {{name: CC0-1.0}}
---

{words}[^1]

[^1]: A guide to lighthouses, page 3.
"""
QUESTION = "Where did the lighthouse of Alexandria stand?"


def article(words: str, title: str = "Lighthouses") -> str:
    return ARTICLE.format(title=title, words=words)


def save(file: Path, text: str) -> None:
    """As most editors do: written beside it, then put in its place."""
    fresh = file.with_suffix(".part")
    fresh.write_text(text)
    fresh.replace(file)


@asynccontextmanager
async def lighthouse(folder: Path, program: str = "bot") -> AsyncIterator[tuple[Loopback, BotProcess, Path]]:
    """A bot with an article of its own, and that article's file."""
    articles = folder / "articles"
    articles.mkdir()
    file = articles / "lighthouses.md"
    save(file, article("The lighthouse of Alexandria stood on the island of Pharos."))
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, folder / "data", FOOTNOTE_KNOWLEDGE=str(articles))
        async with running(env, folder, program) as bot:
            await bot.says("Ready as")
            yield discord, bot, file


async def asked(discord: Loopback, question: str = QUESTION) -> Message:
    """The answer to somebody new: one person may not ask without end."""
    message = (
        await discord.slash(discord.world.add_user("carl"), discord.channel, "ask", question=question)
    ).message
    assert message is not None
    return message


async def live(discord: Loopback, words: str, question: str = QUESTION) -> None:
    """Wait until the answer has these words."""
    async with asyncio.timeout(PATIENCE):
        while words not in (await asked(discord, question)).text:  # noqa: ASYNC110 - only an answer tells
            await asyncio.sleep(0.1)


async def test_a_change_is_live_when_the_system_tells_of_it(tmp_path: Path) -> None:
    """A change, a broken file, its correction, a further file, and its end."""
    async with lighthouse(tmp_path, "tests.faults.no_polling") as (discord, bot, file):
        old = await asked(discord)
        assert "Pharos" in old.text

        save(file, article("The lighthouse of Alexandria stood near the harbour of the city."))
        await live(discord, "near the harbour")

        save(file, article("The lighthouse of Alexandria stood on a broken line.[^9]"))
        await bot.says("lighthouses.md:6: error: marker [^9] has no footnote")
        await bot.says("the last good version stays")
        assert "near the harbour" in (await asked(discord)).text

        save(file, article("The lighthouse of Alexandria stood on the mainland of Egypt."))
        await live(discord, "mainland of Egypt")

        other = file.with_name("beacons.md")
        save(other, article("The beacon of Gondor was lit by Gandalf.", title="Beacons"))
        await live(discord, "lit by Gandalf", "Who lit the beacon of Gondor?")
        # Beside another article too, the broken one's last good version stays.
        bot.output = ""
        save(file, article("The lighthouse of Alexandria stood on another broken line.[^9]"))
        await bot.says("the last good version stays")
        save(other, article("The beacon of Gondor was lit by Pippin.", title="Beacons"))
        await live(discord, "lit by Pippin", "Who lit the beacon of Gondor?")
        assert "mainland of Egypt" in (await asked(discord)).text
        save(file, article("The lighthouse of Alexandria stood on the mainland of Egypt."))
        other.unlink()
        await live(discord, "I found nothing", "Who lit the beacon of Gondor?")

        assert "Traceback" not in bot.output
        assert bot.output.count("WARNING") == 1


async def test_a_bot_that_still_reads_stops_when_it_is_told_to(tmp_path: Path) -> None:
    async with lighthouse(tmp_path, "tests.faults.endless_reading") as (discord, bot, file):
        save(file, article("The lighthouse of Alexandria stood elsewhere."))
        await bot.says("reading")
        assert "Pharos" in (await asked(discord)).text
        bot.signal(signal.SIGTERM)
        assert await bot.ends() == 0
        assert "Traceback" not in bot.output
    assert not (tmp_path / "data" / "health.json").exists()


async def test_buttons_of_older_cards(tmp_path: Path) -> None:
    """What hasn't changed can still be read; what has says so."""
    async with lighthouse(tmp_path) as (discord, bot, file):
        old = await asked(discord)
        (button, *_) = [b["custom_id"] for b in old.buttons if b["custom_id"].startswith("open:")]
        assert "Pharos" in (await discord.click(discord.ben, old, button)).text

        save(
            file, article("It was a high one.\n\nThe lighthouse of Alexandria stood on the island of Pharos.")
        )
        await bot.says("now 1, with 2 passages")
        assert "Pharos" in (await discord.click(discord.ben, old, button)).text

        save(file, article("The lighthouse of Alexandria stood elsewhere."))
        await bot.says("now 1, with 1 passages")
        assert "has changed" in (await discord.click(discord.ben, old, button)).text
        assert "Traceback" not in bot.output


async def test_nothing_is_left_of_the_folder(tmp_path: Path) -> None:
    """Moved away, it is told once, and the bot answers from what it has; back again, it is read."""
    async with lighthouse(tmp_path) as (discord, bot, file):
        folder = file.parent
        folder.rename(tmp_path / "away")
        await bot.says("the last good version stays")
        assert "Pharos" in (await asked(discord)).text
        (tmp_path / "away").rename(folder)
        save(file, article("The lighthouse of Alexandria stood near the harbour of the city."))
        await live(discord, "near the harbour")
        assert bot.output.count("the last good version stays") == 1
        assert "Traceback" not in bot.output
