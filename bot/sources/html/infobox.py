"""An infobox's plain rows, a label and its value, are facts of their own; all else in it is left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.sources.document import Block, Heading, Table, Words
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element

LONGEST_LABEL = 80
"""Characters of a row's label."""

_NOT_PLAIN = frozenset("table ul ol dl h1 h2 h3 h4 h5 h6 form".split())
_PARTS = frozenset({"tbody", "thead", "tfoot"})

OWN_FOOTNOTES = "rows of the infobox whose footnotes nothing else cites"
"""What is said in the report of rows that aren't kept for their markers' sake."""


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A plain row: its label, its value, and the element that it is."""

    label: Words
    value: Words
    element: Element

    @property
    def cited(self) -> set[str]:
        """The labels of its markers."""
        return {marker.number for words in (self.label, self.value) for marker in words.markers}


def infobox_rows(
    box: Element, read: Callable[[Element], Words], leave_out: Callable[[Element], None]
) -> Iterator[BoxRow]:
    """The plain rows, in order. What isn't one is told to `leave_out`."""
    for part in _rows(box):
        cells = _label_and_value(part)
        if cells is None or any(e.tag in _NOT_PLAIN for cell in cells for e in cell.walk() if e is not cell):
            leave_out(part)
            continue
        label, value = read(cells[0]), read(cells[1])
        if "\n" not in label.text and value.text and 0 < len(label.text) <= LONGEST_LABEL:
            yield BoxRow(label, value, part)
        else:
            leave_out(part)


def kept_rows(
    rows: Iterable[BoxRow], cited: Collection[str], leave_out: Callable[[Element], None]
) -> list[BoxRow]:
    """The rows but for those whose markers lead to footnotes that aren't `cited` elsewhere on the page.

    Such a footnote belongs to the box, which is not part of the text; its row is told to `leave_out`.
    """
    kept = []
    for row in rows:
        if row.cited <= set(cited):
            kept.append(row)
        else:
            leave_out(row.element)
    return kept


def with_facts(blocks: list[Block], rows: list[BoxRow]) -> list[Block]:
    """The blocks with an infobox's rows below the opening, above the first section."""
    if not rows:
        return blocks
    place = next((i for i, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    return [
        *blocks[:place],
        Table((Words(), Words()), tuple((row.label, row.value) for row in rows)),
        *blocks[place:],
    ]


def _rows(box: Element) -> Iterator[Element]:
    """A table's rows; of Fandom's boxes the items; what else the box holds as it is."""
    stack = [child for child in reversed(box.children) if isinstance(child, Element)]
    while stack:
        element = stack.pop()
        inner = element.tag in (*_PARTS, "section") or any(
            "pi-data" in e.classes for e in element.walk() if e is not element
        )
        if "pi-data" in element.classes or not inner:
            yield element
        else:
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))


def _label_and_value(row: Element) -> tuple[Element, Element] | None:
    if furniture_of(row) is not None:
        return None
    if "pi-data" in row.classes:
        label = next((e for e in row.walk() if "pi-data-label" in e.classes), None)
        value = next((e for e in row.walk() if "pi-data-value" in e.classes), None)
        return (label, value) if label is not None and value is not None else None
    cells = [child for child in row.children if isinstance(child, Element) and child.tag in ("th", "td")]
    if row.tag != "tr" or len(cells) != 2 or cells[1].tag != "td":
        return None
    is_label = cells[0].tag == "th" or any("label" in name for name in cells[0].classes)
    spans = any(
        cell.get("colspan") not in ("", "1") or cell.get("rowspan") not in ("", "1") for cell in cells
    )
    return (cells[0], cells[1]) if is_label and not spans else None
