"""Tables in a copied text: browsers put a tab between two cells, and each row into a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bot.sources.clipboard.lines import Line
from bot.sources.document import Remark, Table, Words

FEWEST_COLUMNS = 3
"""Two columns are a box of facts as often as a table with heads: their lines stay as they are."""

FEWEST_ROWS = 2
"""Below the heads."""

_FIGURE = re.compile(r"[\d\s.,%°:/+−–-]+")


def parted_at_tables(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines of a paragraph in runs, and whether each run is the rows of a table."""
    rows: list[Line] = []
    other: list[Line] = []
    for line in [*lines, None]:
        if line is not None and len(line.cells) > 1:
            rows.append(line)
            continue
        if _is_table(rows):
            if other:
                yield False, other
            yield True, rows
            other = []
        else:
            other += rows
        rows = []
        if line is not None:
            other.append(line)
    if other:
        yield False, other


def _is_table(rows: Sequence[Line]) -> bool:
    """Whether the rows have the same columns, below a row that names them.

    A row may lack its last cells, for editors take white space from a line's end. Two short rows in a
    sequence are one whose cell has a line break in it: what is in which column isn't known then.
    """
    if len(rows) < FEWEST_ROWS + 1:
        return False
    columns = len(rows[0].cells)
    short = [len(row.cells) < columns for row in rows]
    if columns < FEWEST_COLUMNS or any(len(row.cells) > columns for row in rows):
        return False
    if sum(short) * 2 > len(rows) or any(one and two for one, two in pairwise(short)):
        return False
    heads = rows[0].cells
    return len(set(heads)) == columns and all(cell and not _FIGURE.fullmatch(cell) for cell in heads)


def rows_kept_as_lines(lines: Sequence[Line]) -> Iterator[Remark]:
    """What to tell of rows that aren't read as a table's."""
    rows = [line for line in lines if len(line.cells) > 1]
    if len(rows) >= FEWEST_ROWS:
        told = f"{len(rows)} rows of cells, from “{' | '.join(rows[0].cells)[:60]}” on, are kept as lines"
        yield Remark(rows[0].number, f"{told}: nothing says for certain what their columns are called")


def table_of(rows: Sequence[Line], words: Callable[[str], Words]) -> tuple[Table, Remark]:
    """The table that `rows` are, and what was guessed."""
    columns = len(rows[0].cells)
    read = [tuple(map(words, [*row.cells, *[""] * (columns - len(row.cells))])) for row in rows]
    first = rows[0]
    told = f"“{' | '.join(first.cells)[:60]}” are taken for the heads of a table of {len(rows) - 1} rows"
    return Table(read[0], tuple(read[1:]), first.number), Remark(first.number, told)
