"""Servers' settings in memory, and their changes, which are written before they hold."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from bot.discord_app.storage import sqlite_file
from bot.discord_app.storage.guild_rows import Record, Row
from bot.discord_app.storage.guild_settings import DEFAULTS, GuildSettings
from bot.discord_app.storage.settings_database import (
    EVERYTHING,
    Change,
    SettingsDatabase,
    Statement,
    Update,
)
from bot.discord_app.storage.store_errors import BusyError, CorruptError

_log = logging.getLogger(__name__)


class SettingsCache:
    """Every server's settings that this process answers for, in memory and in `database`."""

    def __init__(self, database: SettingsDatabase) -> None:
        self.database = database
        self._share = EVERYTHING
        self._records: dict[int, Record] = {}
        self._unwritten: dict[int, int | None] = {}
        """Servers for which the database doesn't know yet that the bot left, and when, or that it is back."""
        self._loaded = False
        self._incomplete = False
        """Whether settings that are known here are missing in the database."""
        self._lock = asyncio.Lock()

    def settings_in(self, guild_id: int | None) -> GuildSettings:
        """A server's settings; the defaults where it has none, and where there is no server."""
        record = None if guild_id is None else self._records.get(guild_id)
        return record.settings if record else DEFAULTS

    async def change(self, guild_id: int, change: Change) -> GuildSettings:
        """Apply `change` to a server's settings, write them, and return the new ones.

        Where another process has changed them meanwhile, `change` is applied to what that one wrote. Raises
        StoreError where they can't be written: then nothing has changed.
        """
        async with self._turn():
            await self._load()
            known = self._records.get(guild_id)
            update = await self._update(guild_id, change)
            if _versions(known) != _versions(update.before) and not update.unreadable:
                _log.warning(
                    "Another process has changed the settings of server %d meanwhile; this change holds, too",
                    guild_id,
                    extra={"kind": "settings"},
                )
            if update.unreadable:
                self._tell_unreadable([guild_id])
            self._put(guild_id, update.after)
            self._unwritten.pop(guild_id, None)
            return self.settings_in(guild_id)

    async def execute(self, *statements: Statement) -> list[Row]:
        """Do what else is kept in the database, in one transaction: the rows of the last statement.

        Where nothing was ever kept, nothing is made to be read or deleted. Raises StoreError.
        """
        async with self._turn():
            inserts = any(sql.startswith("INSERT") for sql, _ in statements)
            if self.database.is_missing() and not self._records and not inserts:
                return []
            await self._complete()
            return await self.database.execute(*statements)

    async def check(self) -> int:
        """The number of servers with settings in the database, which isn't changed. Raises StoreError."""
        return (await self.database.inspect()).servers

    async def close(self) -> None:
        """End the database's connections."""
        await self.database.close()

    # What is known

    def _put(self, guild_id: int, record: Record | None) -> None:
        if record is None:
            self._records.pop(guild_id, None)
        else:
            self._records[guild_id] = record

    async def _load(self, *, again: bool = False) -> None:
        """Read all settings, if that hasn't been done. Raises StoreError."""
        if self._loaded and not again:
            return
        try:
            contents = await self.database.read_all(self._share)
        except CorruptError as error:
            contents = await self.database.salvage()
            await self._set_aside(error, len(contents.records))
        self._records = dict(contents.records)
        for guild_id, left_at in self._unwritten.items():
            self._mark_known(guild_id, left_at)
        self._tell_unreadable(contents.unreadable)
        self._loaded = True

    def _tell_unreadable(self, guild_ids: Collection[object]) -> None:
        for guild_id in guild_ids:
            _log.error(
                "The settings of server %s can't be understood; defaults hold there, and the row is put aside"
                " before another is written",
                guild_id,
                extra={"kind": "settings"},
            )

    def _mark_known(self, guild_id: int, left_at: int | None) -> None:
        record = self._records.get(guild_id)
        if record and (left_at is None or record.left_at is None):
            self._records[guild_id] = Record(record.settings, record.version, left_at)

    # What is written

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """One change at a time. Raises StoreError where others take too long."""
        try:
            async with asyncio.timeout(sqlite_file.PATIENCE):
                await self._lock.acquire()
        except TimeoutError:
            raise BusyError(f"{self.database.place}: others waited for it already") from None
        try:
            yield
        finally:
            self._lock.release()

    async def _update(self, guild_id: int, change: Change) -> Update:
        try:
            await self._complete()
            return await self.database.update(guild_id, change)
        except CorruptError as error:
            await self._set_aside(error, len(self._records))
            await self._complete()
            return await self.database.update(guild_id, change)

    async def _complete(self) -> None:
        """Write all that is known where the database was put aside, or somebody took it away."""
        if self._records and (self._incomplete or self.database.is_missing()):
            await self.database.write_all(self._records)
            self._records = dict((await self.database.read_all(self._share)).records)
        self._incomplete = False

    async def _set_aside(self, error: CorruptError, saved: int) -> None:
        aside = await self.database.set_aside()
        self._incomplete = True
        _log.error(
            "%s; kept as %s; the settings of %d servers could be saved",
            error,
            aside,
            saved,
            extra={"kind": "settings"},
        )


def _versions(record: Record | None) -> int | None:
    return record.version if record else None
