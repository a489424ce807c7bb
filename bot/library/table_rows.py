"""A row of a table as one line: each cell behind the head of its column, as it reads without the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.library.growing_text import GrowingText

BETWEEN_CELLS = " · "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words. `is_head`: they name a column or a row."""

    text: GrowingText
    is_head: bool


def row_of(cells: Sequence[Cell], heads: Sequence[Cell], line: int) -> GrowingText:
    """`Year: 1771 · Event: The mill was built.[1]`; empty cells are left out, markers of heads are not."""
    row = GrowingText(line)
    for place, cell in enumerate(cells):
        if not str(cell.text).strip():
            continue
        if row.length:
            row.add(BETWEEN_CELLS)
        if place < len(heads) and str(heads[place].text).strip():
            row.add_text(heads[place].text)
            row.add(": ")
        row.add_text(cell.text)
    return row
