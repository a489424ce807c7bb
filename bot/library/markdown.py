"""An article's Markdown body → paragraphs and footnotes, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.library.model import Marker, Span
from bot.library.passages import Paragraph


@dataclass(frozen=True, slots=True)
class FootnoteDefinition:
    """A `[^number]: text` of the file, and the line it stands on (from 1)."""

    number: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class MarkdownArticle:
    """What stands in an article file. Lines count from 1.

    `front_matter` is None where the file has none. `citations` are all markers, those
    in footnotes included; `unread` are lines of HTML, which isn't shown.
    """

    front_matter: str | None
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[FootnoteDefinition, ...]
    citations: tuple[tuple[str, int], ...]
    unread: tuple[int, ...]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.use(front_matter_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    return parser


def parse_markdown(text: str) -> MarkdownArticle:
    """Parse an article file's text. Any text is Markdown, so nothing is raised."""
    reader = _Reader()
    for node in SyntaxTreeNode(_parser().parse(text)).children:
        reader.read(node)
    return MarkdownArticle(
        front_matter=reader.front_matter,
        paragraphs=tuple(reader.paragraphs),
        footnotes=tuple(reader.footnotes),
        citations=tuple(reader.citations),
        unread=tuple(reader.unread),
    )


@dataclass
class _Text:
    """A text as it grows, with the markers and forced sentence bounds in it."""

    text: str = ""
    markers: list[Marker] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def add_marker(self, number: str) -> None:
        shown = f"[{number}]"
        self.markers.append(Marker(number, Span(len(self.text), len(self.text) + len(shown))))
        self.text += shown

    def begin_line(self, lead: str) -> None:
        if self.text:
            self.text += "\n"
            self.breaks.append(len(self.text))
        self.text += lead


@dataclass
class _Reader:
    front_matter: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    footnotes: list[FootnoteDefinition] = field(default_factory=list)
    citations: list[tuple[str, int]] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)

    def read(self, node: SyntaxTreeNode) -> None:
        """Read one block at the top of the file, or inside a quotation."""
        line = node.map[0] + 1 if node.map else 0
        if node.type == "front_matter":
            self.front_matter = node.content
        elif node.type == "heading":
            self._read_heading(node, line)
        elif node.type == "blockquote":
            for child in node.children:
                self.read(child)
        elif node.type == "footnote_reference":
            text = _Text()
            self._blocks(node, text, "")
            self.footnotes.append(FootnoteDefinition(label_shown(node.meta["label"]), text.text, line))
        elif node.type == "html_block":
            if not node.content.lstrip().startswith("<!--"):
                self.unread.append(line)
        elif node.type != "hr":
            text = _Text()
            self._block(node, text, "")
            self._add_paragraph(text, line)

    def _add_paragraph(self, text: _Text, line: int) -> None:
        if text.text.strip():
            section = " › ".join(self.headings[level] for level in sorted(self.headings)) or None
            markers, breaks = tuple(text.markers), tuple(text.breaks)
            self.paragraphs.append(Paragraph(text.text, markers, section, breaks, line))

    def _read_heading(self, node: SyntaxTreeNode, line: int) -> None:
        level = int(node.tag[1])
        text = _Text()
        self._inline(node, text, line)
        self.headings = {above: heading for above, heading in self.headings.items() if above < level}
        # The words alone: a heading's marker stays cited, but a section's name doesn't carry it.
        words = "".join(_without_markers(text)).strip()
        if level > 1 and words:
            self.headings[level] = words

    def _blocks(self, node: SyntaxTreeNode, text: _Text, indent: str) -> None:
        for index, child in enumerate(node.children):
            if index and child.type not in ("bullet_list", "ordered_list"):
                text.begin_line(indent)
            self._block(child, text, indent)

    def _block(self, node: SyntaxTreeNode, text: _Text, indent: str) -> None:
        line = node.map[0] + 1 if node.map else 0
        if node.type == "paragraph":
            self._inline(node, text, line)
        elif node.type in ("bullet_list", "ordered_list"):
            self._list(node, text, indent)
        elif node.type in ("code_block", "fence"):
            text.text += node.content.rstrip("\n")
        elif node.type == "html_block":
            self.unread.append(line)
        else:
            self._blocks(node, text, indent)

    def _list(self, node: SyntaxTreeNode, text: _Text, indent: str) -> None:
        first = int(node.attrs.get("start", 1))
        for index, item in enumerate(node.children):
            lead = "• " if node.type == "bullet_list" else f"{first + index}. "
            text.begin_line(indent + lead)
            self._blocks(item, text, indent + "  ")

    def _inline(self, node: SyntaxTreeNode, text: _Text, line: int) -> None:
        for child in _leaves(node):
            if child.type == "footnote_ref":
                number = label_shown(child.meta["label"])
                self.citations.append((number, line))
                text.add_marker(number)
            elif child.type in ("softbreak", "hardbreak"):
                text.text += " " if child.type == "softbreak" else "\n"
                line += 1
            elif child.type == "image":
                text.text += "".join(leaf.content for leaf in _leaves(child))
            elif child.type != "html_inline":
                text.text += child.content


def label_shown(label: str) -> str:
    """A label as readers see it: Markdown's labels can't hold a space, so `note_1` stands for `note 1`."""
    return label.replace("_", " ")


def label_written(number: str) -> str:
    """A label as it stands in an article file; the other way of `label_shown`."""
    return number.replace(" ", "_")


def _leaves(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for child in node.children:
        if child.children and child.type != "image":
            yield from _leaves(child)
        else:
            yield child


def _without_markers(text: _Text) -> Iterator[str]:
    position = 0
    for marker in text.markers:
        yield text.text[position : marker.span.start]
        position = marker.span.end
    yield text.text[position:]
