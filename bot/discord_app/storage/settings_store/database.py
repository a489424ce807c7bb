"""The SQLite file: opened for each use, brought up to date, and what is said where that fails.

Settings are read once at the start and written when a moderator changes one, so that a connection isn't
worth keeping: a file that was moved, mended or unlocked meanwhile is simply found as it is.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import aiosqlite

from bot.discord_app.storage.settings_store import migrations

T = TypeVar("T")

FILE = "footnote.sqlite3"

PATIENCE = 1.0
"""Seconds that a lock of somebody else's is waited for, and as many for the turn to ask for it: Discord waits
three for the answer to a click."""

_MENDS = {
    sqlite3.SQLITE_READONLY: "it can't be written; make the file and its folder writable for this user",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened; make the folder readable and writable for this user",
    sqlite3.SQLITE_PERM: "it can't be opened; make the folder readable and writable for this user",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_IOERR: "the disk can't be written or read; see whether it is full or broken",
}


class StoreError(Exception):
    """The database can't be used now. The text is one line for the operator, with the mend."""


class CorruptError(StoreError):
    """The file is no database, or a broken one."""


class BusyError(StoreError):
    """Another program holds the file."""


def _code(error: sqlite3.Error) -> int:
    # The low byte is the error, the others tell it more exactly: https://sqlite.org/rescode.html
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def explained(path: Path, error: sqlite3.Error) -> StoreError:
    """What is wrong, and the mend."""
    code = _code(error)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return broken(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(f"{path}: another program holds it; end that program")
    return StoreError(f"{path}: {_MENDS.get(code, f'SQLite says “{error}”')}")


def broken(path: Path) -> CorruptError:
    """That the file is no database, or a broken one."""
    return CorruptError(f"{path}: not a database, or a broken one")


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """A connection to the file at `path`, made where it is missing, in this program's version.

    What is done with it is committed at the end, and rolled back where anything goes wrong. Raises
    StoreError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        async with aiosqlite.connect(path, timeout=PATIENCE) as connection:
            # A statement that isn't fetched to its end stays in progress, and stops a commit.
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
            await _migrate(connection, path)
            yield connection
            await connection.commit()
    except sqlite3.Error as error:
        raise explained(path, error) from error
    except OSError as error:
        raise StoreError(
            f"{path.parent}: can't be made ({error.strerror}); name another data folder"
        ) from error


async def _version(connection: aiosqlite.Connection) -> int:
    rows = list(await connection.execute_fetchall("PRAGMA user_version"))
    return int(rows[0][0])


async def _migrate(connection: aiosqlite.Connection, path: Path) -> None:
    if await _version(connection) == migrations.VERSION:
        return
    # Two programs may have found the old version: the second waits here, and looks again.
    await connection.execute_fetchall("BEGIN IMMEDIATE")
    version = await _version(connection)
    refuse_newer(version, path)
    for statements in migrations.MIGRATIONS[version:]:
        for statement in statements:
            await connection.execute_fetchall(statement)
    await connection.execute_fetchall(f"PRAGMA user_version = {migrations.VERSION}")
    await connection.commit()


def refuse_newer(version: int, path: Path) -> None:
    """Raises StoreError where a file is of a version that this program doesn't know."""
    if version > migrations.VERSION:
        raise StoreError(
            f"{path}: was written by a newer Footnote (version {version}, not {migrations.VERSION});"
            " install that one, or name another data folder"
        )


async def claim(connection: aiosqlite.Connection, application: int) -> bool:
    """Whether the file was this application's already; one that was nobody's becomes it."""
    mark = application % 0x7FFFFFFF + 1  # SQLite has 32 bits for it, and 0 says that nobody set it
    rows = list(await connection.execute_fetchall("PRAGMA application_id"))
    if not rows[0][0]:
        await connection.execute_fetchall(f"PRAGMA application_id = {mark}")
    return bool(rows[0][0] == mark)


async def read(path: Path, use: Callable[[aiosqlite.Connection], Awaitable[T]]) -> T:
    """What `use` reads from the file at `path`, which is absolute and isn't changed. Raises StoreError."""
    # A file in WAL mode can't be read where its folder can't be written, unless SQLite is told that
    # nobody writes it; so it is where no log is left over.
    log = path.with_name(f"{path.name}-wal")
    frozen = not log.exists() or log.stat().st_size == 0
    modes = ("mode=ro", "mode=ro&immutable=1") if frozen else ("mode=ro",)
    failed: sqlite3.Error | None = None
    for mode in modes:
        address = f"{path.as_uri()}?{mode}"
        try:
            # Row by row, so that those before a broken one are there.
            connecting = aiosqlite.connect(address, uri=True, timeout=PATIENCE, iter_chunk_size=1)
            async with connecting as connection:
                refuse_newer(await _version(connection), path)
                return await use(connection)
        except sqlite3.Error as error:
            failed = error
            if _code(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                break  # somebody may be writing
    raise explained(path, failed or sqlite3.OperationalError("no way to read it"))


async def set_aside(path: Path) -> Path:
    """Rename a broken file, and what SQLite keeps beside it, so that nothing of it is lost."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.name}.corrupt-{stamp}")

    def rename() -> None:
        for suffix in ("-wal", "-shm", ""):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))

    await asyncio.to_thread(rename)
    return aside
