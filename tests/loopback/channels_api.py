"""Channels, guilds, messages and direct messages over HTTP.

https://docs.discord.com/developers/resources/message
https://docs.discord.com/developers/resources/channel
"""

from __future__ import annotations

from aiohttp import web

from . import message_payloads, payloads, posting
from .permissions import Permission
from .refusals import Flaw, Payload, RefusalError, bad_form, missing_access, missing_permissions, unknown
from .state import API, INCOMING, STATE, State
from .world import Channel, ChannelKind, Guild, Message

routes = web.RouteTableDef()


def addressed_channel(request: web.Request, *needed: Permission) -> Channel:
    """The channel that the path names, where the bot sees it and may do this in it."""
    world = request.app[STATE].world
    channel = world.channels.get(int(request.match_info["channel_id"]))
    if channel is None:
        raise unknown("Channel")
    if not world.sees(channel):
        raise missing_access()
    if channel.guild is not None:
        for permission in needed:
            if not world.permissions(channel) & permission:
                raise missing_permissions()
    return channel


def addressed_message(request: web.Request) -> Message:
    """The message that the path names; ephemeral ones can't be had this way."""
    channel = addressed_channel(request, Permission.READ_MESSAGE_HISTORY)
    message = request.app[STATE].world.message(int(request.match_info["message_id"]))
    if message is None or message.channel is not channel or message.ephemeral:
        raise unknown("Message")
    return message


def _replied_to(state: State, channel: Channel, body: Payload) -> Message | None:
    """The message that a new one answers.

    Raises RefusalError where it is gone and `fail_if_not_exists` isn't false, or where the bot can't
    read the channel's history.
    """
    reference = body.get("message_reference")
    if not reference:
        return None
    history = state.world.permissions(channel) & Permission.READ_MESSAGE_HISTORY
    if channel.guild is not None and not history:
        raise RefusalError(403, 160002, "Cannot reply without permission to read message history")
    message = state.world.message(int(reference["message_id"]))
    if message is None or message.channel is not channel or message.ephemeral:
        if reference.get("fail_if_not_exists", True):
            raise bad_form(
                [Flaw(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")]
            )
        return None
    return message


@routes.post(f"{API}/channels/{{channel_id:\\d+}}/messages")
async def create_message(request: web.Request) -> web.Response:
    state, body = request.app[STATE], request[INCOMING].body
    channel = addressed_channel(request)
    in_thread = channel.kind is ChannelKind.PUBLIC_THREAD
    addressed_channel(request, Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES)
    if any(person.closed_to_messages for person in channel.recipients):
        raise RefusalError(403, 50007, "Cannot send messages to this user")
    reply_to = _replied_to(state, channel, body)
    nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    if nonce and body.get("enforce_nonce"):
        for earlier in reversed(channel.messages):
            if earlier.nonce == nonce and earlier.author is state.world.bot:
                return web.json_response(message_payloads.message(earlier))
    message = await posting.post(
        state, channel, state.world.bot, body, files=request[INCOMING].files, reply_to=reply_to
    )
    message.nonce = nonce
    return web.json_response(message_payloads.message(message))


@routes.get(f"{API}/channels/{{channel_id:\\d+}}/messages")
async def list_messages(request: web.Request) -> web.Response:
    channel = addressed_channel(request)
    if not request.app[STATE].world.permissions(channel) & Permission.READ_MESSAGE_HISTORY and channel.guild:
        return web.json_response([])  # no error: https://docs.discord.com/developers/resources/message
    shown = [m for m in reversed(channel.messages) if not m.deleted and not m.ephemeral]
    return web.json_response(
        [message_payloads.message(m) for m in shown[: int(request.query.get("limit", 50))]]
    )


@routes.get(f"{API}/channels/{{channel_id:\\d+}}/messages/{{message_id:\\d+}}")
async def get_message(request: web.Request) -> web.Response:
    return web.json_response(message_payloads.message(addressed_message(request)))


@routes.patch(f"{API}/channels/{{channel_id:\\d+}}/messages/{{message_id:\\d+}}")
async def edit_message(request: web.Request) -> web.Response:
    state, message = request.app[STATE], addressed_message(request)
    if message.author is not state.world.bot:
        raise RefusalError(403, 50005, "Cannot edit a message authored by another user")
    await posting.edit(state, message, request[INCOMING].body, files=request[INCOMING].files)
    return web.json_response(message_payloads.message(message))


@routes.delete(f"{API}/channels/{{channel_id:\\d+}}/messages/{{message_id:\\d+}}")
async def delete_message(request: web.Request) -> web.Response:
    state, message = request.app[STATE], addressed_message(request)
    if message.author is not state.world.bot:
        raise missing_permissions()
    await posting.delete(state, message)
    return web.Response(status=204)


@routes.post(f"{API}/channels/{{channel_id:\\d+}}/typing")
async def typing(request: web.Request) -> web.Response:
    addressed_channel(request, Permission.SEND_MESSAGES)
    return web.Response(status=204)


@routes.get(f"{API}/channels/{{channel_id:\\d+}}")
async def get_channel(request: web.Request) -> web.Response:
    return web.json_response(payloads.channel(addressed_channel(request)))


def _guild(request: web.Request) -> Guild:
    guild = request.app[STATE].world.guilds.get(int(request.match_info["guild_id"]))
    if guild is None or not guild.has_bot:
        raise unknown("Guild")
    return guild


@routes.get(f"{API}/guilds/{{guild_id:\\d+}}")
async def get_guild(request: web.Request) -> web.Response:
    return web.json_response(payloads.guild(_guild(request)))


@routes.get(f"{API}/guilds/{{guild_id:\\d+}}/channels")
async def get_guild_channels(request: web.Request) -> web.Response:
    return web.json_response([payloads.channel(channel) for channel in _guild(request).channels])


@routes.post(f"{API}/users/@me/channels")
async def open_direct_messages(request: web.Request) -> web.Response:
    world = request.app[STATE].world
    person = world.users.get(int(request[INCOMING].body.get("recipient_id", 0)))
    if person is None:
        raise unknown("User")
    return web.json_response(payloads.channel(world.direct(person, world.bot)))


@routes.get(f"{API}/users/{{user_id:\\d+}}")
async def get_user(request: web.Request) -> web.Response:
    person = request.app[STATE].world.users.get(int(request.match_info["user_id"]))
    if person is None:
        raise unknown("User")
    return web.json_response(payloads.user(person))
