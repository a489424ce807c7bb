"""Which shards have lost their connection to the gateway."""

from __future__ import annotations

import asyncio


class Outages:
    """The shards that are disconnected now. `changed` is set when that changes, or when all are ready."""

    def __init__(self) -> None:
        self.shards: set[int] = set()
        self.changed = asyncio.Event()

    def begin(self, shard_id: int) -> bool:
        """Note that a shard is disconnected. False where it was before: failed attempts are reported, too."""
        new = shard_id not in self.shards
        self.shards.add(shard_id)
        self.changed.set()
        return new

    def end(self, shard_id: int) -> None:
        """Note that a shard is connected."""
        self.shards.discard(shard_id)
        self.changed.set()
