"""Elements as they open and close, and the words in them → an article's paragraphs, sections and footnotes.

Markdown and HTML are told in the same calls. Nothing here calls itself: how deep elements nest is no matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from bot.library.bounds import LONGEST_HEADING
from bot.library.growing_text import GrowingText
from bot.library.html_tags import BLOCKS, is_hidden
from bot.library.passages import Paragraph
from bot.library.scripts import lowered, raised
from bot.library.table_rows import Cell, row_of

_LEADS_IN = re.compile(r"[:：]\W*$")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRUCK = frozenset({"del", "s", "strike"})
_ITEMS = frozenset({"li", "dt", "dd", "tr", "td", "th"})
_ENDED_BY: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr"})),
}
"""What ends by itself where another of its kind begins in the same list or table."""


@dataclass(slots=True)
class _Element:
    """An element that is open, and what has to be put right where it closes."""

    name: str
    is_markdown: bool
    line: int
    is_hidden: bool = False
    close: Callable[[], None] | None = None
    number: int | None = None
    described: bool = False
    heads: list[Cell] | None = None
    rows: int = 0
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawFootnote:
    """A footnote as it is read: label, text, and the line where it begins."""

    label: str
    text: GrowingText
    line: int


class Flow:
    """What was read so far. `bare` are headings, by line, with no words below; `lengthy` are lines of too long ones.

    `title`: a first-level heading of these words is the article's title again.
    """

    def __init__(self, title: str) -> None:
        self._title = " ".join(title.split()).casefold()
        self.paragraphs: list[Paragraph] = []
        self.footnotes: list[RawFootnote] = []
        self.lengthy: list[int] = []
        self.bare: list[tuple[int, str]] = []
        self._headings: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._bare: dict[int, tuple[int, str]] = {}
        self._open: list[_Element] = []
        self._hidden = 0
        self._struck = 0
        self._inside = 0
        self._indent = ""
        self._is_striking = False
        self._is_fresh = True
        self._joins = False
        self._has_space = False
        self.line = 0
        self.text = GrowingText()

    @property
    def is_hidden(self) -> bool:
        """Whether words aren't shown where the reading stands."""
        return self._hidden > 0

    def words(self, words: str) -> None:
        """Words as they are shown."""
        if words and not self._hidden:
            self._go_on(is_space=words.isspace())
            self.text.add(words)

    def marker(self, number: str) -> None:
        """A marker of a footnote."""
        if not self._hidden:
            self._go_on(is_space=False)
            self.text.add_marker(number)

    def line_break(self) -> None:
        """The next words begin a line."""
        if not self._hidden and not self._is_fresh:
            self._has_space = False
            self.text.add("\n")

    def loose_words(self, words: str) -> None:
        """Words of HTML, in which any white space is one space, and none where a block begins or ends."""
        if self._is_fresh:
            words = words.lstrip()
        plain = " ".join(words.split())
        self._has_space |= bool(words[:1].isspace())
        self.words(plain)
        self._has_space |= bool(plain and words[-1:].isspace())

    def _go_on(self, *, is_space: bool) -> None:
        if self._has_space and not self._is_fresh and not is_space:
            self.text.add(" ")
        self._has_space = False
        self.begin()
        if self._struck and not self._is_striking and not is_space:
            self.text.add("~~")
            self._is_striking = True

    def preformatted(self, text: str) -> None:
        """A block of which every line is kept."""
        self.break_block()
        self.words(text.rstrip("\n").replace("\n", f"\n{self._indent}"))
        self.break_block()

    def begin(self) -> None:
        """Begin what is next: a paragraph, or a line inside a list, a cell, a footnote."""
        if not self._is_fresh:
            return
        self._is_fresh = False
        if self._inside:
            self.text.begin_block(self._indent)
        elif self._joins and self.text.length:
            self.text.begin_line("")
        else:
            self.flush()
            self._is_fresh = False
            self.text.line = self.line
        self._joins = False

    def break_block(self) -> None:
        """What comes next begins a block."""
        self._end_striking()
        self._has_space = False
        self._is_fresh = True

    def join_next(self) -> None:
        """What was read last leads in what comes next, as the title of a note does."""
        self._joins = True

    def flush(self) -> None:
        """End the paragraph that is read."""
        self._end_striking()
        text, self.text = self.text, GrowingText(self.line)
        self._is_fresh, self._joins = True, False
        self._add(text)

    def _add(self, text: GrowingText, *, is_row: bool = False) -> None:
        if not str(text).strip():
            return
        levels = sorted(self._headings)
        for level in levels:
            self._bare.pop(level, None)
        section = " › ".join(self._headings[level][0] for level in levels) or None
        cited = tuple(dict.fromkeys(n for level in levels for n in self._headings[level][1]))
        self.paragraphs.append(
            Paragraph(
                str(text),
                tuple(text.markers),
                section,
                tuple(text.breaks),
                text.line,
                links=tuple(text.links),
                is_row=is_row,
                is_list=text.is_list,
                heading_footnotes=cited,
            )
        )

    def _end_striking(self) -> None:
        if self._is_striking:
            self.text.add("~~")
            self._is_striking = False

    def open(self, name: str, attributes: Mapping[str, str], *, is_markdown: bool = False) -> None:
        """An element begins in line `self.line`."""
        if name in _ENDED_BY and not is_markdown:
            self._close_open(*_ENDED_BY[name])
        element = _Element(name, is_markdown, self.line, is_hidden(name, attributes))
        self._open.append(element)
        self._hidden += element.is_hidden
        if self._hidden:
            return
        if name in BLOCKS or name == "footnote":
            self.break_block()
            self._open_block(element, attributes)
        elif name in _STRUCK:
            self._struck += 1
            element.close = self._close_struck
        elif name in ("sup", "sub", "a"):
            self.begin()
            element.close = partial(self._close_run, name, self.text, self.text.length, attributes.get("href"))
        elif name in ("q", "rt"):
            before, after = "“”" if name == "q" else "()"
            self.words(before)
            element.close = partial(self.words, after)

    def close(self, name: str, *, is_markdown: bool = False) -> None:
        """An element ends, and with it all that was begun in it. An end of nothing is nothing."""
        for place in range(len(self._open) - 1, -1, -1):
            element = self._open[place]
            if element.name == name and element.is_markdown == is_markdown:
                self._close_from(place)
                return
            if element.is_markdown and not is_markdown:
                return

    def close_all(self) -> None:
        """The file ends."""
        self._close_from(0)
        self.flush()
        self._leave_headings(1)

    def _close_open(self, names: frozenset[str], within: frozenset[str]) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            element = self._open[place]
            if element.name in within or element.is_markdown:
                return
            if element.name in names:
                self._close_from(place)
                return

    def _close_from(self, place: int) -> None:
        while len(self._open) > place:
            element = self._open.pop()
            if element.close:
                element.close()
            if not self._hidden and (element.name in BLOCKS or element.name == "footnote"):
                self.break_block()
            self._hidden -= element.is_hidden
            if element.name == "summary":
                self.join_next()

    def _within(self, *names: str) -> _Element | None:
        return next((element for element in reversed(self._open[:-1]) if element.name in names), None)

    def _open_block(self, element: _Element, attributes: Mapping[str, str]) -> None:
        name = element.name
        if name in ("ul", "ol", "menu", "dir", "dl"):
            if not self._inside and not (name != "dl" and _LEADS_IN.search(self.text.since(self.text.length - 40))):
                self.flush()
            element.close = partial(self._leave, self._indent)
            self._inside += 1
            first = attributes.get("start", "1")
            element.number = int(first) if name == "ol" and first.isascii() and first.isdigit() else None
            if name == "ol" and element.number is None:
                element.number = 1
        elif name == "li":
            self._open_item(element)
        elif name in ("dt", "dd"):
            self._open_definition(element)
        elif name == "table":
            element.close = partial(self._close_table, element)
        elif name in ("td", "th"):
            row = self._within("tr")
            if row is not None:
                element.close = partial(self._close_cell, row, name, *self._turn_aside())
        elif name == "tr":
            table = self._within("table")
            if table is not None:
                element.close = partial(self._close_row, table, element)
        elif name == "footnote":
            element.close = partial(self._close_footnote, attributes["label"], self.line, *self._turn_aside())
        elif name in _HEADINGS and not self._inside:
            self.flush()
            element.close = partial(self._close_heading, _HEADINGS[name], self.line, *self._turn_aside())
        elif name == "hr" and not self._inside:
            self.flush()

    def _open_item(self, element: _Element) -> None:
        listed = self._within("ul", "ol", "menu", "dir")
        if listed is None:
            return
        lead = "• "
        if listed.number is not None:
            lead, listed.number = f"{listed.number}. ", listed.number + 1
        if not self.text.length:
            self.text.line = self.line
        self.text.is_list = True
        self.text.begin_line(self._indent + lead)
        element.close = partial(setattr, self, "_indent", self._indent)
        self._indent += "  "

    def _open_definition(self, element: _Element) -> None:
        group = self._within("dl")
        if group is None:
            return
        if element.name == "dt":
            if group.described and self._inside == 1:
                self.flush()
            elif self.text.length:
                self.text.begin_line(self._indent)
            group.described = False
            if not self.text.length:
                self.text.line = self.line
            return
        element.close = partial(setattr, self, "_indent", self._indent)
        self._indent += "  "
        if group.described:
            self.text.begin_line(self._indent)
        elif self.text.length:
            self.text.add(": ")
            self.text.begun = True
        group.described = True

    def _leave(self, indent: str) -> None:
        self._inside -= 1
        self._indent = indent
        if not self._inside:
            self.flush()

    def _turn_aside(self) -> tuple[GrowingText, str, bool]:
        """Read into a text of its own; what is returned goes back."""
        left = self.text, self._indent, self._joins
        self.text, self._indent, self._joins = GrowingText(self.line), "", False
        self._inside += 1
        return left

    def _turn_back(self, text: GrowingText, indent: str, joins: bool) -> GrowingText:
        self._end_striking()
        own, self.text, self._indent, self._joins = self.text, text, indent, joins
        self._inside -= 1
        self._is_fresh = True
        return own

    def _close_footnote(self, label: str, line: int, *left: object) -> None:
        self.footnotes.append(RawFootnote(label, self._turn_back(*left), line))  # type: ignore[arg-type]

    def _close_heading(self, level: int, line: int, *left: object) -> None:
        text = self._turn_back(*left)  # type: ignore[arg-type]
        # The words alone: a section's name doesn't hold its markers, its passages name their footnotes.
        words, position = "", 0
        for marker in text.markers:
            words += str(text)[position : marker.span.start]
            position = marker.span.end
        words = " ".join((words + str(text)[position:]).split())
        self._leave_headings(level)
        if len(words) > LONGEST_HEADING:
            self.lengthy.append(line)
        elif words and not (level == 1 and words.casefold() == self._title):
            self._headings[level] = words, tuple(dict.fromkeys(m.number for m in text.markers))
            self._bare[level] = line, words

    def _leave_headings(self, level: int) -> None:
        self._headings = {above: held for above, held in self._headings.items() if above < level}
        self.bare += [self._bare.pop(below) for below in sorted(self._bare) if below >= level]

    def _close_cell(self, row: _Element, name: str, *left: object) -> None:
        row.cells.append(Cell(self._turn_back(*left), name == "th"))  # type: ignore[arg-type]

    def _close_row(self, table: _Element, row: _Element) -> None:
        if table.heads is None and not table.rows and row.cells and all(cell.is_head for cell in row.cells):
            table.heads = row.cells
            table.line = row.line
            return
        table.rows += 1
        self._add_row(row_of(row.cells, table.heads or (), row.line))

    def _close_table(self, table: _Element) -> None:
        if not table.rows and table.heads:
            self._add_row(row_of(table.heads, (), table.line))

    def _add_row(self, row: GrowingText) -> None:
        if self._inside:
            self.text.begin_line(self._indent)
            self.text.add_text(row)
            self.text.begun = False
        else:
            self.flush()
            self._add(row, is_row=True)

    def _close_struck(self) -> None:
        self._struck -= 1
        if not self._struck:
            self._end_striking()

    def _close_run(self, name: str, text: GrowingText, start: int, address: str | None) -> None:
        if text is not self.text or text.length <= start:
            return
        if name == "a":
            if address:
                text.link(start, address)
        elif text.is_plain_since(start):
            words = text.take_since(start)
            write = raised if name == "sup" else lowered
            text.add(write(words, text.since(text.length - 1)))
