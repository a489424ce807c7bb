"""What a reader sees of Markdown by GitHub's own parser (cmark-gfm): the words of its HTML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

_UNSEEN = frozenset({"script", "style", "template", "title", "head", "textarea", "iframe", "noembed", "xmp"})
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BREAKS = frozenset(
    "p div li ul ol table tr td th blockquote pre br hr dl dt dd section summary details".split()
)
_BACK = re.compile(r"↩\S*")


@dataclass
class Shown:
    """The words of the body in order, and the headings."""

    words: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.headings: list[list[str]] = []
        self.open: list[str] = []
        self.heads: list[list[str]] = []
        self.cells: list[list[str]] = []

    @property
    def _into(self) -> list[str]:
        if self.cells and ("td" in self.open or "th" in self.open):
            return self.cells[-1]
        if "li" not in self.open and any(name in _HEADINGS for name in self.open):
            return self.headings[-1]
        return self.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BREAKS or tag in _HEADINGS:
            self._into.append("\n")
        if tag in _HEADINGS:
            self.headings.append([])
        if tag == "img":
            self._into.append(values.get("alt") or "")
        if tag == "table":
            self.heads = []
        if tag == "tr":
            self.cells = []
        if tag in ("td", "th"):
            self.cells.append([])
        if tag == "input":
            self._into.append("[x] " if "checked" in values else "[ ] ")
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "del":
            self._into.append("~~")

    def handle_endtag(self, tag: str) -> None:
        if tag == "del":
            self._into.append("~~")
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag == "thead":
            self.heads, self.cells = self.cells, []
        if tag == "tr" and "thead" not in self.open:
            self._add_row(self.heads, self.cells)
            self.cells = []
        if tag == "table" and self.heads and not self.cells:
            pass
        if tag in _BREAKS or tag in _HEADINGS:
            self._into.append("\n")

    def _add_row(self, heads: list[list[str]], cells: list[list[str]]) -> None:
        shown = []
        for place, cell in enumerate(cells):
            if "".join(cell).strip():
                head = "".join(heads[place]).strip() if place < len(heads) else ""
                shown.append((f"{head}: " if head else "") + "".join(cell))
        self.text += [" · ".join(shown), "\n"]

    def handle_data(self, data: str) -> None:
        if not any(name in _UNSEEN for name in self.open):
            self._into.append(data)


def shown_by_reference(markdown: str) -> Shown:
    """The words that GitHub's parser shows of `markdown`."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    rendered = cmarkgfm.github_flavored_markdown_to_html(markdown, options=options)
    # The parser escapes what GitHub never shows: the reader sees neither tag nor words then.
    reader = _Words()
    reader.feed(rendered)
    reader.close()
    text = "".join(reader.text)
    return Shown(_BACK.sub("", text).split(), [" ".join("".join(h).split()) for h in reader.headings])


def words_of_html(words: str) -> str:
    """Entities decoded."""
    return html.unescape(words)
