"""Markers that lead to references without words, as where a wiki's page has an error in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from bot.sources.document import (
    Block,
    Definition,
    Heading,
    ListItem,
    Note,
    Remark,
    Table,
    TextBlock,
    Words,
)


def part_from_empty(blocks: list[Block], notes: list[Note]) -> tuple[list[Block], list[Note], list[Remark]]:
    """Blocks and notes in which such markers are plain words, without empty notes; and a remark on each."""
    empty = {note.label: note.line for note in notes if not note.words.text}
    if not empty:
        return blocks, notes, []
    remarks: list[Remark] = []

    def part(words: Words) -> Words:
        remarks.extend(
            Remark(empty[marker.number], f"[{marker.number}] leads to a reference without words")
            for marker in words.markers
            if marker.number in empty
        )
        return _unmarked(words, empty)

    parted = [_each(block, part) for block in blocks]
    kept = [replace(note, words=part(note.words)) for note in notes if note.label not in empty]
    return parted, kept, remarks


def _unmarked(words: Words, labels: Collection[str]) -> Words:
    return replace(words, markers=tuple(m for m in words.markers if m.number not in labels))


def _each(block: Block, part: Callable[[Words], Words]) -> Block:
    match block:
        case Heading() | TextBlock() | ListItem():
            return replace(block, words=part(block.words))
        case Definition():
            return replace(block, term=part(block.term), meanings=tuple(map(part, block.meanings)))
        case Table():
            rows = tuple(tuple(map(part, row)) for row in block.rows)
            return replace(block, head=tuple(map(part, block.head)), rows=rows)
    return block
