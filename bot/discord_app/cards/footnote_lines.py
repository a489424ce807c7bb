"""Footnotes as small text below the passages that carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import escape, one_line, question_shown, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Footnote

LONGEST = 300
"""Characters of a footnote below an answer; `/cite` shows all of it."""

LONGEST_NUMBER = 40
"""Characters of a footnote's label on a card. Labels are short; one that isn't gets a "…"."""

TITLE = "-# **"
"""How the line with an article's title begins; a footnote's line begins with its marker."""


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
def footnote_line(footnote: Footnote, command: str, most: int = LONGEST) -> str:
    """The footnote on one line, cut where it is longer than `most`; then `command` leads to the rest."""
    text = one_line(footnote.text)
    whole = f"{marker(footnote.number)} {escape(text)}"
    if length(whole) <= most:
        return whole
    lead, way = f"{marker(footnote.number)} ", f" ({cut(command, LONGEST_NUMBER)})"
    return f"{lead}{cut(text, max(most - length(lead) - length(way), 20))}{way}"


def cite_command(article: str, number: str, *, several: bool) -> str:
    """What to type to see a footnote whole. `several`: the bot knows more than one article."""
    return f"/cite {article}:{one_line(number)}" if several else f"/cite {one_line(number)}"


def footnotes_block(cited: Sequence[CitedFootnote], room: int, words: Words) -> str:
    """The footnotes in small text, one a line, those of an article together, in at most `room` characters.

    Where they don't fit, the last line says how many more there are, and which command lists them.
    """
    lines = footnote_lines(cited)
    if length("\n".join(lines)) <= room:
        return "\n".join(lines)
    shown = list(lines)
    while shown:
        shown.pop()
        if shown and shown[-1].startswith(TITLE):
            continue
        left = sum(not line.startswith(TITLE) for line in lines[len(shown) :])
        rest = small(words(wording.MORE_FOOTNOTES).format(count=left, command="/citations"))
        if length("\n".join([*shown, rest])) <= room:
            return "\n".join([*shown, rest])
    return ""


def footnote_lines(cited: Sequence[CitedFootnote]) -> list[str]:
    """Every footnote on a small line; where articles have titles, each title above its footnotes."""
    lines: list[str] = []
    for article in dict.fromkeys(each.article for each in cited):
        own = [each for each in cited if each.article == article]
        if own[0].title:
            lines.append(f"{TITLE}{cut(one_line(own[0].title), 80)}**")
        lines += [small(footnote_line(each.footnote, each.command)) for each in own]
    return lines
