"""Monitoring: /healthz, /readyz and /metrics on a port of the operator's, while the bot runs.

What this needs, the server and Prometheus' library, is imported only where a port is set.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.discord_app.observability.observer import GetState, Observer

if TYPE_CHECKING:
    from aiohttp import web


class MonitoringError(Exception):
    """The port can't be served. The message is one line for the operator that says what to do."""


@asynccontextmanager
async def monitored(
    host: str, port: int | None, state: GetState, observe: Callable[[Observer], None]
) -> AsyncIterator[None]:
    """Serve the pages on `host` and `port`; do nothing where `port` is None. Raises MonitoringError.

    `observe` is called with the observer that counts from then on.
    """
    if port is None:
        yield
        return
    from bot.discord_app.observability.metrics import counting
    from bot.discord_app.observability.status_pages import make_server

    with counting(state, observe) as registry:
        runner = make_server(state, registry)
        await runner.setup()
        try:
            await _listen(runner, host, port)
            yield
        finally:
            await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    from aiohttp import web

    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        # asyncio's own text repeats the address.
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise MonitoringError(
            f"monitoring_port: {host}:{port} can't be listened on ({reason}); end what listens there, or set"
            " another (monitoring_port and monitoring_host, or FOOTNOTE_MONITORING_PORT and …_HOST)"
        ) from error
