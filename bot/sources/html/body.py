"""The article's part of a page → blocks of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from bot.library.scripts import lowered, raised
from bot.sources.clipboard.symbol_markers import SIGNS
from bot.sources.document import Block, Heading, ListItem, Preformatted, TextBlock, Words
from bot.sources.flattening import on_one_line, words_of
from bot.sources.html.definitions import definition_parts, definitions_of
from bot.sources.html.infobox import infobox_rows
from bot.sources.html.math import math_of
from bot.sources.html.page_context import PageContext
from bot.sources.html.page_furniture import (
    BOX_PARTS,
    INFOBOX,
    SIDE_NOTES,
    UNWRITTEN,
    furniture_of,
    is_unwritten,
)
from bot.sources.html.page_tree import Element
from bot.sources.html.table_cells import is_data_table, table_blocks
from bot.sources.words_builder import WordsBuilder, joined

_BLOCKS = frozenset(
    "address article aside body caption center details dialog div fieldset figcaption figure footer form "
    "header hgroup html legend main p section summary tbody td tfoot th thead tr".split()
)
_BLOCK_CLASSES = frozenset({"ltx_bibblock"})
"""Of elements that a style sheet makes blocks of."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SIGN = re.compile(rf"[{SIGNS}]{{1,3}}")
_PUNCTUATION = re.compile(r"[\s,;،、‚·]*")
DEEPEST_LIST = 8
"""Levels that a list is kept with; what nests deeper stands on the last."""


def read_blocks(elements: Iterable[Element], context: PageContext) -> list[Block]:
    """The blocks of `elements`, one after the other."""
    reader = _BodyReader(context)
    for element in elements:
        reader.read_children(element)
        reader.flush()
    return reader.blocks


def read_words(elements: Sequence[Element], context: PageContext) -> Words:
    """The words of `elements` in one text, a line for each block."""
    return words_of(read_blocks(elements, context))


class _BodyReader:
    """Walks through elements; their nesting is bounded (see `page_tree.DEEPEST`)."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.blocks: list[Block] = []
        self.builder = WordsBuilder()
        self.lists: list[int | None] = []
        self.item: list[Words] | None = None
        self.quoted = False
        self.raw = False
        self.line = 0

    def flush(self) -> None:
        """End the paragraph that is open."""
        words = self.builder.words()
        self.builder = WordsBuilder()
        if not words.text:
            return
        if self.item is not None:
            self.item.append(words)
        else:
            self.blocks.append(TextBlock(words, self.quoted, self.line))

    def read_children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._text(child)
            else:
                self._element(child)

    def _text(self, text: str) -> None:
        if self.raw:
            self.builder.add(text)
            return
        plain = _SPACE.sub(" ", text)
        last = self.builder.parts[-1] if self.builder.parts else "\n"
        if plain.startswith(" ") and last[-1:] in (" ", "\n"):
            plain = plain[1:]
        self.builder.add(plain)

    def _element(self, element: Element) -> None:
        references = self.context.references
        if element in references.groups:
            for label in references.groups[element]:
                self.builder.add_marker(label)
            return
        if element in references.containers or element in references.backlinks:
            return
        furniture = furniture_of(element)
        tag = element.tag
        if furniture is not None and not (
            (tag in ("aside", "footer") or furniture == SIDE_NOTES)
            and any(e in references.containers for e in element.walk())
        ):
            if furniture == INFOBOX:
                leave_out = partial(self.context.leave_out, BOX_PARTS)
                self.context.box_rows += infobox_rows(
                    element, lambda e: read_words([e], self.context), leave_out
                )
            else:
                self.context.leave_out(furniture, element)
            return
        if tag == "a":
            self._link(element)
        elif tag in ("sup", "sub"):
            self._shifted(element)
        elif tag == "br":
            self.builder.add("\n")
        elif tag == "math" or "mwe-math-element" in element.classes:
            self.builder.add(math_of(element))
        elif tag in ("del", "s", "strike"):
            # Without its stroke it would say the opposite.
            self.builder.add("~~")
            self.read_children(element)
            self.builder.add("~~")
        elif tag == "q":
            self.builder.add("“")
            self.read_children(element)
            self.builder.add("”")
        elif tag in _HEADINGS:
            self._heading(element)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list(element)
        elif tag == "li":
            self._item(element, None)
        elif tag == "dl":
            self._definitions(element)
        elif tag == "table":
            self._table(element)
        elif tag == "blockquote":
            self._quotation(element)
        elif tag in ("pre", "listing", "xmp"):
            self._preformatted(element)
        elif tag == "hr" or tag in _BLOCKS or tag in ("dt", "dd") or element.classes & _BLOCK_CLASSES:
            self.flush()
            self.line = element.line or self.line
            self.read_children(element)
            self.flush()
        else:
            self.read_children(element)

    def _link(self, element: Element) -> None:
        label = self.context.references.labels.get(element)
        if label is not None:
            self.builder.add_marker(label)
            return
        if any(isinstance(c, Element) and (c.tag in _BLOCKS or c.tag in _HEADINGS) for c in element.children):
            self.read_children(element)  # a card that is a link as a whole
            return
        address = self.context.address(element.get("href"))
        if address and is_unwritten(element):
            self.context.leave_out(UNWRITTEN, element)
            address = ""
        start = self.builder.length
        if "autonumber" in element.classes and address:
            self.builder.add(address)  # “[1]” would look like a footnote's marker
        else:
            self.read_children(element)
        if address:
            self.builder.add_link(min(start, self.builder.length), address)

    def _shifted(self, element: Element) -> None:
        if any(child in self.context.references.labels for child in element.walk()):
            self.read_children(element)
            return
        words = element.words()
        if _PUNCTUATION.fullmatch(words) and ("reference" in element.classes or self.builder.at_marker):
            return  # the commas between two markers
        if "reference" in element.classes or any(furniture_of(child) is not None for child in element.walk()):
            self.read_children(element)
        elif _SIGN.fullmatch(words.strip()):
            self.builder.add(words)  # it looks raised as it is
        else:
            last = "".join(self.builder.parts[-1:])[-1:]
            self.builder.add((raised if element.tag == "sup" else lowered)(words, last))

    def _heading(self, element: Element) -> None:
        self.flush()
        words = joined([w for w in [read_words([element], self.context)] if w.text], " ")
        if words.text:
            self.item = None
            self.blocks.append(Heading(_HEADINGS[element.tag], on_one_line(words), element.line))

    def _list(self, element: Element) -> None:
        self._end_item_words()
        start = element.get("start")
        number = int(start) if start.isdecimal() and len(start) < 9 else 1
        self.lists.append(number if element.tag == "ol" else None)
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                if child not in self.context.references.containers:
                    self._item(child, self.lists[-1])
                current = self.lists[-1]
                self.lists[-1] = current + 1 if current is not None else None
            elif isinstance(child, Element):
                self._element(child)
        self.flush()
        self.lists.pop()

    def _item(self, element: Element, number: int | None) -> None:
        furniture = furniture_of(element)
        if furniture is not None:
            self.context.leave_out(furniture, element)
            return
        self._end_item_words()
        outer = self.item
        self.item = []
        self.line = element.line or self.line
        self.read_children(element)
        self._end_item_words(number)
        self.item = outer

    def _end_item_words(self, number: int | None = None) -> None:
        """What an item has said so far becomes a block, before a list in it begins or it ends."""
        self.flush()
        if self.item:
            depth = min(max(len(self.lists) - 1, 0), DEEPEST_LIST)
            shown = self.lists[-1] if self.lists else number
            self.blocks.append(ListItem(joined(self.item, "\n"), depth, shown, self.line))
            self.item.clear()

    def _definitions(self, element: Element) -> None:
        self._end_item_words()
        self.flush()
        parts = (e for e in definition_parts(element) if e not in self.context.references.containers)
        for part in definitions_of(parts, lambda e: read_words([e], self.context)):
            # Wikis indent with definitions that define nothing.
            self.blocks += read_blocks([part], self.context) if isinstance(part, Element) else [part]

    def _table(self, element: Element) -> None:
        self._end_item_words()
        self.flush()
        outer, self.item = self.item, None
        if is_data_table(element):
            notes = self.context.references.containers
            self.blocks += table_blocks(element, lambda cell: read_words([cell], self.context), notes)
        else:
            self.read_children(element)
            self.flush()
        self.item = outer

    def _quotation(self, element: Element) -> None:
        self._end_item_words()
        self.flush()
        outer, self.quoted = self.quoted, True
        item, self.item = self.item, None
        self.read_children(element)
        self.flush()
        self.quoted, self.item = outer, item

    def _preformatted(self, element: Element) -> None:
        self._end_item_words()
        self.flush()
        labels = self.context.references.labels
        if any(child in labels or (child.tag == "a" and child.get("href")) for child in element.walk()):
            outer, self.raw = self.raw, True
            self.read_children(element)
            self.flush()
            self.raw = outer
            return
        text = element.text().strip("\n").rstrip()
        if text.strip():
            self.blocks.append(Preformatted(text.replace("\t", "    "), element.line))
