"""The settings of all servers: read once, held in memory, written to SQLite when somebody changes them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Literal

import aiosqlite

from bot.discord_app.storage import guild_rows, sqlite_file
from bot.discord_app.storage.guild_settings import DEFAULTS, GuildSettings
from bot.discord_app.storage.sqlite_file import (
    FILE,
    BusyError,
    CorruptError,
    StoreError,
    claim,
    corrupt_error,
    open_database,
    read_database,
    set_aside,
)

_log = logging.getLogger(__name__)

RETRY = 30.0
"""Seconds after which a database that couldn't be read is tried again."""

Order = Literal["ASC", "DESC"]

Change = Callable[[GuildSettings], GuildSettings]


class GuildStore:
    """Every server's settings, in memory and in the data folder. The file is created at the first change."""

    def __init__(self, data: Path) -> None:
        self.path = (data / FILE).absolute()
        self._kept: dict[int, GuildSettings] = {}
        self._left: set[int] = set()
        """Servers whose rows couldn't be deleted yet."""
        self._owner: int | None = None
        """The application's id, once Discord has told it, with which the file is marked."""
        self._loaded = False
        self._file_is_incomplete = False
        """Whether settings that are known here are missing in the file."""
        self._lock = asyncio.Lock()

    def settings_in(self, guild_id: int | None) -> GuildSettings:
        """A server's settings; the defaults where it has none, and where there is no server."""
        return DEFAULTS if guild_id is None else self._kept.get(guild_id, DEFAULTS)

    async def load(self) -> bool:
        """Read all settings. Where that fails, log it, use the defaults and return False."""
        async with self._lock:
            try:
                await self._load()
            except StoreError as error:
                _log.error(
                    "The servers' settings can't be read, defaults hold meanwhile: %s",
                    error,
                    extra={"kind": "settings"},
                )
        return self._loaded

    async def keep_trying(self) -> None:
        """Try to read the settings every RETRY seconds, until that succeeds."""
        while not self._loaded:
            await asyncio.sleep(RETRY)
            async with self._lock:
                try:
                    await self._load()
                    _log.info("The servers' settings could be read now")
                except StoreError as error:
                    _log.debug("Still not: %s", error)

    async def change(self, guild_id: int, change: Change) -> GuildSettings:
        """Apply `change` to a server's settings, write them, and return the new ones.

        Raises StoreError where they can't be written: then nothing has changed.
        """
        async with self._turn():
            await self._load()
            changed = change(self.settings_in(guild_id))
            if changed != self.settings_in(guild_id):
                await self._save({guild_id: changed})
            return changed

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """One change at a time. Raises StoreError where others take too long."""
        try:
            async with asyncio.timeout(sqlite_file.PATIENCE):
                await self._lock.acquire()
        except TimeoutError:
            raise BusyError(f"{self.path}: others waited for it already") from None
        try:
            yield
        finally:
            self._lock.release()

    async def check(self) -> int:
        """The number of servers with settings in the file, which isn't changed. Raises StoreError."""
        if not self.path.exists():
            return 0
        return len(await read_database(self.path, lambda connection: _all(connection, self.path)))

    async def forget(self, guild_id: int) -> None:
        """Delete the settings of a server that the bot has left."""
        async with self._lock:
            if self._loaded and guild_id not in self._kept:
                return
            self._left.add(guild_id)
            try:
                await self._load()
                await self._save({guild_id: DEFAULTS})
            except StoreError as error:
                self._kept.pop(guild_id, None)
                _log.error(
                    "The settings of a server that the bot left stay for now: %s",
                    error,
                    extra={"kind": "settings"},
                )

    async def keep_only(self, application: int, is_there: Callable[[int], bool]) -> None:
        """Delete the settings of servers that the bot left while it wasn't connected.

        Only in a file that this application has marked: another one that is started with the same data folder
        is in none of these servers.
        """
        async with self._lock:
            self._owner = application
            gone = [guild_id for guild_id in self._kept if not is_there(guild_id)]
            if not gone or not self.path.exists():
                return
            try:
                async with open_database(self.path) as connection:
                    ours = await claim(connection, application)
                if ours:
                    await self._save(dict.fromkeys(gone, DEFAULTS))
                    _log.info("Of servers that the bot has left, %d had settings: deleted", len(gone))
                else:
                    _log.warning(
                        "%s holds what servers set that this application isn't in; it stays",
                        self.path,
                        extra={"kind": "settings"},
                    )
            except StoreError as error:
                _log.error(
                    "The settings of servers that the bot left stay for now: %s",
                    error,
                    extra={"kind": "settings"},
                )

    async def _load(self) -> None:
        if self._loaded:
            return
        if self.path.exists():
            try:
                kept = await _read_all(self.path)
            except CorruptError as error:
                kept = await _read_broken(self.path)
                await self._set_aside(error, len(kept))
            self._kept = {guild: settings for guild, settings in kept.items() if guild not in self._left}
        self._loaded = True

    async def _save(self, changes: Mapping[int, GuildSettings]) -> None:
        everything = {**self._kept, **changes}
        # A file that was set aside, or that somebody deleted, gets all settings that are known.
        whole = self._file_is_incomplete or not self.path.exists()
        try:
            left = dict.fromkeys(self._left, DEFAULTS)
            await _write(self.path, {**left, **(everything if whole else changes)}, self._owner)
        except CorruptError as error:
            await self._set_aside(error, len(self._kept))
            await _write(self.path, everything, self._owner)
        self._file_is_incomplete = False
        self._left.clear()
        self._kept = {guild: settings for guild, settings in everything.items() if settings != DEFAULTS}

    async def _set_aside(self, error: CorruptError, saved: int) -> None:
        try:
            aside = await set_aside(self.path)
        except OSError as refused:
            raise StoreError(
                f"{error}, and can't be renamed ({refused.strerror}); do so by hand"
            ) from refused
        self._file_is_incomplete = True
        _log.error(
            "%s; kept as %s; the settings of %d servers could be saved",
            error,
            aside.name,
            saved,
            extra={"kind": "settings"},
        )


async def _read_all(path: Path) -> dict[int, GuildSettings]:
    """Every server's settings; the file is migrated where it can be written. Raises StoreError."""
    try:
        async with open_database(path) as connection:
            return await _all(connection, path)
    except (CorruptError, BusyError):
        raise
    except StoreError:
        return await read_database(path, lambda connection: _all(connection, path))


async def _all(connection: aiosqlite.Connection, path: Path) -> dict[int, GuildSettings]:
    result = list(await connection.execute_fetchall("PRAGMA quick_check(1)"))
    if result[0][0] != "ok":
        raise corrupt_error(path)
    kept: dict[int, GuildSettings] = {}
    await _add_rows(connection, kept)
    return kept


async def _add_rows(
    connection: aiosqlite.Connection, kept: dict[int, GuildSettings], order: Order = "ASC"
) -> None:
    async with connection.execute(guild_rows.SELECT[order]) as found:
        async for row in found:
            try:
                guild_id, settings = guild_rows.from_row(tuple(row))
            except ValueError:
                _log.error(
                    "The settings of server %s can't be understood; defaults hold there",
                    row[0],
                    extra={"kind": "settings"},
                )
                continue
            kept[guild_id] = settings


async def _read_broken(path: Path) -> dict[int, GuildSettings]:
    """The settings that can be read from a broken file."""
    kept: dict[int, GuildSettings] = {}
    orders: tuple[Order, ...] = ("ASC", "DESC")
    for order in orders:  # from both ends, each as far as the file can be read
        try:
            await read_database(path, partial(_add_rows, kept=kept, order=order))
        except StoreError as error:
            _log.debug("No more could be read: %s", error)
    return kept


async def _write(path: Path, settings: Mapping[int, GuildSettings], owner: int | None) -> None:
    async with open_database(path) as connection:
        if owner is not None:
            await claim(connection, owner)
        for guild_id, kept in settings.items():
            if kept == DEFAULTS:
                await connection.execute_fetchall(guild_rows.DELETE, (guild_id,))
            else:
                await connection.execute_fetchall(guild_rows.SAVE, guild_rows.to_row(guild_id, kept))
