"""Passages, their footnotes and attributions, arranged so that they fit onto one card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from bot.answering import AnsweringPassage, Attribution
from bot.discord_app.cards.credits import ROOM as CREDITS_ROOM
from bot.discord_app.cards.credits import credits_for
from bot.discord_app.cards.excerpts import excerpt, quoted, sentence, whole
from bot.discord_app.cards.footnote_lines import CitedFootnote, cite_command, footnotes_block, in_order
from bot.discord_app.cards.layout import RULE, Block, spaced
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import one_line, small
from bot.discord_app.words.languages import Words
from bot.library import Passage, Span

LONGEST_LABEL = 120
"""Characters of a section's name above its passage, and of an article's title."""

READABLE = 2000
"""Characters of a card that a telephone shows without much scrolling: 1,700 pixels at a width of 390."""

BLOCK = 45
"""Characters that the space around a passage takes up of what is READABLE."""

LEAST = 800
"""Characters for passages and footnotes, where a long attribution leaves less of what is READABLE."""

BEST_PASSAGE = 1000
"""Characters of the best passage. A longer one is shown as a window around its sentence."""

LATER_PASSAGE = 700
"""Characters of each passage after the first one of a list. A button leads to the rest of it."""

LATER_SENTENCE = 400
"""Characters of the sentence of each passage after the best one."""

SHORTEST_PASSAGE = 200
"""Characters. Where a passage would get fewer, the last one is left out instead."""


class Form(Enum):
    """What a card shows of passages: `FULL`: the best one whole, of others their sentence. `COMPACT`: of each
    its sentence. `LIST`: each whole, for no one is the best."""

    FULL = "full"
    COMPACT = "compact"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The part of a card between question and buttons. `shortest`: characters of the shortest cut passage.

    `is_whole`: the first passage is shown from its beginning to its end.
    """

    passages: Sequence[AnsweringPassage]
    quotes: list[str]
    footnotes: list[str]
    credits: list[str]
    shortest: int
    is_whole: bool

    @property
    def blocks(self) -> list[Block]:
        """Passages, footnotes and attribution, with room between them."""
        return [*spaced(self.quotes), RULE, *spaced([*self.footnotes, "\n".join(self.credits)])]


def arrange(
    passages: Sequence[AnsweringPassage],
    attributions: Sequence[Attribution],
    room: int,
    *,
    several: bool,
    form: Form,
    words: Words,
    credits_room: int = CREDITS_ROOM,
) -> Arrangement:
    """All passages with their credits, or as many of the first as there is room for: one at the least.

    `several`: the bot knows more than one article. `credits_room`: characters for the attributions.
    """
    arranged = partial(
        _arrange,
        attributions=attributions,
        room=room,
        several=several,
        form=form,
        words=words,
        credits_room=credits_room,
    )
    for count in range(len(passages), 1, -1):
        articles = (each.passage.article for each in passages[:count])
        credits = credits_for(attributions, articles, words, credits_room)
        if sum(length(line) + 1 for line in credits) <= credits_room:
            shown = arranged(passages[:count])
            if shown.shortest >= SHORTEST_PASSAGE:
                return shown
    return arranged(passages[:1])


def _arrange(
    passages: Sequence[AnsweringPassage],
    attributions: Sequence[Attribution],
    room: int,
    *,
    several: bool,
    form: Form,
    words: Words,
    credits_room: int,
) -> Arrangement:
    articles = {each.passage.article for each in passages}
    credits = credits_for(attributions, articles, words, credits_room)
    taken = sum(length(line) + 1 for line in credits)
    titles = {a.article: a.title for a in attributions if a.article in articles} if len(articles) > 1 else {}
    labels = [_label(each.passage, titles.get(each.passage.article)) for each in passages]
    allowed, room = room, min(room - taken, max(READABLE - taken, LEAST))
    room -= sum(length(label) + 1 for label in labels) + BLOCK * (len(passages) - 1)
    is_whole = [form is Form.LIST or (form is Form.FULL and not index) for index in range(len(passages))]
    # Of one sentence a passage, the best one's is in bold: the footnotes that support it stand below.
    bold = [each.highlight if form is Form.LIST or not i else None for i, each in enumerate(passages)]
    wanted = [
        whole(p.passage) if all_of_it else p.highlight
        for p, all_of_it in zip(passages, is_whole, strict=True)
    ]
    below = _footnotes(passages, wanted, titles, room * 2 // 5, several=several, form=form, words=words)
    sizes = [
        min(length(quoted(each.passage, run, each.highlight)), _most(form, index))
        for index, (each, run) in enumerate(zip(passages, wanted, strict=True))
    ]
    shares = _shares(sizes, room - length(below))
    runs = [
        (excerpt if all_of_it else sentence)(each.passage, each.highlight, share)
        for each, all_of_it, share in zip(passages, is_whole, shares, strict=True)
    ]
    quotes = [quoted(p.passage, run, b) for p, run, b in zip(passages, runs, bold, strict=True)]
    room -= sum(map(length, quotes))
    below = _footnotes(passages, runs, titles, room, several=several, form=form, words=words)
    # Addresses behind words take no room on a screen, but of what Discord allows.
    spare = allowed - taken - sum(length(text) + 1 for text in (*labels, *quotes, below))
    linked = _footnotes(passages, runs, titles, room, several=several, form=form, words=words, linked=True)
    below, spare = _if_it_fits(linked, below, spare)
    for index, (each, run, highlight) in enumerate(zip(passages, runs, bold, strict=True)):
        with_links = quoted(each.passage, run, highlight, links=True)
        quotes[index], spare = _if_it_fits(with_links, quotes[index], spare)
    cut_shares = [share for share, size in zip(shares, sizes, strict=True) if share < size]
    return Arrangement(
        passages=passages,
        quotes=[f"{label}\n{shown}" if label else shown for label, shown in zip(labels, quotes, strict=True)],
        footnotes=[below] if below else [],
        credits=list(credits),
        shortest=min(cut_shares, default=discord_limits.TEXT),
        is_whole=runs[0] == whole(passages[0].passage),
    )


def _if_it_fits(longer: str, shorter: str, spare: int) -> tuple[str, int]:
    """The longer text where its further characters can be spared, and what is to spare then."""
    further = length(longer) - length(shorter)
    return (longer, spare - further) if further <= spare else (shorter, spare)


def _most(form: Form, index: int) -> int:
    """The most characters of the passage with this index."""
    if form is Form.LIST:
        return LATER_PASSAGE if index else discord_limits.TEXT
    return LATER_SENTENCE if index else BEST_PASSAGE


def _label(passage: Passage, title: str | None) -> str:
    parts = [f"**{cut(one_line(title), LONGEST_LABEL)}**"] if title else []
    if passage.section:
        parts.append(cut(one_line(passage.section), LONGEST_LABEL))
    return small(" › ".join(parts)) if parts else ""


def _footnotes(
    passages: Sequence[AnsweringPassage],
    runs: Sequence[Span],
    titles: Mapping[str, str],
    room: int,
    *,
    several: bool,
    form: Form,
    words: Words,
    linked: bool = False,
) -> str:
    """The footnotes of what is shown: first those of the sentence in bold, then the others in their order."""
    cited = _cited(passages, runs, titles, several=several)
    if form is Form.LIST:
        return footnotes_block(in_order(cited), room, words, linked=linked)
    best = passages[0]
    supporting = [
        each for each in cited if each.article == best.passage.article and each.footnote in best.supports
    ]
    others = [each for each in cited if each not in supporting]
    return footnotes_block(in_order(others), room, words, supporting=in_order(supporting), linked=linked)


def _cited(
    passages: Sequence[AnsweringPassage], runs: Sequence[Span], titles: Mapping[str, str], *, several: bool
) -> list[CitedFootnote]:
    """The footnotes whose markers stand in what is shown, or in its headings or footnotes, each once."""
    cited: dict[tuple[str, str], CitedFootnote] = {}
    for each, run in zip(passages, runs, strict=True):
        article = each.passage.article
        # A sentence that is cut before its marker is supported by its footnotes all the same.
        numbers = {*(marker.number for marker in each.passage.markers_in(run)), *each.highlight_footnotes}
        elsewhere = {marker.number for marker in each.passage.markers} - numbers
        for footnote in each.footnotes:
            if footnote.number not in elsewhere:
                command = cite_command(article, footnote.number, several=several)
                key = (article, footnote.number)
                cited.setdefault(key, CitedFootnote(article, titles.get(article), footnote, command))
    return list(cited.values())


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """`room` divided so that short passages get what they need and long ones share the rest equally."""
    shares = [0] * len(sizes)
    for done, index in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        shares[index] = min(sizes[index], room // (len(sizes) - done))
        room -= shares[index]
    return shares
