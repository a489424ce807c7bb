"""An article, read on from any of its passages; and a passage between its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.answering import attribution_of, footnotes_of
from bot.discord_app import wording
from bot.discord_app.cards import limits
from bot.discord_app.cards.buttons import PageButton, PlaceMenu
from bot.discord_app.cards.credits import credit
from bot.discord_app.cards.excerpts import cut, excerpt, leaves, plain, quoted
from bot.discord_app.cards.footnotes import Cited, cite_command, footnotes_block
from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card
from bot.discord_app.cards.limits import length
from bot.discord_app.cards.markdown import one_line, small
from bot.discord_app.cards.paging import HEADINGS, LONGEST_LABEL, PAGE_ROOM, heading
from bot.discord_app.cards.places import Place
from bot.discord_app.cards.references import LENGTH, resolved
from bot.library import Article, Library, Passage, Span

FOOTNOTES_ROOM = 700
"""Characters of footnotes below it."""

NEIGHBOUR_ROOM = 350
"""Characters of what stands before a passage in its context, and of what stands after it."""

LEAST_NEIGHBOUR = 80
"""Characters. Where a neighbour would get fewer, none is shown."""


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


@dataclass(frozen=True, slots=True)
class Rooms:
    """Characters that a page has for its text, its footnotes, and each neighbour of a passage."""

    text: int
    footnotes: int
    neighbour: int

    @classmethod
    def beside(cls, below: str) -> Rooms:
        """What the attribution `below` leaves."""
        left = limits.TEXT - length(below) - HEADINGS
        footnotes = min(FOOTNOTES_ROOM, left * 3 // 10)
        text = min(PAGE_ROOM, left - footnotes)
        neighbour = min(NEIGHBOUR_ROOM, (left - footnotes - text) // 2 - 10)
        return cls(text, footnotes, neighbour if neighbour >= LEAST_NEIGHBOUR else 0)


def article_card(
    library: Library, article: Article, start: Passage | None = None, number: int = 0
) -> discord.ui.LayoutView | None:
    """A page of the article that begins with the run `number` of the passage `start` (the first, if None)."""
    if not article.passages:
        return None
    rooms = Rooms.beside(credit(attribution_of(article)))
    index = article.passages.index(start) if start else 0
    of_first = _leaves(article, index, rooms.text)
    first = of_first[min(number, len(of_first) - 1)]
    shown = _that_fit(_forward(article, first, rooms.text), rooms.text)
    after = next(_forward(article, shown[-1], rooms.text, beyond=True), None)
    blocks: list[Block] = [heading(article.title, first.passage.section), SPACE, _text(shown)]
    turning = _turning(_page_before(article, first, rooms.text), after, first.place, first.number)
    return _card(library, article, shown, blocks, turning, _section_menu(article, first.index))


def context_card(library: Library, references: str, chosen: int) -> discord.ui.LayoutView | None:
    """The passage number `chosen` (from 0) of those referred to, between its neighbours; None: it is gone."""
    known = resolved(library, references)
    found = known[min(chosen, len(known) - 1)] if known else None
    if found is None:
        return None
    article, passage = found
    rooms = Rooms.beside(credit(attribution_of(article)))
    index = article.passages.index(passage)
    leaf, *rest = _leaves(article, index, rooms.text)
    before = _neighbour(article, index - 1, rooms.neighbour, last=True)
    after = None if rest else _neighbour(article, index + 1, rooms.neighbour, last=False)
    blocks: list[Block] = [heading(article.title, passage.section), SPACE]
    if before:
        blocks += [plain(before.passage, before.run), SPACE]
    blocks.append(quoted(passage, leaf.run))
    if after:
        new = after.passage.section if after.passage.section != passage.section else None
        blocks += [SPACE, f"{_section(new)}\n" * bool(new) + plain(after.passage, after.run)]
    turning = _turning(
        _page_before(article, leaf, rooms.text),
        next(_forward(article, leaf, rooms.text, beyond=True), None),
        Place("context", references),
        chosen,
    )
    shown = [each for each in (before, leaf, after) if each]
    return _card(library, article, shown, blocks, turning, _answer_menu(library, references, chosen))


def section_starts(article: Article) -> list[Passage]:
    """The first passage of each section, in reading order, and of what stands before the first section."""
    before = [object(), *(passage.section for passage in article.passages)]
    return [p for p, section in zip(article.passages, before, strict=False) if p.section != section]


# What stands on a page


def _leaves(article: Article, index: int, room: int) -> list[Leaf]:
    passage = article.passages[index]
    return [Leaf(passage, run, index, number) for number, run in enumerate(leaves(passage, room))]


def _forward(article: Article, first: Leaf, room: int, *, beyond: bool = False) -> Iterator[Leaf]:
    """The leaves from `first` on, in reading order; from the next one on where `beyond` is true."""
    yield from _leaves(article, first.index, room)[first.number + beyond :]
    for index in range(first.index + 1, len(article.passages)):
        yield from _leaves(article, index, room)


def _page_before(article: Article, first: Leaf, room: int) -> Leaf | None:
    """Where the page begins that ends right before `first`."""

    def backward() -> Iterator[Leaf]:
        yield from reversed(_leaves(article, first.index, room)[: first.number])
        for index in range(first.index - 1, -1, -1):
            yield from reversed(_leaves(article, index, room))

    shown = _that_fit(backward(), room)
    return shown[-1] if shown else None


def _that_fit(candidates: Iterable[Leaf], room: int) -> list[Leaf]:
    """As many of the leaves as there is room for, one at the least."""
    shown: list[Leaf] = []
    for leaf in candidates:
        room -= length(plain(leaf.passage, leaf.run)) + length(_section(leaf.passage.section)) + 3
        if shown and room < 0:
            break
        shown.append(leaf)
    return shown


def _text(shown: Sequence[Leaf]) -> str:
    """The leaves as one text, with the names of sections that begin in it."""
    text, before = "", shown[0].passage
    for leaf in shown:
        passage = leaf.passage
        if passage.section != before.section:
            text += f"\n\n{_section(passage.section)}\n"
        elif text:
            text += " " if passage.paragraph == before.paragraph else "\n\n"
        text += plain(passage, leaf.run)
        before = passage
    return text


def _section(name: str | None) -> str:
    return f"**{cut(one_line(name), LONGEST_LABEL)}**" if name else ""


def _neighbour(article: Article, index: int, room: int, *, last: bool) -> Leaf | None:
    """The passage's end or its beginning, as much as there is room for, in whole sentences."""
    if not room or not 0 <= index < len(article.passages):
        return None
    passage = article.passages[index]
    sentences = passage.sentences or (Span(0, len(passage.text)),)
    return Leaf(passage, excerpt(passage, sentences[-1 if last else 0], room), index, 0)


# What stands below it


def _card(
    library: Library,
    article: Article,
    shown: Sequence[Leaf],
    blocks: Sequence[Block],
    turning: Sequence[PageButton],
    menu: PlaceMenu | None,
) -> discord.ui.LayoutView:
    below = credit(attribution_of(article))
    whole = [*blocks, RULE]
    if notes := footnotes_block(_cited(library, article, shown), Rooms.beside(below).footnotes):
        whole += [notes, SPACE]
    whole += [below, small(_where(article, shown))]
    if menu:
        whole.append(discord.ui.ActionRow(menu))
    return card(whole, accent=Accent.READING, buttons=turning)


def _cited(library: Library, article: Article, shown: Sequence[Leaf]) -> list[Cited]:
    several = len(library.articles) > 1
    cited: dict[str, Cited] = {}
    for leaf in shown:
        carried = {marker.number for marker in leaf.passage.markers_in(leaf.run)}
        for note in footnotes_of(article, leaf.passage):
            if note.number in carried:
                command = cite_command(article.id, note.number, several=several)
                cited.setdefault(note.number, Cited(article.id, None, note, command))
    return list(cited.values())


def _where(article: Article, shown: Sequence[Leaf]) -> str:
    first, last = shown[0].passage.paragraph, shown[-1].passage.paragraph
    words = wording.PARAGRAPH if first == last else wording.PARAGRAPHS
    return words.format(first=first, last=last, all=article.passages[-1].paragraph)


def _turning(before: Leaf | None, after: Leaf | None, here: Place, page: int) -> list[PageButton]:
    if not before and not after:
        return []
    back = (before.place, before.number) if before else (here, page)
    on = (after.place, after.number) if after else (here, page)
    return [
        PageButton(*back, verb="turn", label=wording.PREVIOUS, disabled=not before),
        PageButton(*on, verb="turn", label=wording.NEXT, disabled=not after),
    ]


def _section_menu(article: Article, index: int) -> PlaceMenu | None:
    """The sections to jump to, those around passage number `index` where a menu can't hold all."""
    starts = section_starts(article)
    if len(starts) < 2:
        return None
    places = {passage.id: place for place, passage in enumerate(article.passages)}
    here = sum(places[passage.id] <= index for passage in starts) - 1
    first = max(0, min(here - limits.OPTIONS // 2, len(starts) - limits.OPTIONS))
    options = [
        PlaceMenu.option(
            cut(one_line(passage.section or article.title), limits.OPTION, render=str),
            Place("article", article.id, passage.id),
            chosen=number == here,
        )
        for number, passage in list(enumerate(starts))[first : first + limits.OPTIONS]
    ]
    return PlaceMenu(options, verb="turn", what="sections", placeholder=wording.SECTIONS)


def _answer_menu(library: Library, references: str, chosen: int) -> PlaceMenu | None:
    """The other passages of the answer from which this one was opened."""
    if len(references) <= LENGTH:
        return None
    options = []
    for number, found in enumerate(resolved(library, references)):
        if found:
            article, passage = found
            name = f"{number + 1}. {one_line(passage.section or article.title)}"
            options.append(
                PlaceMenu.option(
                    cut(name, limits.OPTION, render=str),
                    Place("context", references),
                    number,
                    description=cut(one_line(passage.text), limits.OPTION, render=str),
                    chosen=number == chosen,
                )
            )
    return PlaceMenu(options, verb="turn", what="passages", placeholder=wording.PASSAGES_OF_ANSWER)
