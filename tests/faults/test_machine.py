"""The machine fails: the disk, the process, the name server."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
import subprocess
import time
from collections.abc import Awaitable, Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest

from tests.loopback import Loopback
from tests.loopback.change_signal import PATIENCE
from tests.wire.process import TOKEN, command, environment, running

from .answers import ANSWER, QUESTION, answered_once
from .moderator import NOT_KEPT, everybody_may, is_private, make_private


class Disk:
    """A small file system where this user may mount one, else a folder that is made to fail like one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        options = ["-t", "tmpfs", "-o", "size=64k", "footnote-test"]
        self.mounted = os.geteuid() == 0 and not self._mount(*options)
        self._filling = folder / "filling" if self.mounted else folder / "data" / ".health.json.new"

    def _mount(self, *options: str) -> int:
        mount = ["mount", *options, str(self.folder)]
        return subprocess.run(mount, capture_output=True, check=False, timeout=60).returncode

    def fill(self, pid: int | None = None) -> None:
        """Until not a byte more can be written: by anybody, or without a file system by the process."""
        if not self.mounted:
            with suppress(FileExistsError):
                self._filling.symlink_to("/dev/full")
            if pid is not None:
                _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))
            return
        with self._filling.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"x" * 4096)

    async def fill_until(self, found: Awaitable[None]) -> None:
        """Fill it until this has come.

        Once isn't enough: a file that the process was replacing at that moment frees its old copy's room,
        and the next ones of its size find it.
        """
        awaited = asyncio.ensure_future(found)
        while not awaited.done():
            self.fill()
            await asyncio.wait({awaited}, timeout=0.05)
        awaited.result()

    def free(self) -> None:
        """Take away what fills it."""
        self._filling.unlink()

    def lock(self) -> None:
        """Nothing can be written any more, as soon as no file is open for it."""
        if self.mounted:
            deadline = time.monotonic() + PATIENCE
            while self._mount("-o", "remount,ro"):
                assert time.monotonic() < deadline
        else:
            (self.folder / "data").chmod(0o555)

    def end(self) -> None:
        """Leave nothing behind."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True, timeout=60)
        else:
            (self.folder / "data").chmod(0o755)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be filled and locked."""
    disk = Disk(tmp_path / "disk")
    yield disk
    disk.end()


async def asks(discord: Loopback) -> None:
    await answered_once(discord, await discord.direct_message(discord.ada, QUESTION))
    asked = await discord.slash(discord.ada, discord.channel, "ask", question=QUESTION)
    assert ANSWER in asked.text


async def test_the_disk_is_full(disk: Disk) -> None:
    """While it runs, and at the next start: it answers, and says once that its state can't be kept.

    A moderator is told that a setting can't be, and it holds as little as it is kept.
    """
    async with Loopback(token=TOKEN) as discord:
        everybody_may(discord)
        env = environment(discord, disk.folder / "data")
        async with running(env, disk.folder.parent) as bot:
            await bot.connects(discord)
            await bot.says("Ready as")
            await discord.gateway.drop()
            await disk.fill_until(bot.says("can't be written (No space left on device)"))
            await discord.state.changes.wait_until(lambda: discord.gateway.resumed == 1, "a resumption")
            await discord.gateway.drop()
            await discord.state.changes.wait_until(lambda: discord.gateway.resumed == 2, "two resumptions")
            await asks(discord)
            disk.fill(bot.pid)
            assert NOT_KEPT in (await make_private(discord)).text
            assert not await is_private(discord)
            assert re.search(r"A server's settings couldn't be kept: .*the disk ", bot.output)
            bot.signal(signal.SIGTERM)
            assert await bot.ends() == 0
            assert bot.output.count("health.json can't be written") == 1
            assert "Traceback" not in bot.output
        disk.fill()  # with what the end has freed
        async with running(env, disk.folder.parent) as bot:
            await bot.says("health.json can't be written (No space left on device)")
            await bot.says("Ready as")
            await asks(discord)
            disk.free()
            await discord.gateway.drop()
            await discord.state.changes.wait_until(lambda: discord.gateway.resumed == 3, "a resumption")
            await asks(discord)
            assert await command("health", env=env, cwd=disk.folder.parent) == (0, "ready\n")
            assert "Traceback" not in bot.output


async def test_the_disk_becomes_read_only(disk: Disk) -> None:
    """As a worn card does: it goes on, stops in order, and doesn't start again without a word."""
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, disk.folder / "data")
        async with running(env, disk.folder.parent) as bot:
            await bot.connects(discord)
            await bot.says("Ready as")
            disk.lock()
            await discord.gateway.drop()
            await bot.says("health.json can't be written (")
            await asks(discord)
            bot.signal(signal.SIGTERM)
            assert await bot.ends() == 0
            assert "Traceback" not in bot.output
        async with running(env, disk.folder.parent) as bot:
            assert await bot.ends() == 2
            (line,) = bot.output.splitlines()
            assert f"{disk.folder / 'data'}: the data folder can't be written (" in line


async def test_killed(tmp_path: Path) -> None:
    """In the middle of an answer: the next start needs no help, and nothing is answered twice."""
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, tmp_path / "data")
        async with running(env, tmp_path) as bot:
            await bot.connects(discord)
            gate = discord.faults.hold("POST", "/channels/*/messages")
            said = await discord.direct_message(discord.ada, QUESTION)
            await gate.reached()
            os.kill(bot.pid, signal.SIGKILL)
            assert await bot.ends() == -signal.SIGKILL
            gate.release()
        async with running(env, tmp_path) as bot:
            await bot.says("Ready as")
            await asks(discord)
            assert await command("health", env=env, cwd=tmp_path) == (0, "ready\n")
            assert "Traceback" not in bot.output
        assert sum(message.reply_to is said for message in said.channel.messages) <= 1


async def test_no_name_server_at_the_start(tmp_path: Path) -> None:
    """Nor any other way: it says so, waits, and is ready when there is one. (For a name: tests/wire.)"""
    async with Loopback(token=TOKEN) as discord, AsyncExitStack() as later:
        env = environment(discord, tmp_path / "data", FOOTNOTE_PATIENCE="60")
        outage = discord.outage()
        await outage.__aenter__()
        bot = await later.enter_async_context(running(env, tmp_path))
        await bot.says("Discord can't be reached (")
        told = await command("health", env=env, cwd=tmp_path)
        await outage.__aexit__(None, None, None)
        await bot.connects(discord)
        await asks(discord)
        assert told == (1, "running, but not connected to Discord\n")
        assert "Traceback" not in bot.output
