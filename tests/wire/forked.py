"""Programs that a prepared process forks, in place of asyncio's subprocesses; see `prepared`."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

READ_BY_PYTHON = ("PYTHON", "LANG", "LC_", "LD_", "DYLD_", "MALLOC_", "OPENBLAS_", "OMP_")
"""Beginnings of variables that count when an interpreter or a library is loaded."""

ENVIRONMENT = {"PYTHONPATH": str(REPOSITORY), "OPENBLAS_NUM_THREADS": "1"}
"""Those variables of the prepared process."""


def can_be_forked(env: Mapping[str, str]) -> bool:
    """Whether a program with this environment begins as one does that the prepared process forks."""
    given = {name: value for name, value in env.items() if name.startswith(READ_BY_PYTHON)}
    return sys.platform == "linux" and given == ENVIRONMENT


class ForkedProcess:
    """A program that runs. What `asyncio.subprocess.Process` has, as far as tests use it."""

    def __init__(self, pid: int, stdout: asyncio.StreamReader, reports: asyncio.StreamReader) -> None:
        self.pid, self.stdout = pid, stdout
        self._end = asyncio.create_task(self._ended(reports))

    @staticmethod
    async def _ended(reports: asyncio.StreamReader) -> int:
        return int(await reports.readline())

    @property
    def returncode(self) -> int | None:
        """How it ended; None where it runs."""
        return self._end.result() if self._end.done() else None

    async def wait(self) -> int:
        """How it ended, once it has."""
        return await asyncio.shield(self._end)

    async def communicate(self) -> tuple[bytes, None]:
        """What it has written, once it has ended."""
        written = await self.stdout.read()
        await self.wait()
        return written, None

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once; nothing where it has ended already."""
        with suppress(ProcessLookupError):
            self.send_signal(signal.SIGKILL)


async def start_forked(*arguments: str, env: Mapping[str, str], cwd: Path, program: str) -> ForkedProcess:
    """`python -m program ARGUMENTS…`, with both outputs in one pipe."""
    reading, writing = os.pipe()
    reported, report = os.pipe()
    request = {"program": program, "arguments": arguments, "env": dict(env), "folder": str(cwd)}
    nothing = os.open(os.devnull, os.O_RDONLY)
    try:
        files = [nothing, writing, writing, report]
        socket.send_fds(_prepared().door, [json.dumps(request).encode()], files)
    finally:
        for file in (nothing, writing, report):
            os.close(file)
    reports = await _reader(reported)
    pid = await reports.readline()
    if not pid:
        raise RuntimeError(f"nothing was forked: {_prepared().end()}")
    return ForkedProcess(int(pid), await _reader(reading), reports)


async def _reader(file: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    pipe = os.fdopen(file, "rb", buffering=0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


class _Prepared:
    """The process that forks; it is started now, and ends with this one."""

    def __init__(self) -> None:
        self.door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # Its streams are of the kind that a forked program gets: Python remembers what can be done
            # with them.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.wire.prepared", str(theirs.fileno())],
                env=ENVIRONMENT | {"PATH": os.environ.get("PATH", "")},
                cwd=REPOSITORY,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        atexit.register(self.end)

    def end(self) -> str:
        """End it; what it has written, which is nothing unless it failed."""
        atexit.unregister(self.end)
        _prepared.cache_clear()
        self.door.close()
        written, _ = self._process.communicate()
        return written.decode(errors="replace")


@cache
def _prepared() -> _Prepared:
    return _Prepared()
