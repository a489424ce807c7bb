"""Requests to Discord: given up after a time, repeated where that is safe, so that an answer comes once.

A response that is lost on its way leaves open whether Discord acted. Messages carry a nonce under which
Discord makes one message only; a response to an interaction is taken once (code 40060 at the second).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

_log = logging.getLogger(__name__)
T = TypeVar("T")

TRANSIENT = (OSError, aiohttp.ClientError, discord.DiscordServerError)
"""Errors of the network (TimeoutError among them) or of Discord itself, which pass."""

REQUEST = 15.0
"""Seconds for one request; aiohttp's own limit is five minutes."""

MESSAGE = 60.0
"""Seconds in which the sending of a message is repeated: Discord remembers a nonce for some minutes.
https://docs.discord.com/developers/resources/message#create-message"""

INTERACTION = 4.0
"""Seconds for the response to an interaction. Discord forgets it after three, by its own clock.
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback"""

CONNECTIONS = 64
"""Connections at a time to one host, each shard's among them. In a burst, answers wait for one: to open a new
one costs several times what an answer does."""

FIRST_PAUSE = 0.25
"""Seconds before the first repetition; each further pause is twice as long."""

ALREADY_ACKNOWLEDGED = 40060
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""


async def persist(send: Callable[[], Awaitable[T]], seconds: float) -> T:
    """What `send` returns; it is called again after transient errors until `seconds` have passed.

    Raises the last error.
    """
    loop = asyncio.get_running_loop()
    end, pause = loop.time() + seconds, FIRST_PAUSE
    while True:
        try:
            return await send()
        except TRANSIENT:
            if loop.time() + pause >= end:
                raise
        await asyncio.sleep(pause)
        pause *= 2


def connector() -> aiohttp.BaseConnector:
    """The connections for one session."""
    return aiohttp.TCPConnector(limit=0, limit_per_host=CONNECTIONS)


def make_patient(http: HTTPClient) -> None:
    """Bound every request of `http` in time, and repeat those that Discord carries out once only.

    discord.py has no option for either.
    """
    plain = http.request

    async def request(route: Route, **options: Any) -> Any:
        # A request is never cancelled from outside: that would leave discord.py's global limit shut.
        timeout = aiohttp.ClientTimeout(total=REQUEST)
        body = options.get("json")
        if not isinstance(body, dict) or not body.get("enforce_nonce"):
            return await plain(route, timeout=timeout, **options)
        return await persist(lambda: plain(route, timeout=timeout, **options), MESSAGE)

    vars(http)["request"] = request


class Responses(AsyncWebhookAdapter):
    """How responses to interactions are sent."""

    async def request(self, route: Route, session: aiohttp.ClientSession, **options: Any) -> Any:
        """Send; a first response is repeated after transient errors while Discord may still wait for it."""
        send = super().request
        if not route.path.startswith("/interactions/"):
            return await send(route, session, **options)
        options["params"] = None  # else Discord sends the whole message back, which nobody looks at
        try:
            async with asyncio.timeout(INTERACTION):
                await persist(lambda: send(route, session, **options), INTERACTION)
        except discord.HTTPException as refused:
            if refused.code != ALREADY_ACKNOWLEDGED:
                raise
            _log.info("Discord has a response to this interaction already")
        return {"interaction": {"id": str(route.webhook_id), "type": 2}}


def use() -> None:
    """Send the responses to interactions so, in the tasks that the running one starts."""
    async_context.set(Responses())  # type: ignore[no-untyped-call]
