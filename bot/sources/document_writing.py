"""`Document` → the Markdown of an article file, whose reader gives the same words, markers and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.library.model import License, Source
from bot.library.writing import footnote_of, front_matter_of, heading_of, markdown_of
from bot.sources.document import (
    Block,
    Definition,
    Document,
    Heading,
    ListItem,
    Preformatted,
    Table,
    TextBlock,
    Words,
)


def document_to_markdown(
    document: Document, title: str, language: str, license: License, source: Source
) -> str:
    """The whole article file of a page, front matter included."""
    return front_matter_of(title, language, license, source) + body_of(document)


def body_of(document: Document) -> str:
    """An article file's body: what stands below its front matter."""
    blocks = list(_blocks(document.blocks))
    blocks += [footnote_of(n.label, n.words.text, n.words.markers, n.words.links) for n in document.notes]
    return "\n\n".join(blocks) + "\n"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        match block:
            case ListItem():
                items = [block]
                while place < len(blocks) and isinstance(following := blocks[place], ListItem):
                    items.append(following)
                    place += 1
                yield "\n".join(_list(items))
            case Heading():
                words = block.words
                yield heading_of(min(max(block.level, 2), 6), words.text, words.markers, words.links)
            case TextBlock():
                written = _written(block.words)
                yield "> " + written.replace("\n", "\n> ") if block.quoted else written
            case Definition():
                # A list within a list: term and meaning stay together, and each keeps its own markers.
                meanings = [ListItem(words, 1) for words in block.meanings]
                yield "\n".join(_list([ListItem(block.term), *meanings]))
            case Preformatted():
                yield _fenced(block.text)
            case Table():
                yield "\n".join(_table(block))


def _written(words: Words) -> str:
    return markdown_of(words.text, words.markers, words.links)


def _list(items: Sequence[ListItem]) -> Iterator[str]:
    indents = [""]  # of each depth that stands open
    delimiters: list[str] = []
    numbers: list[int | None] = []
    for item in items:
        depth = min(item.depth, len(numbers))
        begins = depth == len(numbers)
        del numbers[depth + 1 :], delimiters[depth + 1 :], indents[depth + 1 :]
        if begins:
            numbers.append(item.number)
            delimiters.append(".")
        elif (numbers[depth] is None) == (item.number is None):
            before = numbers[depth]
            if before is not None and item.number != before + 1:
                # Another delimiter begins another list, which counts anew.
                delimiters[depth] = ")" if delimiters[depth] == "." else "."
        numbers[depth] = item.number
        lead = "- " if item.number is None else f"{item.number}{delimiters[depth]} "
        inner = indents[depth] + " " * len(lead)
        indents.append(inner)
        yield indents[depth] + lead + _written(item.words).replace("\n", "\n" + inner)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.head)
    yield "|" + " --- |" * len(table.head)
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[Words]) -> str:
    written = (markdown_of(cell.text, cell.markers, cell.links, in_cell=True) for cell in cells)
    return "|" + "|".join(f" {cell.replace(chr(92) + chr(10), '<br>')} " for cell in written) + "|"
