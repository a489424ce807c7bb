"""How far a note goes whose marker leads to its first paragraph only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.sources.html.marker_links import place_of
from bot.sources.html.page_tree import HEADINGS, Element
from bot.sources.labels import clean_label, looks_like_label

_AROUND = frozenset("div li dd aside section".split())
_OF_ONE_NOTE = frozenset("li dd aside".split())
"""Elements that hold one note each, whatever they are called."""

_PARAGRAPHS = frozenset("p blockquote pre".split())

_NAMED = re.compile(r"(?:foot|end)?notes?(?![a-z])|ftn|fn(?![a-z])|footdef|footpara")
_DIGITS = re.compile(r"\d+")


class WholeNotes:
    """Finds the element that holds a whole note. `targets` is what the page's markers lead to."""

    def __init__(self, targets: Iterable[Element]) -> None:
        self._within: Counter[Element] = Counter()
        for target in set(targets):
            self._within.update((target, *target.ancestors()))

    def around(self, block: Element, target: Element, marker: Element) -> Element:
        """The outermost element in which the note of `block` stands alone; `marker` leads to its `target`."""
        text = set(marker.ancestors())
        whole = block
        while (parent := whole.parent) is not None:
            if parent in text or not self._is_note(parent, whole, target):
                break
            whole = parent
        return whole

    def _is_note(self, parent: Element, first: Element, target: Element) -> bool:
        if parent.tag not in _AROUND or self._within[parent] != 1 or not _begins_with(parent, first):
            return False
        if not (parent.tag in _OF_ONE_NOTE or _is_called_note(parent) or self._is_one_of_several(parent)):
            return False
        return not any(e.tag in HEADINGS or e.tag == "table" for e in parent.walk()) and not _holds_others(
            parent, target
        )

    def _is_one_of_several(self, element: Element) -> bool:
        siblings = element.parent.children if element.parent is not None else []
        return any(
            isinstance(e, Element) and e is not element and e.tag == element.tag and self._within[e] == 1
            for e in siblings
        )


def _begins_with(parent: Element, first: Element) -> bool:
    """Whether nothing but a label stands before `first` in `parent`."""
    before = parent.children[: place_of(first)]
    label = clean_label("".join(e if isinstance(e, str) else e.text() for e in before)).strip("^↑ ")
    return not label or looks_like_label(label)


def _is_called_note(element: Element) -> bool:
    names = (element.get("id").lower(), *element.classes, element.get("role"), element.get("epub:type"))
    return any(_NAMED.search(name) for name in names)


def _holds_others(parent: Element, target: Element) -> bool:
    """Whether notes that nothing cites stand beside: their names differ from the target's by the number."""
    kind = {_DIGITS.sub("", name) for name in _names(target)}
    others = (e for e in parent.walk() if e is not target)
    return any(_DIGITS.sub("", name) in kind for e in others for name in _names(e))


def _names(element: Element) -> Iterator[str]:
    yield from filter(None, (element.get("id"), element.get("name") if element.tag == "a" else ""))


def paragraphs_between(
    notes: Iterable[Element], markers: Iterable[Element], root: Element
) -> dict[Element, tuple[Element, ...]]:
    """A note's paragraph → its further ones, which stand between it and the next note.

    `notes` are the elements that hold them. Where markers stand below a note, notes and text take turns, and
    what is between is text.
    """
    places = {element: place for place, element in enumerate(root.walk())}
    last_marker = max((places[marker] for marker in markers if marker in places), default=-1)
    known = set(notes)
    found: dict[Element, tuple[Element, ...]] = {}
    for parent in {note.parent: None for note in known if note.parent is not None}:
        current: Element | None = None
        between: list[Element] = []
        for child in parent.children if parent is not None else ():
            if isinstance(child, str):
                current = None if child.strip() else current
            elif child in known:
                if current is not None and between:
                    found[current] = tuple(between)
                current = child if child.tag == "p" and places[child] > last_marker else None
                between = []
            elif child.tag in _PARAGRAPHS:
                between.append(child)
            else:
                current = None
    return found
