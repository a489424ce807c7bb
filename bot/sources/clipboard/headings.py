"""Which lines of a copied page are headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.library.bounds import LONGEST_HEADING
from bot.sources.clipboard.lines import Line, Role
from bot.sources.clipboard.list_lines import begins_item
from bot.sources.clipboard.surroundings import is_prose, is_short
from bot.sources.clipboard.wiki_words import (
    folded,
    is_list_title,
    marked_heading,
    wiki_words,
    without_edit_links,
)
from bot.sources.document import Remark

FEWEST_GUESSED = 2
"""Lone short lines that make a pattern."""


def join_edit_links(lines: list[Line]) -> None:
    """Put edit links that browsers copy into a line of their own behind the heading above them.

    Mobile sites show “Edit” without brackets, below each heading.
    """
    bare = Counter(folded(line.text) for line in lines if folded(line.text) in wiki_words().edit)
    for line in lines:
        if bare[folded(line.text)] >= FEWEST_GUESSED:
            line.text = f"[{line.text}]"
    for place in range(len(lines) - 1, 0, -1):
        line, heading = lines[place], lines[place - 1]
        is_short_line = len(heading.text) <= LONGEST_HEADING
        if line.text[0] in "[［【" and is_short_line and without_edit_links(f"x{line.text}") is not None:
            heading.text += line.text
            del lines[place]


def mark_headings(lines: Sequence[Line], contents: Mapping[str, int]) -> list[Remark]:
    """Mark the headings of the text; returns what was guessed.

    `contents` are the titles in the table of contents, with their levels.
    """
    shown = 0
    below = next((place for place, line in enumerate(lines) if line.role is Role.CONTENTS), 0)
    for place, line in enumerate(lines):
        if line.role is not Role.BODY or len(line.text) > LONGEST_HEADING:
            continue
        marked = marked_heading(line.text)
        if marked:
            _mark(line, *marked)
            shown += 1
            continue
        title = without_edit_links(line.text)
        named = folded(title or line.text)
        # Above the table of contents a box of facts may have heads of the same words.
        if title is not None or (named in contents and place > below):
            _mark(line, contents.get(named, 2), title or line.text)
            shown += 1
    if shown:
        return []
    lone = [
        (line, following)
        for line, following in zip(lines, [*lines[1:], None], strict=False)
        if line.role is Role.BODY and line.gap and _is_lone(line, following)
    ]
    if len(lone) < FEWEST_GUESSED:
        return []
    for line, _ in lone:
        _mark(line, 2, line.text)
    return [
        Remark(
            line.number,
            f"“{line.text}” is taken for a heading: a short line of its own above a paragraph or a list",
        )
        for line, _ in lone
    ]


def _mark(line: Line, level: int, title: str) -> None:
    line.role, line.level, line.title = Role.HEADING, level, title


def _is_lone(line: Line, following: Line | None) -> bool:
    """Whether a line stands by itself above a paragraph or a list."""
    return (
        following is not None
        and following.role is Role.BODY
        and is_short(line)
        and not is_list_title(line.text)
        and line.text[0] == line.text[0].upper()
        and (is_prose(following) or (following.gap and begins_item(following.text)))
    )
