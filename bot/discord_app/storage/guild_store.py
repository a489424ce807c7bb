"""Servers' settings while the bot runs: what it leaves, what others change, a database that is away."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import aclosing

from bot.discord_app.storage.settings_cache import SettingsCache
from bot.discord_app.storage.settings_database import EVERYTHING, SettingsDatabase, ShardShare
from bot.discord_app.storage.store_errors import StoreError

_log = logging.getLogger(__name__)

KEEP = 30 * 86_400
"""Seconds for which the settings of a server are kept after the bot left it."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before a database that couldn't be used is tried again; each pause is twice the one before."""

HOUSEKEEPING = 3600.0
"""Seconds between two looks for what has to be deleted, or couldn't be written."""

STEP = 1_000
"""Servers that are looked at before other work gets its turn on the event loop."""


class GuildStore(SettingsCache):
    """The settings of all servers that this process answers for, kept current.

    `clock` gives seconds since the epoch.
    """

    def __init__(self, database: SettingsDatabase, clock: Callable[[], float] = time.time) -> None:
        super().__init__(database)
        self._clock = clock
        self._is_there: Callable[[int], bool] | None = None
        """Whether the bot is in a server, once Discord has told it."""
        self._away = False
        self._begun = asyncio.Event()
        """Set when somebody has asked for the settings, and so has said of which shards."""

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

    # Servers that the bot left, or came back to

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
