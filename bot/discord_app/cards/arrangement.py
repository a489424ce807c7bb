"""Passages, their footnotes and attributions, arranged so that they fit onto one card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering import AnsweringPassage, Attribution
from bot.discord_app.cards.credits import ROOM as CREDITS_ROOM
from bot.discord_app.cards.credits import credits_for
from bot.discord_app.cards.excerpts import excerpt, quoted, whole
from bot.discord_app.cards.footnote_lines import CitedFootnote, cite_command, footnote_lines, footnotes_block
from bot.discord_app.cards.layout import RULE, Block, spaced
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import one_line, small
from bot.discord_app.words.languages import Words
from bot.library import Passage, Span

LONGEST_LABEL = 120
"""Characters of a section's name above its passage, and of an article's title."""

LATER_PASSAGE = 700
"""Characters of each passage after the best one. A button leads to the rest of it."""

SHORTEST_PASSAGE = 350
"""Characters. Where a passage would get fewer, the last one is left out instead."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The part of a card between question and buttons. `shortest`: characters of the shortest cut passage."""

    passages: Sequence[AnsweringPassage]
    quotes: list[str]
    footnotes: list[str]
    credits: list[str]
    shortest: int

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
    compact: bool = False,
    words: Words,
) -> Arrangement:
    """All passages with their credits, or as many of the first as there is room for: one at the least.

    `several`: the bot knows more than one article. `compact`: the highlight of each passage alone.
    """
    for count in range(len(passages), 1, -1):
        articles = (each.passage.article for each in passages[:count])
        if sum(length(line) + 1 for line in credits_for(attributions, articles, words)) <= CREDITS_ROOM:
            shown = _arrange(
                passages[:count], attributions, room, several=several, compact=compact, words=words
            )
            if shown.shortest >= SHORTEST_PASSAGE:
                return shown
    return _arrange(passages[:1], attributions, room, several=several, compact=compact, words=words)


def _arrange(
    passages: Sequence[AnsweringPassage],
    attributions: Sequence[Attribution],
    room: int,
    *,
    several: bool,
    compact: bool,
    words: Words,
) -> Arrangement:
    articles = {each.passage.article for each in passages}
    credits = credits_for(attributions, articles, words)
    room -= sum(length(line) + 1 for line in credits)
    titles = {a.article: a.title for a in attributions if a.article in articles} if len(articles) > 1 else {}
    labels = [_label(each.passage, titles.get(each.passage.article)) for each in passages]
    wanted = [each.highlight if compact else whole(each.passage) for each in passages]
    footnotes = "\n".join(footnote_lines(_cited(passages, wanted, titles, several=several)))
    room -= sum(length(label) + 1 for label in labels)
    sizes = [length(quoted(p.passage, run, p.highlight)) for p, run in zip(passages, wanted, strict=True)]
    sizes = [min(size, LATER_PASSAGE) if index else size for index, size in enumerate(sizes)]
    shares = _shares(sizes, room - min(length(footnotes), room * 2 // 5))
    runs = [excerpt(p.passage, p.highlight, share) for p, share in zip(passages, shares, strict=True)]
    # Where nothing but the highlight is shown, bold would tell nothing.
    bold = [None if compact else each.highlight for each in passages]
    quotes = [quoted(p.passage, run, b) for p, run, b in zip(passages, runs, bold, strict=True)]
    room -= sum(map(length, quotes))
    below = footnotes_block(_cited(passages, runs, titles, several=several), room, words)
    cut_shares = [share for share, size in zip(shares, sizes, strict=True) if share < size]
    return Arrangement(
        passages=passages,
        quotes=[f"{label}\n{shown}" if label else shown for label, shown in zip(labels, quotes, strict=True)],
        footnotes=[below] if below else [],
        credits=list(credits),
        shortest=min(cut_shares, default=discord_limits.TEXT),
    )


def _label(passage: Passage, title: str | None) -> str:
    parts = [f"**{cut(one_line(title), LONGEST_LABEL)}**"] if title else []
    if passage.section:
        parts.append(cut(one_line(passage.section), LONGEST_LABEL))
    return small(" › ".join(parts)) if parts else ""


def _cited(
    passages: Sequence[AnsweringPassage], runs: Sequence[Span], titles: Mapping[str, str], *, several: bool
) -> list[CitedFootnote]:
    """The footnotes whose markers stand in what is shown, in order, each once."""
    cited: dict[tuple[str, str], CitedFootnote] = {}
    for each, run in zip(passages, runs, strict=True):
        article = each.passage.article
        numbers = {marker.number for marker in each.passage.markers_in(run)}
        for footnote in each.footnotes:
            if footnote.number in numbers:
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
