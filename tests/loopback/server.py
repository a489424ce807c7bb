"""The loopback as a whole: one aiohttp server with Discord's HTTP API and gateway."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import web

from . import application_api, channels_api, interactions_api, openapi, threads_api
from .change_signal import PATIENCE, ChangeSignal
from .faults import Faults, RateLimits
from .gateway import Gateway
from .people import People
from .refusals import RefusalError
from .request_pipeline import handle_request
from .state import API, STATE, Request, State
from .world import Channel, User, World


class Loopback(People):
    """A small Discord on 127.0.0.1.

    ::

        async with Loopback(token="…") as discord:
            # a bot connects to discord.api_url and discord.gateway_url
            await discord.ready()
            answer = await discord.slash(discord.ada, discord.channel, "ask", question="…")
            assert "…" in answer.text

    It begins with one guild (`guild`) with one channel (`channel`) and two people (`ada`, `ben`);
    `world` makes more of each, before or after the bot connects. Request bodies are checked against
    the official schema where `DISCORD_OPENAPI` names it (see `openapi`).
    """

    def __init__(self, *, token: str, port: int = 0, schema: openapi.Schema | None = None) -> None:
        self._offset = 0.0
        self._port = port
        world, changes = World(token, self._clock), ChangeSignal()
        super().__init__(
            State(
                world=world,
                changes=changes,
                gateway=Gateway(world, changes),
                faults=Faults(),
                rates=RateLimits(self._clock),
                clock=self._clock,
                schema=schema or openapi.from_environment(),
            )
        )
        self.ada: User = world.add_user("ada")
        self.ben: User = world.add_user("ben")
        self.guild = world.add_guild("Reading room", self.ada, self.ben)
        self.channel: Channel = world.add_channel(self.guild, "questions")
        self.app = web.Application(middlewares=[handle_request], client_max_size=25 * 1024 * 1024)
        self.app[STATE] = self.state
        for module in (application_api, channels_api, threads_api, interactions_api):
            self.app.add_routes(module.routes)
        self.app.router.add_get("/gateway", self.state.gateway.serve)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.1)

    def _clock(self) -> float:
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move the server's clock forward: tokens run out, rate limits reset."""
        self._offset += seconds

    @property
    def world(self) -> World:
        """What there is on this Discord."""
        return self.state.world

    @property
    def bot(self) -> User:
        """The bot as people see it."""
        return self.state.world.bot

    @property
    def gateway(self) -> Gateway:
        """Sessions, and ways to disturb them."""
        return self.state.gateway

    @property
    def faults(self) -> Faults:
        """Arranged faults of the HTTP API."""
        return self.state.faults

    @property
    def requests(self) -> list[Request]:
        """Every request so far."""
        return self.state.requests

    @property
    def refusals(self) -> list[RefusalError]:
        """Every refusal so far."""
        return self.state.refusals

    @property
    def api_url(self) -> str:
        """The address of the HTTP API, version included."""
        return f"http://127.0.0.1:{self._port}{API}"

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""
        return f"ws://127.0.0.1:{self._port}/gateway"

    async def ready(self, within: float = PATIENCE) -> None:
        """Return when a bot is connected, has its READY and its guilds."""
        await self.state.changes.wait_until(lambda: self.gateway.ready, "a bot to connect", within)

    async def start(self) -> None:
        """Listen."""
        await self._runner.setup()
        await self._listen()
        self.gateway.address = self.gateway_url

    async def _listen(self) -> None:
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()
        self._port = self._runner.addresses[0][1]

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Out of reach for a while: every line is cut, and nobody listens. What happens meanwhile is kept."""
        await self._site.stop()
        for line in list(self._runner.server.connections if self._runner.server else ()):
            if line.transport is not None:
                line.transport.abort()
        try:
            yield
        finally:
            await self._listen()

    async def stop(self) -> None:
        """End every connection and stop listening."""
        await self.gateway.drop()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
