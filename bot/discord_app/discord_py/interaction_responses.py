"""Responses to interactions, repeated while Discord may still wait for them.

Discord takes a response to an interaction once: the second one gets code 40060.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import discord
from discord.http import Route, handle_message_parameters
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


async def edit_response(
    interaction: discord.Interaction, *, suppress_embeds: bool = False, **contents: Any
) -> int:
    """Change the response to `interaction`, as by discord.py's own; the message's id.

    discord.py has no option for `suppress_embeds`.
    """
    http = interaction._state.http
    contents["previous_allowed_mentions"] = interaction._state.allowed_mentions
    if suppress_embeds:
        contents["flags"] = discord.MessageFlags(suppress_embeds=True)
    with handle_message_parameters(**contents) as parameters:
        message = await async_context.get().edit_original_interaction_response(
            interaction.application_id,
            interaction.token,
            session=interaction._session,
            proxy=http.proxy,
            proxy_auth=http.proxy_auth,
            payload=parameters.payload,
            multipart=parameters.multipart,
            files=parameters.files,
        )
    return int(message["id"])


def repeat_responses() -> None:
    """Send responses to interactions with `ResponseAdapter`, in the tasks that the running one starts."""
    async_context.set(ResponseAdapter())  # type: ignore[no-untyped-call]
