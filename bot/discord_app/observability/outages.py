"""Which shards have lost the gateway."""

from __future__ import annotations

import asyncio


class Outages:
    """The shards that are cut off for now. `changed` is set when that changes, or when all are ready."""

    def __init__(self) -> None:
        self.shards: set[int] = set()
        self.changed = asyncio.Event()

    def begin(self, shard_id: int) -> bool:
        """A shard is cut off. False where it was before: failed attempts to connect are reported likewise."""
        new = shard_id not in self.shards
        self.shards.add(shard_id)
        self.changed.set()
        return new

    def end(self, shard_id: int) -> None:
        """A shard is connected."""
        self.shards.discard(shard_id)
        self.changed.set()
