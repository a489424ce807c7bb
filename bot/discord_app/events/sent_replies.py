"""Replies to messages: sent so that they arrive, whatever Discord refuses of a reply."""

from __future__ import annotations

from collections.abc import Callable

import discord

NO_HISTORY = 160002
"""Discord's code for a reply where the bot may not read the message history.
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

INVALID_FORM = 50035
"""Discord's code for a request that it can't take, such as a reply to a message that is no longer there or
that Discord itself wrote. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

Card = Callable[[bool], discord.ui.LayoutView]
"""Whether the card shows the question → the card."""


async def send_reply(message: discord.Message, card: Card, *, silent: bool = False) -> discord.Message:
    """Reply to `message`; without a reference to it, and with the question on the card, where Discord refuses
    that. The message's id is the nonce: sent twice, the reply is there once.

    Raises discord.HTTPException where that is refused, too.
    """
    try:
        return await message.channel.send(
            view=card(False),
            nonce=message.id,
            reference=message.to_reference(fail_if_not_exists=False),
            silent=silent,
        )
    except discord.HTTPException as refused:
        if refused.code not in (NO_HISTORY, INVALID_FORM):
            raise
        return await message.channel.send(view=card(True), nonce=message.id, silent=silent)
