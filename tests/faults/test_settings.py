"""What servers have set, while the machine fails: nothing that was kept is lost, and the bot answers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.discord_app.storage.sqlite_file import FILE
from tests.discord_app.locked_file import locked
from tests.loopback import Loopback
from tests.loopback.world import Interaction
from tests.wire.process import REPOSITORY, TOKEN, BotProcess, environment, running

from .answers import QUESTION, answered_once
from .moderator import NOT_KEPT, another_server, everybody_may, is_private, make_private, panel


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    """A server whose people may manage it."""
    async with Loopback(token=TOKEN) as server:
        everybody_may(server)
        yield server


@asynccontextmanager
async def started(discord: Loopback, folder: Path, program: str = "bot") -> AsyncIterator[BotProcess]:
    """A bot that is ready, and a second one's data where there was one before."""
    before = discord.gateway.identified
    async with running(environment(discord, folder / "data"), folder, program) as bot:
        await bot.says("Ready as")
        await discord.state.changes.wait_until(lambda: discord.gateway.identified > before, "a session")
        yield bot


async def goes_on(discord: Loopback, bot: BotProcess) -> None:
    """Questions are answered once, and nothing in the log looks like a crash."""
    await answered_once(discord, await discord.direct_message(discord.ben, QUESTION))
    assert "Traceback" not in bot.output


def test_killed_while_settings_are_written(tmp_path: Path) -> None:
    """At any moment: what was told to be kept is there, the write under way is there whole or not at all."""
    rounds = subprocess.run(
        [sys.executable, "-m", "tests.faults.crash_while_writing", str(tmp_path), "1", "40"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "OPENBLAS_NUM_THREADS": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    fates = [json.loads(line) for line in rounds.stdout.splitlines()]

    assert len(fates) == 40
    for fate in fates:
        assert fate["found"] in (fate["told"], fate["told"] + 1)
        assert fate["kept"] == 2
    assert sum(fate["within"] for fate in fates) >= 10  # the kill did come in the middle of writes
    assert rounds.stderr == ""


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_killed_in_the_middle_of_a_click(discord: Loopback, tmp_path: Path, moment: str) -> None:
    """Before the commit nothing has changed, after it all is kept; the next start needs no help."""
    async with started(discord, tmp_path, "tests.faults.crash_at_commit") as bot:
        await discord.click(discord.ada, await panel(discord), "settings:card:compact")
        (tmp_path / "crash").write_text(moment)
        clicked = asyncio.create_task(make_private(discord))
        assert await bot.ends() == -signal.SIGKILL
        clicked.cancel()
        assert await asyncio.gather(clicked, return_exceptions=True)
    (tmp_path / "crash").unlink()
    async with started(discord, tmp_path) as bot:
        shown = [button["custom_id"] for button in (await panel(discord)).buttons]
        assert "settings:card:full" in shown  # what was set before stands: it can be switched back
        assert await is_private(discord) == (moment == "after")
        await discord.click(discord.ada, await panel(discord), "settings:card:full")
        assert "settings:card:compact" in [b["custom_id"] for b in (await panel(discord)).buttons]
        await goes_on(discord, bot)
        assert "ERROR" not in bot.output


async def is_told(discord: Loopback, told: Interaction) -> None:
    """Whoever changed something hears once that it couldn't be kept.

    Where the file is waited for longer than a second, the press was acknowledged before.
    """
    await discord.state.changes.wait_until(lambda: NOT_KEPT in told.text or bool(told.follow_ups), "a notice")
    assert [NOT_KEPT in each.text for each in told.follow_ups] in ([], [True])
    assert all(each.ephemeral for each in told.follow_ups)


async def test_another_program_holds_the_file(discord: Loopback, tmp_path: Path) -> None:
    """At a change, the moderator is told; at the start, defaults hold until it can be read."""
    path = tmp_path / "data" / FILE
    async with started(discord, tmp_path) as bot:
        await make_private(discord)
        with locked(path):
            told = await discord.click(discord.ada, await panel(discord), "settings:card:compact")
            await is_told(discord, told)
            assert await is_private(discord)
        assert "another program holds it; end that program" in bot.output
        card = await discord.click(discord.ada, await panel(discord), "settings:card:compact")
        assert NOT_KEPT not in card.text
        await goes_on(discord, bot)

    async with AsyncExitStack() as later:
        with locked(path):
            bot = await later.enter_async_context(started(discord, tmp_path, "tests.faults.short_timeouts"))
            await bot.says("The servers' settings can't be read, defaults hold meanwhile")
            assert not await is_private(discord)
            told = await make_private(discord)
            await is_told(discord, told)
            await goes_on(discord, bot)
        await bot.says("The servers' settings could be read now")
        assert await is_private(discord)
        await goes_on(discord, bot)


async def test_the_file_is_broken(discord: Loopback, tmp_path: Path) -> None:
    """At the start it is kept aside and told; while the bot runs, nothing at all is lost."""
    data = tmp_path / "data"
    data.mkdir()
    other = another_server(discord)
    (data / FILE).write_bytes(b"somebody's notes\n" * 500)
    async with started(discord, tmp_path) as bot:
        (aside,) = data.glob(f"{FILE}.corrupt-*")
        assert aside.read_bytes() == b"somebody's notes\n" * 500
        assert f"not a database, or a broken one; kept as {aside.name}" in bot.output
        assert not await is_private(discord)
        await make_private(discord)
        await make_private(discord, other)
        assert await is_private(discord)

        (data / FILE).write_bytes(os.urandom(4096))
        await discord.click(discord.ada, await panel(discord), "settings:card:compact")
        assert len(list(data.glob(f"{FILE}.corrupt-*"))) == 2
        await goes_on(discord, bot)
    async with started(discord, tmp_path) as bot:
        shown = [button["custom_id"] for button in (await panel(discord)).buttons]
        assert "settings:card:full" in shown
        assert await is_private(discord)
        assert await is_private(discord, other)
        assert "ERROR" not in bot.output


def servers_in(data: Path) -> set[int]:
    """The servers that have set something and that the bot hasn't left, as the file has them."""
    with closing(sqlite3.connect(f"file:{data / FILE}?mode=ro", uri=True)) as connection:
        return {
            row[0] for row in connection.execute("SELECT guild_id FROM guild_settings WHERE left_at IS NULL")
        }


async def test_servers_that_it_was_put_out_of_while_it_was_away(discord: Loopback, tmp_path: Path) -> None:
    """That they were left is noted at the next start, not at another bot's; it passes when they are back."""
    data = tmp_path / "data"
    channel = another_server(discord)
    other = channel.guild
    assert other is not None
    async with started(discord, tmp_path):
        await make_private(discord)
        await make_private(discord, channel)
    async with Loopback(token=TOKEN) as elsewhere, started(elsewhere, tmp_path) as bot:
        await bot.says("holds what servers set that this application isn't in; it stays")
        assert servers_in(data) == {discord.guild.id, other.id}

    other.has_bot = False
    async with started(discord, tmp_path) as bot:
        await bot.says("Of servers that the bot has left, 1 had settings: deleted in 30 days")
        assert servers_in(data) == {discord.guild.id}
        assert await is_private(discord)
        await goes_on(discord, bot)
    other.has_bot = True
    async with started(discord, tmp_path) as bot:
        assert await is_private(discord, channel)
        await goes_on(discord, bot)
        bot.signal(signal.SIGTERM)
        assert await bot.ends() == 0
    assert servers_in(data) == {discord.guild.id, other.id}
