"""The segments of an article, from which its pages are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.discord_app.cards.excerpts import plain, split_passage
from bot.discord_app.cards.page_layout import LONGEST_LABEL
from bot.discord_app.custom_ids import Place
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import one_line
from bot.library import Article, Passage, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """What is never split across pages: a passage, or a part of a passage that is longer than a page.

    `run` is the part. `index` counts passages in the article, `number` counts parts in the passage.
    """

    passage: Passage
    run: Span
    index: int
    number: int

    @property
    def place(self) -> Place:
        """The article, from this passage on."""
        return Place("article", self.passage.article, self.passage.id)


def segments_of(article: Article, index: int, room: int) -> list[Segment]:
    """The segments of the passage with this index, each at most `room` characters long."""
    passage = article.passages[index]
    return [Segment(passage, run, index, number) for number, run in enumerate(split_passage(passage, room))]


def forward(article: Article, first: Segment, room: int, *, beyond: bool = False) -> Iterator[Segment]:
    """The segments from `first` on in reading order; `beyond`: without `first` itself."""
    yield from segments_of(article, first.index, room)[first.number + beyond :]
    for index in range(first.index + 1, len(article.passages)):
        yield from segments_of(article, index, room)


def page_before(article: Article, first: Segment, room: int) -> Segment | None:
    """The first segment of the page that ends right before `first`; None at the start of the article."""

    def backward() -> Iterator[Segment]:
        yield from reversed(segments_of(article, first.index, room)[: first.number])
        for index in range(first.index - 1, -1, -1):
            yield from reversed(segments_of(article, index, room))

    shown = fitting(backward(), room)
    return shown[-1] if shown else None


def fitting(candidates: Iterable[Segment], room: int) -> list[Segment]:
    """The first of the candidates that fit into `room` characters together: one at the least."""
    shown: list[Segment] = []
    for segment in candidates:
        text, heading = plain(segment.passage, segment.run), section_line(segment.passage.section)
        room -= length(text) + length(heading) + 3
        if shown and room < 0:
            break
        shown.append(segment)
    return shown


def paragraphs(shown: Sequence[Segment], *, links: bool = False) -> list[str]:
    """The text of these segments, one string a paragraph, with the names of sections that begin there.

    `links`: with the links of their words.
    """
    written: list[str] = []
    before: Passage | None = None
    for segment in shown:
        passage, words = segment.passage, plain(segment.passage, segment.run, links=links)
        if before is not None and passage.paragraph == before.paragraph:
            written[-1] += f" {words}"
        else:
            begins = before is not None and passage.section and passage.section != before.section
            written.append(f"{section_line(passage.section)}\n{words}" if begins else words)
        before = passage
    return written


def section_line(name: str | None) -> str:
    """The line with a section's name above its text; empty where it has none."""
    return f"**{cut(one_line(name), LONGEST_LABEL)}**" if name else ""
