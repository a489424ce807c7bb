"""The settings of all servers: in memory, and kept in a database when somebody changes them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import aclosing, asynccontextmanager

from bot.discord_app.storage import sqlite_file
from bot.discord_app.storage.guild_rows import Record
from bot.discord_app.storage.guild_settings import DEFAULTS, GuildSettings
from bot.discord_app.storage.settings_database import EVERYTHING, Change, SettingsDatabase, ShardShare, Update
from bot.discord_app.storage.store_errors import BusyError, CorruptError, StoreError

_log = logging.getLogger(__name__)

KEEP = 30 * 86_400
"""Seconds for which the settings of a server are kept after the bot left it."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before a database that couldn't be used is tried again; each pause is twice the one before."""

HOUSEKEEPING = 3600.0
"""Seconds between two looks for what has to be deleted, or couldn't be written."""

STEP = 1_000
"""Servers that are looked at before other work gets its turn on the event loop."""


class GuildStore:
    """Every server's settings that this process answers for, in memory and in `database`.

    `clock` gives seconds since the epoch.
    """

    def __init__(self, database: SettingsDatabase, clock: Callable[[], float] = time.time) -> None:
        self.database = database
        self._clock = clock
        self._share = EVERYTHING
        self._records: dict[int, Record] = {}
        self._unwritten: dict[int, int | None] = {}
        """Servers for which the database doesn't know yet that the bot left, and when, or that it is back."""
        self._is_there: Callable[[int], bool] | None = None
        """Whether the bot is in a server, once Discord has told it."""
        self._loaded = self._away = False
        self._begun = asyncio.Event()
        """Set when somebody has asked for the settings, and so has said of which shards."""
        self._incomplete = False
        """Whether settings that are known here are missing in the database."""
        self._lock = asyncio.Lock()

    def settings_in(self, guild_id: int | None) -> GuildSettings:
        """A server's settings; the defaults where it has none, and where there is no server."""
        record = None if guild_id is None else self._records.get(guild_id)
        return record.settings if record else DEFAULTS

    async def load(self, share: ShardShare = EVERYTHING) -> bool:
        """Read the settings of all servers on these shards.

        Where that fails, log it, use the defaults and return False; `keep_current` tries again.
        """
        async with self._lock:
            self._share = share
            self._begun.set()
            try:
                await self._load()
            except StoreError as error:
                self._away = True
                _log.error(
                    "The servers' settings can't be read, defaults hold meanwhile: %s",
                    error,
                    extra={"kind": "settings"},
                )
        return self._loaded

    async def keep_current(self) -> None:
        """Take over what other processes change, until cancelled; read anew after a lost connection."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_house())
            group.create_task(self._follow())

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

    async def check(self) -> int:
        """The number of servers with settings in the database, which isn't changed. Raises StoreError."""
        return await self.database.inspect()

    async def forget(self, guild_id: int) -> None:
        """Note that the bot has left a server: its settings are deleted KEEP seconds from now."""
        await self._note({guild_id: int(self._clock())})

    async def remember(self, guild_id: int) -> None:
        """Note that the bot is in a server again: what was set there holds as before."""
        record = self._records.get(guild_id)
        if guild_id in self._unwritten or (record and record.left_at is not None):
            await self._note({guild_id: None})

    async def reconcile(self, application_id: int, is_there: Callable[[int], bool]) -> None:
        """Note which servers the bot left, and to which it came back, while it wasn't connected.

        Only in a database that this application has marked: another one that is started with the same data
        is in none of these servers. Nothing is deleted before KEEP seconds have passed.
        """
        self._is_there, self.database.application_id = is_there, application_id
        changes: dict[int, int | None] = {}
        now = int(self._clock())
        for number, (guild_id, record) in enumerate(list(self._records.items())):
            there = is_there(guild_id)
            if self._share.holds(guild_id) and there == (record.left_at is not None):
                changes[guild_id] = None if there else now
            if number % STEP == STEP - 1:
                await asyncio.sleep(0)
        if changes and not await self._is_ours():
            self._is_there = None
            return
        await self._note(changes)
        left = sum(left_at is not None for left_at in changes.values())
        if left:
            _log.info("Of servers that the bot has left, %d had settings: deleted in 30 days", left)
        await self._delete_old()

    async def _is_ours(self) -> bool:
        """Whether this application may delete anything in the database."""
        try:
            ours = await self.database.claim()
        except StoreError as error:
            _log.error(
                "That the bot left servers, or is back, isn't noted yet: %s",
                error,
                extra={"kind": "settings"},
            )
            return False
        if not ours:
            _log.warning(
                "%s holds what servers set that this application isn't in; it stays",
                self.database.place,
                extra={"kind": "settings"},
            )
        return ours

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

    # Servers that the bot left, or came back to

    def _mark_known(self, guild_id: int, left_at: int | None) -> None:
        record = self._records.get(guild_id)
        if record and (left_at is None or record.left_at is None):
            self._records[guild_id] = Record(record.settings, record.version, left_at)

    async def _note(self, changes: Mapping[int, int | None]) -> None:
        """Write when the bot left servers; what can't be written is kept in mind, and tried again."""
        for guild_id, left_at in changes.items():
            if guild_id in self._records or not self._loaded:
                self._unwritten[guild_id] = left_at
                self._mark_known(guild_id, left_at)
        # Before one's own turn, others may have written this, too: many servers cost few turns.
        async with self._lock:
            try:
                await self._write_notes()
            except StoreError as error:
                _log.error(
                    "That the bot left servers, or is back, isn't noted yet: %s",
                    error,
                    extra={"kind": "settings"},
                )

    async def _write_notes(self) -> None:
        if not self._unwritten:
            return
        await self._load()
        await self._complete()
        notes = dict(self._unwritten)
        times: dict[int | None, list[int]] = {}
        for guild_id, left_at in notes.items():
            times.setdefault(left_at, []).append(guild_id)
        for left_at, guild_ids in times.items():
            await self.database.mark(guild_ids, left_at)
        self._unwritten = {
            guild_id: left_at
            for guild_id, left_at in self._unwritten.items()
            if guild_id not in notes or notes[guild_id] != left_at
        }

    async def _delete_old(self) -> None:
        """Delete what was set in servers that the bot left KEEP seconds ago, and isn't in."""
        if self._is_there is None:
            return
        before = int(self._clock()) - KEEP
        async with self._lock:
            old = [
                guild_id
                for guild_id, record in self._records.items()
                if record.left_at is not None
                and record.left_at < before
                and self._share.holds(guild_id)
                and not self._is_there(guild_id)
            ]
            try:
                deleted = await self.database.delete_left(old, before)
            except StoreError as error:
                _log.error(
                    "The settings of servers that the bot left stay for now: %s",
                    error,
                    extra={"kind": "settings"},
                )
                return
            for guild_id in old:
                self._records.pop(guild_id, None)
        if deleted:
            _log.info("The settings of %d servers that the bot left are deleted", deleted)

    async def _keep_house(self) -> None:
        while True:
            await asyncio.sleep(HOUSEKEEPING)
            await self._note({})
            await self._delete_old()

    # What other processes change

    async def _follow(self) -> None:
        await self._begun.wait()
        pause = FIRST_PAUSE
        while True:
            try:
                async with self._lock:
                    was_loaded = self._loaded
                    await self._load()
                if not was_loaded:
                    self._tell_back()
                async with aclosing(self.database.follow()) as changes:
                    async for changed in changes:
                        async with self._lock:
                            await self._take_over(changed)
                        self._tell_back()
                        pause = FIRST_PAUSE
            except StoreError as error:
                self._tell_away(error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _tell_away(self, error: StoreError) -> None:
        if self._away:
            _log.debug("Still not: %s", error)
        else:
            _log.error(
                "The database of servers' settings is away, what is known holds meanwhile: %s",
                error,
                extra={"kind": "settings"},
            )
        self._away = True

    def _tell_back(self) -> None:
        if self._away:
            _log.info("The servers' settings could be read now")
        self._away = False

    async def _take_over(self, changed: frozenset[int] | None) -> None:
        if changed is None:
            await self._write_notes()
            await self._load(again=True)
            return
        ours = [guild_id for guild_id in changed if self._share.holds(guild_id)]
        if ours:
            contents = await self.database.read(ours)
            for guild_id in ours:
                self._put(guild_id, contents.records.get(guild_id))


def _versions(record: Record | None) -> int | None:
    return record.version if record else None
