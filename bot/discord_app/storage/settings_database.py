"""What a database of servers' settings can do: a file of SQLite, or PostgreSQL for several processes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.discord_app.storage.guild_rows import Record, Row
from bot.discord_app.storage.guild_settings import GuildSettings

Change = Callable[[GuildSettings], GuildSettings]
"""A server's new settings from those that it has; pure, for it may be applied again."""


Statement = tuple[str, Sequence[Any]]
"""SQL that both databases know, with `$1`, `$2` … for its values, and the values."""


@dataclass(frozen=True, slots=True)
class ShardShare:
    """The shards of one process: `ids` of `count`, from 0; without ids all of them."""

    count: int = 1
    ids: frozenset[int] = frozenset()

    def holds(self, guild_id: int) -> bool:
        """Whether this process has the server's shard.

        https://docs.discord.com/developers/events/gateway#sharding
        """
        return not self.ids or (guild_id >> 22) % self.count in self.ids


EVERYTHING = ShardShare()


@dataclass(frozen=True, slots=True)
class Update:
    """A server before and after a change; None where the database has nothing of it.

    `unreadable`: the row that was there couldn't be read, and was put aside whole.
    """

    before: Record | None
    after: Record | None
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: records by server, and the servers whose rows can't be read."""

    records: Mapping[int, Record]
    unreadable: Collection[object] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What somebody finds who only looks.

    `update`: the schema's version and the one to which the next start brings it, 0 where there are no tables;
    None where it is the present one. `may_update`: whether the database lets it.
    """

    servers: int
    update: tuple[int, int] | None = None
    may_update: bool = True


class Coordination(Protocol):
    """What several processes agree on. Each method raises StoreError."""

    async def reserve(self, bucket: int, window: float) -> float:
        """Take the next turn to identify in a bucket: the seconds until then."""
        ...

    async def agree_on_shards(self, advised: int) -> int:
        """How many shards there are: as many as the processes have that run, or else `advised`."""
        ...

    async def keep_shards(self, count: int) -> None:
        """Let the number hold, for this process runs with it."""
        ...


class SettingsDatabase(Protocol):
    """Where servers' settings are kept. Every method raises StoreError, and then nothing has changed.

    `application_id`: with which the database is marked when something is written, once Discord has told it.
    """

    application_id: int | None

    @property
    def coordination(self) -> Coordination | None:
        """Where several processes share the database; None for a file."""
        ...

    @property
    def place(self) -> str:
        """Where it is, for an operator; never a password."""
        ...

    def is_missing(self) -> bool:
        """Whether there is nothing at all: it was never written, or somebody took it away."""
        ...

    async def read_all(self, share: ShardShare = EVERYTHING) -> Contents:
        """What is kept of the servers on these shards. Brings an older schema up to date where it may."""
        ...

    async def read(self, guild_ids: Collection[int]) -> Contents:
        """What is kept of these servers."""
        ...

    async def inspect(self) -> Inspection:
        """How many servers have settings, and what a start would do; changes nothing."""
        ...

    async def update(self, guild_id: int, change: Change) -> Update:
        """Apply a change to what is kept now, write it, and let other processes know, in one transaction.

        A row that can't be read is put aside first; settings that are back at the defaults have no row. The
        bot is taken to be in the server.
        """
        ...

    async def write_all(self, records: Mapping[int, Record]) -> None:
        """Write these servers whole, in one transaction; others stay."""
        ...

    async def mark(self, guild_ids: Collection[int], left_at: int | None) -> None:
        """Note when the bot left servers, where that isn't noted yet; None where it is there again."""
        ...

    async def delete_left(self, guild_ids: Collection[int], before: int) -> int:
        """Delete those of these servers that the bot left before this time, and tell how many they were."""
        ...

    async def execute(self, *statements: Statement) -> list[Row]:
        """Do these statements in one transaction: the rows of the last one."""
        ...

    async def claim(self) -> bool:
        """Mark the database as `application_id`'s where it has no mark; whether it had this one before."""
        ...

    async def set_aside(self) -> str:
        """Put a broken database aside whole, and begin anew: its new name."""
        ...

    async def salvage(self) -> Contents:
        """What can still be read of a broken database."""
        ...

    def follow(self) -> AsyncGenerator[frozenset[int] | None, None]:
        """What other processes change, from now on.

        None: anything may have changed, as after a lost connection. Raises StoreError where the connection is
        lost.
        """
        ...

    async def close(self) -> None:
        """End all connections."""
        ...
