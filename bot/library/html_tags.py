"""HTML in an article → its tags and the words between them, in a time that grows with its length."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_ATTRIBUTE = re.compile(r"""\s+([A-Za-z_:][A-Za-z0-9_.:-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_OPENING = re.compile(rf"<({_NAME})((?:{_ATTRIBUTE.pattern})*)\s*/?>")
_CLOSING = re.compile(rf"</({_NAME})\s*>")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements that have no end: https://html.spec.whatwg.org/multipage/syntax.html#void-elements"""

RAW = frozenset("script style textarea title xmp noembed noframes plaintext".split())
"""Elements in which no tag is one."""

UNSEEN = RAW | frozenset("head template noscript datalist rp".split())
"""Elements whose words a page doesn't show."""

NOT_SHOWN = frozenset("audio canvas embed iframe input object select svg textarea video math map".split())
"""Elements that show something else than words."""

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search"
    " section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin a line of their own."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br button cite code col colgroup data del dfn em font i img ins kbd label"
    " link mark meta meter nobr output picture progress q rb rt rtc ruby s samp small source span strike"
    " strong sub sup time track tt u var wbr".split()
)

KNOWN = BLOCKS | INLINE | VOID | UNSEEN | NOT_SHOWN
"""The elements of HTML: https://html.spec.whatwg.org/multipage/indices.html, old ones included."""


@dataclass(frozen=True, slots=True)
class Tag:
    """`<name …>` or, where `closes`, `</name>`; `text` is all of it. `line` counts the lines above it."""

    name: str
    attributes: Mapping[str, str]
    closes: bool
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Characters between tags; entities are decoded."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A comment, or an element without tags in it, that has no end: what follows is swallowed."""

    line: int


def pieces_of(source: str) -> Iterator[Tag | Words | Unclosed]:
    """Tags and words of `source` in order; comments, declarations and instructions are left out."""
    position = line = 0
    ends: dict[str, int] = {}
    while position < len(source):
        start = source.find("<", position)
        if start < 0:
            start = len(source)
        if start > position:
            yield Words(html.unescape(source[position:start]), line)
            line += source.count("\n", position, start)
        if start == len(source):
            return
        close = _unread_end(source, start)
        if close:
            stop = _find(source, close, start + 2, ends)
            if stop < 0:
                yield Unclosed(line)
                return
            line += source.count("\n", start, stop)
            position = stop + len(close)
            continue
        tag = _tag(source, start, line)
        if tag is None:
            yield Words("<", line)
            position = start + 1
            continue
        yield tag
        position = start + len(tag.text)
        line += tag.text.count("\n")
        if tag.name in RAW and not tag.closes:
            stop = _find(source, f"</{tag.name}", position, ends)
            if stop < 0:
                yield Unclosed(line)
                return
            line += source.count("\n", position, stop)
            position = stop


def _unread_end(source: str, start: int) -> str:
    """What ends the comment, instruction, declaration or CDATA that begins at `start`; else nothing."""
    for begins, ends in (("<!-->", ">"), ("<!--->", ">"), ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">")):
        if source.startswith(begins, start):
            return ends
    return ">" if source[start + 1 : start + 2] == "!" and source[start + 2 : start + 3].isalpha() else ""


def _find(source: str, text: str, start: int, ends: dict[str, int]) -> int:
    """Where `text` stands next; that it doesn't any more is looked for once."""
    if ends.get(text, 0) < 0:
        return -1
    ends[text] = source.find(text, start)
    return ends[text]


def _tag(source: str, start: int, line: int) -> Tag | None:
    match = _CLOSING.match(source, start)
    if match:
        return Tag(match[1].lower(), {}, True, line, match[0])
    match = _OPENING.match(source, start)
    if not match:
        return None
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(match[2]):
        plain = value[1:-1] if value[:1] in ("'", '"') else value
        attributes.setdefault(name.lower(), html.unescape(plain))
    return Tag(match[1].lower(), attributes, False, line, match[0])


def is_hidden(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether a page doesn't show what stands in the element."""
    return name in UNSEEN or "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))
