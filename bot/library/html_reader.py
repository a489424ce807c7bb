"""HTML in an article → what a reader sees of it, and a warning for what can't be shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.library.elements import Elements
from bot.library.flow import Flow
from bot.library.html_tags import KNOWN, NOT_SHOWN, RAW, VOID, Tag, Unclosed, Words, pieces_of

Warn = Callable[[int, str], None]
"""Takes a line of the file and a message."""

_ADDRESS = re.compile(
    r"https?://[^\s<>\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]{1,2000}", re.I
)


def kept_address(url: str, line: int, warn: Warn) -> str | None:
    """`url` where it can be kept; a warning where it can't."""
    if _ADDRESS.fullmatch(url):
        return url
    shown = url if len(url) <= 60 else f"{url[:60]}…"
    warn(
        line, f"the link to “{shown}” isn't kept, its words are; only http:// and https:// addresses are kept"
    )
    return None


def read_html(
    source: str, flow: Flow, elements: Elements, line: int, warn: Warn, *, is_inline: bool = False
) -> None:
    """Read a block of HTML that begins in `line`, or one tag of it inside a paragraph."""
    for piece in pieces_of(source):
        flow.line = line + piece.line
        if isinstance(piece, Words):
            flow.loose_words(piece.text)
        elif isinstance(piece, Unclosed):
            if not is_inline:
                warn(flow.line, "HTML that has no end: nothing below it is shown; end the comment or element")
        elif piece.closes:
            elements.close(piece.name)
        else:
            _open(piece, flow, elements, warn)


def _open(tag: Tag, flow: Flow, elements: Elements, warn: Warn) -> None:
    name, attributes = tag.name, dict(tag.attributes)
    if flow.hidden and name in VOID:
        return
    if name == "br":
        flow.line_break()
    elif name == "img":
        show_image(attributes.get("alt", ""), flow, warn)
    elif name == "input" and attributes.get("type") == "checkbox":
        flow.loose_words("[x] " if "checked" in attributes else "[ ] ")
    elif name == "hr":
        elements.open("hr", {})
        elements.close("hr")
    else:
        if not flow.hidden:
            _warn_of(tag, flow.line, warn)
        if name in VOID:
            return
        if name == "a" and attributes.get("href") and not flow.hidden:
            attributes["href"] = kept_address(attributes["href"], flow.line, warn) or ""
        elements.open(name, attributes)


def show_image(words: str, flow: Flow, warn: Warn) -> None:
    """A picture's words in its place."""
    flow.words(words)
    if not flow.hidden:
        warn_of_image(words, flow.line, warn)


def warn_of_image(words: str, line: int, warn: Warn) -> None:
    """A picture isn't shown."""
    shown = "its description is" if words.strip() else "and has no description; write one in its brackets"
    warn(line, f"a picture isn't shown, {shown}")


def _warn_of(tag: Tag, line: int, warn: Warn) -> None:
    name = tag.name
    if name in NOT_SHOWN or name in RAW:
        warn(line, f"HTML: <{name}> isn't shown to readers; write what it says as Markdown")
    elif name not in KNOWN:
        warn(line, f"HTML: “{tag.text[:40]}” is taken for a tag and isn't shown; write “\\<” for a word")
    elif any(tag.attributes.get(span, "1") != "1" for span in ("rowspan", "colspan")):
        warn(
            line,
            "HTML: a cell over several rows or columns is shown in the first; repeat it in the others",
        )
