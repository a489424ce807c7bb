"""HTML tables: which hold data, and their rows with every spanned cell in its place."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from bot.sources.document import Block, Table, TextBlock, Words
from bot.sources.html.page_tree import Element
from bot.sources.words_builder import joined

MOST_COLUMNS = 100
MOST_CELLS = 50_000
"""In one table, spanned cells counted in each place: a `colspan` may name thousands."""

_PARTS = ("thead", "tbody", "tfoot")
_INSIDE = frozenset({"caption", "colgroup", "col", "tr", "td", "th", "script", "style", *_PARTS})
_NO_DATA = frozenset("table h1 h2 h3 h4 h5 h6".split())


def is_data_table(table: Element) -> bool:
    """Whether a table's rows and columns mean something, rather than that they lay out a page."""
    if table.get("role") in ("presentation", "none"):
        return False
    if any(element.tag in _NO_DATA for element in table.walk() if element is not table):
        return False
    rows = list(_rows(table))
    inside = (child for part in (table, *rows) for child in part.children if isinstance(child, Element))
    if any(child.tag not in _INSIDE for child in inside):
        return False
    widest = max((len(list(_cells(row))) for row in rows), default=0)
    return len(rows) >= 2 and widest >= 2


def table_blocks(
    table: Element, read: Callable[[Element], Words], left_out: Container[Element]
) -> Iterator[Block]:
    """A data table's caption and rows. A cell as wide as the table is a paragraph between its rows.

    Rows that are `left_out` stand elsewhere: they are footnotes.
    """
    for child in table.children:
        if isinstance(child, Element) and child.tag == "caption":
            caption = read(child)
            if caption.text:
                yield TextBlock(caption)
    grid = _grid((row for row in _rows(table) if row not in left_out), read)
    width = max((len(row) for row, _ in grid), default=0)
    heads: list[list[Words]] = []
    while grid and grid[0][1] and not _is_whole(grid[0][0], width):
        heads.append(grid.pop(0)[0])
    head = _head(heads, width)
    rows: list[tuple[Words, ...]] = []
    for row, _ in grid:
        if _is_whole(row, width):
            if rows:
                yield Table(head, tuple(rows))
                rows = []
            if row[0].text:
                yield TextBlock(row[0])
        elif any(cell.text for cell in row):
            rows.append(tuple(row + [Words()] * (width - len(row))))
    if rows:
        yield Table(head, tuple(rows))
    elif not grid and heads:
        yield Table(tuple(Words() for _ in range(width)), tuple(_padded(h, width) for h in heads))


def _is_whole(row: list[Words], width: int) -> bool:
    """Whether one cell stands in all columns."""
    return width > 1 and len(row) == width and all(cell is row[0] for cell in row)


def _padded(row: list[Words], width: int) -> tuple[Words, ...]:
    return tuple(row + [Words()] * (width - len(row)))


def _head(heads: list[list[Words]], width: int) -> tuple[Words, ...]:
    """One head a column: of several rows of heads, each that isn't there already."""
    if not heads:
        return tuple(Words() for _ in range(width))
    columns: list[Words] = []
    for place in range(width):
        parts: list[Words] = []
        for row in heads:
            if place < len(row) and row[place].text and all(row[place] is not part for part in parts):
                parts.append(row[place])
        columns.append(joined(parts, " – "))
    return tuple(columns)


def _grid(rows: Iterable[Element], read: Callable[[Element], Words]) -> list[tuple[list[Words], bool]]:
    """Each row's cells, column by column, and whether all of the row's own cells are heads."""
    grid: list[tuple[list[Words], bool]] = []
    hanging: dict[int, tuple[Words, int]] = {}
    count = 0
    for row in rows:
        cells: list[Words] = []
        own = list(_cells(row))

        def hang(cells: list[Words] = cells) -> None:
            while len(cells) in hanging:
                words, left = hanging.pop(len(cells))
                if left > 1:
                    hanging[len(cells)] = (words, left - 1)
                cells.append(words)

        for cell in own:
            hang()
            words = read(cell)
            deep, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(min(wide, MOST_COLUMNS - len(cells))):
                if deep > 1:
                    hanging[len(cells)] = (words, deep - 1)
                cells.append(words)
        hang()
        count += len(cells)
        if count > MOST_CELLS:
            break
        grid.append((cells, bool(own) and all(cell.tag == "th" for cell in own)))
    return grid


def _span(cell: Element, name: str) -> int:
    value = cell.get(name).strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 5 else 1


def _rows(table: Element) -> Iterator[Element]:
    for child in table.children:
        if isinstance(child, Element):
            if child.tag == "tr":
                yield child
            elif child.tag in _PARTS:
                yield from (e for e in child.children if isinstance(e, Element) and e.tag == "tr")


def _cells(row: Element) -> Iterator[Element]:
    return (e for e in row.children if isinstance(e, Element) and e.tag in ("td", "th"))
