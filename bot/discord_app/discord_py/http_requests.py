"""Requests to Discord that end in time, and are repeated where Discord carries them out only once.

A response that is lost on its way leaves open whether Discord acted. Messages carry a nonce under which
Discord makes one message only, so that sending one again is safe.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord
from discord.http import HTTPClient, Route

T = TypeVar("T")

TRANSIENT = (OSError, aiohttp.ClientError, discord.DiscordServerError)
"""Errors of the network (TimeoutError among them) or of Discord itself, which pass."""

REQUEST_TIMEOUT = 15.0
"""Seconds for one request; aiohttp's own limit is five minutes."""

MESSAGE_TIMEOUT = 60.0
"""Seconds in which the sending of a message is repeated: Discord remembers a nonce for some minutes.
https://docs.discord.com/developers/resources/message#create-message"""

FIRST_PAUSE = 0.25
"""Seconds before the first repetition; each further pause is twice as long."""


async def retry(send: Callable[[], Awaitable[T]], seconds: float) -> T:
    """Return what `send` returns; call it again after transient errors until `seconds` have passed.

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


def bound_requests(http: HTTPClient) -> None:
    """Give every request of `http` a time limit, and repeat those that Discord carries out only once.

    discord.py has no option for either.
    """
    plain = http.request

    async def request(route: Route, **options: Any) -> Any:
        # A request is never cancelled from outside: that would leave discord.py's global limit shut.
        timeout = aiohttp.ClientTimeout(total=REQUEST_TIMEOUT)
        body = options.get("json")
        if not isinstance(body, dict) or not body.get("enforce_nonce"):
            return await plain(route, timeout=timeout, **options)
        return await retry(lambda: plain(route, timeout=timeout, **options), MESSAGE_TIMEOUT)

    vars(http)["request"] = request
