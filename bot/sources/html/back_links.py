"""Which links that look like footnote markers lead back from a note to its marker."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sources.html.marker_links import block_of, containers_of, place_of
from bot.sources.html.page_tree import Element


def links_back(root: Element, links: Sequence[tuple[Element, Element]]) -> set[Element]:
    """Those of `links` (each with its target, in the page's order) that lead from a note to its own marker.

    Word processors write both ways alike: `[1]` in the text, and `[1]` before the note's words.
    """
    places = {element: place for place, element in enumerate(root.walk())}
    back: set[Element] = set()
    notes: set[Element] = set()
    """What markers lead to."""
    markers: dict[Element, list[tuple[Element, Element]]] = {}
    """An element that is a marker, holds one or stands right before one → these, each with its target."""
    for link, target in links:
        led_from = () if target in notes else markers.get(target, ())
        if any(_is_in_note(link, note, marker, places) for marker, note in led_from):
            back.add(link)
            continue
        notes.add(target)
        for element in (link, *link.ancestors(), *_right_before(link)):
            markers.setdefault(element, []).append((link, target))
    return back


def _is_in_note(link: Element, note: Element, marker: Element, places: dict[Element, int]) -> bool:
    """Whether a link stands in the note that `note` names, to which `marker` leads."""
    around = {link, *link.ancestors()}
    if note in around or (block_of(note) in around and places[note] < places[link]):
        return True
    return not around.isdisjoint(containers_of(note, marker))


def _right_before(link: Element) -> list[Element]:
    """The element before a link, which may be the place that the way back leads to."""
    siblings = link.parent.children[: place_of(link)] if link.parent is not None else []
    return [e for e in siblings[-1:] if isinstance(e, Element)]
