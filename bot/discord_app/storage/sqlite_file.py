"""The SQLite file: opened for each use, migrated, and its errors in words that an operator can act on.

Settings are read once at the start and written when a moderator changes one, so that a connection isn't
worth keeping: a file that was moved, repaired or unlocked in the meantime is found as it is then.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TypeVar
from uuid import uuid4

import aiosqlite

from bot.discord_app.storage import migrations
from bot.discord_app.storage.store_errors import BusyError, CorruptError, StoreError

T = TypeVar("T")

FILE = "footnote.sqlite3"

PATIENCE = 1.0
"""Seconds to wait for a lock that another program holds, and as many for one's own turn to ask for it:
Discord waits three for the answer to a click."""

BUSY_PAUSE = 0.01
"""Seconds between attempts where SQLite itself doesn't wait."""

COPIED_WITHIN = 3600.0
"""Seconds that a copy of the file takes at most."""

_FIXES = {
    sqlite3.SQLITE_READONLY: "it can't be written; make the file and its folder writable for this user",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened; make the folder readable and writable for this user",
    sqlite3.SQLITE_PERM: "it can't be opened; make the folder readable and writable for this user",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_IOERR: "the disk can't be written or read; see whether it is full or broken",
}


def _code(error: sqlite3.Error) -> int:
    # The low byte is the error, the others are its details: https://sqlite.org/rescode.html
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """The error to raise for one of SQLite's: what is wrong with the file, and what to do."""
    code = _code(error)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return corrupt_error(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(f"{path}: another program holds it; end that program")
    return StoreError(f"{path}: {_FIXES.get(code, f'SQLite says “{error}”')}")


def corrupt_error(path: Path) -> CorruptError:
    """The error to raise for a file that isn't a database, or is a broken one."""
    return CorruptError(f"{path}: not a database, or a broken one")


@asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """A connection to the file at `path`, which is created where it is missing and migrated where it is old.

    Changes are committed at the end, and rolled back where anything raises. Raises StoreError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(path)
        async with _opened(aiosqlite.connect(path, timeout=PATIENCE)) as connection:
            await _write_ahead(connection)
            await _migrate(connection, path)
            yield connection
            await connection.commit()
    except sqlite3.Error as error:
        raise store_error(path, error) from error
    except OSError as error:
        raise StoreError(
            f"{path.parent}: can't be made ({error.strerror}); name another data folder"
        ) from error


def make_private(path: Path) -> None:
    """See that nobody but this user reads the file at `path`, which holds what people wrote.

    It is made where it is missing; SQLite gives what it keeps beside a file the file's own rights. Where a
    person gave it to a group, it stays the group's.
    """
    with suppress(OSError):  # what SQLite says then is clearer
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    for part in parts_of(path):
        with suppress(OSError):  # it isn't there, or another user's: `footnote doctor` tells
            if is_open_to_all(part):
                part.chmod(0o600)


def is_open_to_all(path: Path) -> bool:
    """Whether every user of the machine may read or write the file. Raises OSError."""
    return bool(path.stat().st_mode & 0o007)


def parts_of(path: Path) -> tuple[Path, ...]:
    """The file at `path`, and what SQLite keeps beside it."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm"))


@asynccontextmanager
async def _opened(connecting: aiosqlite.Connection) -> AsyncIterator[aiosqlite.Connection]:
    """The connection, closed at the end, and its thread ended, however often this is cancelled meanwhile.

    `aiosqlite` leaves the thread to itself there, which then tells an event loop that may be closed.
    """
    try:
        connection = await connecting
        try:
            yield connection
        finally:
            await connection.close()
    finally:
        await _ended(connecting._thread)


async def _ended(thread: Thread) -> None:
    """Wait for a thread that was told to end; a cancellation is passed on once it has."""
    cancelled: asyncio.CancelledError | None = None
    while thread.is_alive():
        try:
            await asyncio.to_thread(thread.join)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled


async def _write_ahead(connection: aiosqlite.Connection) -> None:
    """Keep changes in a write-ahead log, which stays so.

    A file that is new to it is locked for that, and SQLite waits for no lock while it holds another one:
    where several programs make the file at the same time, all but one are told at once that it is busy.
    """
    now = asyncio.get_running_loop().time
    end = now() + PATIENCE
    while True:
        try:
            # A statement that isn't fetched to its end stays in progress, and stops a commit.
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or now() >= end:
                raise
            await asyncio.sleep(BUSY_PAUSE)
        else:
            return


async def _version(connection: aiosqlite.Connection) -> int:
    rows = list(await connection.execute_fetchall("PRAGMA user_version"))
    return int(rows[0][0])


async def _migrate(connection: aiosqlite.Connection, path: Path) -> None:
    version = await _version(connection)
    if version == migrations.VERSION:
        return
    refuse_newer(version, path)
    copy = await _copy_before_upgrade(connection, path, version) if version else None
    # Two programs may have found the old version: the second one waits here, and checks again.
    await connection.execute_fetchall("BEGIN IMMEDIATE")
    version = await _version(connection)
    refuse_newer(version, path)
    if copy is not None:
        # Where another program has migrated the file meanwhile, it has made a copy, too.
        if version < migrations.VERSION:
            await asyncio.to_thread(copy.replace, copy_path(path, version))
        else:
            await asyncio.to_thread(copy.unlink, missing_ok=True)
    for statements in migrations.MIGRATIONS[version:]:
        for statement in statements:
            await connection.execute_fetchall(statement)
    await connection.execute_fetchall(f"PRAGMA user_version = {migrations.VERSION}")
    await connection.commit()
    await asyncio.to_thread(_remove_old_copies, path)


def copy_path(path: Path, version: int) -> Path:
    """Where a file of an older version stays as it was when it is brought up to date."""
    return path.with_name(f"{path.name}.version-{version}")


async def _copy_before_upgrade(connection: aiosqlite.Connection, path: Path, version: int) -> Path | None:
    """A whole copy of the file beside it, for going back to the program that wrote it; None where one is."""
    if copy_path(path, version).exists():
        return None
    copy = path.with_name(f"{path.name}.copy-{uuid4().hex}")
    make_private(copy)
    await connection.execute_fetchall("VACUUM INTO ?", (str(copy),))
    return copy


def _remove_old_copies(path: Path) -> None:
    """Remove what a program left that was ended as it copied; others may be copying now."""
    for copy in path.parent.glob(f"{path.name}.copy-*"):
        with suppress(OSError):  # another program may be removing it
            if time.time() - copy.stat().st_mtime > COPIED_WITHIN:
                copy.unlink()


def refuse_newer(version: int, path: Path) -> None:
    """Raises StoreError where a newer program has written the file."""
    if version > migrations.VERSION:
        raise StoreError(
            f"{path}: was written by a newer Footnote (version {version}, not {migrations.VERSION});"
            " install that one, or name another data folder"
        )


async def claim(connection: aiosqlite.Connection, application: int) -> bool:
    """Mark the file as this application's where it has no mark. Whether it had this application's before."""
    mark = application % 0x7FFFFFFF + 1  # SQLite has 32 bits for it, and 0 means that none is set
    rows = list(await connection.execute_fetchall("PRAGMA application_id"))
    if not rows[0][0]:
        await connection.execute_fetchall(f"PRAGMA application_id = {mark}")
    return bool(rows[0][0] == mark)


async def read_database(path: Path, use: Callable[[aiosqlite.Connection], Awaitable[T]]) -> T:
    """What `use` reads from the file at the absolute `path`, which isn't changed. Raises StoreError."""
    # A file in WAL mode can't be read where its folder can't be written, unless SQLite is told that nothing
    # writes to it, which is the case where no write-ahead log is left.
    log = path.with_name(f"{path.name}-wal")
    frozen = not log.exists() or log.stat().st_size == 0
    modes = ("mode=ro", "mode=ro&immutable=1") if frozen else ("mode=ro",)
    failed: sqlite3.Error | None = None
    for mode in modes:
        address = f"{path.as_uri()}?{mode}"
        try:
            # Row by row, so that the rows before a broken one are read.
            connecting = aiosqlite.connect(address, uri=True, timeout=PATIENCE, iter_chunk_size=1)
            async with _opened(connecting) as connection:
                refuse_newer(await _version(connection), path)
                return await use(connection)
        except sqlite3.Error as error:
            failed = error
            if _code(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                break  # another program may be writing
    raise store_error(path, failed or sqlite3.OperationalError("no way to read it"))


async def set_aside(path: Path) -> Path:
    """Rename a broken file, and what SQLite keeps beside it, so that nothing is lost: the new path."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.name}.corrupt-{stamp}")

    def rename() -> None:
        for part, aside_part in reversed(list(zip(parts_of(path), parts_of(aside), strict=True))):
            if part.exists():
                part.rename(aside_part)

    await asyncio.to_thread(rename)
    return aside
