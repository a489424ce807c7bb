"""Where an article comes from, under what licence, and how to give credit for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import discord

from bot.answering import Attribution, attribution_of, credit_in_html, credit_in_markdown, csl_json
from bot.discord_app.cards.buttons import page_button
from bot.discord_app.cards.credits import first_authors, licenses, to_copy
from bot.discord_app.cards.layout import RULE, Block
from bot.discord_app.cards.page_layout import page_card
from bot.discord_app.custom_ids import Place
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import code_block, escape, link, one_line, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Library

COPY_ROOM = 2000
"""Characters of a credit to copy, before those who wrote the article are told by their number."""

PAGE_LINE = 60
"""Characters kept for the page's number."""

LONGEST = 3000
"""Characters of a credit to copy. Text is cut there; a longer form in Markdown or HTML isn't offered."""

LONGEST_LICENSES = 900
"""Characters of linked licences to choose from. Where they are longer, their names stand there unlinked."""


def sources_card(library: Library, place: Place, page: int, words: Words) -> discord.ui.LayoutView:
    """The sources of all articles, one a page; those of the one article that the place names, on its pages.

    Where an article's source takes several pages, a button below its first one leads to them.
    """
    articles = library.articles
    article = library.article(place.subject) if place.subject else None
    if article is None and len(articles) == 1:
        article = articles[0]
    if article is not None:
        pages = _source_pages(attribution_of(article), words)
        page = min(page, len(pages) - 1)
        return page_card(place, page, len(pages), pages[page], words=words)
    page = min(page, len(articles) - 1)
    first, *further = _source_pages(attribution_of(articles[page]), words)
    label = f"{words(wording.AS_MARKDOWN)}, {words(wording.AS_HTML)}"
    own = Place("source", articles[page].id)
    buttons = [page_button(label, own, 1, verb="open")] if further else []
    return page_card(Place("source"), page, len(articles), first, buttons=buttons, words=words)


def _source_pages(attribution: Attribution, words: Words) -> list[list[Block]]:
    """What is known, then credit ready to copy, on as many cards as that takes: one almost always."""
    forms = list(_forms(attribution, words))
    room = discord_limits.TEXT - length(forms[0]) - PAGE_LINE
    facts: list[str] = []
    for fact in _facts(attribution, words):
        left = room - sum(length(each) + 1 for each in facts)
        if length(fact) < left:
            facts.append(fact)
    pages: list[list[Block]] = [["\n".join(facts) or words(wording.SOURCE_TITLE), RULE, forms[0]]]
    left = room - sum(length(each) + 1 for each in facts)
    for form in forms[1:]:
        if length(form) > left:
            pages.append([])
            left = discord_limits.TEXT - PAGE_LINE
        pages[-1].append(form)
        left -= length(form)
    return pages


def _forms(attribution: Attribution, words: Words) -> Iterator[str]:
    """The credit as text, Markdown, HTML and CSL JSON, each in a block to copy."""
    text = cut(to_copy(attribution, COPY_ROOM), LONGEST, render=str)
    yield f"{words(wording.TO_COPY)}\n{small(words(wording.AS_TEXT))}\n{code_block(text)}"
    fewer = replace(
        attribution, source=replace(attribution.source, authors=first_authors(attribution.source.authors))
    )
    for name, form in (
        (words(wording.AS_MARKDOWN), credit_in_markdown),
        (words(wording.AS_HTML), credit_in_html),
        (words(wording.AS_CSL), _csl),
    ):
        credit = form(attribution)
        if length(credit) > COPY_ROOM:
            credit = form(fewer)
        block = f"{small(name)}\n{code_block(credit)}"
        if length(block) <= LONGEST:
            yield block


def _csl(attribution: Attribution) -> str:
    """What Zotero, Pandoc and citation.js read."""
    return json.dumps([csl_json(attribution)], ensure_ascii=False, indent=1)


def _facts(attribution: Attribution, words: Words) -> Iterator[str]:
    source, license_ = attribution.source, attribution.license
    yield f"### {link(attribution.title, source.url)}"
    if source.authors:
        authors = ", ".join(first_authors(source.authors, words))
        yield words(wording.BY).format(authors=escape(one_line(authors)))
    named = licenses(license_)
    if length(named) > LONGEST_LICENSES:
        named = " / ".join(escape(one_line(choice.name)) for choice in license_.choices)
    yield words(wording.LICENSE).format(license=named)
    if license_.notice:
        yield escape(one_line(license_.notice))
    if source.url:
        yield words(wording.SOURCE_LINK).format(source=escape(source.url))
    if source.revision:
        yield words(wording.REVISION).format(revision=escape(one_line(source.revision)))
    if source.retrieved:
        yield words(wording.RETRIEVED).format(retrieved=escape(one_line(source.retrieved)))
