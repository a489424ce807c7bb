"""How the running bot is doing, for programs: /healthz, /readyz and /metrics on a port of the operator's.

Nothing of this is imported where no port is set, except who would be told: `Observer`, which imports nothing.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.discord_app.observability.monitoring.observing import Observer, Way

if TYPE_CHECKING:
    from aiohttp import web

    from bot.discord_app.client import FootnoteClient

__all__ = ["MonitoringError", "Observer", "Way", "monitored"]


class MonitoringError(Exception):
    """The port can't be served. The text is one line for the operator, with the mend."""


@asynccontextmanager
async def monitored(client: FootnoteClient) -> AsyncIterator[None]:
    """Serve how `client` is doing, where its settings name a port. Raises MonitoringError."""
    settings = client.app.settings
    if settings.monitoring_port is None:
        yield
        return
    from bot.discord_app.observability.monitoring.metrics import counted
    from bot.discord_app.observability.monitoring.server import server_of

    with counted(client) as registry:
        runner = server_of(client, registry)
        await runner.setup()
        try:
            await _listen(runner, settings.monitoring_host, settings.monitoring_port)
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
