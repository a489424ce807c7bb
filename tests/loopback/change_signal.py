"""Waiting for a condition on the server, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds to wait for what must come. It only bounds a test that fails, so that a busy machine fails none."""


class ChangeSignal:
    """Whoever changes something calls `notify`; whoever waits for a condition calls `wait_until`."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Let everybody who waits check their condition again."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait_until(self, condition: Callable[[], bool], what: str, within: float = PATIENCE) -> None:
        """Return when `condition` holds; raise TimeoutError that says `what` after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while not condition():
                    future = asyncio.get_running_loop().create_future()
                    self._waiting.add(future)
                    await future
        except TimeoutError:
            raise TimeoutError(f"after {within:g} s still waiting for {what}") from None
