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
from bot.library import Article, Library

OF_PASSAGES = frozenset({"article", "context", "more", "nearest", "notes"})
"""Kinds of places that go where a passage goes: when it is edited."""


def read(library: Library, place: Place, page: int) -> discord.ui.LayoutView | None:
    """The page `page`, counted from 0, of `place`: the last where there are fewer, None where it is gone."""
    match place.kind:
        case "context":
            return context_card(library, place.subject, page)
        case "more" | "nearest":
            return passages_card(library, place, page)
        case "notes":
            return notes_card(library, place, page)
        case "citations":
            return citations_card(library, page)
        case "source":
            return _sources(library, place, page)
        case "articles":
            return articles_card(library, place, page)
        case "article" | "footnote":
            article = library.article(place.subject)
            return _of_article(library, article, place, page) if article else None
    return None


def _of_article(library: Library, article: Article, place: Place, page: int) -> discord.ui.LayoutView | None:
    if place.kind == "article":
        start = article.passage(place.part)
        return article_card(library, article, start, page) if start or not place.part else None
    for footnote in article.footnotes:
        if footnote_key(footnote.number) == place.part:
            return footnote_card(library, article, footnote, page)
    return None


def _sources(library: Library, place: Place, page: int) -> discord.ui.LayoutView:
    pages = [blocks for article in library.articles for blocks in source_pages(attribution_of(article))]
    page = min(page, len(pages) - 1)
    return page_card(place, page, len(pages), pages[page])
