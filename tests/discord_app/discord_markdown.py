"""What Discord's client shows for a text in Markdown, by the rules of its parser.

The client parses with the rules of the library simple-markdown and some of its own. They are tried at each
place of the source from left to right: escapes, mentions, addresses, bold and its kin, code, and block syntax
at the start of a line. What none of them takes is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A character on the screen: how it is styled, and what it links to."""

    character: str
    styles: frozenset[str] = frozenset()
    link: str | None = None


_LINE = [
    ("quote", re.compile(r" *> ([^\n]*)")),
    ("heading", re.compile(r" *#{1,3} +([^\n]*)")),
    ("small", re.compile(r" *-# +([^\n]*)")),
    ("list", re.compile(r" *(?:[*-]|\d+\.) +([^\n]*)")),
]

_STYLED = [
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underlined", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("struck", re.compile(r"~~((?:\\[\s\S]|[^\\])+?)~~(?!_)")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
    ("italic", re.compile(r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b")),
    ("italic", re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)")),
]

_REPLACED = [
    re.compile(pattern)
    for pattern in (
        r"```[\s\S]*?```",
        r"(`+)([\s\S]*?[^`])\1(?!`)",
        r"<@!?\d+>",
        r"<@&\d+>",
        r"<#\d+>",
        r"<id:\w+>",
        r"<a?:\w+:\d+>",
        r"<t:-?\d+(?::[tTdDfFR])?>",
        r"</[^:\n]+:\d+>",
        r"@(?:everyone|here)",
        r":[\w+~-]+:",
    )
]

_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_AUTOLINK = re.compile(r"<(https?://[^ >]+)>")
_ADDRESS = re.compile(r"(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s]")
_MASKED = re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\)")

REPLACED = "\ufffc"
"""Stands for something that isn't shown as written: code, a mention, an emoji, a time."""


def shown(markdown: str) -> list[Shown]:
    """The characters that a reader sees."""
    return _lines(markdown, frozenset(), at_start=True)


def words(markdown: str) -> str:
    """The text that a reader sees."""
    return "".join(each.character for each in shown(markdown))


def styled(markdown: str, style: str) -> str:
    """The part of the shown text that has this style."""
    return "".join(each.character for each in shown(markdown) if style in each.styles)


def _lines(source: str, styles: frozenset[str], *, at_start: bool) -> list[Shown]:
    result: list[Shown] = []
    position = 0
    while position < len(source):
        if at_start and (match := _match_line(source, position)):
            name, inner, position = match
            result += _lines(inner, styles | {name}, at_start=name in ("quote", "list"))
        else:
            taken, position = _inline(source, position, styles)
            result += taken
        at_start = position > 0 and source[position - 1 : position] == "\n"
    return result


def _match_line(source: str, position: int) -> tuple[str, str, int] | None:
    for name, pattern in _LINE:
        if match := pattern.match(source, position):
            return name, match[1], match.end()
    return None


def _inline(source: str, position: int, styles: frozenset[str]) -> tuple[list[Shown], int]:
    rules: list[Callable[[], tuple[list[Shown], int] | None]] = [
        lambda: _taken(_ESCAPE, source, position, lambda m: [Shown(m[1], styles)]),
        lambda: _taken(_AUTOLINK, source, position, lambda m: [Shown(c, styles, m[1]) for c in m[1]]),
        lambda: _taken(_ADDRESS, source, position, lambda m: [Shown(c, styles, m[0]) for c in m[0]]),
        lambda: _taken(_MASKED, source, position, lambda m: _linked(m, styles)),
        lambda: _longest_style(source, position, styles),
        lambda: _replaced(source, position, styles),
    ]
    for rule in rules:
        if result := rule():
            return result
    return [Shown(source[position], styles)], position + 1


def _replaced(source: str, position: int, styles: frozenset[str]) -> tuple[list[Shown], int] | None:
    for pattern in _REPLACED:
        if match := pattern.match(source, position):
            return [Shown(REPLACED, styles)], match.end()
    return None


def _taken(
    pattern: re.Pattern[str], source: str, position: int, read: Callable[[re.Match[str]], list[Shown]]
) -> tuple[list[Shown], int] | None:
    match = pattern.match(source, position)
    return (read(match), match.end()) if match else None


def _linked(match: re.Match[str], styles: frozenset[str]) -> list[Shown]:
    return [Shown(each.character, each.styles, match[2]) for each in _lines(match[1], styles, at_start=False)]


def _longest_style(source: str, position: int, styles: frozenset[str]) -> tuple[list[Shown], int] | None:
    # Where several styles could begin, the one that takes most wins.
    found = [(name, match) for name, pattern in _STYLED if (match := pattern.match(source, position))]
    if not found:
        return None
    name, match = max(found, key=lambda each: each[1].end())
    return _lines(match[1], styles | {name}, at_start=False), match.end()
