"""The real bot against the loopback, as the benchmarks see it: its times and its memory."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.loopback import Loopback
from tests.wire.process import REPOSITORY, TOKEN

QUESTIONS = (
    "When was the Fourth International founded?",
    "Who led the Red Army?",
    "What is Trotskyism?",
    "Why did Stalin sign treaties with the capitalist powers?",
    "How do I bake bread?",
    "what is permanent revolution",
)

DEFERRED = (5, 6)
"""https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object"""


def resident(pid: int) -> float:
    """MB of memory that the process holds now (Linux)."""
    return _memory(pid, "VmRSS")


def peak(pid: int) -> float:
    """MB of memory that the process has ever held (Linux)."""
    return _memory(pid, "VmHWM")


def _memory(pid: int, field: str) -> float:
    found = re.search(rf"{field}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1000


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time that the process has used so far (Linux)."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of `values` lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def told(values: Sequence[float]) -> str:
    """Median, 99th percentile and maximum of seconds, in milliseconds."""
    if not values:
        return "none"
    return (
        f"median {1000 * statistics.median(values):8.1f}   p99 {1000 * percentile(values, 0.99):8.1f}"
        f"   max {1000 * max(values):8.1f} ms"
    )


class Arrivals:
    """When which answer came in, on the loop's clock; attached to a loopback that hasn't started."""

    def __init__(self, discord: Loopback) -> None:
        self.first: float | None = None
        """`time.monotonic()` of the first request."""
        self.times: dict[int, list[float]] = {}
        """Id of the interaction or message that is answered → times."""
        self.responses: dict[int, float] = {}
        """Id of the interaction → when its first response came: an answer, or the word that one follows."""
        self._discord = discord
        discord.app.middlewares.insert(0, self._record)

    @web.middleware
    async def _record(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        arrived = asyncio.get_running_loop().time()
        self.first = self.first or time.monotonic()
        response = await handler(request)
        done = self._discord.requests[-1] if self._discord.requests else None
        if response.status >= 300 or done is None:
            return response
        body, parts = done.body or {}, request.match_info
        if request.path.endswith("/callback"):
            number = int(parts["interaction_id"])
            self.responses.setdefault(number, arrived)
            if body.get("type") not in DEFERRED:
                self._note(number, arrived)
        elif "/webhooks/" in request.path and request.method in ("POST", "PATCH"):
            self._note(self._discord.world.interactions[parts["token"]].id, arrived)
        elif request.path.endswith("/messages") and request.method == "POST" and "message_reference" in body:
            self._note(int(body["message_reference"]["message_id"]), arrived)
        return response

    def _note(self, answered: int, arrived: float) -> None:
        self.times.setdefault(answered, []).append(arrived)


class LagProbe:
    """How late the bot's event loop is: Discord may ask for a heartbeat, which is sent back at once."""

    def __init__(self, discord: Loopback, every: float = 1.0) -> None:
        self._discord, self._every = discord, every
        self.lags: list[float] = []
        self._task = asyncio.create_task(self._probe())

    async def _probe(self) -> None:
        loop, gateway = asyncio.get_running_loop(), self._discord.gateway
        while True:
            await asyncio.sleep(self._every)
            before, asked = gateway.heartbeats, loop.time()
            await gateway.broadcast({"op": 1, "d": None})
            while gateway.heartbeats == before:  # noqa: ASYNC110 - the time counts, not the event
                await asyncio.sleep(0.0005)
            self.lags.append(loop.time() - asked)

    def stop(self) -> list[float]:
        """End; all that was measured, in seconds."""
        self._task.cancel()
        return self.lags


async def paced(acts: Sequence[Callable[[], Awaitable[None]]], seconds: float) -> None:
    """Start the acts evenly over these seconds; all at once where there are none."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.TaskGroup() as group:
        for place, act in enumerate(acts):
            due = began + seconds * place / len(acts)
            if due > loop.time():
                await asyncio.sleep(due - loop.time())
            group.create_task(_run(act))


async def _run(act: Callable[[], Awaitable[None]]) -> None:
    await act()


def ask_seconds(times: int = 5) -> list[float]:
    """Seconds that `footnote ask` takes as a whole process."""
    taken = []
    for _ in range(times):
        began = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "bot", "ask", QUESTIONS[0]],
            cwd=REPOSITORY,
            capture_output=True,
            check=True,
        )
        taken.append(time.monotonic() - began)
    return taken


__all__ = [
    "QUESTIONS",
    "TOKEN",
    "Arrivals",
    "LagProbe",
    "ask_seconds",
    "cpu_seconds",
    "paced",
    "peak",
    "resident",
    "told",
]
