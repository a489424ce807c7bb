"""The request that the running task belongs to: its id in the log, and when it came in.

A request is what a person does: a message, a command, a press of a button.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RequestContext:
    """`received`: seconds by `time.monotonic` when Discord's event came in."""

    id: str
    received: float


_request: ContextVar[RequestContext | None] = ContextVar("request", default=None)


def current_request() -> RequestContext | None:
    """The request of the running task; None where no person caused it."""
    return _request.get()


def request_age() -> float:
    """Seconds since the event of the running task came in; 0 where no person caused it."""
    request = current_request()
    return time.monotonic() - request.received if request else 0.0


def new_request_id() -> str:
    """An id that a person can read out: six hexadecimal digits."""
    return secrets.token_hex(3)


def begin_request(parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """`parse`, each call of which begins a request for all tasks that it starts."""

    def parse_in_request(data: Any) -> None:
        token = _request.set(RequestContext(new_request_id(), time.monotonic()))
        try:
            parse(data)
        finally:
            _request.reset(token)

    return parse_in_request
