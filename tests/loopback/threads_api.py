"""Threads that begin at a message, and reactions.

https://docs.discord.com/developers/resources/channel#start-thread-from-message
https://docs.discord.com/developers/resources/message#create-reaction
"""

from __future__ import annotations

from aiohttp import web

from . import payloads
from .channels_api import addressed_channel, addressed_message
from .permissions import Permission
from .protocol import GUILDS
from .refusals import Flaw, RefusalError, bad_form
from .state import API, INCOMING, STATE
from .world import Channel, ChannelKind

routes = web.RouteTableDef()

LONGEST_NAME = 100


@routes.post(f"{API}/channels/{{channel_id:\\d+}}/messages/{{message_id:\\d+}}/threads")
async def start_thread(request: web.Request) -> web.Response:
    state, body = request.app[STATE], request[INCOMING].body
    channel = addressed_channel(request, Permission.CREATE_PUBLIC_THREADS)
    message = addressed_message(request)
    name = str(body.get("name") or "")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise bad_form([Flaw(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")])
    if channel.guild is None or channel.parent is not None:
        raise RefusalError(400, 50024, "Cannot execute action on this channel type")
    if message.id in state.world.channels:
        raise RefusalError(400, 160004, "A thread has already been created for this message")
    thread = Channel(
        message.id,
        ChannelKind.PUBLIC_THREAD,
        name,
        channel.guild,
        allow=channel.allow,
        deny=channel.deny,
        parent=channel,
    )
    state.world.channels[thread.id] = thread
    payload = payloads.thread(thread, state.world.bot)
    await state.gateway.dispatch(
        "THREAD_CREATE",
        lambda _: payload | {"newly_created": True},
        intent=GUILDS,
        guild_id=channel.guild.id,
    )
    return web.json_response(payload, status=201)


@routes.put(f"{API}/channels/{{channel_id:\\d+}}/messages/{{message_id:\\d+}}/reactions/{{emoji}}/@me")
async def react(request: web.Request) -> web.Response:
    message = addressed_message(request)
    emoji = request.match_info["emoji"]
    if emoji not in message.reactions:
        addressed_channel(request, Permission.ADD_REACTIONS)
        message.reactions.append(emoji)
    request.app[STATE].changes.notify()
    return web.Response(status=204)
