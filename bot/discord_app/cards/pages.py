"""A place in the library → the card that shows a page of it."""

from __future__ import annotations

import discord

from bot.discord_app.cards.article_card import article_card, context_card
from bot.discord_app.cards.article_list import articles_card
from bot.discord_app.cards.footnote_cards import citations_card, footnote_card, notes_card
from bot.discord_app.cards.passage_list import passages_card
from bot.discord_app.cards.source_card import sources_card
from bot.discord_app.custom_ids import Place, footnote_key
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Library

_KINDS_OF_PASSAGES = frozenset({"article", "context", "more", "nearest", "notes"})
"""Kinds of places that are gone when a passage has been edited."""


def open_page(
    library: Library, place: Place, page: int, words: Words = ENGLISH
) -> discord.ui.LayoutView | None:
    """The card of `page`, counted from 0, of `place`: of the last page where there are fewer.

    None where the place is gone, or no article is there yet.
    """
    if not library.articles:
        return None
    match place.kind:
        case "context":
            return context_card(library, place, page, words)
        case "more" | "nearest":
            return passages_card(library, place, page, words)
        case "notes":
            return notes_card(library, place, page, words)
        case "citations":
            return citations_card(library, page, words)
        case "source":
            return sources_card(library, place, page, words)
        case "articles":
            return articles_card(library, place, page, words)
        case "article":
            return _article(library, place, page, words)
        case "footnote":
            return _footnote(library, place, page, words)
    return None


def why_gone(place: Place) -> str:
    """What is said where `open_page` finds nothing, as one of the bot's own English texts."""
    return wording.CHANGED if place.kind in _KINDS_OF_PASSAGES else wording.GONE


def _article(library: Library, place: Place, page: int, words: Words) -> discord.ui.LayoutView | None:
    article = library.article(place.subject)
    if article is None:
        return None
    start = article.passage(place.part)
    return article_card(library, article, start, page, words) if start or not place.part else None


def _footnote(library: Library, place: Place, page: int, words: Words) -> discord.ui.LayoutView | None:
    article = library.article(place.subject)
    for footnote in article.footnotes if article else ():
        if article and footnote_key(footnote.number) == place.part:
            return footnote_card(library, article, footnote, page, words)
    return None
