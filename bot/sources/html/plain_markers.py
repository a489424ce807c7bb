"""Links that look like plain words (`1793<a href="#n1">1</a>`), and are markers by what they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.sources.html.marker_links import HEADINGS, block_of, inline_ancestors, place_of, target_of
from bot.sources.html.page_tree import Element
from bot.sources.labels import clean_label, looks_like_label

_LONGEST_NOTE = 300
"""Elements in what a link leads to: what holds more is a part of the text, not a note."""

_FARTHEST = 50
"""Elements and texts before a link that are looked at for a word."""

_OPENING = "([{§#–—-/"


class PlainMarkers:
    """Tells which of a page's links are markers although nothing in their look says so.

    `ids` are the page's elements by the names that links lead to, `own` its own addresses.
    """

    def __init__(self, ids: Mapping[str, Element], own: frozenset[str]) -> None:
        self._ids = dict(ids)
        self._own = own
        self._led_back: dict[Element, frozenset[Element]] = {}
        self._labels: dict[Element, str] = {}

    def holds(self, link: Element, target: Element | None) -> bool:
        """Whether a link in the text, with a label as its words, leads to a note.

        The note leads back to the link, or begins with the label where the link stands right at a word.
        """
        address = link.get("href")
        if target is None or not (address.startswith("#") or address.partition("#")[0] in self._own):
            return False
        label = clean_label(link.words())
        if not looks_like_label(label) or any(e.tag in HEADINGS for e in link.ancestors()):
            return False
        note = block_of(target)
        if note in (link, *link.ancestors()):
            return False
        before = _text_before(link)
        if not any(map(str.isalpha, before)):
            return False  # the entry of a list of contents
        if not self._targets_in(note).isdisjoint(_near(link)):
            return True
        stands_at_word = not before[-1:].isspace() and before[-1:] not in _OPENING
        return label.isdecimal() and stands_at_word and self._label_of(note) == label

    def _label_of(self, note: Element) -> str:
        if note not in self._labels:
            self._labels[note] = clean_label(note.words().partition(" ")[0])
        return self._labels[note]

    def _targets_in(self, note: Element) -> frozenset[Element]:
        if note not in self._led_back:
            self._led_back[note] = frozenset(self._targets_of_links(note))
        return self._led_back[note]

    def _targets_of_links(self, note: Element) -> Iterator[Element]:
        for count, element in enumerate(note.walk()):
            if count >= _LONGEST_NOTE:
                return
            if element.tag == "a" and "#" in element.get("href"):
                target = target_of(element, self._ids)
                if target is not None:
                    yield target


def _near(link: Element) -> set[Element]:
    """The elements that a way back to a marker may name."""
    around = [link, *inline_ancestors(link)]
    before = link.parent.children[: place_of(link)][-1:] if link.parent is not None else []
    return {*around, *(e for e in before if isinstance(e, Element))}


def _text_before(link: Element) -> str:
    """What stands before a link in its block, as far back as a word."""
    text = ""
    for count, node in enumerate(_backwards(link)):
        text = (node if isinstance(node, str) else node.text()) + text
        if count >= _FARTHEST or any(map(str.isalpha, text)):
            break
    return text


def _backwards(link: Element) -> Iterator[Element | str]:
    element, end = link, block_of(link)
    while element is not end and element.parent is not None:
        yield from reversed(element.parent.children[: place_of(element)])
        element = element.parent
