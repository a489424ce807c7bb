"""Numbers in a page's text that look like markers and lead nowhere: no link, and no note of their number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.sources.clipboard.markers import MarkerPlace, marker_places
from bot.sources.document import Block, Preformatted, Remark, words_in
from bot.sources.html.page_tree import Element

MOST_TOLD = 20
"""Markers that are told one by one."""

_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_RAISED_LIST = re.compile(r"\^\((\d{1,3}(?:\s*[,;–‒-]\s*\d{1,3})+)\)")
_BEHIND_SENTENCE = re.compile(r"[^\W\d_]{2}[.,;:!?…。，！？][\"”’»)]?\Z|(?<!\d)[12]\d{3}[.,;:]\Z|[。！？]\Z")


def numbers_in_code(root: Element) -> Counter[str]:
    """The numbers in brackets in lines of code: they are places in a list, and no markers."""
    codes = [e for e in root.walk() if e.tag in _CODE and not any(a.tag in _CODE for a in e.ancestors())]
    return Counter(
        key
        for code in codes
        for place in marker_places(code.text())
        for key in place.keys
        if not place.raised
    )


def unled_markers(
    blocks: Sequence[Block], told: Collection[str], code: Counter[str], notes: Collection[str], *, loose: bool
) -> tuple[list[Remark], list[Remark]]:
    """Markers that lead nowhere, and numbers that may be some, but for those that are `told` already.

    `code` counts the numbers that stand in code, and is used up. `notes` are the labels of the page's notes.

    Where a page has no notes at all, numbers that count from 1 in reading order are its markers. Where no
    links lead to its notes (`loose`), all are; where links do, those behind sentences, and others may be
    anything.
    """
    lost: list[Remark] = []
    doubts: list[Remark] = []
    highest = 0
    for block in blocks:
        if isinstance(block, Preformatted):
            continue
        for words in words_in(block):
            led = {marker.span.start for marker in words.markers}
            for place in sorted(_places(words.text), key=lambda place: place.start):
                if place.start in led or not _is_number(words.text, place):
                    continue
                numbers = [int(key) for key in _without_note(place.keys, notes) if key not in told]
                if not numbers:
                    continue
                if all(code[str(number)] > 0 for number in numbers):
                    code.subtract(map(str, numbers))
                elif not notes:
                    if 0 < numbers[0] <= highest + 1:
                        highest = max(highest, *numbers)
                        lost += (_lost(block, number, notes) for number in numbers)
                    elif not place.raised:
                        doubts += (_doubt(block, number) for number in numbers)
                elif loose or _is_behind_sentence(words.text, place):
                    lost += (_lost(block, number, notes) for number in numbers)
                else:
                    doubts += (_doubt(block, number) for number in numbers)
    return lost, doubts[:MOST_TOLD]


def _lost(block: Block, number: int, notes: Collection[str]) -> Remark:
    told = "is no link, as the others are" if str(number) in notes else "leads to no reference on the page"
    return Remark(block.line, f"[{number}] {told}")


def _doubt(block: Block, number: int) -> Remark:
    return Remark(block.line, f"[{number}] in the text leads to no reference")


def _without_note(keys: Sequence[str], notes: Collection[str]) -> Sequence[str]:
    """Those of a marker's numbers that have no note; all, where each has one and yet none is led to."""
    return [key for key in keys if key not in notes] or keys


def _places(text: str) -> Iterator[MarkerPlace]:
    """Where numbers may be markers; several raised ones are written `^(1, 2)` in a text."""
    yield from marker_places(text)
    for match in _RAISED_LIST.finditer(text):
        for place in marker_places(f"[{match[1]}]"):
            yield replace(place, start=match.start(), end=match.end(), raised=True)


def _is_number(text: str, place: MarkerPlace) -> bool:
    """Whether a place may be a marker's: a number in brackets behind words, or raised behind a sentence."""
    if not all(key.isdecimal() and key.isascii() and len(key) <= 3 for key in place.keys):
        return False
    return _is_behind_sentence(text, place) if place.raised else bool(text[: place.start].strip())


def _is_behind_sentence(text: str, place: MarkerPlace) -> bool:
    return _BEHIND_SENTENCE.search(text[max(0, place.start - 8) : place.start]) is not None
