"""Messages that get an answer: mentions, replies to the bot, direct messages, those in answer channels."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Collection
from contextlib import nullcontext
from dataclasses import replace

import discord
from cachetools import LRUCache

from bot.answering import Answer
from bot.discord_app.app import App
from bot.discord_app.cards import error_notice, hint_card, notice, wait_notice
from bot.discord_app.cards.plain_message import Reply, plain_message
from bot.discord_app.components.admission import refusal
from bot.discord_app.components.answer_records import record_answer
from bot.discord_app.components.question_response import answer_to
from bot.discord_app.components.suggestion_trials import try_first_suggestions, try_suggestions
from bot.discord_app.discord_py.http_requests import TRANSIENT
from bot.discord_app.events.answered_messages import AnsweredMessages
from bot.discord_app.events.message_source import (
    Call,
    Question,
    Silence,
    by_a_person,
    call_of,
    question_of,
)
from bot.discord_app.events.message_text import thread_name
from bot.discord_app.events.replied_answer import answer_replied_to
from bot.discord_app.events.sent_replies import edit_reply, react, send_in_thread, send_reply
from bot.discord_app.observability import failures
from bot.discord_app.observability.observer import Way
from bot.discord_app.origin import Origin, guild_id_of
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.discord_app.words.server_language import chosen_locale

_log = logging.getLogger(__name__)

MOST_WARNED = 10_000
"""Channels remembered as those that the log has a warning about."""


WAIT, NO = "⏳", "🚫"
"""Reactions that stand for a reply: ask again later; you aren't answered here."""


class MessageHandler:
    """Answers messages: those that speak to the bot, and in answer channels those that it can answer."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._answered = AnsweredMessages(app.clock)
        self._warned: LRUCache[int, bool] = LRUCache(MOST_WARNED)

    async def handle(self, message: discord.Message, bot_id: int) -> None:
        """Answer `message` where it speaks to the bot (`bot_id` is its user's) or is in an answer channel."""
        if not can_hold_messages(message.channel):
            return
        call = call_of(message, bot_id)
        if call is None and not self._in_answer_channel(message):
            return
        refused = refusal(self._app, Origin.of_message(message), message.author)
        if call is None and refused:
            return
        self._app.in_flight.add_current()
        if refused:
            await self._guarded(
                message, self._decline(message, notice(self._words_for(message)(refused)), NO)
            )
        else:
            await self._guarded(message, self._answer(message, bot_id, call))

    async def handle_edit(self, message: discord.Message, bot_id: int, client: discord.Client) -> None:
        """Change the answer to a message whose words were changed. Embeds and pins arrive as edits, too."""
        if message.edited_at is None or not message.content or not by_a_person(message):
            return
        answered = self._answered.changed(message.id, message.content)
        if answered is not None:
            self._app.in_flight.add_current()
            await self._guarded(
                message,
                self._answer_anew(
                    message,
                    bot_id,
                    client.get_partial_messageable(answered.channel_id).get_partial_message(
                        answered.message_id
                    ),
                    plain=answered.plain,
                ),
            )

    async def handle_channel_deletion(self, guild_id: int, channel_id: int) -> None:
        """Take what is listed of the questions in a channel along."""
        if self._app.settings_in(guild_id).unanswered:
            self._app.in_flight.add_current()
            await self._app.questions.forget_channel(guild_id, channel_id)

    async def handle_deletion(
        self, guild_id: int | None, message_ids: Collection[int], client: discord.Client
    ) -> None:
        """Take the answers to these messages along, and what is listed of their questions."""
        if guild_id is not None and self._app.settings_in(guild_id).unanswered:
            self._app.in_flight.add_current()
            await self._app.questions.forget_messages(guild_id, message_ids)
        for message_id in message_ids:
            answered = self._answered.pop(message_id)
            if answered is None:
                continue
            self._app.in_flight.add_current()
            channel = client.get_partial_messageable(answered.channel_id)
            try:
                await channel.get_partial_message(answered.message_id).delete()
            except (discord.NotFound, discord.Forbidden) as refused:
                _log.debug("An answer couldn't be taken along (code %s)", refused.code)
            except (discord.HTTPException, *TRANSIENT) as error:
                _log.warning(
                    "An answer whose question was deleted stays (%s)",
                    failures.describe(error),
                    extra={"kind": "unsent"},
                )

    async def _guarded(self, message: discord.Message, work: Awaitable[None]) -> None:
        """Await `work`; what goes wrong in it is logged, and the asker hears of what is our fault."""
        try:
            await work
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

    async def _answer(self, message: discord.Message, bot_id: int, call: Call | None) -> None:
        app, origin = self._app, Origin.of_message(message)
        reads_messages = app.settings.answer_channels
        question = await question_of(message, bot_id, call, reads_messages=reads_messages)
        answer = await self._answer_to(question, message, bot_id)
        if call is None and (answer is None or not answer.answered):
            return  # people talk to each other
        way = way_of(call)
        if seconds := app.seconds_to_wait(origin, answer, counts=answer is not None):
            await self._ask_to_wait(message, seconds)
            app.observer.put_off(way)
            return
        if answer is None:
            await try_first_suggestions(app, origin)
            sent = await send_reply(message, lambda _: self._hint(message, question))
            self._remember(message, sent, plain=False)
            return
        found, words, settings = answer, self._words_for(message, answer), app.settings_for(origin)
        await try_suggestions(app, found, origin)

        def make(shown: bool) -> Reply:
            show_question = shown or not _is_own(question)
            return app.card_for(found, origin, words, show_question=show_question, removable=True)

        with app.remembering(found, origin):
            threaded = None
            if settings.threads and found.small_talk is None:
                name = thread_name(found.question) or wording.HELP_TITLE
                threaded = await send_in_thread(message, name, make)
            sent = threaded or await send_reply(message, make)
        self._remember(message, sent, plain=settings.plain)
        await record_answer(app, way, found, origin, message.id)

    async def _answer_anew(
        self, message: discord.Message, bot_id: int, answered: discord.PartialMessage, *, plain: bool
    ) -> None:
        """Put the answer to what a message asks now in the place of the one that was given."""
        app, origin = self._app, Origin.of_message(message)
        call = call_of(message, bot_id)
        reads_messages = app.settings.answer_channels
        question = await question_of(message, bot_id, call, reads_messages=reads_messages)
        answer = await self._answer_to(question, message, bot_id)
        if seconds := app.seconds_to_wait(origin, answer, counts=answer is not None):
            await self._ask_to_wait(message, seconds)
            return
        if origin.guild_id is not None and app.settings_in(origin.guild_id).unanswered:
            await app.questions.forget_messages(origin.guild_id, [message.id])
        if answer is None:
            await try_first_suggestions(app, origin)
            hint = self._hint(message, question)
            reply: Reply = plain_message(hint) if plain else hint
        else:
            await try_suggestions(app, answer, origin)
            reply = app.card_for(
                replace(answer, again=False),  # what it would repeat is changed by it
                origin,
                self._words_for(message, answer),
                show_question=not _is_own(question),
                removable=True,
                plain=plain,
            )
        with nullcontext() if answer is None else app.remembering(answer, origin):
            await edit_reply(answered, reply)
        self._remember(message, answered, plain=plain)
        if answer is not None:
            await record_answer(app, way_of(call), answer, origin, message.id)

    async def _answer_to(
        self, question: Question | Silence, message: discord.Message, bot_id: int
    ) -> Answer | None:
        if isinstance(question, Silence):
            return None
        return await answer_to(
            self._app,
            question.text,
            Origin.of_message(message),
            follow_up=question.is_own,
            replied_to=answer_replied_to(self._app, message, bot_id),
        )

    def _hint(self, message: discord.Message, silence: Question | Silence) -> discord.ui.LayoutView:
        """What is said to somebody who speaks to the bot, but of whom it has no question."""
        app, words, origin = self._app, self._words_for(message), Origin.of_message(message)
        match silence:
            case Silence.UNREADABLE:
                return notice(words(wording.UNREADABLE))
            case Silence.ROLE:
                return notice(words(wording.PICK_USER))
        return hint_card(app.library_for(origin), words, app.first_suggestions(origin))

    async def _ask_to_wait(self, message: discord.Message, seconds: float) -> None:
        await self._decline(message, wait_notice(seconds, self._words_for(message)), WAIT)

    async def _decline(self, message: discord.Message, card: discord.ui.LayoutView, emoji: str) -> None:
        """Say why there is no answer, each time, without a sound; by a reaction where that is set."""
        settings = self._app.settings_in(guild_id_of(message))
        if not (settings.reactions and await react(message, emoji)):
            await send_reply(message, lambda _: card, silent=True)

    def _remember(
        self, message: discord.Message, reply: discord.Message | discord.PartialMessage, *, plain: bool
    ) -> None:
        self._answered.add(
            message.id, message.content, channel_id=reply.channel.id, message_id=reply.id, plain=plain
        )

    def _words_for(self, message: discord.Message, answer: Answer | None = None) -> Words:
        """The bot's own words for everybody in the channel. In direct messages Discord tells no language."""
        return self._app.words_for_all(Origin.of_message(message), chosen_locale(message.guild), answer)

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
            await send_reply(message, lambda _: error_notice(text))
        except (discord.HTTPException, *TRANSIENT) as refused:
            _log.warning(
                "The apology for error %s could not be sent (%s)",
                error_id,
                failures.describe(refused),
                extra={"kind": "unsent"},
            )


def _is_own(question: Question | Silence) -> bool:
    return not isinstance(question, Question) or question.is_own


def can_hold_messages(channel: object) -> bool:
    """Whether messages can be sent to the channel: forum and media channels hold threads alone.

    https://docs.discord.com/developers/resources/channel#channel-object-channel-types
    """
    return isinstance(channel, discord.abc.Messageable)


def way_of(call: Call | None) -> Way:
    """How a question came in as a message."""
    if call is Call.DIRECT:
        return "direct_message"
    return "mention" if call else "answer_channel"
