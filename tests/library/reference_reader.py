"""What a reader sees of Markdown: by GitHub's own parser (cmark-gfm), and by this project's.

Where Footnote shows something in another form on purpose, the reference is put in that form: a row of a table
has its heads before its cells, struck out words stand between `~~`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

from bot.library.markdown import parse_markdown

_UNSEEN = frozenset({"script", "style", "template", "title", "head", "textarea", "iframe", "noembed", "xmp"})
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BREAKS = _HEADINGS | frozenset(
    "p div li ul ol table tr td th blockquote pre br hr dl dt dd section summary details".split()
)
_BACK = re.compile(r"↩\S*")
_LEAD = re.compile(r"^ *(?:(?:•|\d{1,9}\.)(?: |$) *)+")
_STRUCK, _RESTORED = "\ue000", "\ue001"


@dataclass
class Shown:
    """The words of the body in order, the headings, and the lines that a warning or an error names."""

    words: list[str]
    headings: list[str]
    named: list[int] = field(default_factory=list)

    def has_all_of(self, other: Shown) -> bool:
        """Whether the same words are shown, and no heading is missing."""
        own = " › ".join(self.headings)
        return self.words == other.words and all(heading in own for heading in other.headings)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.headings: list[list[str]] = []
        self._open: list[str] = []
        self._heads: list[str] = []
        self._cells: list[list[str]] = []

    @property
    def _into(self) -> list[str]:
        if self._cells and ("td" in self._open or "th" in self._open):
            return self._cells[-1]
        if "li" not in self._open and any(name in _HEADINGS for name in self._open):
            return self.headings[-1]
        return self.text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BREAKS:
            self._into.append("\n")
        if tag in _HEADINGS:
            self.headings.append([])
        elif tag == "img":
            self._into.append(values.get("alt") or "")
        elif tag == "table":
            self._heads = []
        elif tag == "tr":
            self._cells = []
        elif tag in ("td", "th"):
            self._cells.append([])
        elif tag == "input":
            self._into.append("[x] " if "checked" in values else "[ ] ")
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "del":
            self._into.append(_STRUCK)

    def handle_endtag(self, tag: str) -> None:
        if tag == "del":
            self._into.append(_RESTORED)
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "tr":
            cells = ["".join(cell).strip() for cell in self._cells]
            self._cells = []
            if "thead" in self._open:
                self._heads = cells
            else:
                self._add_row(cells)
        elif tag == "table" and self._heads:
            self._add_row(self._heads, with_heads=False)
        elif tag == "tbody":
            self._heads = []
        if tag in _BREAKS:
            self._into.append("\n")

    def _add_row(self, cells: list[str], *, with_heads: bool = True) -> None:
        heads = [f"{head}: " if head and with_heads else "" for head in self._heads]
        heads += [""] * len(cells)
        self.text += [" · ".join(head + cell for head, cell in zip(heads, cells, strict=False) if cell), "\n"]

    def handle_data(self, data: str) -> None:
        if not any(name in _UNSEEN for name in self._open):
            self._into.append(data)


def shown_in_html(html: str) -> Shown:
    """The words of a page."""
    reader = _Words()
    reader.feed(html.replace("<!-->", "").replace("<!--->", ""))  # whole comments, for a browser
    reader.close()
    text = re.sub(rf"{_STRUCK}\s*|\s*{_RESTORED}", "~~", "".join(reader.text))
    return Shown(_BACK.sub("", text).split(), [" ".join("".join(each).split()) for each in reader.headings])


def shown_by_github(markdown: str) -> Shown:
    """The words that GitHub's parser shows; its markers are numbers, and stand in brackets here."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=options)
    html = re.sub(r'<sup class="footnote-ref"><a [^>]*>(\d+)</a></sup>', r"[\1]", html)
    return shown_in_html(html)


def shown_by_footnote(markdown: str) -> Shown:
    """The words that Footnote shows, those of the footnotes last, as on GitHub."""
    parsed = parse_markdown(markdown)
    words: list[str] = []
    headings: list[str] = []
    for paragraph in parsed.paragraphs:
        for line in paragraph.text.split("\n"):
            words += (_LEAD.sub("", line) if paragraph.is_list else line).split()
        headings += [paragraph.section] if paragraph.section else []
    for footnote in parsed.footnotes:
        words += " ".join(_LEAD.sub("", line) for line in footnote.text.split("\n")).split()
    return Shown(words, headings, [line for line, _ in (*parsed.warnings, *parsed.errors)])
