"""The lines of a copied page, and what each was found to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

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
    """A line that isn't blank, without white space around it. `number` counts all lines of the page from 1."""

    number: int
    text: str
    gap: bool
    """Whether a blank line, or nothing, stands before it."""
    role: Role = Role.BODY
    level: int = 2
    """Of a heading."""
    title: str = ""
    """A heading's words."""


def lines_of(page: str) -> list[Line]:
    """The lines of `page`. Control characters are no text."""
    plain = page.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines: list[Line] = []
    gap = True
    for number, text in enumerate(_CONTROL.sub("", plain).split("\n"), start=1):
        if text.strip():
            lines.append(Line(number, text.strip(), gap))
        gap = not text.strip()
    return lines


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
