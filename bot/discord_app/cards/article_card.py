"""The card of an article from any of its passages on, and of a passage between its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.answering import attribution_of, footnotes_of
from bot.discord_app.cards.buttons import Button, Menu, page_button, page_menu, page_option
from bot.discord_app.cards.credits import credit
from bot.discord_app.cards.excerpts import excerpt, plain, quoted
from bot.discord_app.cards.footnote_lines import CitedFootnote, cite_command, footnotes_block
from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card, spaced
from bot.discord_app.cards.page_layout import HEADINGS, PAGE_ROOM, heading
from bot.discord_app.cards.segments import (
    Segment,
    fitting,
    forward,
    page_before,
    paragraphs,
    section_line,
    segments_of,
)
from bot.discord_app.custom_ids import REFERENCE_LENGTH, Place, highlight_in, resolve
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Article, Library, Passage, Span

FOOTNOTES_ROOM = 700
"""Characters of the footnotes below the text."""

NEIGHBOUR_ROOM = 350
"""Characters of the passage before one in its context, and of the passage after it."""

MOST_PARAGRAPHS = 8
"""Paragraphs that are components of their own. More of them are short, and become one component."""

LEAST_NEIGHBOUR = 80
"""Characters. Where a neighbour would get fewer, none is shown."""


@dataclass(frozen=True, slots=True)
class PageRoom:
    """Characters that a page has for its text, its footnotes, and each neighbour of a passage.

    `with_links`: for its text where addresses are counted, which nobody sees.
    """

    text: int
    footnotes: int
    neighbour: int
    with_links: int

    @classmethod
    def beside(cls, below: str) -> PageRoom:
        """The room that the attribution `below` leaves."""
        left = discord_limits.TEXT - length(below) - HEADINGS
        footnotes = min(FOOTNOTES_ROOM, left * 3 // 10)
        text = min(PAGE_ROOM, left - footnotes)
        neighbour = min(NEIGHBOUR_ROOM, (left - footnotes - text) // 2 - 10)
        return cls(text, footnotes, neighbour if neighbour >= LEAST_NEIGHBOUR else 0, left - footnotes)


def article_card(
    library: Library, article: Article, start: Passage | None = None, number: int = 0, words: Words = ENGLISH
) -> discord.ui.LayoutView | None:
    """A page of the article, from segment `number` of the passage `start` on (of the first one if None)."""
    if not article.passages:
        return None
    room = PageRoom.beside(credit(attribution_of(article), words))
    index = article.passages.index(start) if start else 0
    of_first = segments_of(article, index, room.text)
    first = of_first[min(number, len(of_first) - 1)]
    shown = fitting(forward(article, first, room.text), room.text)
    after = next(forward(article, shown[-1], room.text, beyond=True), None)
    written = paragraphs(shown, links=True)
    if sum(length(each) + 2 for each in written) > room.with_links:
        written = paragraphs(shown)
    blocks: list[Block] = [heading(article.title, first.passage.section), SPACE]
    blocks += spaced(written) if len(written) <= MOST_PARAGRAPHS else ["\n\n".join(written)]
    turning = _turning(page_before(article, first, room.text), after, first.place, first.number, words)
    menu = _section_menu(article, first.index, words)
    return _card(library, article, shown, blocks, turning, menu, words)


def context_card(
    library: Library, place: Place, chosen: int, words: Words = ENGLISH
) -> discord.ui.LayoutView | None:
    """Passage `chosen`, from 0, of a place of kind `context`, between its neighbours; None where it is gone.

    Its sentence that was highlighted in the answer is highlighted here as well.
    """
    known = resolve(library, place.subject)
    chosen = min(chosen, len(known) - 1)
    found = known[chosen] if known else None
    if found is None:
        return None
    article, passage = found
    highlight = highlight_in(passage, place.part, chosen)
    room = PageRoom.beside(credit(attribution_of(article), words))
    index = article.passages.index(passage)
    segments = segments_of(article, index, room.text)
    segment = next((each for each in segments if highlight and highlight.start < each.run.end), segments[0])
    before = after = None
    if segment is segments[0]:
        before = _neighbour(article, index - 1, room.neighbour, last=True)
    if segment is segments[-1]:
        after = _neighbour(article, index + 1, room.neighbour, last=False)
    blocks: list[Block] = [heading(article.title, (before or segment).passage.section), SPACE]
    if before:
        blocks += [plain(before.passage, before.run), SPACE]
    quotation = quoted(passage, segment.run, highlight, links=True)
    if length(quotation) > room.with_links - 2 * room.neighbour:
        quotation = quoted(passage, segment.run, highlight)
    blocks.append(_below(before, segment) + quotation)
    if after:
        blocks += [SPACE, _below(segment, after) + plain(after.passage, after.run)]
    turning = _turning(
        page_before(article, segment, room.text),
        next(forward(article, segment, room.text, beyond=True), None),
        place,
        chosen,
        words,
    )
    shown = [each for each in (before, segment, after) if each]
    return _card(library, article, shown, blocks, turning, _answer_menu(library, place, chosen, words), words)


def _below(above: Segment | None, segment: Segment) -> str:
    """The line that says that a new section begins with `segment`."""
    section = segment.passage.section
    begins = above is not None and section and section != above.passage.section
    return f"{section_line(section)}\n" if begins else ""


def _neighbour(article: Article, index: int, room: int, *, last: bool) -> Segment | None:
    """The passage's end or its beginning, as much as there is room for, in whole sentences."""
    if not room or not 0 <= index < len(article.passages):
        return None
    passage = article.passages[index]
    sentences = passage.sentences or (Span(0, len(passage.text)),)
    return Segment(passage, excerpt(passage, sentences[-1 if last else 0], room), index, 0)


# What is below the text


def _card(
    library: Library,
    article: Article,
    shown: Sequence[Segment],
    blocks: Sequence[Block],
    turning: Sequence[Button],
    menu: Menu | None,
    words: Words,
) -> discord.ui.LayoutView:
    below = [credit(attribution_of(article), words), small(_where(article, shown, words))]
    whole = [*blocks, RULE]
    cited, room = _cited(library, article, shown), PageRoom.beside(below[0]).footnotes
    if notes := footnotes_block(cited, room, words):
        # Addresses behind words take no room on a screen, but of what Discord allows.
        linked = footnotes_block(cited, room, words, linked=True)
        taken = sum(length(text) for text in (*blocks, linked, *below) if isinstance(text, str))
        whole += [linked if taken <= discord_limits.TEXT else notes, SPACE]
    whole += below
    if turning:
        whole.append(discord.ui.ActionRow(*turning))
    if menu:
        whole.append(discord.ui.ActionRow(menu))
    return card(whole, accent=Accent.READING)


def _cited(library: Library, article: Article, shown: Sequence[Segment]) -> list[CitedFootnote]:
    """The footnotes of what is shown, of the headings above it, and those that these footnotes cite."""
    several = len(library.articles) > 1
    cited: dict[str, CitedFootnote] = {}
    for segment in shown:
        wanted = {marker.number for marker in segment.passage.markers_in(segment.run)}
        wanted |= set(segment.passage.heading_footnotes)
        for note in footnotes_of(article, segment.passage):  # a footnote comes before those that it cites
            if note.number in wanted:
                wanted |= {marker.number for marker in note.markers}
                command = cite_command(article.id, note.number, several=several)
                cited.setdefault(note.number, CitedFootnote(article.id, None, note, command))
    return list(cited.values())


def _where(article: Article, shown: Sequence[Segment], words: Words) -> str:
    first, last = shown[0].passage.paragraph, shown[-1].passage.paragraph
    text = wording.PARAGRAPH if first == last else wording.PARAGRAPHS
    return words(text).format(first=first, last=last, all=article.passages[-1].paragraph)


def _turning(
    before: Segment | None, after: Segment | None, here: Place, page: int, words: Words
) -> list[Button]:
    if not before and not after:
        return []
    back = (before.place, before.number) if before else (here, page)
    on = (after.place, after.number) if after else (here, page)
    return [
        page_button(words(wording.PREVIOUS), *back, verb="turn", disabled=not before),
        page_button(words(wording.NEXT), *on, verb="turn", disabled=not after),
    ]


def _section_menu(article: Article, index: int, words: Words) -> Menu | None:
    """The sections to jump to: those around the passage with this index where a menu can't hold all."""
    starts = article.section_starts()
    if len(starts) < 2:
        return None
    indexes = {passage.id: index for index, passage in enumerate(article.passages)}
    here = sum(indexes[passage.id] <= index for passage in starts) - 1
    first = max(0, min(here - discord_limits.OPTIONS // 2, len(starts) - discord_limits.OPTIONS))
    options = [
        page_option(
            passage.section or article.title,
            Place("article", article.id, passage.id),
            selected=number == here,
        )
        for number, passage in list(enumerate(starts))[first : first + discord_limits.OPTIONS]
    ]
    return page_menu(options, verb="turn", name="sections", placeholder=words(wording.SECTIONS))


def _answer_menu(library: Library, place: Place, chosen: int, words: Words) -> Menu | None:
    """The other passages of the answer from which this one was opened."""
    if len(place.subject) <= REFERENCE_LENGTH:
        return None
    options = []
    for number, found in enumerate(resolve(library, place.subject)):
        if found:
            article, passage = found
            options.append(
                page_option(
                    f"{number + 1}. {passage.section or article.title}",
                    place,
                    number,
                    description=passage.text,
                    selected=number == chosen,
                )
            )
    return page_menu(options, verb="turn", name="passages", placeholder=words(wording.PASSAGES_OF_ANSWER))
