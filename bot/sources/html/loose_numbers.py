"""Raised and bracketed numbers in a page's text that no link leads anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sources.clipboard.markers import UNIT
from bot.sources.html.note_links import References
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element
from bot.sources.labels import clean_label

HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements of headings."""

NUMBER = re.compile(r"\d{1,3}")
"""A marker's label, and a note's."""

_IN_TEXT = re.compile(r"\[(\d{1,3})\]")
_WORD = re.compile(r"(?:[^\W\d_]{3,}|[.,;:!?…)\]”’»\"'。！？、，])\s?\Z")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}\Z")
WHOLE = frozenset("p li ul ol dl table blockquote pre figure div section aside".split())
"""Elements that are blocks of their own."""


def marked_numbers(
    root: Element, found: References, labels: set[str], own: set[Element]
) -> list[tuple[Element, str]]:
    """Raised and bracketed numbers of the text that may be markers: the first of each come in order."""
    markers: list[tuple[Element, str]] = []
    highest = 0
    for element, label, before in list(_numbers(root, found, own)):
        number = int(label)
        if label not in labels or number > highest + 1:
            continue
        if number <= highest and not _WORD.search(before):
            continue
        # “1611¹” is a year with a note, if that is the next one; “10³” is a power.
        is_year = number == highest + 1 and _YEAR.search(before) is not None
        if (UNIT.search(before[-6:]) and not is_year) or not before.strip():
            continue
        highest = max(highest, number)
        markers.append((element, label))
    return markers


def _numbers(root: Element, found: References, own: set[Element]) -> Iterator[tuple[Element, str, str]]:
    """Elements that hold a raised or bracketed number, with it and the words before them, in order."""
    before = ""
    stack: list[Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            before = (before + node)[-40:]
            continue
        if node in own or node in found.containers or furniture_of(node) is not None:
            continue
        if node.tag in (*WHOLE, *HEADS, "br", "td", "th", "dd", "dt"):
            before = ""
        if node.tag == "sup" and NUMBER.fullmatch(label := clean_label(node.words())):
            yield node, label, before
            before += node.words()
            continue
        if node.tag not in ("pre", "code", "a", "script", "style"):
            _part_numbers(node)
            if node.tag == "span" and node.classes & {"loose-number"}:
                yield node, clean_label(node.words()), before
                before += node.words()
                continue
        stack.extend(reversed(node.children))


def _part_numbers(element: Element) -> None:
    """Give each `[1]` in an element's own text an element of its own."""
    if "loose-number" in element.classes or not any(
        isinstance(child, str) and _IN_TEXT.search(child) for child in element.children
    ):
        return
    children: list[Element | str] = []
    for child in element.children:
        if not isinstance(child, str):
            children.append(child)
            continue
        position = 0
        for match in _IN_TEXT.finditer(child):
            children.append(child[position : match.start()])
            children.append(Element("span", {"class": "loose-number"}, element, [match[0]]))
            position = match.end()
        children.append(child[position:])
    element.children = children
