"""Texts → the Markdown of an article file: what is written here is read back character by character.

One thing Markdown can't keep is white space around the lines of a paragraph; pages that were read have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import yaml

from bot.library.markdown import label_written
from bot.library.model import License, Link, Marker, Source

_ALWAYS = re.compile(
    r"[\\`*_\[\]<~|$]|&(?=#|\w+;)|=(?==)|(?<==)=|%(?=%)|(?<=%)%|:(?=//)|(?<=mailto):|(?<=www)\."
)
_LIKE_MARKER = re.compile(r"\s*\[?\d{1,4}\]?\s*")
_CLOSING = re.compile(r"#+$")
_LINE_START = re.compile(r"^(?:[#>+\-=:%]|\d{1,9}(?=[.)](?:\s|$)))")
_IN_ADDRESS = re.compile(r"[\\<>`*_\[\]]|&(?=#|\w+;)")


def front_matter_of(
    title: str, language: str, license: License, source: Source, *, questions: Sequence[str] = ()
) -> str:
    """An article file's front matter, from its first `---` to the blank line below its last."""
    given: dict[str, Any] = {
        "title": title,
        "language": language,
        "license": [_license(each) for each in license.choices]
        if license.alternatives
        else _license(license),
        "source": {
            "url": source.url,
            "page": source.page,
            "site": source.site,
            "revision": source.revision,
            "retrieved": source.retrieved,
            "authors": list(source.authors) or None,
            "history": source.history,
            "digest": source.digest,
        },
        "questions": list(questions),
    }
    given["source"] = {key: value for key, value in given["source"].items() if value}
    fields = {key: value for key, value in given.items() if value}
    return f"---\n{yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=10_000)}---\n\n"


def _license(license: License) -> dict[str, str]:
    fields = {"name": license.name, "notice": license.notice, "url": license.url}
    return {name: value for name, value in fields.items() if value}


def heading_of(level: int, text: str, markers: Sequence[Marker] = (), links: Sequence[Link] = ()) -> str:
    """A heading of this level (1 to 6)."""
    # Number signs at a heading's end would be taken for its closing.
    words = _CLOSING.sub(r"\\\g<0>", markdown_of(text, markers, links))
    return f"{'#' * level} {words}".rstrip()


def footnote_of(label: str, text: str, markers: Sequence[Marker] = (), links: Sequence[Link] = ()) -> str:
    """A footnote's definition."""
    return f"[^{label_written(label)}]: " + markdown_of(text, markers, links).replace("\n", "\n    ")


def markdown_of(
    text: str, markers: Sequence[Marker], links: Sequence[Link] = (), *, in_cell: bool = False
) -> str:
    """Markdown that shows exactly `text`, with its `markers` as footnote references and its `links`.

    Markers and links don't overlap. `in_cell`: it stands in a table, where no line begins.
    """
    places: list[tuple[int, int, str]] = [
        (marker.span.start, marker.span.end, f"[^{label_written(marker.number)}]") for marker in markers
    ]
    places += [(link.start, link.end, _link(text[link.start : link.end], link.url)) for link in links]
    parts: list[str] = []
    position = 0
    for start, end, written in sorted(places):
        # With “!” before it, a link would be a picture, and with “^” a note.
        joint = r"!\Z" if written.startswith("[^") else r"[!^]\Z"
        parts += (re.sub(joint, r"\\\g<0>", _escaped(text[position:start])), written)
        position = end
        if text[position : position + 1] in ("(", ":"):
            # After a bracket these would make a link, or a footnote's own definition.
            parts.append("\\" + text[position])
            position += 1
    parts.append(_escaped(text[position:]))
    lines = "".join(parts).split("\n")
    return "\\\n".join(lines if in_cell else (_LINE_START.sub(_escape_lead, line) for line in lines))


def _link(words: str, url: str) -> str:
    if _LIKE_MARKER.fullmatch(words):
        # In Markdown, a number that leads to an address is a footnote's marker.
        return f'<a href="{escape(url)}">{_escaped(words)}</a>'
    return f"[{_escaped(words)}]({_address(url)})"


def _address(url: str) -> str:
    escaped = _IN_ADDRESS.sub(lambda match: "\\" + match[0], url)
    return f"<{escaped}>" if re.search(r"[()\s]", url) else escaped


def _escaped(text: str) -> str:
    return _ALWAYS.sub(lambda match: "\\" + match[0], text)


def _escape_lead(match: re.Match[str]) -> str:
    # A digit can't be escaped, but the point or bracket behind it can; see the caller's look-ahead.
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]
