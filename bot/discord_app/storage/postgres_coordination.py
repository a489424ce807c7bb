"""What processes agree on by PostgreSQL: whose turn it is to identify, and how many shards there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.discord_app.storage.postgres_connection import Connection

PLAN_LASTS = 120
"""Seconds for which a number of shards holds after a process has last been seen with it."""

_RESERVE = """
INSERT INTO identify_turns AS turns (bucket, next_at)
VALUES ($1, clock_timestamp() + $2::float8 * interval '1 second')
ON CONFLICT (bucket) DO UPDATE
SET next_at = greatest(turns.next_at, clock_timestamp()) + $2::float8 * interval '1 second'
RETURNING extract(epoch FROM next_at - clock_timestamp())::float8 - $2::float8
"""

_AGREE = """
INSERT INTO shard_plan AS plan (id, shards, seen_at) VALUES (1, $1, now())
ON CONFLICT (id) DO UPDATE
SET shards = CASE WHEN plan.seen_at < now() - $2::float8 * interval '1 second' THEN $1 ELSE plan.shards END,
    seen_at = now()
RETURNING shards
"""

_KEEP = "UPDATE shard_plan SET seen_at = now() WHERE shards = $1"


class PostgresCoordination:
    """Agreements of all processes on one database. Each method raises StoreError.

    `run` calls a function with a connection, and returns what it returns.
    """

    def __init__(self, run: Callable[[Callable[[Connection], Awaitable[Any]]], Awaitable[Any]]) -> None:
        self._run = run

    async def reserve(self, bucket: int, window: float) -> float:
        """Take the next turn of a bucket, `window` seconds after the one before: the seconds until then.

        A turn is taken at once, and passes by the database's clock: a process that is killed holds nobody up.
        """
        return float(await self._run(lambda each: each.fetchval(_RESERVE, bucket, window)))

    async def agree_on_shards(self, advised: int) -> int:
        """How many shards there are: as many as the processes have that run, or else `advised`."""
        return int(await self._run(lambda each: each.fetchval(_AGREE, advised, float(PLAN_LASTS))))

    async def keep_shards(self, count: int) -> None:
        """Let the number hold, for this process runs with it."""
        await self._run(lambda each: each.execute(_KEEP, count))
