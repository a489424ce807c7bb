"""Messages that get an answer: mentions, replies to the bot, direct messages, those in answer channels."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import discord

from bot.discord_app.asking import Asked, server_of
from bot.discord_app.cards import Accent, hint_card, notice
from bot.discord_app.cards.markdown import harmless
from bot.discord_app.discord_py.http_requests import TRANSIENT
from bot.discord_app.limits.cooldown import wait_card
from bot.discord_app.observability import failures
from bot.discord_app.observability.observer import Way
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_readers_of

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

_log = logging.getLogger(__name__)

_MENTION = re.compile(r"<(?:@[!&]?|#)[0-9]+>|<a?:\w+:[0-9]+>|<t:-?[0-9]+(?::\w)?>|</[^:>]+:[0-9]+>")
"""Mentions of users, roles, channels and commands, server emoji, time stamps: no words of a question."""

NO_HISTORY = 160002
"""Discord's code for a reply where the bot may not read the message history.
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

LEAST_SHOWN = 5.0
"""Seconds that a request to wait can be read before it goes away."""

MOST_WARNED = 10_000
"""Channels remembered as already warned about."""


def question_in(content: str) -> str:
    """The question in a message's text: one line without mentions and other marks that Discord puts in."""
    return harmless(_MENTION.sub(" ", content))


def by_a_person(message: discord.Message) -> bool:
    """Whether a person wrote the message: no bot, no webhook, not Discord itself."""
    return not (message.author.bot or message.webhook_id is not None or message.is_system())


def speaks_to(message: discord.Message, user_id: int) -> bool:
    """Whether the message speaks to the bot whose user has this id, and was written by a person.

    Mentions of roles and of everyone don't count. A reply that doesn't mention the bot arrives without its
    text unless the message content intent is on: then there is nothing to answer.
    """
    if not by_a_person(message):
        return False
    if server_of(message) is None or any(user.id == user_id for user in message.mentions):
        return True
    answered = message.reference.resolved if message.reference else None
    is_reply = isinstance(answered, discord.Message) and answered.author.id == user_id
    return is_reply and bool(message.content)


def way_of(message: discord.Message, *, called: bool) -> Way:
    """How a question came in as a message."""
    if server_of(message) is None:
        return "direct_message"
    return "mention" if called else "answer_channel"


class MessageAnswerer:
    """Answers messages: those that speak to the bot, and in answer channels those that it can answer.

    Remembers only in which channels it may not write.
    """

    def __init__(self, client: FootnoteClient) -> None:
        self._client = client
        self._warned: set[int] = set()

    async def answer(self, message: discord.Message) -> None:
        """Answer `message` where it speaks to the bot, or stands in an answer channel."""
        user = self._client.user
        called = user is not None and speaks_to(message, user.id)
        if not called and not self._in_answer_channel(message):
            return
        self._client.in_flight.add_current()
        try:
            await self._reply(message, called=called)
        except discord.Forbidden as refused:
            self._warn_once(message, refused)
        except discord.NotFound as refused:
            _log.info("A channel was gone before its answer (code %s)", refused.code)
        except TRANSIENT as error:
            described = failures.describe(error)
            _log.warning("An answer to a message could not be sent (%s)", described, extra={"kind": "unsent"})
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker hears of it and the bot goes on
            await self._apologise(message, error)

    def _in_answer_channel(self, message: discord.Message) -> bool:
        if not self._client.settings.answer_channels or not by_a_person(message):
            return False
        channels = self._client.store.of(server_of(message)).channels
        # A thread belongs to the channel in which it was begun.
        return message.channel.id in channels or getattr(message.channel, "parent_id", None) in channels

    async def _reply(self, message: discord.Message, *, called: bool) -> None:
        client, asked = self._client, Asked.by_message(message)
        question = question_in(message.content)
        answer = client.answer(question, asked) if question else None
        if not called and (answer is None or not answer.answered):
            return  # people talk among themselves
        way = way_of(message, called=called)
        if seconds := client.seconds_to_wait(asked.user, asked.channel, asked.guild):
            await self._ask_to_wait(message, seconds)
            client.observer.put_off(way)
            return

        words = for_readers_of(message, client)

        def card(*, show_question: bool) -> discord.ui.LayoutView:
            if answer is None:
                return hint_card(client.library_in(asked.guild), words)
            return client.card_of(answer, asked, show_question=show_question, removable=True, words=words)

        if answer is not None:
            client.talks.remember(asked, answer)

        try:
            await self._send(message, card(show_question=False))
        except discord.Forbidden as refused:
            if refused.code != NO_HISTORY:
                raise
            # Without the history there is no reply to show what was asked, so the card does.
            await self._send(message, card(show_question=True), reply=False)
        if answer is not None:
            client.observer.answered(way, answer)

    async def _ask_to_wait(self, message: discord.Message, seconds: float) -> None:
        """Tell somebody to wait: once, without a sound, and gone when the time is over."""
        if not self._client.cooldowns.may_tell((message.author.id, message.channel.id), seconds):
            return
        await message.channel.send(
            view=wait_card(seconds, for_readers_of(message, self._client)),
            nonce=message.id,
            reference=message.to_reference(fail_if_not_exists=False),
            silent=True,
            delete_after=max(seconds, LEAST_SHOWN),
        )

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
            extra={"kind": "permission"},
        )

    async def _apologise(self, message: discord.Message, error: Exception) -> None:
        error_id = failures.record(error, "a message")
        text = for_readers_of(message, self._client)(wording.ERROR)
        card = notice(text.format(id=error_id), Accent.ERROR)
        try:
            await self._send(message, card)
        except (discord.HTTPException, *TRANSIENT) as refused:
            described = failures.describe(refused)
            _log.warning(
                "The apology for error %s could not be sent (%s)",
                error_id,
                described,
                extra={"kind": "unsent"},
            )
