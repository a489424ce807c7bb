"""A page as a reader sees it: blocks of words with markers and links, footnotes, and facts about the page.

Every reader of a kind of page makes a `Document`, and one writer makes an article of it. Offsets count
characters of the text that they belong to; lines of the page count from 1, 0 where nothing is known of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.library import Marker, Span
from bot.library.model import Link


@dataclass(frozen=True, slots=True)
class Words:
    """A text as a reader sees it, its lines parted by line breaks, with the markers and links in it.

    A marker stands in the text as `[label]`. Markers and links are in order and don't overlap.
    """

    text: str = ""
    markers: tuple[Marker, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title. The page's own title is of level 1, sections are of level 2 and below."""

    level: int
    words: Words
    line: int = 0


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph; `quoted` where the page sets it off as a quotation."""

    words: Words
    quoted: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list. Items that follow each other make a list; `depth` counts from 0.

    `number` is what stands before an item of a numbered list; None in one with bullets.
    """

    words: Words
    depth: int = 0
    number: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what is said of it, in one or more paragraphs."""

    term: Words
    meanings: tuple[Words, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose every row has a cell for each column; spanned cells stand in each row and column."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose white space is its own: code, a drawing of letters."""

    text: str
    line: int = 0


Block = Heading | TextBlock | ListItem | Definition | Table | Preformatted


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the label that a reader sees, without brackets, and its words."""

    label: str
    words: Words
    line: int = 0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says about itself. What it doesn't say is empty."""

    title: str = ""
    language: str = ""
    license_notice: str = ""
    license_url: str = ""
    url: str = ""
    revision: str = ""
    site: str = ""
    page: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the page's reader has to tell: where (0 for the whole page), and what in one line."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page that was read.

    `dangling` are markers that lead to no footnote: they stand in the text as plain words. `left_out` is what
    was seen and not kept, `guesses` what was decided without the page saying so, `warnings` what looks wrong.
    """

    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    facts: PageFacts = field(default_factory=PageFacts)
    dangling: tuple[Remark, ...] = ()
    left_out: tuple[Remark, ...] = ()
    guesses: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()


def words_in(block: Block) -> Iterator[Words]:
    """All words of a block, in reading order."""
    match block:
        case Heading() | TextBlock() | ListItem():
            yield block.words
        case Definition():
            yield block.term
            yield from block.meanings
        case Table():
            for row in (block.head, *block.rows):
                yield from row
        case Preformatted():
            yield Words(block.text)


class WordsBuilder:
    """Words as they grow."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.markers: list[Marker] = []
        self.links: list[Link] = []

    def __bool__(self) -> bool:
        return any(part.strip() for part in self.parts)

    def add(self, text: str) -> None:
        """Add plain words."""
        if text:
            self.parts.append(text)
            self.length += len(text)

    def add_marker(self, label: str) -> None:
        """Add a footnote marker."""
        start = self.length
        self.add(f"[{label}]")
        self.markers.append(Marker(label, Span(start, self.length)))

    def add_link(self, start: int, url: str) -> None:
        """Let what was added since `start` lead to `url`, but for the markers in it."""
        for marker in self.markers:
            if marker.span.start >= start:
                self._link(start, marker.span.start, url)
                start = marker.span.end
        self._link(start, self.length, url)

    def _link(self, start: int, end: int, url: str) -> None:
        if start < end:
            self.links.append(Link(start, end, url))

    def add_words(self, words: Words) -> None:
        """Add words with what is in them."""
        at = self.length
        self.add(words.text)
        self.markers += [Marker(m.number, Span(m.span.start + at, m.span.end + at)) for m in words.markers]
        self.links += [Link(k.start + at, k.end + at, k.url) for k in words.links]

    def words(self) -> Words:
        """What has grown, without white space around its lines."""
        return trimmed(Words("".join(self.parts), tuple(self.markers), tuple(self.links)))


def trimmed(words: Words) -> Words:
    """The words without white space around each line, and without empty lines."""
    kept: list[int] = []  # the place of each kept character, line breaks between lines included
    position = 0
    for line in words.text.split("\n"):
        bare = line.strip()
        if bare:
            if kept:
                kept.append(position - 1)
            start = position + line.index(bare[0])
            kept += range(start, start + len(bare))
        position += len(line) + 1
    if len(kept) == len(words.text):
        return words
    text = "".join("\n" if words.text[i] == "\n" else words.text[i] for i in kept)
    new = {old: place for place, old in enumerate(kept)}

    def moved(start: int, end: int) -> tuple[int, int]:
        inside = [new[i] for i in range(start, end) if i in new]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    markers = (replace(m, span=Span(*moved(m.span.start, m.span.end))) for m in words.markers)
    links = (Link(*moved(k.start, k.end), k.url) for k in words.links)
    return Words(
        text,
        tuple(m for m in markers if m.span.start < m.span.end),
        tuple(k for k in links if text[k.start : k.end].strip()),
    )


def joined(pieces: tuple[Words, ...] | list[Words], between: str) -> Words:
    """Several words in one, with `between` from each to the next."""
    builder = WordsBuilder()
    for place, words in enumerate(pieces):
        builder.add(between if place else "")
        builder.add_words(words)
    return builder.words()


def cut(words: Words, start: int, end: int) -> Words:
    """The words from `start` up to `end`."""
    return Words(
        words.text[start:end],
        tuple(
            replace(m, span=replace(m.span, start=m.span.start - start, end=m.span.end - start))
            for m in words.markers
            if start <= m.span.start and m.span.end <= end
        ),
        tuple(
            replace(k, start=max(k.start, start) - start, end=min(k.end, end) - start)
            for k in words.links
            if k.start < end and start < k.end
        ),
    )
