"""When a shard may identify: Discord takes a few at a time from all processes of a bot together.

https://docs.discord.com/developers/events/gateway#rate-limiting
https://docs.discord.com/developers/events/gateway#session-start-limit-object
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import aiohttp
import discord

_log = logging.getLogger(__name__)

WINDOW = 5.25
"""Seconds between two shards of a bucket: Discord's five, and some for the way there."""

FRESH = 30.0
"""Seconds for which Discord's word on the sessions that are left is used, less one's own since."""

QUEUE_TIMEOUT = 600.0
"""Seconds that an HTTP queue may keep a shard waiting: a hundred others before it."""


@dataclass(frozen=True, slots=True)
class StartLimit:
    """What Discord allows: shards with the same remainder by `buckets` take turns.

    `left`: the sessions that may still be begun within the next `reset_after` seconds.
    """

    buckets: int
    left: int
    reset_after: float


class IdentifyQueue(Protocol):
    """Lets shards wait for their turn."""

    async def wait(self, shard_id: int, buckets: int) -> None:
        """Return when the shard may identify. Raises OSError or aiohttp.ClientError where nobody can tell."""
        ...


class LocalQueue:
    """The turns of one process that is alone."""

    def __init__(self) -> None:
        self._next: dict[int, float] = {}
        """Bucket → when its next turn is, in seconds of the loop's clock."""

    async def wait(self, shard_id: int, buckets: int) -> None:
        """Return when the shard may identify."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next.get(shard_id % buckets, now))
        self._next[shard_id % buckets] = turn + WINDOW
        await asyncio.sleep(turn - now)


class SharedQueue:
    """The turns of several processes, given out by what they share.

    `reserve` takes a bucket and the seconds between two turns, and returns the seconds until the caller's.
    """

    def __init__(self, reserve: Callable[[int, float], Awaitable[float]]) -> None:
        self._reserve = reserve

    async def wait(self, shard_id: int, buckets: int) -> None:
        """Return when the shard may identify."""
        await asyncio.sleep(max(0.0, await self._reserve(shard_id % buckets, WINDOW)))


class HTTPQueue:
    """A queue as a server of its own, such as https://github.com/twilight-rs/gateway-queue.

    It answers a GET with the parameter `shard` when that shard may identify.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    async def wait(self, shard_id: int, buckets: int) -> None:  # noqa: ARG002 - the server knows them
        """Return when the server answers."""
        timeout = aiohttp.ClientTimeout(total=QUEUE_TIMEOUT, sock_connect=10)
        async with (
            aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session,
            session.get(self._url, params={"shard": shard_id}) as response,
        ):
            await response.read()


class Identifies:
    """Holds shards back until they may identify, and while no session is left.

    `clock` gives seconds and never runs backwards.
    """

    def __init__(self, queue: IdentifyQueue, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._queue = queue
        self._fallback = LocalQueue()
        self._clock = clock
        self._limit: StartLimit | None = None
        self._asked = 0.0

    async def wait(self, shard_id: int, ask: Callable[[], Awaitable[StartLimit]]) -> None:
        """Return when the shard may identify. `ask` asks Discord for its limit."""
        while (limit := await self._current(ask)).left <= 0:
            _log.warning(
                "Discord lets the bot begin no more sessions today; shard %d waits %.0f minutes",
                shard_id,
                limit.reset_after / 60,
                extra={"kind": "gateway"},
            )
            await asyncio.sleep(limit.reset_after + 1)
            self._limit = None
        try:
            await self._queue.wait(shard_id, limit.buckets)
        except (OSError, aiohttp.ClientError) as error:
            _log.warning(
                "Whose turn it is to identify can't be asked (%s); shard %d goes by this process's own turns",
                str(error) or type(error).__name__,
                shard_id,
                extra={"kind": "gateway"},
            )
            await self._fallback.wait(shard_id, limit.buckets)
        if self._limit is not None:
            self._limit = StartLimit(self._limit.buckets, self._limit.left - 1, self._limit.reset_after)

    async def _current(self, ask: Callable[[], Awaitable[StartLimit]]) -> StartLimit:
        if self._limit is None or self._limit.left <= 0 or self._clock() - self._asked > FRESH:
            try:
                self._limit, self._asked = await ask(), self._clock()
            except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
                _log.debug("Discord doesn't tell its limits: %s", type(error).__name__)
                return self._limit or StartLimit(buckets=1, left=1, reset_after=0)
        return self._limit
