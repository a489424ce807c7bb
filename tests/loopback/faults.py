"""Rate limits, which every answer tells of, and the faults that a test arranges.

https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from .change_signal import PATIENCE


@dataclass(frozen=True)
class Answer:
    """A finished answer that stands in for the real one."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Gate:
    """A request that waits until the test lets it go on."""

    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _open: asyncio.Event = field(default_factory=asyncio.Event)

    async def reached(self, within: float = PATIENCE) -> None:
        """Return when a request waits here."""
        async with asyncio.timeout(within):
            await self._arrived.wait()

    def release(self) -> None:
        """Let it, and all that come after it, go on."""
        self._open.set()

    async def hold(self) -> None:
        """What the server does with the request."""
        self._arrived.set()
        await self._open.wait()


@dataclass(frozen=True)
class Lost:
    """The request is carried out, and its response lost: this status stands in, or (None) the line is cut."""

    status: int | None


@dataclass(eq=False)
class _Fault:
    method: str
    path: str
    times: int
    does: Answer | Gate | Lost


CUT = 0
"""The status of an answer that is none: the line is cut."""


class Faults:
    """Faults that wait for their request: first arranged, first met."""

    def __init__(self) -> None:
        self._waiting: list[_Fault] = []

    def answer(self, method: str, path: str, status: int, body: Any = None, *, times: int = 1) -> None:
        """Answer the next `times` requests with this, such as a 502.

        `path` is what follows `/api/v10`, with `*` for any text: `/channels/*/messages`.
        """
        self._waiting.append(_Fault(method, path, times, Answer(status, body)))

    def rate_limit(
        self, method: str, path: str, *, retry_after: float, everywhere: bool = False, times: int = 1
    ) -> None:
        """Answer the next `times` requests with 429; `everywhere` is the global limit."""
        headers = {
            "Retry-After": str(max(1, round(retry_after))),
            "X-RateLimit-Scope": "global" if everywhere else "user",
        }
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        self._waiting.append(
            _Fault(method, path, times, Answer(429, too_many(retry_after, everywhere), headers))
        )

    def lose(self, method: str, path: str, status: int | None = None, *, times: int = 1) -> None:
        """Carry out the next `times` requests, but lose their responses (see `Lost`)."""
        self._waiting.append(_Fault(method, path, times, Lost(status)))

    def cut(self, method: str, path: str, *, times: int = 1) -> None:
        """Cut the line of the next `times` requests before they are looked at."""
        self._waiting.append(_Fault(method, path, times, Answer(CUT, None)))

    def hold(self, method: str, path: str) -> Gate:
        """Keep the next request waiting at a gate, before it is looked at."""
        gate = Gate()
        self._waiting.append(_Fault(method, path, 1, gate))
        return gate

    async def meet(self, method: str, path: str) -> Answer | Lost | None:
        """What is arranged for this request: an answer, a loss, or None when it may go on."""
        for fault in self._waiting:
            if fault.method == method and fnmatchcase(path, fault.path):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                if isinstance(fault.does, Gate):
                    await fault.does.hold()
                    return None
                return fault.does
        return None

    @property
    def pending(self) -> bool:
        """Whether a fault still waits for its request."""
        return bool(self._waiting)

    def clear(self) -> None:
        """Forget what nobody met."""
        self._waiting.clear()


def too_many(retry_after: float, everywhere: bool = False) -> dict[str, Any]:
    """The body of a 429."""
    return {
        "message": "You are being rate limited.",
        "retry_after": round(retry_after, 3),
        "global": everywhere,
    }


@dataclass
class RateLimits:
    """A bucket a route and top-level resource: `limit` requests in `window` seconds, then 429."""

    clock: Callable[[], float]
    limit: int = 50
    window: float = 1.0
    _hits: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def hit(self, method: str, template: str, resource: str) -> tuple[dict[str, str], float | None]:
        """Count a request: the headers that tell of it, and the seconds to wait where it was too many."""
        now = self.clock()
        bucket = hashlib.sha256(f"{method} {template}".encode()).hexdigest()[:16]
        hits = self._hits.setdefault((bucket, resource), [])
        hits[:] = [then for then in hits if now - then < self.window]
        too_much = len(hits) >= self.limit
        if not too_much:
            hits.append(now)
        reset = max(0.001, hits[0] + self.window - now)
        headers = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - len(hits)),
            "X-RateLimit-Reset": f"{now + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": bucket,
            "Via": "1.1 loopback",  # discord.py takes a 429 without it for Cloudflare's
        }
        return headers, (reset if too_much else None)
