"""From an article's paragraphs to passages: sentence bounds, cuts, stable ids."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.library.ids import passage_ids
from bot.library.model import Link, Marker, Passage, Span
from bot.library.sentences import sentence_spans

LONGEST_PASSAGE = 1500
"""Characters. A longer paragraph is cut at sentence ends, so that a few passages fit on one card."""

LONGEST_LEAD = 500
"""Characters of the lines that a list's later piece is read with; outer ones are left out first."""

LONGEST_BEGINNING = 120
"""Characters of an item that a passage from its middle is read with."""

_ITEM = re.compile(r" *(?:•|\d{1,9}\.) ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it. `breaks`: offsets where a sentence begins in any case (list items).

    `is_row`: a row of a table, which is read as one sentence. `is_list`: lines of a list, those that lead it
    in before them. `heading_footnotes`: the numbers of the
    footnotes that the headings above cite.
    """

    text: str
    markers: tuple[Marker, ...] = ()
    section: str | None = None
    breaks: tuple[int, ...] = ()
    line: int = 0
    links: tuple[Link, ...] = ()
    is_row: bool = False
    is_list: bool = False
    heading_footnotes: tuple[str, ...] = ()


def passages_of(paragraphs: Iterable[Paragraph], article: str, language: str) -> tuple[Passage, ...]:
    """The passages of an article, in reading order, with ids that are unique in it."""
    next_id = passage_ids(article)
    passages: list[Passage] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        pieces = list(_pieces(_sentences(paragraph, language)))
        markers = deque(sorted(paragraph.markers, key=lambda marker: marker.span.start))
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
            start, end = piece[0].start, piece[-1].end
            text = paragraph.text[start:end]
            here: list[Marker] = []
            while markers and markers[0].span.end <= end:
                marker = markers.popleft()
                if start <= marker.span.start:
                    here.append(
                        Marker(marker.number, Span(marker.span.start - start, marker.span.end - start))
                    )
            passages.append(
                Passage(
                    id=next_id(words_without_markers(text, here)),
                    article=article,
                    paragraph=number,
                    section=paragraph.section,
                    text=text,
                    sentences=tuple(Span(s.start - start, s.end - start) for s in piece),
                    markers=tuple(here),
                    gap=paragraph.text[end : following[0].start] if following else "",
                    links=links_in(paragraph.links, start, end),
                    lead=lead_of(paragraph.text, start) if paragraph.is_list else "",
                    heading_footnotes=paragraph.heading_footnotes,
                )
            )
    return tuple(passages)


def words_without_markers(text: str, markers: Iterable[Marker]) -> str:
    """What a passage says, for its id: no marker, and any white space is one space."""
    words, position = "", 0
    for marker in markers:
        words += text[position : marker.span.start]
        position = marker.span.end
    return " ".join((words + text[position:]).split())


def _sentences(paragraph: Paragraph, language: str) -> Sequence[Span]:
    text = paragraph.text
    if paragraph.is_row and len(text) <= LONGEST_PASSAGE and text.strip():
        start = len(text) - len(text.lstrip())
        return (Span(start, len(text.rstrip())),)
    return sentence_spans(text, paragraph.markers, language, paragraph.breaks)


def links_in(links: Iterable[Link], start: int, end: int) -> tuple[Link, ...]:
    """The links, or pieces of them, between two offsets, with offsets from there."""
    return tuple(
        Link(max(link.start, start) - start, min(link.end, end) - start, link.url)
        for link in links
        if max(link.start, start) < min(link.end, end)
    )


def lead_of(text: str, start: int) -> str:
    """The lines of a list that the one at `start` stands below: the items it is nested in, the lead-in."""
    if not start:
        return ""
    end = text.rfind("\n", 0, start)
    indent = _indent(text[end + 1 : start + 1])
    above: list[str] = []
    begun = text[end + 1 : start].strip()
    if begun:  # the item itself began in an earlier passage
        above.append(_beginning(begun))
    while end > 0 and indent > 0:
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end]
        if _indent(line) < indent and _ITEM.match(line):
            indent = _indent(line)
            above.append(line.strip())
        end = begin - 1
    first = text.split("\n", 1)[0]
    if not _ITEM.match(first):
        above.append(first.strip())
    while above and sum(map(len, above)) > LONGEST_LEAD:
        above.pop()
    return "\n".join(reversed(above))


def _beginning(words: str) -> str:
    """The first words of an item."""
    if len(words) <= LONGEST_BEGINNING:
        return words
    return words[:LONGEST_BEGINNING].rsplit(" ", 1)[0] + " …"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _pieces(sentences: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Runs of sentences of about equal length, none over LONGEST_PASSAGE unless it is one sentence."""
    if not sentences:
        return
    whole = sentences[-1].end - sentences[0].start
    wanted = whole / -(-whole // LONGEST_PASSAGE)
    piece: list[Span] = []
    for sentence in sentences:
        if piece:
            length, longer = piece[-1].end - piece[0].start, sentence.end - piece[0].start
            if longer > LONGEST_PASSAGE or longer - wanted > wanted - length:
                yield piece
                piece = []
        piece.append(sentence)
    yield piece
