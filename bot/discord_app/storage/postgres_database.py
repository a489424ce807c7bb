"""Servers' settings in PostgreSQL, for one process or several.

Whoever changes a row tells it to all in the same transaction (NOTIFY), and each process takes it over
(LISTEN). https://www.postgresql.org/docs/current/sql-notify.html
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from typing import TypeVar

import asyncpg

from bot.discord_app.storage import postgres_statements as sql
from bot.discord_app.storage.guild_rows import Record, Row, from_row, to_row
from bot.discord_app.storage.guild_settings import DEFAULTS
from bot.discord_app.storage.postgres_address import PostgresAddress
from bot.discord_app.storage.postgres_connection import (
    PATIENCE,
    READING,
    Connection,
    connect,
    explained,
    in_time,
)
from bot.discord_app.storage.postgres_coordination import PostgresCoordination
from bot.discord_app.storage.postgres_inspection import inspect
from bot.discord_app.storage.settings_database import (
    EVERYTHING,
    Change,
    Contents,
    Inspection,
    ShardShare,
    Statement,
    Update,
)
from bot.discord_app.storage.store_errors import DisconnectedError, StoreError

T = TypeVar("T")

CHANNEL = "footnote_settings"

ALL = "*"
"""What is told where more servers have changed than are named."""

BEAT = 15.0
"""Seconds without news after which the listening connection is tried: a dead one may look alive."""


class PostgresDatabase:
    """The database at `address`; see `SettingsDatabase`."""

    def __init__(self, address: PostgresAddress) -> None:
        self.address = address
        self.application_id: int | None = None
        self._connection: Connection | None = None
        """For reading and writing; opened when it is needed."""
        self._turn = asyncio.Lock()

    @property
    def coordination(self) -> PostgresCoordination:
        """What the processes agree on here."""
        return PostgresCoordination(self.run)

    @property
    def place(self) -> str:
        """The address, without the password."""
        return self.address.place

    def is_missing(self) -> bool:
        """False: a server's database doesn't vanish in silence."""
        return False

    async def read_all(self, share: ShardShare = EVERYTHING) -> Contents:
        """What is kept of the servers on these shards."""

        async def use(connection: Connection) -> Contents:
            if share.ids:
                rows = await connection.fetch(sql.READ_SHARE, share.count, list(share.ids), timeout=READING)
            else:
                rows = await connection.fetch(sql.READ_ALL, timeout=READING)
            return await asyncio.to_thread(_parsed, rows)

        return await self.run(use, READING)

    async def read(self, guild_ids: Collection[int]) -> Contents:
        """What is kept of these servers."""
        return await self.run(lambda connection: _read(connection, list(guild_ids)))

    async def inspect(self) -> Inspection:
        """How many servers have settings, and what a start would do; changes nothing."""
        return await inspect(self.address)

    async def update(self, guild_id: int, change: Change) -> Update:
        """Apply a change and tell it in one transaction.

        Where the connection ends meanwhile, it is tried once more on a new one. Where it ended while the
        change was committed, the version that the row has then tells that it was.
        """
        committing: Update | None = None

        async def use(connection: Connection) -> Update:
            nonlocal committing
            async with connection.transaction():
                # Waits for other changes of this server, whose row may not be there yet to be locked, and for
                # the end of a transaction whose connection was lost.
                await connection.execute(sql.TAKE_TURN, guild_id)
                contents = _parsed(await connection.fetch(sql.READ_TO_CHANGE, guild_id))
                before, unreadable = contents.records.get(guild_id), bool(contents.unreadable)
                if committing and before and committing.after == before:
                    return committing
                settings = change(before.settings if before else DEFAULTS)
                if before and before.left_at is None and before.settings == settings:
                    return Update(before, before)
                if before is None and not unreadable and settings == DEFAULTS:
                    return Update(None, None)
                after = None
                if unreadable:
                    await connection.execute(sql.PUT_ASIDE, [guild_id])
                if unreadable or settings == DEFAULTS:
                    await connection.execute(sql.DELETE, guild_id)
                if settings != DEFAULTS:
                    after = Record(settings, int(await connection.fetchval(sql.VERSION)))
                    await connection.execute(sql.SAVE, *to_row(guild_id, after))
                await self._mark_as_ours(connection)
                await connection.execute(sql.NOTIFY, CHANNEL, str(guild_id))
                committing = Update(before, after, unreadable)
            return committing

        return await self.run(use)

    async def write_all(self, records: Mapping[int, Record]) -> None:
        """Write these servers whole, in one transaction."""

        async def use(connection: Connection) -> None:
            async with connection.transaction():
                version = int(await connection.fetchval(sql.VERSION))
                rows = await connection.fetch(sql.READ, list(records), timeout=READING)
                unreadable = (await asyncio.to_thread(_parsed, rows)).unreadable
                await connection.execute(sql.PUT_ASIDE, unreadable)
                ids = list(records)
                await connection.executemany(
                    sql.SAVE,
                    (to_row(guild_id, replace(records[guild_id], version=version)) for guild_id in ids),
                    timeout=READING,
                )
                await connection.execute(sql.NOTIFY, CHANNEL, ALL)

        await self.run(use, READING)

    async def mark(self, guild_ids: Collection[int], left_at: int | None) -> None:
        """Note when the bot left servers, where that isn't noted yet; None where it is there again."""
        ids = list(guild_ids)
        await self.run(lambda each: each.execute(sql.MARK, ids, left_at, timeout=READING), READING)

    async def delete_left(self, guild_ids: Collection[int], before: int) -> int:
        """Delete those of these servers that the bot left before this time."""
        if not guild_ids:
            return 0

        async def use(connection: Connection) -> int:
            async with connection.transaction():
                gone = await connection.fetch(
                    "DELETE FROM guild_settings WHERE guild_id = ANY($1::bigint[]) AND left_at < $2"
                    " RETURNING guild_id",
                    list(guild_ids),
                    before,
                    timeout=READING,
                )
                for row in gone[:100]:
                    await connection.execute(sql.NOTIFY, CHANNEL, str(row[0]) if len(gone) <= 100 else ALL)
                return len(gone)

        return await self.run(use, READING)

    async def execute(self, *statements: Statement) -> list[Row]:
        """Do these statements in one transaction.

        Where the connection ended while they were committed, they are done twice: a count is too high then.
        """

        return await self.run(lambda connection: sql.execute_all(connection, statements))

    async def claim(self) -> bool:
        """Mark the database as the application's where it has no mark; whether it had this one before."""

        async def use(connection: Connection) -> bool:
            owner = await connection.fetchval("SELECT application_id FROM footnote_schema")
            await self._mark_as_ours(connection)
            return bool(owner == self.application_id)

        return self.application_id is None or await self.run(use)

    async def _mark_as_ours(self, connection: Connection) -> None:
        if self.application_id is not None:
            await connection.execute(
                "UPDATE footnote_schema SET application_id = $1 WHERE application_id IS NULL",
                self.application_id,
            )

    async def set_aside(self) -> str:
        """Never asked for: what is broken in PostgreSQL is its operator's to repair."""
        raise StoreError(f"{self.place}: is broken; restore a backup")

    async def salvage(self) -> Contents:
        """Never asked for; see `set_aside`."""
        raise StoreError(f"{self.place}: is broken; restore a backup")

    async def follow(self) -> AsyncGenerator[frozenset[int] | None, None]:
        """What is told: first None, for until now nobody listened."""
        connection = await connect(self.address, patience=PATIENCE)
        heard: asyncio.Queue[str | None] = asyncio.Queue()
        try:
            async with explained(self.address), in_time(connection, PATIENCE):
                await connection.add_listener(CHANNEL, lambda *told: heard.put_nowait(str(told[3])))
                connection.add_termination_listener(lambda _: heard.put_nowait(None))
            yield None
            while True:
                changed = await self._news(connection, heard)
                if changed is None or changed:
                    yield changed
        finally:
            connection.terminate()

    async def _news(self, connection: Connection, heard: asyncio.Queue[str | None]) -> frozenset[int] | None:
        """The servers that were told of together; none where nobody said anything for a while."""
        try:
            # Not asyncio.wait_for: on Python 3.11 it loses a cancellation that comes together with news.
            async with asyncio.timeout(BEAT):
                told = [await heard.get()]
        except TimeoutError:
            async with explained(self.address):
                await connection.execute("SELECT 1", timeout=BEAT)
            return frozenset()
        while not heard.empty():
            told.append(heard.get_nowait())
        if None in told:
            raise DisconnectedError(
                f"{self.place}: the connection ended; see whether the database server runs"
            )
        if any(not each.lstrip("-").isdecimal() for each in told if each):
            return None
        return frozenset(int(each) for each in told if each)

    async def close(self) -> None:
        """End the connection."""
        self._drop()

    async def run(self, use: Callable[[Connection], Awaitable[T]], patience: float | None = None) -> T:
        """What `use` returns, within `patience` seconds; tried once more where the connection ended."""
        async with self._turn:
            for fresh in (False, True):
                connection = await self._opened(fresh)
                try:
                    async with explained(self.address), in_time(connection, patience or PATIENCE):
                        return await use(connection)
                except DisconnectedError:
                    self._drop()
                    if fresh:
                        raise
                except BaseException:
                    self._drop()
                    raise
            raise AssertionError

    async def _opened(self, fresh: bool) -> Connection:
        if self._connection is None or self._connection.is_closed() or fresh:
            self._drop()
            self._connection = await connect(self.address, patience=PATIENCE)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None and not self._connection.is_closed():
            self._connection.terminate()
        self._connection = None


async def _read(connection: Connection, guild_ids: list[int]) -> Contents:
    return _parsed(await connection.fetch(sql.READ, guild_ids))


def _parsed(rows: Collection[asyncpg.Record]) -> Contents:
    records: dict[int, Record] = {}
    unreadable: list[int] = []
    for row in rows:
        values: Row = tuple(row)
        try:
            guild_id, record = from_row(values)
            records[guild_id] = record
        except ValueError:
            unreadable.append(values[0])
    return Contents(records, unreadable)
