"""Words as they come, and where blocks begin and end → an article's paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from bot.library.growing_text import GrowingText
from bot.library.passages import Paragraph
from bot.library.sections import Sections


@dataclass(frozen=True, slots=True)
class RawFootnote:
    """A footnote as it is read: label, text, and the line where it begins."""

    label: str
    text: GrowingText
    line: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reading was when it turned aside, for a heading, a cell or a footnote."""

    text: GrowingText
    indent: str
    joins: bool


DEEPEST_INDENT = 100
"""Spaces. Below fifty levels nothing can be told apart, and thousands would make a small file large."""


def deeper(indent: str) -> str:
    """What stands before a line one level further in."""
    return indent if len(indent) >= DEEPEST_INDENT else f"{indent}  "


class Flow:
    """What was read so far.

    `line` is that of the file which is read, `hidden` and `struck` count the elements around it that hide or
    strike out, `inside` those in which a block is a line: lists, cells, footnotes; `indent` stands before it.
    """

    def __init__(self, title: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self.footnotes: list[RawFootnote] = []
        self.sections = Sections(title)
        self.text = GrowingText()
        self.line = 0
        self.hidden = 0
        self.struck = 0
        self.inside = 0
        self.indent = ""
        self.preserved = 0
        self.joins = False
        self._is_striking = False
        self._is_fresh = True
        self._has_space = False
        self._is_after_break = False

    def words(self, words: str) -> None:
        """Words as they are shown."""
        if self._is_after_break:
            words = words.lstrip(" ")
        if words and not self.hidden:
            self._go_on(is_space=words.isspace())
            self.text.add(words)

    def marker(self, number: str) -> None:
        """A marker of a footnote."""
        if not self.hidden:
            self._go_on(is_space=False)
            self.text.add_marker(number)

    def line_break(self) -> None:
        """The next words begin a line."""
        if self.hidden or self._is_fresh:
            return
        self._has_space = False
        while self.text.since(self.text.length - 1) == " ":
            self.text.take_since(self.text.length - 1)
        self.text.add("\n")
        self._is_after_break = True

    def loose_words(self, words: str) -> None:
        """Words of HTML, in which any white space is one space, and none where a block begins or ends."""
        if self.preserved:
            self.words(words.replace("\n", f"\n{self.indent}"))
            return
        if self._is_fresh:
            words = words.lstrip()
        plain = " ".join(words.split())
        self._has_space |= words[:1].isspace()
        self.words(plain)
        self._has_space |= bool(plain) and words[-1:].isspace()

    def _go_on(self, *, is_space: bool) -> None:
        if self._has_space and not self._is_fresh and not is_space and not self._is_after_break:
            self.text.add(" ")
        self._has_space = self._is_after_break = False
        self.begin()
        if self.struck and not self._is_striking and not is_space:
            # Struck out words stay between the signs that strike them out: without, they'd say the opposite.
            self.text.add("~~")
            self._is_striking = True

    def end_striking(self) -> None:
        """What is struck out ends here, or goes on in another block."""
        if self._is_striking:
            self.text.add("~~")
            self._is_striking = False

    def preformatted(self, text: str) -> None:
        """A block of which every line is kept."""
        self.break_block()
        self.words(text.rstrip("\n").replace("\n", f"\n{self.indent}"))
        self.break_block()

    def begin(self) -> None:
        """Begin what is next, if it isn't begun: a paragraph, or a line of a list, a cell, a footnote."""
        if not self._is_fresh:
            return
        if self.inside:
            self.text.begin_block(self.indent)
        elif self.joins and self.text.length:
            self.text.begin_line("")
        else:
            self.flush()
            self.text.line = self.line
        self._is_fresh = self.joins = False

    def break_block(self) -> None:
        """What comes next begins a block."""
        self.end_striking()
        self._has_space = self._is_after_break = False
        self._is_fresh = True

    def flush(self) -> None:
        """End the paragraph that is read."""
        self.break_block()
        text, self.text = self.text, GrowingText(self.line)
        self.joins = False
        self._add(text, is_row=False)

    def add_row(self, row: GrowingText) -> None:
        """A row of a table: a paragraph, or a line of the list, cell or footnote that the table stands in."""
        if not self.inside:
            self.flush()
            self._add(row, is_row=True)
        elif row.length:
            self.text.begin_line(self.indent)
            self.text.add_text(row)
            self.text.begun = False

    def _add(self, text: GrowingText, *, is_row: bool) -> None:
        words = str(text)
        if not words.strip():
            return
        self.sections.fill()
        self.paragraphs.append(
            Paragraph(
                words,
                tuple(text.markers),
                self.sections.name,
                tuple(text.breaks),
                text.line,
                links=tuple(text.links),
                is_row=is_row,
                is_list=text.is_list,
                heading_footnotes=self.sections.footnotes,
            )
        )

    def turn_aside(self) -> Place:
        """Read into a text of its own, until `turn_back` to the place that is returned."""
        left = Place(self.text, self.indent, self.joins)
        self.text, self.indent, self.joins = GrowingText(self.line), "", False
        self.inside += 1
        return left

    def turn_back(self, place: Place) -> GrowingText:
        """Go on where the reading turned aside; returns what was read since."""
        self.break_block()
        own, self.text, self.indent, self.joins = self.text, place.text, place.indent, place.joins
        self.inside -= 1
        return own

    def close(self) -> None:
        """The file ends."""
        self.flush()
        self.sections.leave(1)
