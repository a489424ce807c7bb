"""A question of an interaction → its answer as a response: from a command, a button or a menu."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.answering import NO_CONTEXT, Answer, Context
from bot.discord_app.app import App
from bot.discord_app.cards.notice_cards import lacks_notice
from bot.discord_app.components.admission import refusal
from bot.discord_app.components.answer_records import record_answer
from bot.discord_app.components.responder import Responder
from bot.discord_app.components.suggestion_trials import try_suggestions
from bot.discord_app.custom_ids import QuestionId
from bot.discord_app.limits.channel_permissions import is_member, missing_here
from bot.discord_app.observability.observer import Way
from bot.discord_app.offers.suggested_questions import find_question
from bot.discord_app.origin import Origin
from bot.discord_app.words import wording


async def answer_to(
    app: App,
    question: str,
    origin: Origin,
    *,
    article_id: str | None = None,
    follow_up: bool = True,
    replied_to: Context = NO_CONTEXT,
) -> Answer:
    """As `App.answer_for`, once the encoder has read what has to be read of the question."""
    return await app.question_reader.answer(
        app.answerer.meaning,
        lambda: app.answer_for(
            question, origin, article_id=article_id, follow_up=follow_up, replied_to=replied_to
        ),
    )


async def respond_to_question(
    app: App,
    interaction: discord.Interaction,
    question: str,
    way: Way,
    *,
    private: bool = False,
    article_id: str | None = None,
    follow_up: bool = True,
    message_id: int | None = None,
) -> None:
    """Answer `question` as the server has it set, where the cooldown allows.

    `message_id`: of the message that asks it, where one does.
    """
    origin, responder = Origin.of_interaction(interaction), Responder(app, interaction)
    # What a server has set can only be made more private.
    alone = responder.only_user_sees(private=private)
    answer = await answer_to(app, question, origin, article_id=article_id, follow_up=follow_up)
    if await responder.must_wait(answer):
        app.observer.put_off(way)
        return
    words = responder.words if alone else responder.words_for_all(answer)
    await try_suggestions(app, answer, origin, article_id)
    card = app.card_for(answer, origin, words, show_question=True, removable=not alone, article_id=article_id)
    with app.remembering(answer, origin):
        sent = await responder.send(card, private=alone)
    # Of a server that the bot isn't in nothing is counted: nobody there could look at it.
    place = origin if is_member(interaction) else replace(origin, guild_id=None)
    await record_answer(app, way, answer, place, message_id or sent, private=alone)
    await _hint_at_missing_permissions(app, interaction, responder)


async def ask_suggested(
    app: App, interaction: discord.Interaction, responder: Responder, custom_id: QuestionId
) -> None:
    """Ask the suggested question that a button or an option stands for, of its article."""
    if refused := refusal(app, responder.origin, interaction.user):
        await responder.notify(responder.words(refused))
        return
    found = find_question(app.library_for(responder.origin), custom_id.article, custom_id.digest)
    if found is None:
        await responder.notify(responder.words(wording.QUESTION_GONE))
        return
    private = below_private(interaction)
    await respond_to_question(
        app, interaction, found.text, "button", private=private, article_id=found.article, follow_up=False
    )


def below_private(interaction: discord.Interaction) -> bool:
    """Whether it comes from what only its reader sees: the answer is for that reader alone, too."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _hint_at_missing_permissions(
    app: App, interaction: discord.Interaction, responder: Responder
) -> None:
    """Say privately what the bot lacks here for answers to messages, to each user once a channel."""
    lacks = missing_here(interaction)
    asker = (interaction.user.id, interaction.channel_id)
    if lacks and asker not in app.hinted:
        app.hinted[asker] = True
        await responder.follow_up(lacks_notice(lacks, responder.words))
