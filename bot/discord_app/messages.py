"""Messages that speak to the bot: a mention, a reply to one of its own, a direct message."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import discord

from bot.discord_app import failures, transport, wording
from bot.discord_app.cards import Accent, notice
from bot.discord_app.cards.markdown import harmless

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

_log = logging.getLogger(__name__)

_MENTION = re.compile(r"<(?:@[!&]?|#)[0-9]+>|<a?:\w+:[0-9]+>|<t:-?[0-9]+(?::\w)?>|</[^:>]+:[0-9]+>")
"""Mentions of users, roles, channels and commands, server emoji, time stamps: no words of a question."""

NO_HISTORY = 160002
"""Discord's code for a reply where the bot may not read the message history.
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

MOST_WARNED = 10_000
"""Channels remembered as already warned about."""


def question_in(content: str) -> str:
    """The question in a message's text: one line without mentions and other marks that Discord puts in."""
    return harmless(_MENTION.sub(" ", content))


def speaks_to(message: discord.Message, user_id: int) -> bool:
    """Whether the message speaks to the bot whose user has this id, and was written by a person.

    Mentions of roles and of everyone don't count. A reply that doesn't mention the bot arrives without its
    text unless the message content intent is on: then there is nothing to answer.
    """
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return False
    # A server that Discord calls unavailable may be unknown here, so that only the channel tells.
    private = message.guild is None and not getattr(message.channel, "guild_id", None)
    if private or any(user.id == user_id for user in message.mentions):
        return True
    answered = message.reference.resolved if message.reference else None
    is_reply = isinstance(answered, discord.Message) and answered.author.id == user_id
    return is_reply and bool(message.content)


class MessageAnswerer:
    """Answers messages that speak to the bot. Remembers only in which channels it may not write."""

    def __init__(self, client: FootnoteClient) -> None:
        self._client = client
        self._warned: set[int] = set()

    async def answer(self, message: discord.Message) -> None:
        """Answer `message` where it speaks to the bot."""
        user = self._client.user
        if user is None or not speaks_to(message, user.id):
            return
        self._client.in_flight.add_current()
        try:
            await self._reply(message)
        except discord.Forbidden as refused:
            self._warn_once(message, refused)
        except discord.NotFound as refused:
            _log.info("A channel was gone before its answer (code %s)", refused.code)
        except transport.TRANSIENT as error:
            _log.warning("An answer to a message could not be sent (%s)", failures.describe(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker hears of it and the bot goes on
            await self._apologise(message, error)

    async def _reply(self, message: discord.Message) -> None:
        question = question_in(message.content)
        card = self._client.answer_card(question, show_question=False)
        try:
            await self._send(message, card)
        except discord.Forbidden as refused:
            if refused.code != NO_HISTORY:
                raise
            # Without the history there is no reply to show what was asked, so the card does.
            await self._send(message, self._client.answer_card(question, show_question=True), reply=False)

    async def _send(
        self, message: discord.Message, card: discord.ui.LayoutView, *, reply: bool = True
    ) -> None:
        """Send what answers `message`. Its id is the nonce: sent twice, it is there once."""
        if reply:
            reference = message.to_reference(fail_if_not_exists=False)
            await message.channel.send(view=card, nonce=message.id, reference=reference)
        else:
            await message.channel.send(view=card, nonce=message.id)

    def _warn_once(self, message: discord.Message, refused: discord.Forbidden) -> None:
        if message.channel.id in self._warned or len(self._warned) >= MOST_WARNED:
            return
        self._warned.add(message.channel.id)
        _log.warning(
            "May not answer in channel %s of server %s (code %s): give the bot View Channel, Send Messages,"
            " Send Messages in Threads and Read Message History there",
            message.channel.id,
            message.guild.id if message.guild else "(direct message)",
            refused.code,
        )

    async def _apologise(self, message: discord.Message, error: Exception) -> None:
        error_id = failures.record(error, "a message")
        card = notice(wording.ERROR.format(id=error_id), Accent.ERROR)
        try:
            await self._send(message, card)
        except (discord.HTTPException, *transport.TRANSIENT) as refused:
            described = failures.describe(refused)
            _log.warning("The apology for error %s could not be sent (%s)", error_id, described)
