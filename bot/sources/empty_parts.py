"""Parts of a page in which nothing is left: headings without text below them, columns without words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.sources.document import Block, Heading, Remark, Table


def without_empty_sections(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without headings below which nothing is left, but for those that carry a footnote."""
    kept: list[Block] = []
    following: list[int] = []  # levels of the headings that come next, until something stands below them
    for block in reversed(blocks):
        if not isinstance(block, Heading):
            following = [0]
        elif block.words.markers or (following and (following[0] == 0 or following[0] > block.level)):
            following = [block.level]
        else:
            continue
        kept.append(block)
    return kept[::-1]


def empty_columns(table: Table) -> frozenset[int]:
    """The columns that have a head and no word below it: what stood there was a picture."""
    return frozenset(
        column
        for column, head in enumerate(table.head)
        if head.text and not any(row[column].text for row in table.rows)
    )


def remarks_on_columns(blocks: Sequence[Block]) -> Iterator[Remark]:
    """What to tell of columns without words: their heads aren't shown."""
    for block in blocks:
        if isinstance(block, Table) and (empty := empty_columns(block)):
            heads = ", ".join(f"“{block.head[column].text[:40]}”" for column in sorted(empty))
            yield Remark(block.line, f"columns of a table that have no words below their heads: {heads}")
