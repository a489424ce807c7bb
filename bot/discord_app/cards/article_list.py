"""The card that lists all articles."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord_app.cards.buttons import page_menu, page_option
from bot.discord_app.cards.layout import SPACE, Accent, Block, card
from bot.discord_app.cards.page_layout import page_card
from bot.discord_app.custom_ids import Place
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import link, one_line, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Article, Library

ARTICLES_A_PAGE = 8
"""Articles on a page: an entry takes 480 characters at the most, with the longest address."""

LONGEST_TITLE, LONGEST_LICENSE = 120, 60
"""Characters of an article's title and licence in the list; `/source` shows them whole."""

LONGEST_DATE = 20
"""Characters of the day on which an article was retrieved."""

LONGEST_ADDRESS = 200
"""Characters of an address to which a title is linked."""


def articles_card(library: Library, place: Place, page: int, words: Words) -> discord.ui.LayoutView:
    """Titles, licences and sizes, and a menu to read one."""
    articles = library.articles
    pages = -(-len(articles) // ARTICLES_A_PAGE)
    page = min(page, pages - 1)
    shown = articles[page * ARTICLES_A_PAGE : (page + 1) * ARTICLES_A_PAGE]
    return page_card(place, page, pages, _listed(shown, words(wording.ARTICLES_TITLE), words), words=words)


def found_articles_card(found: Sequence[Article], words: Words) -> discord.ui.LayoutView:
    """The first of the articles that were found by their titles, with how many there are."""
    shown = found[:ARTICLES_A_PAGE]
    more = [small(words(wording.ARTICLES_FOUND).format(count=len(found)))] if len(found) > len(shown) else []
    return card([*_listed(shown, words(wording.ARTICLES_TITLE), words), *more], accent=Accent.READING)


def _listed(shown: Sequence[Article], title: str, words: Words) -> list[Block]:
    """These articles below a title, and a menu to read one."""
    options = [
        page_option(one_line(article.title) or article.id, Place("article", article.id))
        for article in shown
        if article.passage_count
    ]
    blocks: list[Block] = [f"### {title}", SPACE, "\n".join(_entry(article, words) for article in shown)]
    if options:
        menu = page_menu(options, verb="open", name="articles", placeholder=words(wording.READ_WHICH))
        blocks.append(discord.ui.ActionRow(menu))
    return blocks


def _entry(article: Article, words: Words) -> str:
    title = cut(one_line(article.title), LONGEST_TITLE, render=str)
    url = article.source.url
    size = words(wording.ARTICLE_SIZE).format(
        paragraphs=article.paragraph_count, footnotes=len(article.footnote_numbers)
    )
    license_ = cut(one_line(" / ".join(choice.name for choice in article.license.choices)), LONGEST_LICENSE)
    linked = link(title, url if url and len(url) <= LONGEST_ADDRESS else None)
    facts = [license_, size]
    if article.source.retrieved:
        retrieved = cut(one_line(article.source.retrieved), LONGEST_DATE)
        facts.append(words(wording.RETRIEVED).format(retrieved=retrieved))
    return f"**{linked}**\n{small(' · '.join(facts))}"
