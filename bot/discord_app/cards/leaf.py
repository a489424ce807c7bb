"""An article in leaves, from which its pages are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.discord_app.cards.excerpts import cut, leaves, plain
from bot.discord_app.cards.limits import length
from bot.discord_app.cards.markdown import one_line
from bot.discord_app.cards.paging import LONGEST_LABEL
from bot.discord_app.cards.places import Place
from bot.library import Article, Passage, Span


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is never parted on a page: a passage, or one of the runs of a passage that is longer than a page.

    `index` is the passage's place in its article, `number` the run's place in its passage.
    """

    passage: Passage
    run: Span
    index: int
    number: int

    @property
    def place(self) -> Place:
        """Where reading begins with this passage."""
        return Place("article", self.passage.article, self.passage.id)


def leaves_of(article: Article, index: int, room: int) -> list[Leaf]:
    """The leaves of the passage number `index`, each at most `room` characters long."""
    passage = article.passages[index]
    return [Leaf(passage, run, index, number) for number, run in enumerate(leaves(passage, room))]


def forward(article: Article, first: Leaf, room: int, *, beyond: bool = False) -> Iterator[Leaf]:
    """The leaves from `first` on, in reading order; from the next one on where `beyond` is true."""
    yield from leaves_of(article, first.index, room)[first.number + beyond :]
    for index in range(first.index + 1, len(article.passages)):
        yield from leaves_of(article, index, room)


def page_before(article: Article, first: Leaf, room: int) -> Leaf | None:
    """Where the page begins that ends right before `first`."""

    def backward() -> Iterator[Leaf]:
        yield from reversed(leaves_of(article, first.index, room)[: first.number])
        for index in range(first.index - 1, -1, -1):
            yield from reversed(leaves_of(article, index, room))

    shown = that_fit(backward(), room)
    return shown[-1] if shown else None


def that_fit(candidates: Iterable[Leaf], room: int) -> list[Leaf]:
    """As many of the leaves as there is room for, one at the least."""
    shown: list[Leaf] = []
    for leaf in candidates:
        room -= length(plain(leaf.passage, leaf.run)) + length(section_line(leaf.passage.section)) + 3
        if shown and room < 0:
            break
        shown.append(leaf)
    return shown


def texts(shown: Sequence[Leaf]) -> list[str]:
    """The leaves as texts, a paragraph each, with the names of sections that begin in it."""
    written: list[str] = []
    before: Passage | None = None
    for leaf in shown:
        passage, words = leaf.passage, plain(leaf.passage, leaf.run)
        if before is not None and passage.paragraph == before.paragraph:
            written[-1] += f" {words}"
        else:
            begins = before is not None and passage.section and passage.section != before.section
            written.append(f"{section_line(passage.section)}\n{words}" if begins else words)
        before = passage
    return written


def section_line(name: str | None) -> str:
    """A section's name, as it stands above its text; nothing where there is none."""
    return f"**{cut(one_line(name), LONGEST_LABEL)}**" if name else ""
