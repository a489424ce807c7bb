"""A web server on a local port that misbehaves in the ways in which servers do."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

WHOLE = b"<html><body>" + b"whole page " * 2_000 + b"</body></html>"


async def plain(_: web.Request) -> web.Response:
    return web.Response(body=gzip.compress(WHOLE), headers={"Content-Encoding": "gzip"})


async def half_of_a_gzip(_: web.Request) -> web.Response:
    packed = gzip.compress(WHOLE)
    return web.Response(body=packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})


async def damaged_gzip(_: web.Request) -> web.Response:
    return web.Response(body=b"this is no gzip", headers={"Content-Encoding": "gzip"})


async def bomb(_: web.Request) -> web.Response:
    return web.Response(body=gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})


async def another_encoding(_: web.Request) -> web.Response:
    return web.Response(body=b"?", headers={"Content-Encoding": "br"})


async def cut_short(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100000"})
    await response.prepare(request)
    await response.write(b"a beginning")
    assert request.transport is not None
    request.transport.close()
    return response


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(600):
        await response.write(b".")
        await asyncio.sleep(0.1)
    return response


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(bytes(65_536))


class Busy:
    """Asks to come back later, `times` times."""

    def __init__(self) -> None:
        self.times = 2
        self.status, self.retry_after = 429, "7"

    async def answer(self, _: web.Request) -> web.Response:
        if self.times == 0:
            return web.Response(text="served")
        self.times -= 1
        return web.Response(status=self.status, headers={"Retry-After": self.retry_after})


def in_a_minute() -> str:
    """A date as Retry-After has them."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)


async def redirect(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": request.query["to"]})


async def circle(_: web.Request) -> web.Response:
    return web.Response(status=301, headers={"Location": "/circle"})


class Crowd:
    """Counts how many requests it serves at a time."""

    def __init__(self) -> None:
        self.now = self.most = 0

    async def answer(self, _: web.Request) -> web.Response:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        self.now -= 1
        return web.Response(text="served")


@asynccontextmanager
async def serving(application: web.Application) -> AsyncIterator[str]:
    """Serve on a local port; its address."""
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
