"""An article's Markdown body → paragraphs and footnotes, as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref
from mdit_py_plugins.front_matter import front_matter_plugin

from bot.library.bounds import LONGEST_HEADING, is_crowded
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
    in footnotes included; `unread` are lines of HTML, which isn't shown (comments are meant not to be).
    `crowded` are lines of paragraphs with more brackets than are read, `lengthy` those of headings that are
    longer than can be shown.
    """

    front_matter: str | None
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[FootnoteDefinition, ...]
    citations: tuple[tuple[str, int], ...]
    unread: tuple[int, ...]
    crowded: tuple[int, ...] = ()
    lengthy: tuple[int, ...] = ()


LONGEST_LABEL = 40
"""Characters. A footnote's label travels in Discord's custom ids, which hold 100 in all."""

_LABEL = re.compile(rf"\[\^[^\s\]]{{1,{LONGEST_LABEL}}}\]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    # Lists nest two levels each: with CommonMark's 20 the words of the tenth list would be lost.
    parser = MarkdownIt("commonmark", {"maxNesting": 100})
    parser.use(front_matter_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.inline.ruler.at("footnote_ref", _footnote_ref)
    # Blocks become a tree; the words in them are read as the flat run they are, however deep emphasis nests.
    parser.disable("inline")
    return parser


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    """The plug-in's rule, a marker without a footnote included, kept from looking for an end far away."""
    return bool(_LABEL.match(state.src, state.pos)) and footnote_ref(state, silent, always_match=True)


def parse_markdown(text: str) -> MarkdownArticle:
    """Parse an article file's text. Any text is Markdown, so nothing is raised."""
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    reader = _Reader(env)
    for node in SyntaxTreeNode(tokens).children:
        reader.read(node)
    return MarkdownArticle(
        front_matter=reader.front_matter,
        paragraphs=tuple(reader.paragraphs),
        footnotes=tuple(reader.footnotes),
        citations=tuple(reader.citations),
        unread=tuple(reader.unread),
        crowded=tuple(reader.crowded),
        lengthy=tuple(reader.lengthy),
    )


@dataclass
class _Text:
    """A text as it grows, with the markers and forced sentence bounds in it.

    `begun`: a line stands open, with a list item's lead or with nothing, for the next block to go on.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    markers: list[Marker] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    begun: bool = True

    def __str__(self) -> str:
        return "".join(self.parts)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def add_marker(self, number: str) -> None:
        start = self.length
        self.add(f"[{number}]")
        self.markers.append(Marker(number, Span(start, self.length)))

    def begin_line(self, lead: str) -> None:
        if self.length:
            self.add("\n")
            self.breaks.append(self.length)
        self.add(lead)
        self.begun = True

    def begin_block(self, indent: str) -> None:
        if not self.begun:
            self.begin_line(indent)
        self.begun = False


@dataclass
class _Reader:
    env: dict[str, Any]
    front_matter: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    footnotes: list[FootnoteDefinition] = field(default_factory=list)
    citations: list[tuple[str, int]] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    crowded: list[int] = field(default_factory=list)
    lengthy: list[int] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)

    def read(self, node: SyntaxTreeNode) -> None:
        """Read one block at the top of the file, or inside a quotation."""
        if node.type == "front_matter":
            self.front_matter = node.content
        elif node.type == "heading":
            self._read_heading(node)
        elif node.type == "blockquote":
            for child in node.children:
                self.read(child)
        else:
            text = _Text()
            self._block(node, text, "")
            self._add_paragraph(text, _line(node))

    def _add_paragraph(self, text: _Text, line: int) -> None:
        words = str(text)
        if words.strip():
            section = " › ".join(self.headings[level] for level in sorted(self.headings)) or None
            markers, breaks = tuple(text.markers), tuple(text.breaks)
            self.paragraphs.append(Paragraph(words, markers, section, breaks, line))

    def _read_heading(self, node: SyntaxTreeNode) -> None:
        level = int(node.tag[1])
        text = _Text()
        self._words(node, text)
        self.headings = {above: heading for above, heading in self.headings.items() if above < level}
        # The words alone: a heading's marker stays cited, but a section's name doesn't carry it.
        words = "".join(_without_markers(str(text), text.markers)).strip()
        if len(words) > LONGEST_HEADING:
            self.lengthy.append(_line(node))
        elif level > 1 and words:
            self.headings[level] = words

    def _block(self, node: SyntaxTreeNode, text: _Text, indent: str) -> None:
        if node.type in ("paragraph", "heading"):
            text.begin_block(indent)
            self._words(node, text)
        elif node.type in ("code_block", "fence"):
            text.begin_block(indent)
            text.add(node.content.rstrip("\n").replace("\n", f"\n{indent}"))
        elif node.type in ("bullet_list", "ordered_list"):
            self._list(node, text, indent)
        elif node.type == "footnote_reference":
            footnote = _Text()
            for child in node.children:
                self._block(child, footnote, "")
            self.footnotes.append(
                FootnoteDefinition(label_shown(node.meta["label"]), str(footnote), _line(node))
            )
        elif node.type == "html_block":
            if not _is_comment(node.content):
                self.unread.append(_line(node))
        else:
            for child in node.children:
                self._block(child, text, indent)

    def _list(self, node: SyntaxTreeNode, text: _Text, indent: str) -> None:
        first = int(node.attrs.get("start", 1))
        for index, item in enumerate(node.children):
            lead = "• " if node.type == "bullet_list" else f"{first + index}. "
            text.begin_line(indent + lead)
            for child in item.children:
                self._block(child, text, indent + "  ")

    def _words(self, node: SyntaxTreeNode, text: _Text) -> None:
        for inline in node.children:
            if is_crowded(inline.content):
                self.crowded.append(_line(node))
                text.add(inline.content)
                continue
            tokens: list[Token] = []
            _parser().inline.parse(inline.content, _parser(), self.env, tokens)
            self._run(tokens, text, _line(node))

    def _run(self, tokens: Iterable[Token], text: _Text, line: int) -> None:
        for token in tokens:
            if token.type == "footnote_ref":
                number = label_shown(token.meta["label"])
                self.citations.append((number, line))
                text.add_marker(number)
            elif token.type == "softbreak":
                text.add(" ")
                line += 1
            elif token.type == "hardbreak":
                text.add("\n")
                line += 1
            elif token.type == "image":
                self._run(token.children or (), text, line)
            elif token.type != "html_inline":
                text.add(token.content)
            elif _LINE_BREAK.fullmatch(token.content):
                text.add("\n")


def label_shown(label: str) -> str:
    """A label as readers see it: Markdown's labels can't hold a space, so `note_1` stands for `note 1`."""
    return label.replace("_", " ")


def label_written(number: str) -> str:
    """A label as it stands in an article file; the other way of `label_shown`."""
    return number.replace(" ", "_")


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 0


def _is_comment(html: str) -> bool:
    """Whether nothing is lost with `html`: an unclosed comment swallows the rest of an article."""
    return not _COMMENT.sub("", html).strip() and html.rfind("<!--") < html.rfind("-->")


def _without_markers(text: str, markers: Iterable[Marker]) -> Iterator[str]:
    position = 0
    for marker in markers:
        yield text[position : marker.span.start]
        position = marker.span.end
    yield text[position:]
