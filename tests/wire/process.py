"""`footnote run` as a process: start it, read its output line by line, send it signals, wait for its end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.loopback import Loopback
from tests.loopback.change_signal import PATIENCE, ChangeSignal

from .forked import REPOSITORY as REPOSITORY
from .forked import ForkedProcess, can_be_forked, start_forked

TOKEN = "bG9vcGJhY2s.Gx3kQz.a-token-that-nobody-may-ever-see"

Environment = dict[str, str]


def environment(discord: Loopback | None, data: Path, **more: str) -> Environment:
    """What the process gets, and nothing of what this process has; an empty value takes a variable away."""
    given = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(REPOSITORY),
        "DISCORD_TOKEN": TOKEN,
        "FOOTNOTE_DATA": str(data),
        "FOOTNOTE_COOLDOWN_ANSWERS": "0",  # tests ask more, and faster, than people do
        # As `footnote` sets it itself: programs that stand for it here load NumPy before they come to that,
        # and its threads, which wait by spinning, made the encoder many times slower on a busy machine.
        "OPENBLAS_NUM_THREADS": "1",
    }
    if discord is not None:
        given |= {
            "FOOTNOTE_DISCORD_API_URL": discord.api_url,
            "FOOTNOTE_DISCORD_GATEWAY_URL": discord.gateway_url,
        }
    return {name: value for name, value in (given | more).items() if value}


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


Process = asyncio.subprocess.Process | ForkedProcess


async def _start(
    *arguments: str, env: Environment, cwd: Path, program: str = "bot", python: str | None = None
) -> Process:
    if python is None and can_be_forked(env):
        return await start_forked(*arguments, env=env, cwd=cwd, program=program)
    return await asyncio.create_subprocess_exec(
        python or sys.executable,
        "-m",
        program,
        *arguments,
        cwd=cwd,
        env=env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def command(
    *arguments: str, env: Environment, cwd: Path, program: str = "bot", python: str | None = None
) -> tuple[int, str]:
    """Run `footnote` with these arguments to its end: exit code and output.

    `program`, `python`: see `running`.
    """
    process = await _start(*arguments, env=env, cwd=cwd, program=program, python=python)
    output = await outcome(process, f"footnote {' '.join(arguments)}")
    return process.returncode or 0, output


async def outcome(process: Process, what: str) -> str:
    """What a process has written at its end; killed, and an error that names it, where it doesn't end."""
    try:
        async with asyncio.timeout(PATIENCE):
            output, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        raise TimeoutError(f"after {PATIENCE:g} s still waiting for the end of {what}") from None
    return output.decode()


class BotProcess:
    """A running bot. `output` is everything that it has printed so far, both streams."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._changes = ChangeSignal()
        self.output = ""
        self._reader = asyncio.create_task(self._read())

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._process.returncode is not None

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.output += line.decode()
            self._changes.notify()

    async def says(self, words: str) -> None:
        """Return when the output holds these words."""
        try:
            await self._changes.wait_until(lambda: words in self.output, f"“{words}”")
        except TimeoutError as error:
            raise TimeoutError(f"{error} in:\n{self.output}") from None

    async def says_often(self, words: str, times: int) -> None:
        """Return when the output holds these words so many times."""
        await self._changes.wait_until(lambda: self.output.count(words) >= times, f"{times} times “{words}”")

    async def connects(self, discord: Loopback) -> None:
        """Return when it is connected; tell its output where it ends or takes too long instead."""
        ready, ended = asyncio.create_task(discord.ready()), asyncio.create_task(self._process.wait())
        await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not ready.done() or ready.exception():
            ready.cancel()
            raise AssertionError(f"the bot didn't connect:\n{self.output}")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    async def ends(self) -> int:
        """Wait for the end: the exit code."""
        try:
            async with asyncio.timeout(PATIENCE):
                code = await self._process.wait()
                await self._reader
        except TimeoutError:
            raise TimeoutError(f"after {PATIENCE:g} s the bot hasn't ended:\n{self.output}") from None
        return code

    async def kill(self) -> None:
        """Make sure that nothing is left."""
        if self._process.returncode is None:
            self._process.kill()
        async with asyncio.timeout(PATIENCE):
            await self._process.wait()
            # Ends with the last process that has its output, should it have left one behind.
            await self._reader


@asynccontextmanager
async def running(
    env: Environment, cwd: Path, program: str = "bot", python: str | None = None
) -> AsyncIterator[BotProcess]:
    """`footnote run`, killed at the end where it still lives; `program` is the module that is it.

    `python` is started for it; where none is named, the program is forked if that makes no difference.
    """
    bot = BotProcess(await _start("run", env=env, cwd=cwd, program=program, python=python))
    try:
        yield bot
    finally:
        await bot.kill()


@asynccontextmanager
async def connected(data: Path) -> AsyncIterator[tuple[Loopback, BotProcess]]:
    """A loopback, and a bot with this data folder that is connected to it."""
    async with Loopback(token=TOKEN) as discord, running(environment(discord, data), data.parent) as bot:
        await bot.connects(discord)
        yield discord, bot
