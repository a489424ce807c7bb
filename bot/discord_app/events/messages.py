"""Messages that get an answer: mentions, replies to the bot, direct messages, those in answer channels."""

from __future__ import annotations

import logging

import discord
from cachetools import LRUCache

from bot.discord_app.app import App
from bot.discord_app.cards import error_notice, hint_card, wait_notice
from bot.discord_app.discord_py.http_requests import TRANSIENT
from bot.discord_app.events.message_text import question_in
from bot.discord_app.observability import failures
from bot.discord_app.observability.observer import Way
from bot.discord_app.origin import Origin, guild_id_of
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words

_log = logging.getLogger(__name__)

NO_HISTORY = 160002
"""Discord's code for a reply where the bot may not read the message history.
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

LEAST_SHOWN = 5.0
"""Seconds that a request to wait can be read before it is deleted."""

MOST_WARNED = 10_000
"""Channels remembered as those that the log has a warning about."""


class MessageHandler:
    """Answers messages: those that speak to the bot, and in answer channels those that it can answer."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._warned: LRUCache[int, bool] = LRUCache(MOST_WARNED)

    async def handle(self, message: discord.Message, bot_id: int) -> None:
        """Answer `message` where it speaks to the bot (`bot_id` is its user's) or is in an answer channel."""
        if not can_hold_messages(message.channel):
            return
        called = speaks_to(message, bot_id)
        if not called and not self._in_answer_channel(message):
            return
        self._app.in_flight.add_current()
        try:
            await self._answer(message, called=called)
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
        if not self._app.settings.answer_channels or not by_a_person(message):
            return False
        channels = self._app.settings_in(guild_id_of(message)).channels
        # A thread belongs to the channel in which it was begun.
        return message.channel.id in channels or getattr(message.channel, "parent_id", None) in channels

    async def _answer(self, message: discord.Message, *, called: bool) -> None:
        app, origin = self._app, Origin.of_message(message)
        question = question_in(message.content)
        answer = app.answer_for(question, origin) if question else None
        if not called and (answer is None or not answer.answered):
            return  # people talk to each other
        way = way_of(message, called=called)
        if seconds := app.seconds_to_wait(origin):
            await self._ask_to_wait(message, seconds)
            app.observer.put_off(way)
            return
        if answer is not None:
            app.remember(answer, origin)

        def card(*, show_question: bool) -> discord.ui.LayoutView:
            words = self._words_for(message)
            if answer is None:
                return hint_card(app.library_in(origin.guild_id), words)
            return app.card_for(answer, origin, words, show_question=show_question, removable=True)

        try:
            await _reply(message, card(show_question=False))
        except discord.Forbidden as refused:
            if refused.code != NO_HISTORY:
                raise
            # Without the history there is no reply to show what was asked, so the card does.
            await message.channel.send(view=card(show_question=True), nonce=message.id)
        if answer is not None:
            app.observer.answered(way, answer)

    async def _ask_to_wait(self, message: discord.Message, seconds: float) -> None:
        """Tell somebody to wait: once, without a sound, and deleted when the time is over."""
        if self._app.cooldowns.may_tell((message.author.id, message.channel.id), seconds):
            await message.channel.send(
                view=wait_notice(seconds, self._words_for(message)),
                nonce=message.id,
                reference=message.to_reference(fail_if_not_exists=False),
                silent=True,
                delete_after=max(seconds, LEAST_SHOWN),
            )

    def _words_for(self, message: discord.Message) -> Words:
        """The bot's own words for everybody in the channel. In direct messages Discord tells no language."""
        locale = message.guild.preferred_locale if message.guild else None
        return self._app.words_for_all(guild_id_of(message), locale)

    def _warn_once(self, message: discord.Message, refused: discord.Forbidden) -> None:
        if message.channel.id in self._warned:
            return
        self._warned[message.channel.id] = True
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
        text = self._words_for(message)(wording.ERROR).format(id=error_id)
        try:
            await _reply(message, error_notice(text))
        except (discord.HTTPException, *TRANSIENT) as refused:
            _log.warning(
                "The apology for error %s could not be sent (%s)",
                error_id,
                failures.describe(refused),
                extra={"kind": "unsent"},
            )


async def _reply(message: discord.Message, card: discord.ui.LayoutView) -> None:
    """Reply to `message`. Its id is the nonce: sent twice, the reply is there once."""
    reference = message.to_reference(fail_if_not_exists=False)
    await message.channel.send(view=card, nonce=message.id, reference=reference)


def can_hold_messages(channel: object) -> bool:
    """Whether messages can be sent to the channel: forum and media channels hold threads alone.

    https://docs.discord.com/developers/resources/channel#channel-object-channel-types
    """
    return isinstance(channel, discord.abc.Messageable)


def by_a_person(message: discord.Message) -> bool:
    """Whether a person wrote the message: no bot, no webhook, not Discord itself.

    `author.system`: https://docs.discord.com/developers/resources/user#user-object-user-structure
    """
    author = message.author
    return not (author.bot or author.system or message.webhook_id is not None or message.is_system())


def speaks_to(message: discord.Message, bot_id: int) -> bool:
    """Whether a person wrote the message to the bot whose user has this id.

    Mentions of roles and of everyone don't count. A reply that doesn't mention the bot arrives without its
    text unless the message content intent is on: then there is nothing to answer.
    """
    if not by_a_person(message):
        return False
    if guild_id_of(message) is None or any(user.id == bot_id for user in message.mentions):
        return True
    replied_to = message.reference.resolved if message.reference else None
    is_reply = isinstance(replied_to, discord.Message) and replied_to.author.id == bot_id
    return is_reply and bool(message.content)


def way_of(message: discord.Message, *, called: bool) -> Way:
    """How a question came in as a message. `called`: it speaks to the bot."""
    if guild_id_of(message) is None:
        return "direct_message"
    return "mention" if called else "answer_channel"
