"""An article's Markdown body → paragraphs and footnotes, as a reader sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from bot.library.block_rules import MOST_NESTED
from bot.library.citations import NumberedLink, References, label_shown, label_written
from bot.library.elements import Elements
from bot.library.flow import Flow, RawFootnote
from bot.library.growing_text import GrowingText
from bot.library.html_reader import read_html
from bot.library.inline import InlineReader
from bot.library.inline_rules import LONGEST_LABEL
from bot.library.model import Link, Marker
from bot.library.passages import Paragraph
from bot.library.syntax import parser

__all__ = [
    "LONGEST_LABEL",
    "FootnoteDefinition",
    "MarkdownArticle",
    "label_shown",
    "label_written",
    "parse_markdown",
]


@dataclass(frozen=True, slots=True)
class FootnoteDefinition:
    """A footnote of the file, and the line it stands on (from 1)."""

    number: str
    text: str
    line: int
    links: tuple[Link, ...] = ()
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkdownArticle:
    """What stands in an article's body. Lines count from 1.

    `citations` are all markers, those in footnotes included. `warnings` name what isn't shown as it is
    written, `errors` what can't be read. `crowded` are lines of paragraphs with more brackets than are read,
    `lengthy` those of headings that are longer than can be shown.
    """

    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[FootnoteDefinition, ...]
    citations: tuple[tuple[str, int], ...]
    warnings: tuple[tuple[int, str], ...]
    errors: tuple[tuple[int, str], ...] = ()
    crowded: tuple[int, ...] = ()
    lengthy: tuple[int, ...] = ()


def parse_markdown(text: str, title: str = "") -> MarkdownArticle:
    """Parse an article's body. Any text is Markdown, so nothing is raised.

    A first-level heading that says `title` is the article's own, and no section's.
    """
    env: dict[str, Any] = {}
    tokens = parser().parse(text, env)
    reader = _Reader(env, title, text)
    reader.read(tokens)
    return reader.article()


class _Reader:
    def __init__(self, env: dict[str, Any], title: str, text: str) -> None:
        labels = [label[1:] for label in env.get("footnotes", {}).get("refs", {})]
        numbered = {label: found for label, found in env.get("references", {}).items() if label.isdigit()}
        self._numbered = numbered
        self._env = env
        self._lines = text.split("\n")
        self._warnings: dict[tuple[int, str], None] = {}
        self._flow = Flow(title)
        self._elements = Elements(self._flow)
        self._references = References(labels, numbered)
        self._inline = InlineReader(self._flow, self._elements, self._references, env, self._warn)
        self._columns = 0
        self._in_head = False

    def _warn(self, line: int, message: str) -> None:
        self._warnings[line, message] = None

    def read(self, tokens: list[Token]) -> None:
        """Read the whole file, and then what its markers lead to."""
        for token in tokens:
            self._block(token)
        flow, references = self._flow, self._references
        self._elements.close_all()
        for line in self._elements.overfull:
            self._warn(line, "a table is so large that its last rows stand without heads; part it")
        for line, heading in flow.sections.bare:
            self._warn(line, f"the heading “{heading[:60]}” isn't shown, for there are no words below it")
        for note in references.notes:  # a note may hold notes, which are added on the way
            flow.line = note.line
            self._elements.open("footnote", {"label": note.number}, is_markdown=True)
            self._inline.read(note.markdown, note.line)
            self._elements.close("footnote", is_markdown=True)
        flow.footnotes += map(_where, references.links)
        self._warn_of_addresses({link.number for link in references.links})

    def _warn_of_addresses(self, cited: Collection[str]) -> None:
        for label, found in self._numbered.items():
            if label not in cited:
                self._warn(found["map"][0] + 1, f"the address [{label}] is cited nowhere and isn't shown")
        for found in self._env.get("duplicate_refs", ()):
            label = found["label"][:60]
            self._warn(found["map"][0] + 1, f"[{label}] has an address further above already, which is kept")

    def article(self) -> MarkdownArticle:
        """What was read."""
        flow = self._flow
        endless = self._env.get("endless_comment")
        message = "“%%” begins a comment that has no end; add “%%” behind it, or write “\\%%”"
        return MarkdownArticle(
            paragraphs=tuple(flow.paragraphs),
            footnotes=tuple(
                FootnoteDefinition(
                    label_shown(note.label),
                    str(note.text),
                    note.line,
                    tuple(note.text.links),
                    tuple(note.text.markers),
                )
                for note in sorted(flow.footnotes, key=lambda footnote: footnote.line)
            ),
            citations=tuple(self._references.citations),
            warnings=tuple(sorted(self._warnings)),
            errors=((endless, message),) if endless else (),
            crowded=tuple(self._inline.crowded),
            lengthy=tuple(flow.sections.lengthy),
        )

    def _block(self, token: Token) -> None:
        flow = self._flow
        if token.map:
            flow.line = token.map[0] + 1
        if token.type == "inline":
            self._inline.read(token.content, flow.line)
        elif token.type in ("fence", "code_block", "math_block"):
            flow.preformatted(token.content)
        elif token.type == "html_block":
            read_html(token.content, flow, self._elements, flow.line, self._warn)
        elif token.type == "hr":
            self._elements.open("hr", {}, is_markdown=True)
            self._elements.close("hr", is_markdown=True)
        elif token.type == "comment":
            self._warn(flow.line, "the words between “%%” and “%%” are a comment and not shown")
        elif token.type == "too_deep":
            self._warn(
                flow.line,
                f"lists and quotations nest deeper than {MOST_NESTED} levels; the rest is shown as written",
            )
            flow.preformatted(token.content)
        elif token.nesting > 0:
            self._open(token)
        else:
            self._close(token)

    def _open(self, token: Token) -> None:
        attributes = {name: str(value) for name, value in token.attrs.items()}
        name = token.tag
        if token.type == "footnote_reference_open":
            name, attributes = "footnote", {"label": token.meta["label"]}
        elif name in ("thead", "tbody"):
            self._in_head = name == "thead"
        elif name == "tr":
            self._warn_of_cells(token)
        self._elements.open(name, attributes, is_markdown=True)

    def _close(self, token: Token) -> None:
        is_footnote = token.type == "footnote_reference_close"
        self._elements.close("footnote" if is_footnote else token.tag, is_markdown=True)
        if token.type == "alert_title_close":
            self._flow.joins = True

    def _warn_of_cells(self, token: Token) -> None:
        """Cells beyond the columns that the table's head names are not a part of the table."""
        if not token.map:
            return
        line = self._lines[token.map[0]].strip(" \t>")
        cells = escapedSplit(line.strip())
        count = len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")
        if self._in_head:
            self._columns = count
        elif count > self._columns:
            self._warn(
                token.map[0] + 1, "a row has more cells than the table's head, which aren't shown; add heads"
            )


def _where(link: NumberedLink) -> RawFootnote:
    text = GrowingText(link.line)
    text.add(f"{link.title}, " if link.title else "")
    start = text.length
    text.add(link.url)
    text.link(start, link.url)
    return RawFootnote(label_written(link.number), text, link.line)
