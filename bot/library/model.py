"""What an article is: passages, footnotes, licence and source, as plain frozen data.

Positions are character offsets into the text they belong to, `start` inclusive, `end` exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from bot.library.ids import passage_ids


def _no_aliases() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of a text: characters `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Marker:
    """A footnote marker in a passage, shown as `[number]`, brackets included in its span."""

    number: str
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A run of a text that leads to an address: characters `start` up to, not including, `end`.

    `url` begins with `http://` or `https://` and stands as the source has it.
    """

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered reference of an article. `number` is a label: `4`, `a`, `note 1`.

    `links` and `markers` have offsets in `text`; a marker cites another footnote of the same article.
    """

    number: str
    text: str
    links: tuple[Link, ...] = ()
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class License:
    """The licence as the source states it: no version is added that the source doesn't name.

    `spdx` is its id on SPDX's list where what is stated fits exactly one, and what it asks of those who reuse
    the words comes from the table in `bot.library.licenses`. `alternatives` are other licences that the
    source offers to choose instead.
    """

    name: str
    notice: str | None = None
    url: str | None = None
    # Derived from what is stated, and so no part of what makes two licences equal.
    spdx: str | None = field(default=None, compare=False)
    share_alike: bool = field(default=False, compare=False)
    non_commercial: bool = field(default=False, compare=False)
    no_derivatives: bool = field(default=False, compare=False)
    alternatives: tuple[License, ...] = ()

    @property
    def choices(self) -> tuple[License, ...]:
        """This licence and those that may be chosen instead."""
        return (self, *self.alternatives)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article comes from. What isn't known stays empty.

    `page` is the wiki's own number of the page, which outlives its title; `history` the address that names
    all who have edited it. `digest` is of the article's body as it was imported: where it still fits, nobody
    has edited the file.
    """

    url: str | None = None
    revision: str | None = None
    retrieved: str | None = None
    authors: tuple[str, ...] = ()
    page: str | None = None
    site: str | None = None
    history: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an article, or a piece of one that was too long, as a reader sees it.

    `text` holds footnote markers as `[number]`, where the source has them. `sentences` are runs of
    `text` in order, without the white space between them; a marker belongs to the sentence before it.
    `gap` is the white space between this piece of a paragraph and its next piece. `links` have offsets in
    `text`. `lead` is what a later piece of a list is read with: the lines that it stands below. Footnotes
    cited by the headings above are named in `heading_footnotes`.
    """

    id: str
    article: str
    paragraph: int
    section: str | None
    text: str
    sentences: tuple[Span, ...]
    markers: tuple[Marker, ...] = ()
    gap: str = ""
    links: tuple[Link, ...] = ()
    lead: str = ""
    heading_footnotes: tuple[str, ...] = ()

    @property
    def words(self) -> Sequence[str]:
        """Its sentences as they are searched: with blanks in the place of markers."""
        return sentences_of(self.text, self.sentences, self.markers)

    def markers_in(self, span: Span) -> tuple[Marker, ...]:
        """The markers that stand inside `span`, in order."""
        return tuple(marker for marker in self.markers if marker.span in span)


@dataclass(frozen=True)
class Article:
    """One article: its passages in reading order and its footnotes in their order in the file.

    `edited`: its text isn't as it was imported, as `source.digest` tells; not known of one written by hand.
    """

    id: str
    title: str
    license: License
    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...] = ()
    language: str = "en"
    source: Source = field(default_factory=Source)
    questions: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=_no_aliases)
    edited: bool = False

    # What a list shows of an article, without its texts: one that is kept needn't read them for it.

    @property
    def passage_count(self) -> int:
        """The number of its passages."""
        return len(self.passages)

    @property
    def paragraph_count(self) -> int:
        """The number of its paragraphs."""
        return self.passages[-1].paragraph if self.passages else 0

    @property
    def footnote_numbers(self) -> Sequence[str]:
        """The labels of its footnotes, in their order in the file."""
        return [footnote.number for footnote in self.footnotes]

    @cached_property
    def _footnotes_by_number(self) -> dict[str, Footnote]:
        return {footnote.number: footnote for footnote in self.footnotes}

    @cached_property
    def _passages_by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def _passages_by_former_id(self) -> dict[str, Passage]:
        """By the ids of version 0.1.0, which came from the words with their markers."""
        former_id = passage_ids(self.id)
        return {former_id(passage.text): passage for passage in self.passages}

    @property
    def text(self) -> str:
        """All paragraphs as a reader sees them, an empty line between two: what `digest` is of."""
        parts: list[str] = []
        paragraph = 0
        for passage in self.passages:
            if paragraph and passage.paragraph != paragraph:
                parts.append("\n\n")
            paragraph = passage.paragraph
            parts += [passage.text, passage.gap]
        return "".join(parts)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of `text` in UTF-8, in hexadecimal digits."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _offsets(self) -> dict[str, int]:
        offsets: dict[str, int] = {}
        position = paragraph = 0
        for passage in self.passages:
            if paragraph and passage.paragraph != paragraph:
                position += 2
            paragraph = passage.paragraph
            offsets[passage.id] = position
            position += len(passage.text) + len(passage.gap)
        return offsets

    def span_of(self, passage: Passage) -> Span:
        """Where a passage of this article stands in `text`."""
        start = self._offsets[passage.id]
        return Span(start, start + len(passage.text))

    def sentences(self) -> Iterator[tuple[str | None, Sequence[str]]]:
        """The section of each passage, and its sentences with blanks in the place of their markers."""
        for passage in self.passages:
            yield passage.section, passage.words

    def footnote_texts(self) -> Iterator[str]:
        """The texts of its footnotes, in their order in the file."""
        return (footnote.text for footnote in self.footnotes)

    def paragraph(self, number: int) -> str:
        """The whole paragraph with this number (from 1), put together from its pieces, or an empty text."""
        return "".join(p.text + p.gap for p in self.passages if p.paragraph == number)

    def footnote(self, number: str) -> Footnote | None:
        """The footnote with this label, or None."""
        return self._footnotes_by_number.get(number)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with this id, or with this one of version 0.1.0; None where it was edited since."""
        return self._passages_by_id.get(passage_id) or self._passages_by_former_id.get(passage_id)

    def footnotes_citing(self, number: str) -> tuple[Footnote, ...]:
        """The footnotes that carry a marker of this footnote, in their order in the file."""
        return tuple(f for f in self.footnotes if any(m.number == number for m in f.markers))

    def passages_citing(self, number: str) -> tuple[Passage, ...]:
        """The passages that carry a marker of this footnote, in reading order.

        Where none does, but a heading, the passages below it.
        """
        citing = tuple(p for p in self.passages if any(m.number == number for m in p.markers))
        return citing or tuple(p for p in self.passages if number in p.heading_footnotes)

    def section_starts(self) -> tuple[Passage, ...]:
        """The first passage of each section, in reading order, and of what stands before the first one."""
        sections = [passage.section for passage in self.passages]
        return tuple(p for i, p in enumerate(self.passages) if not i or p.section != sections[i - 1])


def sentences_of(text: str, sentences: Iterable[Span], markers: Iterable[Marker]) -> Sequence[str]:
    """The sentences of a passage with blanks in the place of their markers."""
    for marker in markers:
        span = marker.span
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return [text[sentence.start : sentence.end] for sentence in sentences]
