"""Lists in a copied text: text browsers copy their numbers and bullets, each item into a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.sources.clipboard.lines import Line
from bot.sources.document import ListItem, Remark, Words

FEWEST_ITEMS = 2
"""One line with a number before it is a sentence as often as a list."""

_NUMBERED = re.compile(r"(?P<sign>\d{1,4})\.[ \t\u00a0]+(?P<words>\S.*)")
_BULLETED = re.compile(r"(?P<sign>[•‣◦▪*+-])[ \t\u00a0]+(?P<words>\S.*)")
_SURE = "•‣◦▪"
"""Signs that stand before nothing but a list's items."""


def begins_item(text: str) -> bool:
    """Whether a line may be an item of a list, by the number or the sign before it."""
    return bool(_NUMBERED.fullmatch(text) or _BULLETED.fullmatch(text))


def parted_at_lists(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines of a paragraph in runs, and whether each run is the items of a list."""
    other: list[Line] = []
    place = 0
    while place < len(lines):
        count = _items_at(lines, place)
        if count < FEWEST_ITEMS:
            other.append(lines[place])
            place += 1
            continue
        if other:
            yield False, other
            other = []
        yield True, list(lines[place : place + count])
        place += count
    if other:
        yield False, other


def _items_at(lines: Sequence[Line], start: int) -> int:
    """How many lines from `start` on are items of one list: numbers count from 1, bullets are all alike."""
    count = 0
    bullet = ""
    for line in lines[start:]:
        numbered, bulleted = _NUMBERED.fullmatch(line.text), _BULLETED.fullmatch(line.text)
        if numbered and not bullet and int(numbered["sign"]) == count + 1:
            count += 1
        elif bulleted and (bulleted["sign"] == bullet or not count):
            bullet = bulleted["sign"]
            count += 1
        else:
            break
    return count


def items_of(lines: Sequence[Line], words: Callable[[str], Words]) -> tuple[list[ListItem], list[Remark]]:
    """The items that `lines` are, and what was guessed."""
    items: list[ListItem] = []
    sign = ""
    for line in lines:
        numbered = _NUMBERED.fullmatch(line.text)
        match = numbered or _BULLETED.fullmatch(line.text)
        if match is None:
            raise ValueError(f"line {line.number} is no item of a list")
        sign = match["sign"]
        number = int(sign) if numbered else None
        items.append(ListItem(words(match["words"]), number=number, line=line.number))
    if sign.isdecimal() or sign in _SURE:
        return items, []
    first = lines[0]
    told = f"{len(lines)} lines that begin with “{sign}” are taken for the items of a list"
    return items, [Remark(first.number, told)]
