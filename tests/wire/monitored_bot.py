"""A monitored bot, and its pages as whatever watches it reads them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.loopback import Loopback
from tests.loopback.change_signal import PATIENCE

from .process import TOKEN, BotProcess, closed_port, environment, running

Samples = Mapping[tuple[str, frozenset[tuple[str, str]]], float]


def samples(text: str) -> Samples:
    """Every sample of an exposition, by name and labels. Raises where it isn't Prometheus' format."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@dataclass
class Page:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str] = field(repr=False)


@dataclass
class Monitored:
    """A bot with its pages on `port`."""

    discord: Loopback
    bot: BotProcess
    port: int

    async def get(self, path: str, method: str = "GET", **headers: str) -> Page:
        """A page."""
        url = f"http://127.0.0.1:{self.port}{path}"
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, headers=headers) as response,
        ):
            return Page(response.status, await response.text(), response.headers)

    async def samples(self) -> Samples:
        """The metrics now."""
        return samples((await self.get("/metrics")).text)

    async def value(self, name: str, **labels: str) -> float:
        """One sample; 0 where it isn't there."""
        return (await self.samples()).get((name, frozenset(labels.items())), 0.0)

    async def becomes(self, name: str, value: float, **labels: str) -> None:
        """Wait until a sample has a value: counting comes after the answer that a test waits for."""
        async with asyncio.timeout(PATIENCE):
            while await self.value(name, **labels) != value:  # noqa: ASYNC110 - asked for, not told
                await asyncio.sleep(0.02)

    async def readyz(self, status: int) -> str:
        """Wait until /readyz has this status; what it says then."""
        async with asyncio.timeout(PATIENCE):
            while (page := await self.get("/readyz")).status != status:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return page.text


@asynccontextmanager
async def monitored(folder: Path, program: str = "bot", **more: str) -> AsyncIterator[Monitored]:
    """A connected bot that is monitored, with these variables besides."""
    port = closed_port()
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, folder / "data", FOOTNOTE_MONITORING_PORT=str(port), **more)
        async with running(env, folder, program) as bot:
            await bot.connects(discord)
            yield Monitored(discord, bot, port)
