"""The gateway: who connects, what is sent to them, and ways to disturb them.

https://docs.discord.com/developers/events/gateway
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from aiohttp import WSMsgType, web

from . import limits, payloads
from .change_signal import ChangeSignal
from .compression import compressor
from .protocol import GUILDS, KNOWN_INTENTS, PRIVILEGED, Close, Op
from .refusals import Payload
from .sessions import Connection, Session
from .world import World


@dataclass
class Behaviour:
    """How the gateway treats its clients; a test changes it at any time."""

    allowed_intents: int = KNOWN_INTENTS & ~PRIVILEGED
    """What the application's settings grant; the privileged ones are off, as in a new application."""
    heartbeat_interval: float = 41.25
    """Seconds, as HELLO tells it."""
    accepts_resume: bool = True
    """Else RESUME is answered by INVALID_SESSION, and the client must identify anew."""
    acknowledges_heartbeats: bool = True
    shards: int = 1
    """The number of shards that the HTTP API recommends."""
    max_concurrency: int = 1
    """Shards that may identify at a time: one of each remainder by this number."""
    identify_seconds: float = 0.0
    """Seconds between two of the same remainder; whoever comes earlier gets INVALID_SESSION. Discord has 5.
    https://docs.discord.com/developers/events/gateway#rate-limiting"""
    sessions_left: int = 1000
    """Whoever identifies without one loses the token, as Discord resets it then."""
    sessions_reset_after: float = 0.0
    """Seconds until there are sessions again, as the HTTP API tells."""


class Gateway:
    """Every session and connection, and what tests do to them."""

    def __init__(self, world: World, changes: ChangeSignal) -> None:
        self._world, self._changes = world, changes
        self.behaviour = Behaviour()
        self.address = ""
        """The websocket address; known when the server listens."""
        self.sessions: dict[str, Session] = {}
        """Those that can be resumed."""
        self.history: list[Session] = []
        """Every session ever begun."""
        self.connections: list[Connection] = []
        self.identified = self.resumed = self.heartbeats = 0
        self.too_early = 0
        """Identifies that came before their turn."""
        self._last_identify: dict[int, float] = {}
        """Remainder → when the last shard with it identified, in seconds of the loop's clock."""
        self.closes: list[int | None] = []
        """The close code of every connection that ended, whoever closed it; None where the line was cut."""

    @property
    def ready(self) -> bool:
        """Whether a client is connected and has its READY."""
        return any(session.connection is not None for session in self.sessions.values())

    async def dispatch(
        self, event: str, data: Callable[[Session], Payload], *, intent: int = 0, guild_id: int | None = None
    ) -> None:
        """Send an event to the sessions whose shard and intents it is for."""
        for session in list(self.sessions.values()):
            shard, shards = session.shard
            at_home = shard == ((guild_id >> 22) % shards if guild_id else 0)
            if at_home and (not intent or session.intents & intent):
                await session.dispatch(event, data(session))

    async def drop(self, code: int | None = None) -> None:
        """End every connection: with a close code, or (None) by cutting the line."""
        for connection in list(self.connections):
            if code is None:
                connection.abort()
            else:
                await connection.close(code)

    async def ask_to_reconnect(self) -> None:
        """Send RECONNECT to everybody."""
        await self.broadcast({"op": int(Op.RECONNECT), "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Send INVALID_SESSION to everybody."""
        if not resumable:
            self.sessions = {k: s for k, s in self.sessions.items() if s.connection is None}
        await self.broadcast({"op": int(Op.INVALID_SESSION), "d": resumable})

    async def broadcast(self, payload: Payload) -> None:
        """Send a payload to every connection."""
        for connection in list(self.connections):
            await connection.send(payload)

    async def acknowledged(self) -> None:
        """Ask for a heartbeat and wait for it: by then, the bot has taken in all events sent before.

        https://docs.discord.com/developers/events/gateway#sending-heartbeats
        """
        before = self.heartbeats
        await self.broadcast({"op": int(Op.HEARTBEAT), "d": None})
        await self._changes.wait_until(lambda: self.heartbeats > before, "a heartbeat")

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO to its end."""
        pack = compressor(request.query.get("compress"))
        if pack is None or request.query.get("encoding", "json") != "json":
            raise web.HTTPBadRequest(text="this gateway speaks JSON; plain, zlib-stream or zstd-stream")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(request, socket, pack)
        self.connections.append(connection)
        try:
            if request.query.get("v") != "10":
                await connection.close(Close.INVALID_VERSION)
            interval = int(self.behaviour.heartbeat_interval * 1000)
            await connection.send({"op": int(Op.HELLO), "d": {"heartbeat_interval": interval}})
            async for frame in socket:
                if frame.type is not WSMsgType.TEXT or (code := await self._receive(connection, frame.data)):
                    await connection.close(code or Close.DECODE_ERROR)
                    break
        finally:
            self._ended(connection)
        return socket

    def _ended(self, connection: Connection) -> None:
        code = connection.closed_with or connection.socket.close_code
        self.connections.remove(connection)
        connection.ended = asyncio.get_running_loop().time()
        self.closes.append(None if code in (None, 1006) else code)
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
            if connection.closed_with is None and code in (
                1000,
                1001,
            ):  # the client's goodbye ends its session
                self.sessions.pop(session.id, None)
        self._changes.notify()

    async def _receive(self, connection: Connection, text: str) -> Close | None:
        """Treat one payload; the code to close with, where it breaks the protocol."""
        if connection.sends_too_much():
            return Close.RATE_LIMITED
        if len(text.encode()) > limits.GATEWAY_SEND_BYTES.most:
            return Close.DECODE_ERROR
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
        except (ValueError, TypeError, KeyError):
            return Close.DECODE_ERROR
        if op == Op.HEARTBEAT:
            self.heartbeats += 1
            self._changes.notify()
            if self.behaviour.acknowledges_heartbeats:
                await connection.send({"op": int(Op.HEARTBEAT_ACK)})
            return None
        if op == Op.IDENTIFY:
            return await self._identify(connection, data)
        if op == Op.RESUME:
            return await self._resume(connection, data)
        if op not in (Op.PRESENCE, Op.VOICE_STATE, Op.REQUEST_MEMBERS):
            return Close.UNKNOWN_OPCODE
        return None if connection.session else Close.NOT_AUTHENTICATED

    async def _identify(self, connection: Connection, data: Payload) -> Close | None:
        shard = tuple(data.get("shard") or (0, 1))
        intents = int(data.get("intents", 0))
        wrong = (
            (connection.session is not None, Close.ALREADY_AUTHENTICATED),
            (data.get("token") != self._world.token, Close.AUTHENTICATION_FAILED),
            (len(shard) != 2 or not 0 <= shard[0] < shard[1], Close.INVALID_SHARD),
            (bool(intents & ~KNOWN_INTENTS), Close.INVALID_INTENTS),
            (bool(intents & ~self.behaviour.allowed_intents), Close.DISALLOWED_INTENTS),
        )
        for holds, code in wrong:
            if holds:
                return code
        if self.behaviour.sessions_left <= 0:
            return Close.AUTHENTICATION_FAILED
        if self._comes_too_early(shard[0]):
            await connection.send({"op": int(Op.INVALID_SESSION), "d": False})
            return None
        self.behaviour.sessions_left -= 1
        session = Session(token_hex(16), intents, (shard[0], shard[1]), connection=connection)
        self.sessions[session.id] = connection.session = session
        session.connections.append(connection)
        self.history.append(session)
        await self._welcome(session)
        self.identified += 1
        self._changes.notify()
        return None

    def _comes_too_early(self, shard: int) -> bool:
        """Count an identify of this shard; whether another of its remainder was there a moment ago."""
        now, bucket = asyncio.get_running_loop().time(), shard % self.behaviour.max_concurrency
        early = now - self._last_identify.get(bucket, -1e9) < self.behaviour.identify_seconds
        self._last_identify[bucket] = now
        self.too_early += early
        return early

    async def _welcome(self, session: Session) -> None:
        """READY, then the guilds of this shard one by one."""
        shard, shards = session.shard
        home = [
            guild
            for guild in self._world.guilds.values()
            if guild.has_bot and (guild.id >> 22) % shards == shard
        ]
        ready: Payload = {
            "v": 10,
            "user": payloads.own_user(self._world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in home],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "shard": [shard, shards],
            "application": {"id": str(self._world.application_id), "flags": self._world.application_flags},
        }
        await session.dispatch("READY", ready)
        if session.intents & GUILDS:
            for guild in home:
                if not guild.available:
                    continue
                await session.dispatch("GUILD_CREATE", payloads.guild_create(guild, self._world.bot))

    async def _resume(self, connection: Connection, data: Payload) -> Close | None:
        if connection.session is not None:
            return Close.ALREADY_AUTHENTICATED
        if data.get("token") != self._world.token:
            return Close.AUTHENTICATION_FAILED
        session = self.sessions.get(str(data.get("session_id")))
        if session is None or not self.behaviour.accepts_resume:
            self.sessions.pop(str(data.get("session_id")), None)
            await connection.send({"op": int(Op.INVALID_SESSION), "d": False})
            return None
        last = int(data.get("seq") or 0)
        if last > len(session.log):
            return Close.INVALID_SEQUENCE
        missed = session.log[last:]
        session.connection, connection.session = connection, session
        session.connections.append(connection)
        for payload in missed:
            await connection.carry(payload)
        await session.dispatch("RESUMED", {})
        self.resumed += 1
        self._changes.notify()
        return None
