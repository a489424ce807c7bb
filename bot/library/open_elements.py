"""The elements that are open where a file is read, found by their names without looking through all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.library.table_rows import Cell

BULLETED = frozenset({"ul", "menu", "dir"})
LISTS = BULLETED | {"ol"}
ENDED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), LISTS),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr"})),
}
"""What ends by itself where another of its kind begins in the same list or table."""


@dataclass(slots=True)
class Element:
    """An element that is open; `close` puts right what it changed.

    Of a list: the `number` of its next item. Of definitions: whether the last term is `described`. Of a
    table: its `heads`, and how many `rows` it has shown. Of a row: its `cells`.
    """

    name: str
    is_markdown: bool
    line: int
    is_hidden: bool = False
    close: Callable[[], None] | None = None
    number: int = 1
    described: bool = False
    heads: list[Cell] | None = None
    rows: int = 0
    cells: list[Cell] = field(default_factory=list)


class OpenElements:
    """A stack; places in it count from 0, and -1 is none."""

    def __init__(self) -> None:
        self._elements: list[Element] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._of_markdown: list[int] = []

    def __len__(self) -> int:
        return len(self._elements)

    def push(self, element: Element) -> None:
        """An element begins inside the others."""
        place = len(self._elements)
        self._places[element.name].append(place)
        if element.is_markdown:
            self._of_markdown.append(place)
        self._elements.append(element)

    def pop(self) -> Element:
        """The innermost element ends."""
        element = self._elements.pop()
        self._places[element.name].pop()
        if element.is_markdown:
            self._of_markdown.pop()
        return element

    def last(self, *names: str) -> int:
        """The place of the innermost element with one of these names."""
        return max((self._places[name][-1] for name in names if self._places[name]), default=-1)

    def last_of_markdown(self) -> int:
        """The place of the innermost element that Markdown began."""
        return self._of_markdown[-1] if self._of_markdown else -1

    def around(self, *names: str) -> Element | None:
        """The innermost element with one of these names."""
        place = self.last(*names)
        return self._elements[place] if place >= 0 else None
