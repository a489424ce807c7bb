"""Waiting for something to become true on the server, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class News:
    """Whoever changes the world calls `tell`; whoever waits for it calls `until`."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def tell(self) -> None:
        """Something changed."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, fact: Callable[[], bool], within: float, what: str) -> None:
        """Return when `fact` holds; raise TimeoutError that says `what` after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while not fact():
                    future = asyncio.get_running_loop().create_future()
                    self._waiting.add(future)
                    await future
        except TimeoutError:
            raise TimeoutError(f"after {within:g} s still waiting for {what}") from None
