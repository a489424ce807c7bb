"""The pages /healthz, /readyz and /metrics, served in the bot's own event loop."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import CollectorRegistry

from bot.discord_app.observability.observer import GetState

SHUTDOWN_TIMEOUT = 1.0
"""Seconds that a request for a page gets to finish when the bot stops."""

_log = logging.getLogger(__name__)

_PLAIN = "text/plain; charset=utf-8"


def make_server(state: GetState, registry: CollectorRegistry) -> web.AppRunner:
    """A server of the pages, not listening yet. It answers GET and HEAD, and logs its own errors."""
    _log.addFilter(_is_own_error)

    async def healthz(_: web.Request) -> web.Response:
        # That this runs shows that the event loop does; Discord plays no part.
        return _text("alive")

    async def readyz(_: web.Request) -> web.Response:
        problem = state().problem
        return _text(f"running, but {problem}", 503) if problem else _text("ready")

    async def metrics(request: web.Request) -> web.Response:
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return _page(encode(registry), content_type)

    app = web.Application()
    pages: dict[str, Callable[[web.Request], Awaitable[web.Response]]] = {
        "/healthz": healthz,
        "/readyz": readyz,
        "/metrics": metrics,
    }
    for path, page in pages.items():
        app.router.add_get(path, page)  # and HEAD
    return web.AppRunner(app, logger=_log, access_log=None, shutdown_timeout=SHUTDOWN_TIMEOUT)


def _is_own_error(record: logging.LogRecord) -> bool:
    """Whether an error is the bot's own: aiohttp logs requests that aren't HTTP with a traceback, too."""
    record.kind = "unforeseen"
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _text(text: str, status: int = 200) -> web.Response:
    return _page(f"{text}\n".encode(), _PLAIN, status)


def _page(body: bytes, content_type: str, status: int = 200) -> web.Response:
    headers = {"Content-Type": content_type, "Cache-Control": "no-store"}
    return web.Response(body=body, status=status, headers=headers)
