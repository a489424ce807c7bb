"""Elements as they open and close, from Markdown and from HTML alike → what they do to the words in them.

Nothing here calls itself: how deep elements nest is no matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from bot.library.flow import Flow, Place, RawFootnote, deeper
from bot.library.growing_text import GrowingText
from bot.library.html_tags import BLOCKS, is_hidden
from bot.library.open_elements import BULLETED, ENDED_BY, LISTS, Element, OpenElements
from bot.library.scripts import lowered, raised
from bot.library.table_rows import Cell, row_of

MOST_REPEATED = 1_000_000
"""Characters of a table's rows with the heads of its columns."""

_LEADS_IN = re.compile(r"[:：]\W*$")
_STRUCK = frozenset({"del", "s", "strike"})


class Elements:
    """The elements that are open around what is read into `flow`.

    `overfull` are lines of tables whose heads were left away from some row on.
    """

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._open = OpenElements()
        self._repeated = 0
        self.overfull: list[int] = []

    def open(self, name: str, attributes: Mapping[str, str], *, is_markdown: bool = False) -> None:
        """An element begins in the line that is read."""
        flow = self._flow
        if name in ENDED_BY and not is_markdown:
            self._end(*ENDED_BY[name])
        element = Element(name, is_markdown, flow.line, is_hidden(name, attributes))
        self._open.push(element)
        flow.hidden += element.is_hidden
        if flow.hidden:
            return
        if name in BLOCKS or name == "footnote":
            flow.break_block()
            self._open_block(element, attributes)
        else:
            self._open_run(element, attributes)

    def close(self, name: str, *, is_markdown: bool = False) -> None:
        """An element ends, and with it all that was begun in it. An end of nothing is nothing."""
        place = self._open.last(name)
        # HTML inside a paragraph or an item of Markdown doesn't end what begins outside of it.
        if place >= 0 and (is_markdown or place > self._open.last_of_markdown()):
            self._close_from(place)

    def is_open(self, name: str) -> bool:
        """Whether what is read stands in an element of this name."""
        return self._open.last(name) >= 0

    def close_all(self) -> None:
        """The file ends."""
        self._close_from(0)
        self._flow.close()

    def _end(self, names: frozenset[str], within: frozenset[str]) -> None:
        place = self._open.last(*names)
        if place > max(self._open.last(*within), self._open.last_of_markdown()):
            self._close_from(place)

    def _close_from(self, place: int) -> None:
        flow = self._flow
        while len(self._open) > place:
            element = self._open.pop()
            if not flow.hidden and (element.name in BLOCKS or element.name == "footnote"):
                flow.break_block()
            if element.close:
                element.close()
            flow.hidden -= element.is_hidden

    def _open_run(self, element: Element, attributes: Mapping[str, str]) -> None:
        flow, name = self._flow, element.name
        if name in _STRUCK:
            flow.struck += 1
            element.close = self._close_struck
        elif name in ("sup", "sub", "a"):
            flow.begin()
            address = attributes.get("href", "")
            element.close = partial(self._close_run, name, flow.text, flow.text.length, address)
        elif name in ("q", "rt"):
            before, after = "“”" if name == "q" else "()"
            flow.words(before)
            element.close = partial(flow.words, after)

    def _open_block(self, element: Element, attributes: Mapping[str, str]) -> None:
        flow, name = self._flow, element.name
        if name in LISTS or name == "dl":
            self._open_list(element, attributes)
        elif name == "li":
            self._open_item(element)
        elif name in ("dt", "dd"):
            self._open_definition(element)
        elif name == "table":
            element.close = partial(self._close_table, element)
        elif name == "tr" and (table := self._open.around("table")):
            element.close = partial(self._close_row, table, element)
        elif name in ("td", "th") and (row := self._open.around("tr")):
            element.close = partial(self._close_cell, row, name == "th", flow.turn_aside())
        elif name == "footnote":
            element.close = partial(
                self._close_footnote, attributes["label"], element.line, flow.turn_aside()
            )
        elif re.fullmatch("h[1-6]", name) and not flow.inside:
            flow.flush()
            element.close = partial(self._close_heading, int(name[1]), flow.turn_aside())
        elif name == "hr" and not flow.inside:
            flow.flush()
        elif name == "pre":
            flow.preserved += 1
            element.close = partial(self._count_down, "preserved")
        elif name == "summary":
            element.close = partial(setattr, flow, "joins", True)

    def _open_list(self, element: Element, attributes: Mapping[str, str]) -> None:
        flow = self._flow
        leads_in = flow.joins or (
            element.name != "dl" and _LEADS_IN.search(flow.text.before_last_markers(40))
        )
        if not flow.inside and not leads_in:
            flow.flush()
        element.close = partial(self._close_list, flow.indent)
        flow.inside += 1
        first = attributes.get("start", "1")
        element.number = int(first) if first.isascii() and first.isdigit() and len(first) < 10 else 1

    def _close_list(self, indent: str) -> None:
        self._flow.inside -= 1
        self._flow.indent = indent
        if not self._flow.inside:
            self._flow.flush()

    def _open_item(self, element: Element) -> None:
        flow, listed = self._flow, self._open.around(*LISTS)
        if listed is None:
            return
        lead = "• " if listed.name in BULLETED else f"{listed.number}. "
        listed.number += 1
        flow.text.line = flow.text.line if flow.text.length else element.line
        flow.text.is_list = True
        flow.text.begin_line(flow.indent + lead)
        element.close = partial(setattr, flow, "indent", flow.indent)
        flow.indent = deeper(flow.indent)

    def _open_definition(self, element: Element) -> None:
        """`Term: what it means`; a term's further definitions stand below, indented."""
        flow, group = self._flow, self._open.around("dl")
        if group is None:
            return
        if element.name == "dt":
            if group.described and flow.inside == 1:
                flow.flush()
            elif flow.text.length:
                flow.text.begin_line(flow.indent)
            flow.text.line = flow.text.line if flow.text.length else element.line
            group.described = False
            return
        element.close = partial(setattr, flow, "indent", flow.indent)
        flow.indent = deeper(flow.indent)
        if group.described:
            flow.text.begin_line(flow.indent)
        elif flow.text.length:
            flow.text.add(": ")
            flow.text.begun = True
        group.described = True

    def _close_footnote(self, label: str, line: int, place: Place) -> None:
        self._flow.footnotes.append(RawFootnote(label, self._flow.turn_back(place), line))

    def _close_heading(self, level: int, place: Place) -> None:
        self._flow.sections.begin(level, self._flow.turn_back(place))

    def _close_cell(self, row: Element, is_head: bool, place: Place) -> None:
        row.cells.append(Cell(self._flow.turn_back(place), is_head))

    def _close_row(self, table: Element, row: Element) -> None:
        if table.heads is None and not table.rows and row.cells and all(cell.is_head for cell in row.cells):
            table.heads, table.line = row.cells, row.line
            return
        table.rows += 1
        shown = row_of(row.cells, table.heads or (), row.line)
        if table.heads:
            self._repeated += shown.length
        if self._repeated > MOST_REPEATED:
            # A long head above thousands of rows would make gigabytes of a small file.
            self.overfull.append(table.line)
            self._repeated, table.heads = 0, None
        self._flow.add_row(shown)

    def _close_table(self, table: Element) -> None:
        if not table.rows and table.heads:
            self._flow.add_row(row_of(table.heads, (), table.line))

    def _close_struck(self) -> None:
        self._count_down("struck")
        if not self._flow.struck:
            self._flow.end_striking()

    def _count_down(self, name: str) -> None:
        setattr(self._flow, name, getattr(self._flow, name) - 1)

    def _close_run(self, name: str, text: GrowingText, start: int, address: str) -> None:
        flow = self._flow
        if text is not flow.text or text.length <= start:
            return
        if name == "a":
            if address:
                text.link(start, address)
        elif text.is_plain_since(start):
            words = text.take_since(start)
            text.add((raised if name == "sup" else lowered)(words, text.since(text.length - 1)))
