"""Numbers in a page's text that look like markers and lead nowhere: no link, and no note of their number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from bot.sources.clipboard.markers import MarkerPlace, marker_places
from bot.sources.document import Block, Preformatted, Remark, words_in
from bot.sources.html.page_tree import Element

MOST_TOLD = 20
"""Markers that are told one by one."""

_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
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
    blocks: Sequence[Block], told: Collection[str], code: Counter[str], *, has_notes: bool
) -> tuple[list[Remark], list[Remark]]:
    """Markers that lead nowhere, and numbers that may be some, but for those that are `told` already.

    `code` counts the numbers that stand in code, and is used up.

    Where a page has no notes at all, numbers that count from 1 in reading order are its markers. Where it has
    some (`has_notes`), a number that isn't led to one may be anything.
    """
    found: list[tuple[int, int]] = []
    highest = 0
    for block in blocks:
        if isinstance(block, Preformatted):
            continue
        for words in words_in(block):
            led = {marker.span.start for marker in words.markers}
            for place in sorted(marker_places(words.text), key=lambda place: place.start):
                if place.start in led or not _is_number(words.text, place):
                    continue
                numbers = [int(key) for key in place.keys if key not in told]
                if not numbers:
                    continue
                if all(code[str(number)] > 0 for number in numbers):
                    code.subtract(map(str, numbers))
                    continue
                if has_notes or 0 < numbers[0] <= highest + 1:
                    highest = max(highest, *numbers)
                    found += ((block.line, number) for number in numbers)
    if has_notes:
        doubts = [Remark(line, f"[{number}] in the text leads to no reference") for line, number in found]
        return [], doubts[:MOST_TOLD]
    return [Remark(line, f"[{number}] leads to no reference on the page") for line, number in found], []


def _is_number(text: str, place: MarkerPlace) -> bool:
    """Whether a place may be a marker's: a number in brackets behind words, or raised behind a sentence."""
    if not all(key.isdecimal() and key.isascii() and len(key) <= 3 for key in place.keys):
        return False
    before = text[max(0, place.start - 8) : place.start]
    return bool(_BEHIND_SENTENCE.search(before)) if place.raised else bool(before.strip())
