"""Replies to messages: sent so that they arrive, whatever Discord refuses of a reply."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import discord

from bot.discord_app.cards.plain_message import PlainMessage, Reply

_log = logging.getLogger(__name__)

NO_HISTORY = 160002
"""Discord's code for a reply where the bot may not read the message history.
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

INVALID_FORM = 50035
"""Discord's code for a request that it can't take, such as a reply to a message that is no longer there or
that Discord itself wrote. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

HAS_THREAD = 160004
"""Discord's code for a message at which a thread begins already."""

Make = Callable[[bool], Reply]
"""Whether the reply shows the question → the reply."""


async def send_reply(message: discord.Message, make: Make, *, silent: bool = False) -> discord.Message:
    """Reply to `message`; without a reference to it, and with the question on the card, where Discord refuses
    that. The message's id is the nonce: sent twice, the reply is there once.

    Raises discord.HTTPException where that is refused, too.
    """
    try:
        return await _send(
            message.channel,
            make(False),
            nonce=message.id,
            reference=message.to_reference(fail_if_not_exists=False),
            silent=silent,
        )
    except discord.HTTPException as refused:
        if refused.code not in (NO_HISTORY, INVALID_FORM):
            raise
        return await _send(message.channel, make(True), nonce=message.id, silent=silent)


async def send_in_thread(message: discord.Message, name: str, make: Make) -> discord.Message | None:
    """Answer `message` in a thread that begins at it; None where the bot can't begin one."""
    thread = await _begun_thread(message, name)
    return None if thread is None else await _send(thread, make(False), nonce=message.id)


async def react(message: discord.Message, emoji: str) -> bool:
    """Put a reaction under `message`; False where the bot may not."""
    if not _may(message, "add_reactions", "read_message_history"):
        return False
    try:
        await message.add_reaction(emoji)
    except (discord.Forbidden, discord.NotFound) as refused:
        # 90001: the person has blocked the bot. The reply tries its luck.
        _log.debug("A reaction was refused (code %s)", refused.code)
        return False
    return True


async def edit_reply(message: discord.PartialMessage, reply: Reply) -> None:
    """Put `reply` in the place of one of the same kind."""
    if isinstance(reply, PlainMessage):
        await message.edit(content=reply.content, view=reply.rows)
    else:
        await message.edit(view=reply)


async def _send(channel: discord.abc.Messageable, reply: Reply, **options: Any) -> discord.Message:
    if isinstance(reply, discord.ui.LayoutView):
        return await channel.send(view=reply, **options)
    if reply.rows is not None:
        options["view"] = reply.rows
    return await channel.send(reply.content, suppress_embeds=True, **options)


async def _begun_thread(message: discord.Message, name: str) -> discord.Thread | None:
    # Threads begin at messages of text and announcement channels alone.
    if not isinstance(message.channel, discord.TextChannel):
        return None
    if not _may(message, "create_public_threads", "send_messages_in_threads"):
        return None
    try:
        return await message.create_thread(name=name)
    except discord.HTTPException as refused:
        if refused.status >= 500:
            raise
        _log.debug("No thread could be begun (code %s)", refused.code)
        return message.channel.get_thread(message.id) if refused.code == HAS_THREAD else None


def _may(message: discord.Message, *names: str) -> bool:
    """Whether the bot has these permissions where the message is."""
    channel, guild = message.channel, message.guild
    if guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return guild is None and "create_public_threads" not in names
    granted = channel.permissions_for(guild.me)
    return all(getattr(granted, name) for name in names)
