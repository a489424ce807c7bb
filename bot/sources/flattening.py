"""Blocks → one text: what a cell of a table, a footnote or a heading holds."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sources.document import Block, Definition, Heading, ListItem, Preformatted, TextBlock, Words
from bot.sources.words_builder import WordsBuilder, joined


def words_of(blocks: Iterable[Block]) -> Words:
    """The words of blocks in one text, a line for each."""
    pieces: list[Words] = []
    for block in blocks:
        if isinstance(block, ListItem):
            lead = "• " if block.number is None else f"{block.number}. "
            builder = WordsBuilder()
            builder.add("  " * block.depth + lead)
            builder.add_words(block.words)
            pieces.append(builder.words())
        elif isinstance(block, TextBlock | Heading):
            pieces.append(block.words)
        elif isinstance(block, Definition):
            pieces += [block.term, *block.meanings]
        elif isinstance(block, Preformatted):
            pieces.append(Words(block.text))
        else:
            pieces += [cell for row in (block.head, *block.rows) for cell in row]
    return joined([words for words in pieces if words.text], "\n")


def on_one_line(words: Words) -> Words:
    """The words with spaces for line breaks."""
    return Words(words.text.replace("\n", " "), words.markers, words.links)
