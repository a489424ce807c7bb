"""Raised and bracketed numbers in a page's text that no link leads anywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.sources.clipboard.markers import UNIT, marker_places
from bot.sources.html.note_links import References
from bot.sources.html.page_tree import Element
from bot.sources.html.text_lines import TextLine, lines_below, own_element

NUMBER = re.compile(r"\d{1,3}")
"""A marker's label, and a note's."""

_LOOK_BACK = 40
"""Characters before a number by which it is known."""

_WORD = re.compile(r"(?:[^\W\d_]{3,}|[.,;:!?…)\]”’»\"'。！？、，])\s?\Z")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}\Z")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where numbers stand that may be a marker. `raised`: they may be an exponent as well."""

    start: int
    end: int
    labels: tuple[str, ...]
    raised: bool


def marked_numbers(
    root: Element, found: References, labels: Collection[str], own: set[Element]
) -> list[tuple[Element, tuple[str, ...]]]:
    """Raised and bracketed numbers of the text that may be markers: the first of each raised one in order.

    `own` are the elements of the notes that have the `labels`.
    """
    markers: list[tuple[Element, tuple[str, ...]]] = []
    highest = 0
    for line in list(lines_below(root, found, own)):
        text = line.text
        begins = len(text) - len(text.lstrip())
        for place in sorted(_places(line), key=lambda place: place.start):
            if place.start == begins or not all(label in labels for label in place.labels):
                continue
            before = text[max(0, place.start - _LOOK_BACK) : place.start]
            if place.raised and not _may_be_marker(before, place, highest):
                continue
            element = own_element(line, place.start, place.end)
            if element is not None:
                highest = max(highest, *map(int, place.labels))
                markers.append((element, place.labels))
    return markers


def _may_be_marker(before: str, place: _Place, highest: int) -> bool:
    """Whether raised numbers are no exponent: `before` stands before them, `highest` is the last number."""
    first = int(place.labels[0])
    reached = highest
    for label in place.labels:
        if int(label) > reached + 1:
            return False
        reached = max(reached, int(label))
    if first <= highest and not _WORD.search(before):
        return False
    # “1611¹” is a year with a note, if that is the next one; “10³” is a power.
    is_year = first == highest + 1 and _YEAR.search(before) is not None
    return is_year or not UNIT.search(before[-6:])


def _places(line: TextLine) -> Iterator[_Place]:
    for leaf in line.leaves:
        if leaf.sup is not None:
            whole = next(marker_places(f"[{leaf.text}]"), None)
            if whole is not None and whole.end == len(leaf.text) + 2 and _are_numbers(whole.labels):
                yield _Place(leaf.start, leaf.start + len(leaf.text), whole.keys, raised=True)
        else:
            for place in marker_places(leaf.text):
                if _are_numbers(place.labels) and not place.raised:
                    yield _Place(leaf.start + place.start, leaf.start + place.end, place.keys, raised=False)
    for place in marker_places(line.text):
        leaf_here = line.leaf_at(place.start, place.end)
        if place.raised and leaf_here is not None and leaf_here.sup is None:
            yield _Place(place.start, place.end, place.keys, raised=True)


def _are_numbers(labels: Collection[str]) -> bool:
    return all(NUMBER.fullmatch(label) for label in labels)
