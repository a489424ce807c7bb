"""Servers' settings in a file of SQLite in the data folder. It is created at the first change."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

import aiosqlite

from bot.discord_app.storage.guild_rows import COLUMNS, LATER, NAMES, Record, Row, from_row, to_row
from bot.discord_app.storage.guild_settings import DEFAULTS
from bot.discord_app.storage.settings_database import (
    EVERYTHING,
    Change,
    Contents,
    Inspection,
    ShardShare,
    Statement,
    Update,
)
from bot.discord_app.storage.sqlite_file import (
    FILE,
    claim,
    corrupt_error,
    open_database,
    read_database,
    set_aside,
)
from bot.discord_app.storage.store_errors import BusyError, CorruptError, StoreError

_log = logging.getLogger(__name__)

BATCH = 500
"""Servers in one statement; SQLite takes 32,766 parameters since 3.32, and 999 before."""

Order = Literal["ASC", "DESC"]

_FIND = "SELECT name FROM pragma_table_info('guild_settings')"

_WITHOUT = {**LATER, "version": "0", "left_at": "NULL"}
"""What stands for a column that an older file doesn't have."""

_SAVE = f"INSERT OR REPLACE INTO guild_settings ({COLUMNS}) VALUES ({', '.join('?' for _ in NAMES)})"  # noqa: S608
_DELETE = "DELETE FROM guild_settings WHERE guild_id = ?"
_READ = f"SELECT {COLUMNS} FROM guild_settings WHERE guild_id = ?"  # noqa: S608
_PUT_ASIDE = (
    f"INSERT INTO unreadable_guild_settings (put_aside_at, {COLUMNS})"  # noqa: S608
    f" SELECT ?, {COLUMNS} FROM guild_settings WHERE guild_id = ?"
)


class SQLiteDatabase:
    """The file `footnote.sqlite3` in the folder `data`; see `SettingsDatabase`."""

    def __init__(self, data: Path) -> None:
        self.path = (data / FILE).absolute()
        self.application_id: int | None = None

    @property
    def coordination(self) -> None:
        """None: a file is no place to agree."""
        return

    @property
    def place(self) -> str:
        """The file's path."""
        return str(self.path)

    def is_missing(self) -> bool:
        """Whether there is no file."""
        return not self.path.exists()

    async def read_all(self, share: ShardShare = EVERYTHING) -> Contents:
        """Every server's settings; the file is brought up to date where it can be written."""
        if self.is_missing():
            return Contents({})
        use = partial(_all, path=self.path, share=share)
        try:
            async with open_database(self.path) as connection:
                return await use(connection)
        except (CorruptError, BusyError):
            raise
        except StoreError:
            return await read_database(self.path, use)

    async def read(self, guild_ids: Collection[int]) -> Contents:
        """What is kept of these servers."""
        if self.is_missing():
            return Contents({})

        async def use(connection: aiosqlite.Connection) -> Contents:
            rows: list[Row] = []
            for guild_id in guild_ids:
                rows += [tuple(row) for row in await connection.execute_fetchall(_READ, (guild_id,))]
            return _parsed(rows)

        return await read_database(self.path, use)

    async def inspect(self) -> Inspection:
        """The number of servers in the file, which isn't changed."""
        if self.is_missing():
            return Inspection(0)
        contents = await read_database(self.path, partial(_all, path=self.path, share=EVERYTHING))
        return Inspection(len(contents.records))

    async def update(self, guild_id: int, change: Change) -> Update:
        """Apply a change in one transaction. Where nothing is there and nothing is set, no file is made."""
        if self.is_missing() and change(DEFAULTS) == DEFAULTS:
            return Update(None, None)
        async with open_database(self.path) as connection:
            await connection.execute_fetchall("BEGIN IMMEDIATE")
            rows = [tuple(row) for row in await connection.execute_fetchall(_READ, (guild_id,))]
            contents = _parsed(rows)
            before, unreadable = contents.records.get(guild_id), bool(contents.unreadable)
            if unreadable:
                await connection.execute_fetchall(_PUT_ASIDE, (int(time.time()), guild_id))
                await connection.execute_fetchall(_DELETE, (guild_id,))
            settings = change(before.settings if before else DEFAULTS)
            if before and before.left_at is None and before.settings == settings:
                return Update(before, before)
            if settings == DEFAULTS:
                await connection.execute_fetchall(_DELETE, (guild_id,))
                return Update(before, None, unreadable)
            if self.application_id is not None:
                await claim(connection, self.application_id)
            after = Record(settings, await _next_version(connection))
            await connection.execute_fetchall(_SAVE, to_row(guild_id, after))
            return Update(before, after, unreadable)

    async def write_all(self, records: Mapping[int, Record]) -> None:
        """Write these servers whole, in one transaction."""
        async with open_database(self.path) as connection:
            await connection.execute_fetchall("BEGIN IMMEDIATE")
            version = await _next_version(connection)
            ids = list(records)
            rows = (to_row(guild_id, replace(records[guild_id], version=version)) for guild_id in ids)
            # What isn't a server's settings any more must not vanish under what replaces it.
            for guild_id in (await _contents(connection)).unreadable:
                if guild_id in records:
                    await connection.execute_fetchall(_PUT_ASIDE, (int(time.time()), guild_id))
            await connection.executemany(_SAVE, rows)

    async def mark(self, guild_ids: Collection[int], left_at: int | None) -> None:
        """Note when the bot left servers, where that isn't noted yet; None where it is there again."""
        if self.is_missing() or not guild_ids:
            return
        new = "NULL" if left_at is None else "coalesce(left_at, ?)"
        given = () if left_at is None else (left_at,)
        async with open_database(self.path) as connection:
            for statement, ids in _batches(f"UPDATE guild_settings SET left_at = {new}", guild_ids):  # noqa: S608
                await connection.execute_fetchall(statement, (*given, *ids))

    async def delete_left(self, guild_ids: Collection[int], before: int) -> int:
        """Delete those of these servers that the bot left before this time."""
        if self.is_missing() or not guild_ids:
            return 0
        deleted = 0
        async with open_database(self.path) as connection:
            for statement, ids in _batches("DELETE FROM guild_settings", guild_ids):
                cursor = await connection.execute(f"{statement} AND left_at < ?", (*ids, before))
                deleted += cursor.rowcount
        return deleted

    async def execute(self, *statements: Statement) -> list[Row]:
        """Do these statements in one transaction. Where there is no file yet, one is made."""
        rows: list[Row] = []
        async with open_database(self.path) as connection:
            # What is erased must not stay readable in the file.
            await connection.execute_fetchall("PRAGMA secure_delete = ON")
            await connection.execute_fetchall("BEGIN IMMEDIATE")
            for sql, values in statements:
                numbered = sql.replace("$", "?")
                rows = [tuple(row) for row in await connection.execute_fetchall(numbered, tuple(values))]
        return rows

    async def claim(self) -> bool:
        """Mark the file as the application's where it has no mark; whether it had this one before."""
        if self.is_missing() or self.application_id is None:
            return True
        async with open_database(self.path) as connection:
            return await claim(connection, self.application_id)

    async def set_aside(self) -> str:
        """Rename the broken file: its new name."""
        try:
            return (await set_aside(self.path)).name
        except OSError as refused:
            raise StoreError(
                f"{self.path}: not a database, or a broken one, and can't be renamed"
                f" ({refused.strerror}); do so by hand"
            ) from refused

    async def salvage(self) -> Contents:
        """What can be read of the broken file: from both ends, each as far as it goes."""
        records: dict[int, Record] = {}
        orders: tuple[Order, ...] = ("ASC", "DESC")
        for order in orders:
            rows: list[Row] = []
            try:
                await read_database(self.path, partial(_add_rows, rows=rows, order=order))
            except StoreError as error:
                _log.debug("No more could be read: %s", error)
            records.update(_parsed(rows).records)
        return Contents(records)

    async def follow(self) -> AsyncGenerator[frozenset[int] | None, None]:
        """Nothing: no other process tells what it changes in a file."""
        await asyncio.Event().wait()
        yield None

    async def close(self) -> None:
        """Nothing to end: each use opens the file, and closes it."""


async def _next_version(connection: aiosqlite.Connection) -> int:
    await connection.execute_fetchall("UPDATE last_version SET value = value + 1")
    rows = list(await connection.execute_fetchall("SELECT value FROM last_version"))
    return int(rows[0][0])


async def _all(connection: aiosqlite.Connection, path: Path, share: ShardShare) -> Contents:
    result = list(await connection.execute_fetchall("PRAGMA quick_check(1)"))
    if result[0][0] != "ok":
        raise corrupt_error(path)
    contents = await _contents(connection)
    records = {guild: record for guild, record in contents.records.items() if share.holds(guild)}
    return Contents(records, contents.unreadable)


async def _contents(connection: aiosqlite.Connection) -> Contents:
    rows: list[Row] = []
    await _add_rows(connection, rows)
    return _parsed(rows) if len(rows) < BATCH else await asyncio.to_thread(_parsed, rows)


async def _add_rows(connection: aiosqlite.Connection, rows: list[Row], order: Order = "ASC") -> None:
    # An older file that can't be brought up to date, for it can't be written, is read all the same.
    there = {name for (name,) in await connection.execute_fetchall(_FIND)}
    columns = ", ".join(name if name in there else _WITHOUT.get(name, name) for name in NAMES)
    select = f"SELECT {columns} FROM guild_settings ORDER BY guild_id {order}"  # noqa: S608 - all of it is ours
    async with connection.execute(select) as found:
        async for row in found:
            rows.append(tuple(row))  # noqa: PERF401 - row by row, so that those before a broken one are kept


def _parsed(rows: Collection[Row]) -> Contents:
    records: dict[int, Record] = {}
    unreadable: list[object] = []
    for row in rows:
        try:
            guild_id, record = from_row(row)
            records[guild_id] = record
        except ValueError:
            unreadable.append(row[0])
    return Contents(records, unreadable)


def _batches(statement: str, guild_ids: Collection[int]) -> Iterator[tuple[str, list[int]]]:
    """The statement for so many servers at a time, and their ids."""
    ids = list(guild_ids)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        yield f"{statement} WHERE guild_id IN ({', '.join('?' * len(batch))})", batch
