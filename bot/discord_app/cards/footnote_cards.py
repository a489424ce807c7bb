"""The cards of footnotes: one with its passages, those of an answer, all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import discord

from bot.answering import attribution_of, bibtex, footnote_bibtex, footnotes_of
from bot.discord_app.cards.buttons import passages_button
from bot.discord_app.cards.credits import MOST_NAMED, credit, credits_for
from bot.discord_app.cards.excerpts import chunks, excerpt, paged, quoted
from bot.discord_app.cards.footnote_lines import (
    LONGEST,
    CitedFootnote,
    cite_command,
    footnote_line,
    footnotes_block,
    marker,
)
from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card, spaced
from bot.discord_app.cards.page_layout import heading, page_card, room_beside
from bot.discord_app.custom_ids import Place, footnote_key, resolve
from bot.discord_app.markup.cutting import ELLIPSIS
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import code_block, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Article, Footnote, Library, Passage, Span

CITING = 5
"""Passages shown that cite a footnote; of more, only their number."""

CITING_ROOM = 600
"""Characters of a passage that cites a footnote."""

CITATIONS_A_PAGE = 10
"""Footnotes on a page of the list of all: a fixed number, so that any page is found without the others."""

SHORTER = (220, 150, 110, 79)
"""Characters of a footnote in that list where all of a page don't fit with more."""

MOST_ARTICLES = 3
"""Articles whose footnotes a list of found ones shows."""

Page = tuple[Article, str]
"""The article of a page of footnotes, and the Markdown of the page."""


def footnote_card(
    library: Library, article: Article, footnote: Footnote, page: int = 0, words: Words = ENGLISH
) -> discord.ui.LayoutView:
    """A footnote's whole text, the passages that carry it, and the article for a bibliography."""
    below = credit(attribution_of(article), words)
    room = room_beside(below)
    citing = article.passages_citing(footnote.number)
    runs = [
        (p, excerpt(p, _carrying(p, footnote.number), min(CITING_ROOM, room - 100))) for p in citing[:CITING]
    ]
    blocks = [
        *_whole(footnote, room),
        *_citing_blocks(runs, footnote.number, len(citing), words),
        *_bibliography(article, room, words),
    ]
    pages = paged(blocks, room)
    entry = footnote_bibtex(attribution_of(article), footnote)
    own = f"{small(words(wording.FOOTNOTE_BIBTEX))}\n{code_block(entry)}"
    # It repeats the footnote's words: worth its place, but not another page.
    if length(own) <= room and len(with_own := paged([*blocks, own], room)) == len(pages):
        pages = with_own
    page = min(page, len(pages) - 1)
    above = [heading(article.title)] if len(library.articles) > 1 else []
    buttons = (
        [
            passages_button(
                "context", [(p, _carrying(p, footnote.number)) for p, _ in runs], words(wording.IN_CONTEXT)
            )
        ]
        if runs
        else []
    )
    place = Place("footnote", article.id, footnote_key(footnote.number))
    return page_card(
        place, page, len(pages), [*spaced([*above, *pages[page]]), RULE], [below], buttons, words=words
    )


def _whole(footnote: Footnote, room: int) -> Iterator[str]:
    """All of the footnote's text, in blocks of at most `room` characters."""
    shown = marker(footnote.number)
    for index, text in enumerate(chunks(footnote.text, room - length(shown) - 10, footnote.links)):
        yield f"**{shown}** {ELLIPSIS if index else ''}{text}"


def _carrying(passage: Passage, number: str) -> Span:
    """The sentence that carries the footnote's marker."""
    marks = next(each.span for each in passage.markers if each.number == number)
    return next((sentence for sentence in passage.sentences if marks in sentence), marks)


def _citing_blocks(
    runs: Sequence[tuple[Passage, Span]], number: str, total: int, words: Words
) -> Iterator[str]:
    if not runs:
        yield small(words(wording.NOT_CITED))
    for index, (passage, run) in enumerate(runs):
        quotation = quoted(passage, run, _carrying(passage, number))
        yield quotation if index else f"{small(words(wording.CITED_IN))}\n{quotation}"
    if total > len(runs):
        yield small(words(wording.CITED_MORE).format(count=total - len(runs)))


def _bibliography(article: Article, room: int, words: Words) -> Iterator[str]:
    """The article's BibTeX entry; nothing where even a shortened one is longer than a page."""
    attribution = attribution_of(article)
    for entry in (bibtex(attribution), bibtex(attribution, most_authors=MOST_NAMED)):
        block = f"{small(words(wording.BIBTEX))}\n{code_block(entry)}"
        if length(block) <= room:
            yield block
            return


def citations_card(library: Library, page: int, words: Words) -> discord.ui.LayoutView:
    """All footnotes of all articles, a line each. No page is made but the one that is shown."""
    several = len(library.articles) > 1
    starts = library.footnote_pages(CITATIONS_A_PAGE)
    pages = starts[-1]
    if not pages:
        return card([words(wording.NO_FOOTNOTES)], accent=Accent.READING)
    page = min(page, pages - 1)
    number = bisect_right(starts, page) - 1
    article = library.articles[number]
    first = (page - starts[number]) * CITATIONS_A_PAGE
    lines = _lines(article, article.footnotes[first : first + CITATIONS_A_PAGE], words, several=several)
    above = heading(words(wording.CITATIONS_TITLE), article.title if several else None)
    blocks: list[Block] = [above, SPACE, "\n".join(lines), RULE]
    # It is the whole list, so nothing of it is an excerpt.
    below = credit(replace(attribution_of(article), changes=""), words)
    return page_card(Place("citations"), page, pages, blocks, [below], words=words)


def _lines(article: Article, footnotes: Sequence[Footnote], words: Words, *, several: bool) -> Sequence[str]:
    """The footnotes of a page, a line each, so long that all of them fit."""
    room = _room(article, words)
    lines: Sequence[str] = ()
    for most in (LONGEST, *SHORTER):
        lines = [
            footnote_line(each, cite_command(article.id, each.number, several=several), most)
            for each in footnotes
        ]
        if sum(length(line) + 1 for line in lines) <= room:
            break
    return lines


def notes_card(library: Library, place: Place, page: int, words: Words) -> discord.ui.LayoutView | None:
    """The footnotes of an answer's passages in full, each once; None where all passages are gone."""
    found = [each for each in resolve(library, place.subject) if each]
    if not found:
        return None
    pages: list[Page] = []
    for article in {article.id: article for article, _ in found}.values():
        notes = [note for owner, p in found if owner.id == article.id for note in footnotes_of(article, p)]
        room = _room(article, words)
        blocks = [block for note in dict.fromkeys(notes) for block in _whole(note, room)]
        pages += _pages(article, blocks, words)
    if not pages:
        return card([words(wording.NO_FOOTNOTES)], accent=Accent.READING)
    return _listed(
        place, page, pages, words(wording.FOOTNOTES_OF_ANSWER), several=len(library.articles) > 1, words=words
    )


def _room(article: Article, words: Words) -> int:
    return room_beside(credit(attribution_of(article), words))


def _pages(article: Article, lines: Sequence[str], words: Words) -> list[Page]:
    return [(article, "\n".join(page)) for page in paged(lines, _room(article, words))] if lines else []


def _listed(
    place: Place, page: int, pages: Sequence[Page], title: str, *, several: bool, words: Words
) -> discord.ui.LayoutView:
    page = min(page, len(pages) - 1)
    article, text = pages[page]
    above = heading(title, article.title if several else None)
    below = credit(attribution_of(article), words)
    return page_card(place, page, len(pages), [above, SPACE, text, RULE], [below], words=words)


def found_footnotes_card(
    library: Library, found: Sequence[tuple[Article, Footnote]], words: Words
) -> discord.ui.LayoutView:
    """The footnotes that hold the words that somebody typed, as many as fit, with their attributions."""
    several = len(library.articles) > 1
    articles = list({article.id: article for article, _ in found}.values())[:MOST_ARTICLES]
    cited = [
        CitedFootnote(
            article.id,
            article.title if several else None,
            footnote,
            cite_command(article.id, footnote.number, several=several),
        )
        for article, footnote in found
        if article in articles
    ]
    credits = "\n".join(credits_for(map(attribution_of, articles), (a.id for a in articles), words))
    block = footnotes_block(cited, room_beside(credits), words, linked=False)
    return card([words(wording.SEVERAL_FOUND), SPACE, block, RULE, credits], accent=Accent.READING)
