"""A page as a reader sees it: blocks of words with markers and links, footnotes, and facts about the page.

Every reader of a kind of page makes a `Document`, and one writer makes an article of it. Offsets count
characters of the text that they belong to; lines of the page count from 1, 0 where nothing is known of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.library import Marker
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
    """What a page says about itself. What it doesn't say is empty.

    `license_hint` is what it says of a licence, if it has no notice: that may be about something else.
    """

    title: str = ""
    language: str = ""
    license_notice: str = ""
    license_url: str = ""
    license_hint: str = ""
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
