"""/read and /articles: the articles themselves."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cards.article_list import found_articles_card
from bot.discord_app.components.responder import Responder
from bot.discord_app.custom_ids import Place
from bot.discord_app.events.commands.choices import offer_articles, to_choices
from bot.discord_app.events.message_text import typed_text
from bot.discord_app.markup.discord_limits import CHOICE
from bot.discord_app.offers.article_choices import find_section, section_choices
from bot.discord_app.origin import Origin
from bot.discord_app.words import wording


def read_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/read: an article from its start or from a section; where several could be meant, their list."""

    @app_commands.command(description=wording.READ)
    @app_commands.describe(article=wording.READ_ARTICLE, section=wording.READ_SECTION)
    @app_commands.autocomplete(article=offer_articles(app))
    async def read(
        interaction: discord.Interaction,
        article: app_commands.Range[str, 1, CHOICE] | None = None,
        section: app_commands.Range[str, 1, CHOICE] | None = None,
    ) -> None:
        responder = Responder(app, interaction)
        library, words = app.library_for(responder.origin), responder.words
        if article is None and len(library.articles) > 1:
            await responder.show_page(Place("articles"))
            return
        chosen = app.offers.articles.find(library, article or "")
        if chosen is None:
            name = typed_text(article or "", words)
            await responder.notify(words(wording.NO_SUCH_ARTICLE).format(article=name))
            return
        start = find_section(chosen, section) if section else None
        if section and start is None:
            name = typed_text(section, words)
            await responder.notify(words(wording.NO_SUCH_SECTION).format(section=name))
            return
        await responder.show_page(Place("article", chosen.id, start.id if start else ""))

    @read.autocomplete("section")
    async def offer_sections(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The sections of the chosen article, or of the only one."""
        library = app.library_for(Origin.of_interaction(interaction))
        named = interaction.namespace.article or ""
        article = app.offers.articles.find(library, named) if named or len(library.articles) == 1 else None
        return to_choices(section_choices(article, typed) if article else [])

    return read


def articles_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/articles: titles, licences and sizes."""

    @app_commands.command(description=wording.ARTICLES_LISTED)
    @app_commands.describe(title=wording.ARTICLES_SEARCH)
    @app_commands.autocomplete(title=offer_articles(app))
    async def articles(
        interaction: discord.Interaction, title: app_commands.Range[str, 1, CHOICE] | None = None
    ) -> None:
        responder = Responder(app, interaction)
        library, words = app.library_for(responder.origin), responder.words
        if not title:
            await responder.show_page(Place("articles"))
            return
        chosen = app.offers.articles.find(library, title)
        if chosen is not None:
            await responder.show_page(Place("article", chosen.id))
        elif not (found := app.offers.articles.find_all(library, title)):
            name = typed_text(title, words)
            await responder.notify(words(wording.NO_SUCH_ARTICLE).format(article=name))
        elif not await responder.must_wait_for_page():
            await responder.send(found_articles_card(found, words), private=True)

    return articles
