"""A place → the card that shows a page of it."""

from __future__ import annotations

import discord

from bot.answering import attribution_of
from bot.discord_app.cards.article import article_card, context_card
from bot.discord_app.cards.notes import citations_card, footnote_card, notes_card
from bot.discord_app.cards.overview import articles_card
from bot.discord_app.cards.paging import page_card
from bot.discord_app.cards.passages import passages_card
from bot.discord_app.cards.places import Place, footnote_key
from bot.discord_app.cards.sources import source_pages
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Article, Library

OF_PASSAGES = frozenset({"article", "context", "more", "nearest", "notes"})
"""Kinds of places that go where a passage goes: when it is edited."""


def read(library: Library, place: Place, page: int, words: Words = ENGLISH) -> discord.ui.LayoutView | None:
    """The page `page`, counted from 0, of `place`: the last where there are fewer, None where it is gone."""
    match place.kind:
        case "context":
            return context_card(library, place.subject, page, words)
        case "more" | "nearest":
            return passages_card(library, place, page, words)
        case "notes":
            return notes_card(library, place, page, words)
        case "citations":
            return citations_card(library, page, words)
        case "source":
            return _sources(library, place, page, words)
        case "articles":
            return articles_card(library, place, page, words)
        case "article" | "footnote":
            article = library.article(place.subject)
            return _of_article(library, article, place, page, words) if article else None
    return None


def _of_article(
    library: Library, article: Article, place: Place, page: int, words: Words
) -> discord.ui.LayoutView | None:
    if place.kind == "article":
        start = article.passage(place.part)
        return article_card(library, article, start, page, words) if start or not place.part else None
    for footnote in article.footnotes:
        if footnote_key(footnote.number) == place.part:
            return footnote_card(library, article, footnote, page, words)
    return None


def _sources(library: Library, place: Place, page: int, words: Words) -> discord.ui.LayoutView:
    pages = [each for article in library.articles for each in source_pages(attribution_of(article), words)]
    page = min(page, len(pages) - 1)
    return page_card(place, page, len(pages), pages[page], words=words)
