"""A gateway session, and the connection that carries it for a while.

https://docs.discord.com/developers/events/gateway#connections
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from .limits import GATEWAY_SENDS
from .protocol import MESSAGE_CONTENT, Op
from .refusals import Payload
from .world import Message, User


@dataclass(eq=False)
class Session:
    """What READY began: it survives a lost connection, so that RESUME can pick it up."""

    id: str
    intents: int
    shard: tuple[int, int]
    log: list[Payload] = field(default_factory=list)
    """Every event sent, for RESUME."""
    connection: Connection | None = None
    connections: list[Connection] = field(default_factory=list)
    """Every connection that it had, the present one last."""

    def reads(self, message: Message, bot: User) -> bool:
        """Whether this client sees what the message says.

        https://docs.discord.com/developers/events/gateway#message-content-intent
        """
        if self.intents & MESSAGE_CONTENT or message.author is bot or message.channel.guild is None:
            return True
        return bot in message.mentions

    async def dispatch(self, event: str, data: Payload) -> None:
        """Record an event and send it where there is a connection."""
        payload = {"op": int(Op.DISPATCH), "t": event, "s": len(self.log) + 1, "d": data}
        self.log.append(payload)
        if self.connection is not None:
            await self.connection.carry(payload)


class Connection:
    """One websocket."""

    def __init__(
        self, request: web.Request, socket: web.WebSocketResponse, pack: Callable[[str], str | bytes]
    ) -> None:
        self.request, self.socket, self._pack = request, socket, pack
        self.session: Session | None = None
        self.received: deque[float] = deque(maxlen=GATEWAY_SENDS.most + 1)
        """When the last payloads came, in seconds of the loop's clock."""
        self.closed_with: int | None = None
        """The code that this side closed with."""
        self.carried: dict[int, float] = {}
        """Sequence number of an event → when it was sent on this line, in seconds of the loop's clock."""
        self.ended: float | None = None
        """When the line ended."""

    def sends_too_much(self) -> bool:
        """Count a payload; whether there are too many of them in a minute."""
        now = asyncio.get_running_loop().time()
        self.received.append(now)
        return len(self.received) > GATEWAY_SENDS.most and now - self.received[0] < 60

    async def carry(self, event: Payload) -> None:
        """Send an event of the session, and note that this line had it."""
        if not self.socket.closed:
            self.carried[int(event["s"])] = asyncio.get_running_loop().time()
        await self.send(event)

    async def send(self, payload: Payload) -> None:
        """Send one payload; a connection that is going away gets nothing."""
        await self.send_frame(self._pack(json.dumps(payload)))

    async def send_frame(self, frame: str | bytes) -> None:
        """Send a frame as it is, garbage too."""
        if self.socket.closed:
            return
        try:
            await (self.socket.send_str(frame) if isinstance(frame, str) else self.socket.send_bytes(frame))
        except ConnectionError:
            self.abort()

    async def close(self, code: int) -> None:
        """Say goodbye with a code."""
        self.closed_with = code
        await self.socket.close(code=code)

    def abort(self) -> None:
        """Cut the line, without a closing frame."""
        if self.request.transport is not None:
            self.request.transport.abort()
