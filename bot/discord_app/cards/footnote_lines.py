"""Footnotes as small text below the passages that carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import escape, linked_line, one_line, question_shown, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Footnote

LONGEST = 300
"""Characters of a footnote below an answer; `/cite` shows all of it."""

MOST_LINKED = 700
"""Characters of a footnote's line with its links' addresses, which nobody sees but a card has room for."""

LONGEST_NUMBER = 40
"""Characters of a footnote's label on a card. Labels are short; one that isn't gets a "…"."""

MOST_LINES = 14
"""Lines of footnotes on a card."""

MOST_SUPPORTING = 8
"""Markers named in the line above the footnotes that support a sentence."""


@dataclass(frozen=True, slots=True)
class CitedFootnote:
    """A footnote that the text on a card carries, and the command that shows all of it.

    `title` is the line above an article's footnotes; None where all are of one article.
    """

    article: str
    title: str | None
    footnote: Footnote
    command: str


def marker(number: str) -> str:
    """The footnote's marker as it is shown: `[4]`."""
    return cut(f"[{one_line(number)}]", LONGEST_NUMBER, render=escape)


def typed_marker(number: str) -> str:
    """A marker that somebody typed, which may be any text, as it may be repeated to them."""
    return cut(f"[{number}]", LONGEST_NUMBER, render=question_shown)


@lru_cache(maxsize=1024)
def footnote_line(footnote: Footnote, command: str, most: int = LONGEST, *, links: bool = True) -> str:
    """The footnote on one line, cut where it is longer than `most`; then `command` leads to the rest.

    `links`: with the footnote's links, whose addresses nobody sees; not where it is cut.
    """
    text, linked = linked_line(footnote.text, footnote.links)
    lead = f"{marker(footnote.number)} "
    whole = f"{lead}{escape(text)}"
    if length(whole) <= most:
        with_links = f"{lead}{escape(text, linked=linked)}"
        return with_links if links and length(with_links) <= MOST_LINKED else whole
    way = f" ({cut(command, LONGEST_NUMBER)})"
    return f"{lead}{cut(text, max(most - length(lead) - length(way), 20))}{way}"


def cite_command(article: str, number: str, *, several: bool) -> str:
    """What to type to see a footnote whole. `several`: the bot knows more than one article."""
    return f"/cite {article}:{one_line(number)}" if several else f"/cite {one_line(number)}"


def in_order(cited: Iterable[CitedFootnote]) -> list[CitedFootnote]:
    """Footnotes in the order of their labels, which is that of an article's own list: 2 before 10."""
    cited = list(cited)
    articles = list(dict.fromkeys(each.article for each in cited))
    return sorted(cited, key=lambda each: (articles.index(each.article), label_order(each.footnote.number)))


def label_order(number: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that sorts footnotes' labels: numbers first, by value, then words; `note 2` before `note 10`."""
    parts = (part for part in re.split("([0-9]{1,18})", one_line(number).casefold()) if part)
    return tuple((not part.isascii() or not part.isdigit(), _value(part), part) for part in parts)


def _value(part: str) -> int:
    return int(part) if part.isascii() and part.isdigit() else 0


def footnotes_block(
    cited: Sequence[CitedFootnote],
    room: int,
    words: Words,
    *,
    supporting: Sequence[CitedFootnote] | None = None,
    linked: bool = False,
) -> str:
    """The footnotes in small text, one a line, those of an article together, in at most `room` characters.

    `supporting` are those of the sentence in bold, which come first under a line that says so, or that says
    that there is none; None where no sentence is in bold. Where not all fit, the last line says how many more
    there are, and which command lists them. `linked`: with their links, whose addresses take no room.
    """
    lines = _lines(supporting, cited, words, links=False)
    shown = lines
    if len(lines) > MOST_LINES or length("\n".join(lines)) > room:
        shown = _shortened(lines, room, words)
    if linked:
        kept = sum(each in lines for each in shown)
        shown = [*_lines(supporting, cited, words, links=True)[:kept], *shown[kept:]]
    return "\n".join(shown)


def _shortened(lines: Sequence[str], room: int, words: Words) -> list[str]:
    """As many of the first lines as fit, and one that says how many footnotes there are besides."""
    footnotes = sum(map(_is_footnote, lines))
    for count in range(min(MOST_LINES, len(lines)) - 1, -1, -1):
        shown = list(lines[:count])
        if count > 1 and not _is_footnote(shown[-1]):
            continue
        left = footnotes - sum(map(_is_footnote, shown))
        rest = small(words(wording.MORE_FOOTNOTES).format(count=left, command="/citations"))
        if length("\n".join([*shown, rest])) <= room:
            return [*shown, rest]
    return []


def _is_footnote(line: str) -> bool:
    return line.startswith("-# \\[")


def _lines(
    supporting: Sequence[CitedFootnote] | None,
    others: Sequence[CitedFootnote],
    words: Words,
    *,
    links: bool,
) -> list[str]:
    if supporting is None:
        return footnote_lines(others, links=links)
    lines = [_support_line(supporting, words), *(_line(each, links=links) for each in supporting)]
    if others:
        lines.append(small(words(wording.OTHER_FOOTNOTES)))
    return [*lines, *footnote_lines(others, links=links)]


def _support_line(supporting: Sequence[CitedFootnote], words: Words) -> str:
    """Which footnotes support the sentence in bold, or that none does."""
    if not supporting:
        return small(words(wording.NO_SUPPORT))
    markers = ", ".join(marker(each.footnote.number) for each in supporting[:MOST_SUPPORTING])
    text = wording.SUPPORTS if len(supporting) == 1 else wording.SUPPORT
    return small(words(text).format(footnotes=f"**{markers}**"))


def footnote_lines(cited: Sequence[CitedFootnote], *, links: bool = False) -> list[str]:
    """Every footnote on a small line; where articles have titles, each title above its footnotes."""
    lines: list[str] = []
    for article in dict.fromkeys(each.article for each in cited):
        own = [each for each in cited if each.article == article]
        if own[0].title:
            lines.append(f"-# **{cut(one_line(own[0].title), 80)}**")
        lines += (_line(each, links=links) for each in own)
    return lines


def _line(cited: CitedFootnote, *, links: bool) -> str:
    return small(footnote_line(cited.footnote, cited.command, links=links))
