"""Tables in a copied text: browsers put a tab between two cells, and each row into a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bot.sources.clipboard.lines import Line
from bot.sources.document import Remark, Table, Words

FEWEST_COLUMNS = 3
"""Two columns are a box of facts as often as a table with heads: their rows are read without heads."""

FEWEST_ROWS = 2
"""Below the heads."""

_ITEM_SIGN = re.compile(r"\d{1,4}[.)]|[•‣◦▪*+-]")
"""What a list's item may have before its tab."""

_FIGURE = re.compile(r"[\d\s.,%°:/+−–-]+")


def parted_at_tables(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines of a paragraph in runs, and whether each run is the rows of a table."""
    rows: list[Line] = []
    other: list[Line] = []
    for line in [*lines, None]:
        if line is not None and len(line.cells) > 1:
            rows.append(line)
            continue
        if _is_table(rows) or _are_labels(rows):
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


def _are_labels(rows: Sequence[Line]) -> bool:
    """Whether the rows are a box of facts: a label and its value in each."""
    if len(rows) < FEWEST_ROWS or any(len(row.cells) != 2 for row in rows) or not rows[0].cells[0]:
        return False
    return not all(_ITEM_SIGN.fullmatch(row.cells[0]) for row in rows)


def rows_kept_as_lines(lines: Sequence[Line]) -> Iterator[Remark]:
    """What to tell of rows that aren't read as a table's."""
    rows = [line for line in lines if len(line.cells) > 1]
    if len(rows) >= FEWEST_ROWS:
        told = f"{len(rows)} rows of cells, from “{' | '.join(rows[0].cells)[:60]}” on, are kept as lines"
        yield Remark(rows[0].number, f"{told}: nothing says for certain what their columns are called")


def table_of(rows: Sequence[Line], words: Callable[[str], Words]) -> tuple[Table, Remark]:
    """The table that `rows` are, and what was guessed."""
    columns = len(rows[0].cells)
    if columns < FEWEST_COLUMNS:
        told = (
            f"{len(rows)} rows of two cells, from “{' | '.join(rows[0].cells)[:60]}” on, are taken for labels"
        )
        facts: list[list[str]] = []
        for row in rows:
            if row.cells[0]:
                facts.append(list(row.cells))
            else:
                facts[-1][1] += f"\n{row.cells[1]}"  # a value that goes on in a line of its own
        pairs = tuple((words(label), words(value)) for label, value in facts)
        remark = Remark(rows[0].number, f"{told} and values, one a paragraph")
        return Table((Words(), Words()), pairs, rows[0].number), remark
    read = [tuple(map(words, [*row.cells, *[""] * (columns - len(row.cells))])) for row in rows]
    first = rows[0]
    told = f"“{' | '.join(first.cells)[:60]}” are taken for the heads of a table of {len(rows) - 1} rows"
    return Table(read[0], tuple(read[1:]), first.number), Remark(first.number, told)
