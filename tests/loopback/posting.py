"""Making and changing messages, whoever asks for it, and telling the gateway."""

from __future__ import annotations

from typing import Any

from . import message_payloads
from .message_rules import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    refusal_of,
)
from .protocol import DIRECT_MESSAGES, GUILD_MESSAGES
from .refusals import Payload
from .state import State
from .world import Channel, Interaction, Message, User

SETTABLE = COMPONENTS_V2 | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS
"""The flags that a bot may set on a message; EPHEMERAL only in answer to an interaction."""


async def post(
    state: State,
    channel: Channel,
    author: User,
    body: Payload,
    *,
    files: list[Payload] | None = None,
    reply_to: Message | None = None,
    interaction: Interaction | None = None,
    loading: bool = False,
) -> Message:
    """Check, store and announce a new message. Raises RefusalError where Discord would refuse it."""
    refusal = None if loading else refusal_of(body, files=len(files or ()))
    if refusal is not None:
        raise refusal
    settable = SETTABLE | (EPHEMERAL if interaction else 0)
    message = Message(
        state.world.new_id(),
        channel,
        author,
        flags=(int(body.get("flags") or 0) & settable) | (LOADING if loading else 0),
        reply_to=reply_to,
        interaction=interaction,
    )
    _fill(state, message, body, files or [])
    channel.messages.append(message)
    await announce(state, "MESSAGE_CREATE", message)
    return message


async def edit(state: State, message: Message, body: Payload, *, files: list[Payload] | None = None) -> None:
    """Check, store and announce a change. Raises RefusalError where Discord would refuse it."""
    was_loading = message.loading
    kept = message.flags & COMPONENTS_V2
    refusal = refusal_of(body, flags=kept, files=len(files or ()), editing=not was_loading)
    if refusal is not None:
        raise refusal
    message.flags = (message.flags | int(body.get("flags") or 0) & SETTABLE) & ~LOADING
    message.edited = not was_loading
    _fill(state, message, body, files or [])
    await announce(state, "MESSAGE_UPDATE", message)


async def delete(state: State, message: Message) -> None:
    """Take a message away and announce it."""
    message.deleted = True
    place = {"id": str(message.id), "channel_id": str(message.channel.id)}
    guild = message.channel.guild
    data: Payload = place | ({"guild_id": str(guild.id)} if guild else {})
    intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
    await state.gateway.dispatch(
        "MESSAGE_DELETE", lambda _: data, intent=intent, guild_id=guild.id if guild else None
    )
    state.changes.notify()


def _fill(state: State, message: Message, body: Payload, files: list[Payload]) -> None:
    """Take over from a body what it names; what it doesn't name stays."""
    if "content" in body:
        message.content = str(body["content"] or "").strip()
    if "components" in body:
        message.components = list(body["components"] or ())
    if "embeds" in body:
        message.embeds = list(body["embeds"] or ())
    for file in files:
        message.attachments.append(_attachment(state, file))
    allowed: Any = body.get("allowed_mentions")
    message.mentions = state.world.mentioned(message.text, allowed)
    everyone = allowed is None or "everyone" in (allowed.get("parse") or ())
    message.mentions_everyone = everyone and ("@everyone" in message.text or "@here" in message.text)
    pings_author = message.interaction is None and (allowed is None or allowed.get("replied_user", False))
    if message.reply_to is not None and pings_author and message.reply_to.author not in message.mentions:
        message.mentions.append(message.reply_to.author)


def _attachment(state: State, file: Payload) -> Payload:
    number = state.world.new_id()
    address = f"https://cdn.discordapp.com/attachments/0/{number}/{file['filename']}"
    return {"id": str(number), "url": address, "proxy_url": address, **file}


async def announce(state: State, event: str, message: Message) -> None:
    """Tell the gateway of a message, where the bot gets to see it."""
    bot, guild = state.world.bot, message.channel.guild
    if state.world.sees(message.channel) and not message.ephemeral:
        await state.gateway.dispatch(
            event,
            lambda session: message_payloads.message_event(message, readable=lambda m: session.reads(m, bot)),
            intent=GUILD_MESSAGES if guild else DIRECT_MESSAGES,
            guild_id=guild.id if guild else None,
        )
    state.changes.notify()
