"""/ask, and the same for anybody's message: a question in, an answer out."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cards import hint_card
from bot.discord_app.components.question_response import respond_to_question
from bot.discord_app.components.responder import Responder
from bot.discord_app.components.suggestion_trials import try_first_suggestions
from bot.discord_app.events.commands.choices import offer_articles, to_choices
from bot.discord_app.events.message_text import question_in, typed_text
from bot.discord_app.markup.discord_limits import CHOICE, QUESTION
from bot.discord_app.markup.escaping import harmless
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
        library = app.library_for(responder.origin)
        cleaned = question_in(question)
        if not cleaned:
            await try_first_suggestions(app, responder.origin)
            card = hint_card(library, responder.words, app.first_suggestions(responder.origin))
            await responder.send(card, private=True)
            return
        chosen = app.offers.articles.find(library, article) if article else None
        if article and chosen is None:
            name = typed_text(article, responder.words)
            await responder.notify(responder.words(wording.NO_SUCH_ARTICLE).format(article=name))
            return
        article_id = chosen.id if chosen else None
        await respond_to_question(
            app, interaction, cleaned, "slash_command", private=private, article_id=article_id
        )

    @ask.autocomplete("question")
    async def offer_questions(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Example questions, sections and terms, of the article that is chosen already if one is."""
        library = app.library_for(Origin.of_interaction(interaction))
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
        await respond_to_question(
            app, interaction, question, "message_command", follow_up=False, message_id=message.id
        )

    return answer_message
