"""Notes that share one element: each from its own anchor up to the next one's."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sources.html.page_tree import Element
from bot.sources.labels import OPENING

_BLOCKS = frozenset("li p dd dt div aside section tr".split())


def part_shared_notes(targets: Sequence[Element]) -> None:
    """Put what stands from one of `targets` up to the next, in the same element, into an element of its own.

    `targets` are the places on a page that markers lead to, in the page's order.
    """
    known = set(targets)
    by_parent: dict[Element, list[Element]] = {}
    for target in known:
        if target.tag not in _BLOCKS:
            parted = _parted_from_others(target, known)
            if parted is not None and parted.parent is not None:
                by_parent.setdefault(parted.parent, []).append(parted)
    for parent, starts in by_parent.items():
        if parent.tag not in ("ol", "ul", "dl", "tbody", "table", "tr") and not _hold_blocks(starts):
            _wrap(parent, set(starts))


def _parted_from_others(target: Element, targets: set[Element]) -> Element | None:
    """The outermost element around a target in which no other one stands; None where it stands alone."""
    element = target
    for around in target.ancestors():
        if any(e in targets and e is not target for e in around.walk()):
            return element
        if around.tag in _BLOCKS:
            return None
        element = around
    return None


def _hold_blocks(elements: Sequence[Element]) -> bool:
    return any(e.tag in _BLOCKS for element in elements for e in element.walk())


def _wrap(parent: Element, starts: set[Element]) -> None:
    children: list[Element | str] = []
    parts: list[Element] = []
    for child in parent.children:
        if isinstance(child, Element) and child in starts:
            part = Element("div", {}, parent)
            before = children if not parts else parts[-1].children
            # “[1] …”: the bracket before the anchor belongs to its note.
            if before and isinstance(before[-1], str) and before[-1].rstrip()[-1:] in tuple(OPENING):
                text = before[-1].rstrip()
                before[-1] = text[:-1]
                part.children.append(text[-1])
            parts.append(part)
            children.append(part)
        if parts:
            parts[-1].children.append(child)
            if isinstance(child, Element):
                child.parent = parts[-1]
        else:
            children.append(child)
    if parts and not any(_blank_line(part) not in (None, _end(part)) for part in parts[:-1]):
        # Where no other note has a blank line in it, the last one ends at one, too.
        last = parts[-1]
        cut = _blank_line(last)
        if cut is not None:
            children += last.children[cut:]
            for child in last.children[cut:]:
                if isinstance(child, Element):
                    child.parent = parent
            del last.children[cut:]
    parent.children = children


def _blank_line(part: Element) -> int | None:
    """The place of two line breaks in a row, or None."""
    breaks = 0
    for place, child in enumerate(part.children):
        if isinstance(child, Element) and child.tag == "br":
            breaks += 1
            if breaks == 2:
                return place
        elif isinstance(child, Element) or child.strip():
            breaks = 0
    return None


def _end(part: Element) -> int | None:
    """The place of the blank line behind which nothing stands in a part any more, or None."""
    cut = _blank_line(part)
    if cut is None:
        return None
    rest = part.children[cut:]
    return None if any((c if isinstance(c, str) else c.words()).strip() for c in rest) else cut
