"""Links that look like plain words (`1793<a href="#n1">1</a>`), and are markers by what they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.sources.html.marker_links import block_of, inline_ancestors, place_of, target_of
from bot.sources.html.page_tree import HEADINGS, Element
from bot.sources.labels import clean_label, looks_like_label

_LONGEST_NOTE = 300
"""Elements in what a link leads to: what holds more is a part of the text, not a note."""

_FARTHEST = 50
"""Elements and texts before a link that are looked at for a word."""

_NOT_BEFORE = "[{§#–—-/"
"""What joins a number to the words before it: “§3”, “12–14”."""


def plain_markers(
    links: Sequence[tuple[Element, Element | None]], ids: Mapping[str, Element], own: frozenset[str]
) -> set[Element]:
    """Those of a page's `links`, each with what it leads to, that are markers, and don't look like ones.

    They stand right at a word, or in round brackets, and what they lead to leads back; or all of them count
    from 1 up and lead down to what begins with their number. `own` are the page's own addresses.
    """
    targets = _Targets(ids)
    candidates = [
        _Candidate(link, block_of(target), clean_label(link.words()))
        for link, target in links
        if target is not None and (link.get("href").startswith("#") or _page_of(link) in own)
    ]
    candidates = [each for each in candidates if each.may_be_marker()]
    led_back = {c.note for c in candidates if not targets.of_links_in(c.note).isdisjoint(_near(c.link))}
    found = {each.link for each in candidates if each.note in led_back}
    counting = [
        each for each in candidates if each.link not in found and targets.label_of(each.note) == each.label
    ]
    return found | {each.link for each in counting} if _count_up(counting) else found


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A link with the block that it leads to, and its words as a label."""

    link: Element
    note: Element
    label: str

    def may_be_marker(self) -> bool:
        around = (self.link, *self.link.ancestors())
        return looks_like_label(self.label) and self.note not in around and stands_at_word(self.link)


def _page_of(link: Element) -> str:
    return link.get("href").partition("#")[0]


class _Targets:
    """What the links in a block lead to, and the label that it begins with: each looked for once."""

    def __init__(self, ids: Mapping[str, Element]) -> None:
        self._ids = ids
        self._led_to: dict[Element, frozenset[Element]] = {}
        self._labels: dict[Element, str] = {}

    def of_links_in(self, note: Element) -> frozenset[Element]:
        if note not in self._led_to:
            self._led_to[note] = frozenset(self._targets(note))
        return self._led_to[note]

    def _targets(self, note: Element) -> Iterator[Element]:
        for count, element in enumerate(note.walk()):
            if count >= _LONGEST_NOTE:
                return
            if element.tag == "a" and "#" in element.get("href"):
                target = target_of(element, self._ids)
                if target is not None:
                    yield target

    def label_of(self, note: Element) -> str:
        if note not in self._labels:
            self._labels[note] = clean_label(note.words().partition(" ")[0])
        return self._labels[note]


def _count_up(candidates: Sequence[_Candidate]) -> bool:
    """Whether links count from 1 up, and lead down to notes below all of them: not to parts of the text."""
    highest = 0
    for number in (each.label for each in candidates):
        if not number.isdecimal() or int(number) > highest + 1:
            return False
        highest = max(highest, int(number))
    notes = {each.note for each in candidates}
    last = candidates[-1].link if candidates else None
    for element in [last, *last.ancestors()][-1].walk() if last else ():
        if element in notes or element is last:
            return element is last
    return False


def _near(link: Element) -> set[Element]:
    """The elements that a way back to a marker may name."""
    around = [link, *inline_ancestors(link)]
    before = link.parent.children[: place_of(link)][-1:] if link.parent is not None else []
    return {*around, *(e for e in before if isinstance(e, Element))}


def stands_at_word(link: Element) -> bool:
    """Whether words stand before a link, and nothing between; a list of contents has no words there."""
    before = _text_before(link)
    if before[-1:].isspace() or before[-1:] in _NOT_BEFORE:
        return False
    return any(map(str.isalpha, before)) and not any(e.tag in HEADINGS for e in link.ancestors())


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
