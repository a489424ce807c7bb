"""Notes that are lines of one paragraph: `[1] …<br>[2] …`."""

from __future__ import annotations

import re

from bot.sources.html.page_tree import Element
from bot.sources.labels import SUPERSCRIPTS, clean_label

FEWEST_LINES = 2
"""Lines that begin with 1, 2 …: one alone may be anything."""

_LABEL = re.compile(r"\s*(?:\[(\d{1,3})\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_PARAGRAPHS = frozenset({"p", "div", "td", "dd", "li", "blockquote", "section"})


def part_lines_of_notes(root: Element) -> None:
    """Give each line of a paragraph that begins with `[1]`, `[2]` … or `¹`, `²` … an element of its own."""
    for element in list(root.walk()):
        if element.tag in _PARAGRAPHS:
            starts = _starts(element)
            if len(starts) >= FEWEST_LINES:
                _wrap(element, starts)


def _starts(element: Element) -> list[int]:
    """The places of the children that begin the lines `[1]`, `[2]` … or `¹`, `²` …, in order."""
    starts: list[int] = []
    begins = True
    for place, child in enumerate(element.children):
        if isinstance(child, Element):
            if begins and child.tag == "sup" and clean_label(child.words()) == str(len(starts) + 1):
                starts.append(place)
            begins = child.tag == "br" or (begins and not child.words())
            continue
        label = _LABEL.match(child) if begins else None
        if label and int((label[1] or label[2]).translate(SUPERSCRIPTS)) == len(starts) + 1:
            starts.append(place)
        begins = begins and not child.strip()
    return starts


def _wrap(element: Element, starts: list[int]) -> None:
    children = element.children
    kept = children[: starts[0]]
    for start, end in zip(starts, [*starts[1:], len(children)], strict=True):
        line = Element("div", {}, element, children[start:end], element.line)
        for child in line.children:
            if isinstance(child, Element):
                child.parent = line
        kept.append(line)
    element.children = kept
