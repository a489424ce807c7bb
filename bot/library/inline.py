"""The words of a block: Markdown's run of tokens → words, markers and links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from bot.library import inline_rules
from bot.library.bounds import is_crowded
from bot.library.citations import References
from bot.library.elements import Elements
from bot.library.flow import Flow
from bot.library.html_reader import Warn, kept_address, read_html, warn_of_image
from bot.library.syntax import parser

_NUMBER = re.compile(r"(\[?)(\d{1,4})(\]?)")
_CITES_AFTER = re.compile(r"[\w.,;:!?)\]\"'”’»…。！？]")
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}")


class InlineReader:
    """Reads the inline content of blocks into a flow."""

    def __init__(
        self, flow: Flow, elements: Elements, references: References, env: dict[str, Any], warn: Warn
    ) -> None:
        self._flow = flow
        self._elements = elements
        self._references = references
        self._env = env
        self._warn = warn
        self.crowded: list[int] = []

    def read(self, markdown: str, line: int) -> None:
        """Read `markdown`, which begins in `line`."""
        self._flow.line = line
        if not markdown:
            return
        if is_crowded(markdown):
            self.crowded.append(line)
            self._flow.words(markdown)
            return
        tokens: list[Token] = []
        parser().inline.parse(markdown, parser(), self._env, tokens)
        self._run(tokens)

    def _run(self, tokens: Sequence[Token]) -> None:
        flow, place = self._flow, 0
        while place < len(tokens):
            token = tokens[place]
            place += 1
            if token.type == "link_open":
                place = self._link(tokens, place)
            elif token.type == "footnote_ref":
                if not flow.hidden:
                    flow.marker(self._references.cite(token.meta["label"], flow.line))
            elif token.type == "note":
                if not flow.hidden:
                    flow.marker(self._references.add_note(token.content, flow.line))
            elif token.type == "html_inline":
                read_html(token.content, flow, self._elements, flow.line, self._warn, is_inline=True)
            elif token.type == "softbreak":
                flow.words(" ")
                flow.line += 1
            elif token.type == "hardbreak":
                flow.line_break()
                flow.line += 1
            elif token.type == "image":
                self._image(token)
            elif token.nesting:
                self._mark(token)
            else:
                self._other(token)

    def _mark(self, token: Token) -> None:
        if token.nesting > 0:
            self._elements.open(token.tag, {}, is_markdown=True)
        else:
            self._elements.close(token.tag, is_markdown=True)

    def _other(self, token: Token) -> None:
        flow = self._flow
        if flow.hidden:
            return
        if token.type == "comment":
            self._warn(flow.line, "the words between “%%” and “%%” are a comment and not shown")
        elif token.type == "embed":
            self._warn(flow.line, f"“{token.meta['target']}”, which is to be shown in place, isn't shown")
        else:
            if token.type == "wikilink":
                page = token.meta["target"]
                self._warn(flow.line, f"the link to the page “{page}” isn't kept, its words are")
            elif token.type == "text":
                self._warn_of_text(token.content)
            self._words(token)
        flow.line += token.content.count("\n")

    def _words(self, token: Token) -> None:
        """The words of a token; an address without “https://” in them is a link, as on GitHub."""
        position = 0
        if token.type == "text" and not self._elements.is_open("a"):
            for found in inline_rules.plain_addresses(token.content):
                self._flow.words(token.content[position : found.start()])
                self._elements.open("a", {"href": f"http://{found[0]}"}, is_markdown=True)
                self._flow.words(found[0])
                self._elements.close("a", is_markdown=True)
                position = found.end()
        self._flow.words(token.content[position:])

    def _warn_of_text(self, words: str) -> None:
        if _SHORTCODE.search(words):
            self._warn(self._flow.line, "a template's tag ({{…}}, {%…%}) is shown as it is written")
        if "%%" in words:
            self._warn(self._flow.line, "“%%” begins a comment without an end here and is shown; add the end")

    def _image(self, token: Token) -> None:
        before = self._flow.text.length
        self._run(token.children or ())
        if not self._flow.hidden:
            words = self._flow.text.since(min(before, self._flow.text.length)) if token.children else ""
            warn_of_image(words, self._flow.line, self._warn)

    def _link(self, tokens: Sequence[Token], place: int) -> int:
        """Read the link that begins before `place`; returns where to go on."""
        flow, opening = self._flow, tokens[place - 1]
        end = next(n for n in range(place, len(tokens)) if tokens[n].type == "link_close")
        inner = tokens[place:end]
        words = "".join(token.content for token in inner)
        url = str(opening.attrs.get("href", ""))
        number = _NUMBER.fullmatch(words)
        if flow.hidden or url == f"mailto:{words}":
            address = None
        else:
            address = kept_address(url, flow.line, self._warn)
        if number and self._cites(number, opening) and all(token.type.startswith("text") for token in inner):
            title = str(opening.attrs.get("title", ""))
            if address and self._references.cite_link(number[2], address, title, flow.line):
                flow.marker(number[2])
            else:
                # A number without its brackets would be read as a part of the word before it.
                self._elements.open("a", {"href": address or ""}, is_markdown=True)
                flow.words(f"[{number[2]}]")
                self._elements.close("a", is_markdown=True)
        else:
            self._elements.open("a", {"href": address or ""}, is_markdown=True)
            self._run(inner)
            self._elements.close("a", is_markdown=True)
        return end + 1

    def _cites(self, number: re.Match[str], opening: Token) -> bool:
        """Whether a link with a number for its words stands for a reference."""
        if bool(number[1]) != bool(number[3]):
            return False
        if number[1] or opening.meta.get("label") == number[2]:
            return True
        return len(number[2]) < 4 and bool(
            _CITES_AFTER.match(self._flow.text.since(self._flow.text.length - 1))
        )
