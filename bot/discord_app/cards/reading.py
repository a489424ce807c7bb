"""Cards that are read page by page: a whole passage, a footnote, all footnotes, the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.answering import attribution_of, footnotes_of
from bot.discord_app import wording
from bot.discord_app.buttons import PageButton
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer import LONGEST_LABEL, whole_passage_buttons
from bot.discord_app.cards.credits import credit
from bot.discord_app.cards.excerpts import ELLIPSIS, chunks, cut, excerpt, leaves, paged, quoted
from bot.discord_app.cards.footnotes import Cited, cite_command, footnote_line, footnotes_block, marker
from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card, spaced
from bot.discord_app.cards.limits import length
from bot.discord_app.cards.markdown import one_line, small
from bot.discord_app.cards.places import Place, footnote_key
from bot.discord_app.cards.sources import source_blocks
from bot.library import Article, Footnote, Library, Passage, Span

PAGE_ROOM = 1600
"""Characters of text on a page, so that it can be read without much scrolling."""

FOOTNOTES_ROOM = 700
"""Characters of footnotes below a page of a passage."""

CITING = 5
"""Passages shown that cite a footnote; for more, their number is told."""

CITING_ROOM = 600
"""Characters of a passage that cites a footnote."""


def read(library: Library, place: Place, page: int) -> discord.ui.LayoutView | None:
    """The page `page`, counted from 0, of `place`: the last where there are fewer, None where it is gone."""
    article = library.article(place.article)
    if place.kind == "citations":
        return _citations(library, place, page)
    if place.kind == "source":
        return _sources(library, place, page)
    if place.kind == "passage" and article and (passage := article.passage(place.part)):
        return _passage(library, article, passage, page)
    if place.kind == "footnote" and article:
        for footnote in article.footnotes:
            if footnote_key(footnote.number) == place.part:
                return footnote_card(library, article, footnote, page)
    return None


def _page(
    place: Place,
    page: int,
    pages: int,
    blocks: Sequence[Block],
    credits: Sequence[str] = (),
    buttons: Sequence[PageButton] = (),
) -> discord.ui.LayoutView:
    """One page's card, with its number and the buttons to its neighbours where there are any."""
    if pages == 1:
        return card([*blocks, *credits], accent=Accent.READING, buttons=buttons)
    number = small(wording.PAGE.format(page=page + 1, pages=pages))
    turning = [
        PageButton(place, max(page - 1, 0), verb="turn", label=wording.PREVIOUS, disabled=page == 0),
        PageButton(
            place, min(page + 1, pages - 1), verb="turn", label=wording.NEXT, disabled=page == pages - 1
        ),
    ]
    return card([*blocks, *credits, number], accent=Accent.READING, buttons=[*turning, *buttons])


def _rooms(fixed: str) -> tuple[int, int]:
    """Characters for a page's text and for its footnotes, beside `fixed`, a heading and the page's number."""
    left = limits.TEXT - length(fixed) - 3 * LONGEST_LABEL
    footnotes = min(FOOTNOTES_ROOM, left * 3 // 10)
    return min(PAGE_ROOM, left - footnotes), footnotes


def _heading(*parts: str | None) -> str:
    """`**Title** › Section`, each part cut where it is long."""
    first, *others = (cut(one_line(part), LONGEST_LABEL) for part in parts if part)
    return " › ".join([f"**{first}**", *others])


def _passage(library: Library, article: Article, passage: Passage, page: int) -> discord.ui.LayoutView:
    below = credit(attribution_of(article))
    text_room, footnotes_room = _rooms(below)
    runs = leaves(passage, text_room)
    page = min(page, len(runs) - 1)
    carried = {each.number for each in passage.markers_in(runs[page])}
    several = len(library.articles) > 1
    cited = [
        Cited(article.id, None, each, cite_command(article.id, each.number, several=several))
        for each in footnotes_of(article, passage)
        if each.number in carried
    ]
    blocks: list[Block] = [_heading(article.title, passage.section), SPACE, quoted(passage, runs[page]), RULE]
    if notes := footnotes_block(cited, footnotes_room):
        blocks += [notes, SPACE]
    return _page(Place("passage", article.id, passage.id), page, len(runs), blocks, [below])


def footnote_card(
    library: Library, article: Article, footnote: Footnote, page: int = 0
) -> discord.ui.LayoutView:
    """A footnote's whole text, and the passages that carry it."""
    below = credit(attribution_of(article))
    room, _ = _rooms(below)
    citing = article.passages_citing(footnote.number)
    runs = [
        (p, excerpt(p, _carrying(p, footnote.number), min(CITING_ROOM, room - 100))) for p in citing[:CITING]
    ]
    shown = marker(footnote.number)
    texts = chunks(footnote.text, room - length(shown) - 10)
    told = [f"**{shown}** {ELLIPSIS if place else ''}{text}" for place, text in enumerate(texts)]
    pages = paged([*told, *_citing_blocks(runs, footnote.number, len(citing))], room)
    page = min(page, len(pages) - 1)
    title = [_heading(article.title)] if len(library.articles) > 1 else []
    buttons = whole_passage_buttons(runs)
    place = Place("footnote", article.id, footnote_key(footnote.number))
    return _page(place, page, len(pages), [*spaced([*title, *pages[page]]), RULE], [below], buttons)


def _carrying(passage: Passage, number: str) -> Span:
    """The sentence that carries the footnote's marker."""
    marks = next(each.span for each in passage.markers if each.number == number)
    return next((sentence for sentence in passage.sentences if marks in sentence), marks)


def _citing_blocks(runs: Sequence[tuple[Passage, Span]], number: str, total: int) -> Iterator[str]:
    if not runs:
        yield small(wording.NOT_CITED)
    for place, (passage, run) in enumerate(runs):
        words = quoted(passage, run, _carrying(passage, number))
        yield words if place else f"{small(wording.CITED_IN)}\n{words}"
    if total > len(runs):
        yield small(wording.CITED_MORE.format(count=total - len(runs)))


def _citations(library: Library, place: Place, page: int) -> discord.ui.LayoutView:
    several = len(library.articles) > 1
    pages: list[tuple[Article, str, tuple[str, ...]]] = []
    for article in library.articles:
        below = credit(attribution_of(article))
        lines = [
            footnote_line(each, cite_command(article.id, each.number, several=several))
            for each in article.footnotes
        ]
        if lines:
            pages += [(article, below, shown) for shown in paged(lines, _rooms(below)[0])]
    if not pages:
        return card([wording.NO_FOOTNOTES], accent=Accent.READING)
    page = min(page, len(pages) - 1)
    article, below, lines_shown = pages[page]
    heading = _heading(wording.CITATIONS_TITLE, article.title if several else None)
    return _page(place, page, len(pages), [heading, SPACE, "\n".join(lines_shown), RULE], [below])


def _sources(library: Library, place: Place, page: int) -> discord.ui.LayoutView:
    page = min(page, len(library.articles) - 1)
    blocks = source_blocks(attribution_of(library.articles[page]))
    return _page(place, page, len(library.articles), blocks)
