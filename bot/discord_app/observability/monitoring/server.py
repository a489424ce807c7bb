"""The three pages: whether it lives, whether it can answer, and its metrics. In the bot's own event loop."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import CollectorRegistry

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

GOODBYE = 1.0
"""Seconds that a page on its way gets when the bot stops."""

_log = logging.getLogger(__name__)

_PLAIN = "text/plain; charset=utf-8"


def server_of(client: FootnoteClient, registry: CollectorRegistry) -> web.AppRunner:
    """What serves the pages once it is set up and listens. It answers GET and HEAD, and logs its faults."""
    _log.addFilter(_is_ours)

    async def healthz(_: web.Request) -> web.Response:
        # To come so far, the event loop must be running. Discord isn't asked about.
        return _said("alive")

    async def readyz(_: web.Request) -> web.Response:
        trouble = client.trouble
        return _said(f"running, but {trouble}", 503) if trouble else _said("ready")

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
    return web.AppRunner(app, logger=_log, access_log=None, shutdown_timeout=GOODBYE)


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a fault is the bot's own: aiohttp logs what isn't HTTP with a traceback, too."""
    record.kind = "unforeseen"
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def _said(text: str, status: int = 200) -> web.Response:
    return _page(f"{text}\n".encode(), _PLAIN, status)


def _page(body: bytes, content_type: str, status: int = 200) -> web.Response:
    headers = {"Content-Type": content_type, "Cache-Control": "no-store"}
    return web.Response(body=body, status=status, headers=headers)
