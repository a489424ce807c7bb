"""/ask, and the same for anybody's message: a question in, an answer out."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cards import hint_card
from bot.discord_app.cards.notice_cards import lacks_notice
from bot.discord_app.components.responder import Responder
from bot.discord_app.events.commands.choices import offer_articles, to_choices
from bot.discord_app.events.message_text import question_in, typed_text
from bot.discord_app.limits.channel_permissions import missing_here
from bot.discord_app.markup.discord_limits import CHOICE, QUESTION
from bot.discord_app.markup.escaping import harmless
from bot.discord_app.observability.observer import Way
from bot.discord_app.origin import Origin
from bot.discord_app.words import wording


def ask_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/ask: an answer for everybody in the channel, or for the asker alone."""

    @app_commands.command(description=wording.ASK)
    @app_commands.describe(
        question=wording.ASK_QUESTION, private=wording.ASK_PRIVATE, article=wording.ASK_ARTICLE
    )
    @app_commands.autocomplete(article=offer_articles(app))
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, QUESTION],
        private: bool = False,
        article: app_commands.Range[str, 1, CHOICE] | None = None,
    ) -> None:
        responder = Responder(app, interaction)
        library = app.library_in(interaction.guild_id)
        cleaned = question_in(question)
        if not cleaned:
            await responder.send(hint_card(library, responder.words), private=True)
            return
        chosen = app.offers.articles.find(library, article) if article else None
        if article and chosen is None:
            name = typed_text(article, responder.words)
            await responder.notify(responder.words(wording.NO_SUCH_ARTICLE).format(article=name))
            return
        article_id = chosen.id if chosen else None
        await _answer(app, interaction, cleaned, "slash_command", private=private, article_id=article_id)

    @ask.autocomplete("question")
    async def offer_questions(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Example questions, sections and terms, of the article that is chosen already if one is."""
        library = app.library_in(interaction.guild_id)
        named = interaction.namespace.article
        chosen = app.offers.articles.find(library, named) if named else None
        asked = library.only([chosen.id]) if chosen else library
        return to_choices(app.offers.topics.choices(harmless(typed), asked))

    return ask


def answer_message_command(app: App) -> app_commands.ContextMenu:
    """The message command: an answer to what somebody else's message asks."""

    @app_commands.context_menu(name=wording.ANSWER_MESSAGE)
    async def answer_message(interaction: discord.Interaction, message: discord.Message) -> None:
        question = question_in(message.content)
        if not question:
            responder = Responder(app, interaction)
            await responder.notify(responder.words(wording.NO_WORDS))
            return
        # The message may be part of another conversation than the user's own.
        await _answer(app, interaction, question, "message_command", follow_up=False)

    return answer_message


async def _answer(
    app: App,
    interaction: discord.Interaction,
    question: str,
    way: Way,
    *,
    private: bool = False,
    article_id: str | None = None,
    follow_up: bool = True,
) -> None:
    origin, responder = Origin.of_interaction(interaction), Responder(app, interaction)
    if await responder.must_wait():
        app.observer.put_off(way)
        return
    answer = app.answer_for(question, origin, article_id=article_id, follow_up=follow_up)
    app.remember(answer, origin)
    # What a server has set can only be made more private.
    alone = private or app.settings_in(origin.guild_id).private or responder.only_private()
    words = responder.words if alone else responder.words_for_all
    card = app.card_for(answer, origin, words, show_question=True, removable=not alone, article_id=article_id)
    await responder.send(card, private=alone)
    app.observer.answered(way, answer)
    await _hint_at_missing_permissions(app, interaction, responder)


async def _hint_at_missing_permissions(
    app: App, interaction: discord.Interaction, responder: Responder
) -> None:
    """Say privately what the bot lacks here for answers to messages, to each user once a channel."""
    lacks = missing_here(interaction)
    asker = (interaction.user.id, interaction.channel_id)
    if lacks and asker not in app.hinted:
        app.hinted[asker] = True
        await responder.follow_up(lacks_notice(lacks, responder.words))
