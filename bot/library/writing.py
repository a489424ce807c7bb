"""Article → its Markdown file: what is written here is read back character by character.

One thing Markdown can't keep is white space around the lines of a paragraph; pasted pages have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import Any

import yaml

from bot.library.markdown import label_written
from bot.library.model import Article, License, Marker, Passage, Span

_ALWAYS = re.compile(r"[\\`*_\[\]<~$]|&(?=#|\w+;)|=(?==)|(?<==)=|%(?=%)|(?<=%)%|:(?=//)")
_CLOSING = re.compile(r"#+$")
_LINE_START = re.compile(r"^(?:[#>+\-=~|:]|\d{1,9}(?=[.)]))")


def article_to_markdown(article: Article) -> str:
    """The whole article file, front matter included."""
    front_matter = yaml.safe_dump(_front_matter(article), sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{front_matter}---\n\n" + "\n\n".join(_blocks(article)) + "\n"


def _front_matter(article: Article) -> dict[str, Any]:
    given: dict[str, Any] = {
        "title": article.title,
        "language": article.language,
        "license": _license(article.license),
        "source": {
            "url": article.source.url,
            "revision": article.source.revision,
            "retrieved": article.source.retrieved,
            "authors": list(article.source.authors) or None,
        },
        "questions": list(article.questions),
        "aliases": dict(article.aliases),
    }
    given["source"] = {key: value for key, value in given["source"].items() if value}
    return {key: value for key, value in given.items() if value}


def _license(license: License) -> Any:
    """One licence, or the list of those from which a reader may choose."""
    choices = [
        {key: value for key in ("name", "notice", "url") if (value := getattr(each, key))}
        for each in license.choices
    ]
    return choices if len(choices) > 1 else choices[0]


def _blocks(article: Article) -> Iterator[str]:
    section = None
    for _, group in groupby(article.passages, key=lambda passage: passage.paragraph):
        pieces = list(group)
        if pieces[0].section != section:
            yield from _headings(pieces[0].section, section)
            section = pieces[0].section
        text, markers = _joined(pieces)
        yield markdown_of(text, markers)
    for footnote in article.footnotes:
        lines = markdown_of(footnote.text, ()).replace("\n", "\n    ")
        yield f"[^{label_written(footnote.number)}]: {lines}"


def _headings(section: str | None, before: str | None) -> Iterator[str]:
    """The headings that lead from the section before to this one, levels 2 to 6."""
    parts, left = ((place or "").split(" › ", 4) for place in (section, before))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(parts, left, strict=False)))
    for depth, heading in list(enumerate(parts))[min(same, len(parts) - 1) :]:
        # Number signs at a heading's end would be taken for its closing.
        words = _CLOSING.sub(r"\\\g<0>", markdown_of(heading, ()))
        yield f"{'#' * (depth + 2)} {words}".rstrip()


def _joined(pieces: list[Passage]) -> tuple[str, list[Marker]]:
    text, markers = "", []
    for piece in pieces:
        start = len(text)
        markers += [Marker(m.number, Span(m.span.start + start, m.span.end + start)) for m in piece.markers]
        text += piece.text + piece.gap
    return text, markers


def markdown_of(text: str, markers: tuple[Marker, ...] | list[Marker]) -> str:
    """Markdown that shows exactly `text`, with its `markers` as footnote references."""
    written, position = "", 0
    for marker in markers:
        written += _escaped(text[position : marker.span.start]) + f"[^{label_written(marker.number)}]"
        position = marker.span.end
        if text[position : position + 1] in ("(", ":"):
            # After a bracket these would make a link, or a footnote's own definition.
            written += "\\" + text[position]
            position += 1
    written += _escaped(text[position:])
    return "\\\n".join(_LINE_START.sub(_escape_lead, line) for line in written.split("\n"))


def _escaped(text: str) -> str:
    return _ALWAYS.sub(lambda match: "\\" + match[0], text)


def _escape_lead(match: re.Match[str]) -> str:
    # A digit can't be escaped, but the point or bracket behind it can; see the caller's look-ahead.
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]
