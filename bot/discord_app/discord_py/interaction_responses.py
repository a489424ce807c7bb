"""Responses to interactions, repeated while Discord may still wait for them.

Discord takes a response to an interaction once: the second one gets code 40060.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import discord
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.discord_app.discord_py.http_requests import retry

_log = logging.getLogger(__name__)

RESPONSE_TIMEOUT = 4.0
"""Seconds for the response to an interaction. Discord forgets it after three, by its own clock.
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback"""

ALREADY_ACKNOWLEDGED = 40060
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""


class ResponseAdapter(AsyncWebhookAdapter):
    """How discord.py sends responses to interactions, and follow-ups to them."""

    async def request(self, route: Route, session: aiohttp.ClientSession, **options: Any) -> Any:
        """Send; a first response is repeated after transient errors while Discord may still wait for it."""
        send = super().request
        if not route.path.startswith("/interactions/"):
            return await send(route, session, **options)
        options["params"] = None  # else Discord sends the whole message back, which nobody looks at
        try:
            async with asyncio.timeout(RESPONSE_TIMEOUT):
                await retry(lambda: send(route, session, **options), RESPONSE_TIMEOUT)
        except discord.HTTPException as refused:
            if refused.code != ALREADY_ACKNOWLEDGED:
                raise
            _log.info("Discord has a response to this interaction already")
        return {"interaction": {"id": str(route.webhook_id), "type": 2}}


def repeat_responses() -> None:
    """Send responses to interactions with `ResponseAdapter`, in the tasks that the running one starts."""
    async_context.set(ResponseAdapter())  # type: ignore[no-untyped-call]
