"""The lines of a copied page, and what each was found to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

NARROWEST, WIDEST = 60, 140
"""Characters of the longest line of a page that a text browser has broken into lines."""

INDENT = 4
"""Characters by which such browsers move in what they break."""

USUAL = 84
"""Characters: text browsers break at 80, where nobody tells them otherwise, and nothing else ends there."""

FEWEST_WIDE = 2
"""Lines about as long as the longest one."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Role(Enum):
    """What a line of a page is."""

    BODY = "text"
    HEADING = "heading"
    LIST = "reference"
    LIST_TITLE = "title of a reference list"
    NOTICE = "licence line"
    TITLE = "the page's title"
    TOP = "line above the text"
    CONTENTS = "table of contents"
    FOOT = "line below the text"


@dataclass(slots=True)
class Line:
    """A line that isn't blank, without white space around it. `number` counts all of the page's lines."""

    number: int
    text: str
    gap: bool
    """Whether a blank line, or nothing, stands before it."""
    role: Role = Role.BODY
    level: int = 2
    """Of a heading."""
    title: str = ""
    """A heading's words."""
    cells: tuple[str, ...] = ()
    """What stands between its tabs, where it has some."""


def lines_of(page: str) -> list[Line]:
    """The lines of `page`. Control characters are no text."""
    plain = page.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines: list[Line] = []
    gap = True
    for number, text in enumerate(_CONTROL.sub("", plain).split("\n"), start=1):
        if text.strip():
            cells = tuple(cell.strip() for cell in text.split("\t")) if "\t" in text else ()
            lines.append(Line(number, text.strip(), gap, cells=cells))
        gap = not text.strip()
    return lines


def unwrapped(lines: list[Line], is_item: Callable[[str], bool]) -> tuple[list[Line], bool]:
    """The lines with those joined that a text browser broke at its width; and whether there were such.

    A line was broken where the next line's first word had no room behind it.
    """
    width = max((len(line.text) for line in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return lines, False
    broken = [
        not following.gap
        and len(line.text) > width * 0.6
        and len(line.text) + 1 + len(following.text.split(None, 1)[0]) > width - INDENT
        and not is_item(following.text)
        for line, following in pairwise(lines)
    ]
    if width > USUAL and sum(broken) * 2 < sum(not line.gap for line in lines[1:]):
        return lines, False
    # A single long line of a page whose lines are short is no width.
    if not any(broken) or sum(len(line.text) > width - 3 * INDENT for line in lines) < FEWEST_WIDE:
        return lines, False
    joined = [lines[0]]
    for line, goes_on in zip(lines[1:], broken, strict=True):
        if goes_on:
            # Browsers break behind a hyphen, too, but only between letters: “Attribution-⏎ShareAlike”.
            is_parted = (
                joined[-1].text[-1] == "-" and joined[-1].text[-2:-1].isalpha() and line.text[0].isupper()
            )
            joined[-1].text += ("" if is_parted else " ") + line.text
        else:
            joined.append(line)
    return joined, True


def body_blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines of text that stand together: between blank lines, headings and what was left out."""
    block: list[Line] = []
    before: Line | None = None
    for line in lines:
        if line.role is not Role.BODY or line.gap or (before is not None and before.role is not Role.BODY):
            if block:
                yield block
            block = []
        if line.role is Role.BODY:
            block.append(line)
        elif line.role is Role.HEADING:
            yield [line]
        before = line
    if block:
        yield block
