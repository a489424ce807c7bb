"""What the running task is about: the question or the press that came in, when, and its id in the log."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Occasion:
    """`received`: seconds by `time.monotonic` when Discord's event came in."""

    id: str
    received: float


_occasion: ContextVar[Occasion | None] = ContextVar("occasion", default=None)


def current() -> Occasion | None:
    """The occasion of the running task; None where nobody asked or pressed anything."""
    return _occasion.get()


def age() -> float:
    """Seconds since the event of the running task came in; 0 where there was none."""
    asked = current()
    return time.monotonic() - asked.received if asked else 0.0


def new_id() -> str:
    """An id that a person can read out: six hexadecimal digits."""
    return secrets.token_hex(3)


def beginning(parse: Callable[[Any], None]) -> Callable[[Any], None]:
    """`parse`, each call of which begins an occasion for all tasks that it starts."""

    def parse_anew(data: Any) -> None:
        token = _occasion.set(Occasion(new_id(), time.monotonic()))
        try:
            parse(data)
        finally:
            _occasion.reset(token)

    return parse_anew
