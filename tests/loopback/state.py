"""Everything that a running loopback is made of, in one place that is passed around."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .change_signal import ChangeSignal
from .faults import Faults, RateLimits
from .gateway import Gateway
from .openapi import Schema
from .refusals import Payload, RefusalError
from .world import World

API = "/api/v10"


@dataclass(frozen=True)
class Request:
    """A request as it came in: `path` is what follows `/api/v10`, `template` the same without its ids."""

    method: str
    path: str
    template: str
    body: Any
    query: dict[str, str]
    status: int
    fault: bool = False
    """Whether it met a fault that a test arranged; where its response was lost, it was carried out."""


@dataclass(frozen=True)
class Incoming:
    """A request's parsed body, None where it has none, and the names and sizes of its files."""

    json: Any = None
    files: list[Payload] = field(default_factory=list)

    @property
    def body(self) -> Payload:
        """The body as an object; empty where there is none."""
        return self.json if isinstance(self.json, dict) else {}


@dataclass
class State:
    """The loopback's parts."""

    world: World
    changes: ChangeSignal
    gateway: Gateway
    faults: Faults
    rates: RateLimits
    clock: Callable[[], float]
    schema: Schema | None
    requests: list[Request] = field(default_factory=list)
    """Every request that was answered, in the order of the answers."""
    refusals: list[RefusalError] = field(default_factory=list)
    """Every refusal that went out: a bot without faults leaves it empty."""


STATE = web.AppKey("state", State)
INCOMING = web.RequestKey("incoming", Incoming)
"""What came in with a request."""
