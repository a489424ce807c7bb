"""/cite and /citations: the footnotes."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.cards import footnote_card
from bot.discord_app.cards.footnote_cards import found_footnotes_card
from bot.discord_app.cards.footnote_lines import marker, typed_marker
from bot.discord_app.components.responder import Responder
from bot.discord_app.custom_ids import Place
from bot.discord_app.events.commands.choices import to_choices
from bot.discord_app.markup.discord_limits import CHOICE
from bot.discord_app.origin import Origin
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Library


def cite_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/cite: a footnote's whole text and the passages that carry it."""

    @app_commands.command(description=wording.CITE)
    @app_commands.describe(number=wording.CITE_NUMBER)
    async def cite(interaction: discord.Interaction, number: app_commands.Range[str, 1, CHOICE]) -> None:
        responder = Responder(app, interaction)
        library = app.library_for(responder.origin)
        found = app.offers.footnotes.find(library, number)
        by_words = [] if found else app.offers.footnotes.find_by_words(library, number)
        if len(by_words) > 1:
            if not await responder.must_wait_for_page():
                card = found_footnotes_card(library, by_words, responder.words)
                await responder.send(card, private=True)
            return
        found = found or by_words
        if len(found) > 1:
            text = responder.words(wording.SEVERAL_FOOTNOTES).format(number=marker(number))
            await responder.notify(text)
        elif not found:
            await responder.notify(no_such_footnote(library, number, responder.words))
        elif not await responder.must_wait():
            private = responder.only_user_sees(private=False)
            words = responder.words if private else responder.words_for_all()
            await responder.send(footnote_card(library, *found[0], words=words), private=private)

    @cite.autocomplete("number")
    async def offer_footnotes(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The footnotes whose number begins so, or whose text holds these words."""
        return to_choices(
            app.offers.footnotes.choices(app.library_for(Origin.of_interaction(interaction)), typed)
        )

    return cite


def citations_command(app: App) -> app_commands.Command[Any, ..., None]:
    """/citations: the list of all footnotes, page by page."""

    @app_commands.command(description=wording.CITATIONS)
    async def citations(interaction: discord.Interaction) -> None:
        await Responder(app, interaction).show_page(Place("citations"))

    return citations


def no_such_footnote(library: Library, typed: str, words: Words) -> str:
    """That there is no footnote with the typed number, and which numbers there are."""
    missing = words(wording.NO_SUCH_FOOTNOTE).format(number=typed_marker(typed))
    if not any(article.footnote_numbers for article in library.articles):
        return f"{missing} {words(wording.NO_FOOTNOTES)}"
    if len(library.articles) > 1:
        return missing
    known = library.articles[0].footnote_numbers
    there_are = words(wording.FOOTNOTES_FROM_TO).format(first=marker(known[0]), last=marker(known[-1]))
    return f"{missing} {there_are}"
