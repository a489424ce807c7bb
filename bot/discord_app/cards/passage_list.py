"""The cards of the passages nearest to a question, and of those that rank after the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.answering import AnsweringPassage, attribution_of, footnotes_of
from bot.discord_app.cards.arrangement import Arrangement, Form, arrange
from bot.discord_app.cards.buttons import reading_buttons
from bot.discord_app.cards.layout import SPACE
from bot.discord_app.cards.page_layout import HEADINGS, page_card
from bot.discord_app.custom_ids import Place, highlight_in, resolve
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.escaping import small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Article, Library, Passage, Span

PASSAGES_A_PAGE = 3
"""Passages on a page."""

NO_HIGHLIGHT = Span(0, 0)
"""Of a passage whose custom id names no sentence."""

LEADS = {"more": wording.MORE_PASSAGES_WHAT, "nearest": wording.NEAREST_PASSAGES_WHAT}


def passages_card(library: Library, place: Place, page: int, words: Words) -> discord.ui.LayoutView | None:
    """The passages of a place of kind `nearest` or `more`, a few a page; None where all are gone."""
    known = resolve(library, place.subject)
    found = [each for each in known if each]
    if not found:
        return None
    highlights = [
        highlight_in(each[1], place.part, number) or NO_HIGHLIGHT for number, each in enumerate(known) if each
    ]
    pages = list(_pages(found, highlights, several=len(library.articles) > 1, words=words))
    page = min(page, len(pages) - 1)
    shown = pages[page]
    lead = [words(LEADS[place.kind]), *[words(wording.SOME_CHANGED)] * (len(found) < len(known))]
    blocks = ["\n".join(map(small, lead)), SPACE, *shown.blocks]
    return page_card(
        place, page, len(pages), blocks, words=words, buttons=reading_buttons(shown.passages, words)
    )


def _pages(
    found: Sequence[tuple[Article, Passage]], highlights: Sequence[Span], *, several: bool, words: Words
) -> Iterator[Arrangement]:
    passages = [
        AnsweringPassage(passage, 0.0, highlight, footnotes_of(article, passage))
        for (article, passage), highlight in zip(found, highlights, strict=True)
    ]
    attributions = [attribution_of(article) for article in {a.id: a for a, _ in found}.values()]
    start = 0
    while start < len(passages):
        shown = arrange(
            passages[start : start + PASSAGES_A_PAGE],
            attributions,
            discord_limits.TEXT - HEADINGS,
            several=several,
            form=Form.LIST,
            words=words,
        )
        yield shown
        start += len(shown.passages)
