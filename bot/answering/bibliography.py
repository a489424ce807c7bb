"""The article, and a footnote of it, as CSL JSON: what Zotero, Pandoc and citation.js read.

https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from typing import Any

from bot.answering.answer import Attribution
from bot.answering.crediting import citation_key
from bot.library import Footnote


def csl_json(attribution: Attribution) -> dict[str, Any]:
    """The article as a CSL item. What isn't known isn't made up: no year, no author that nobody names."""
    source, license = attribution.source, attribution.license
    item: dict[str, Any] = {
        "id": citation_key(attribution.article),
        "type": "webpage" if source.url else "document",
        "title": attribution.title,
    }
    if source.authors:
        # Who is a person and who an institution isn't known: a literal name is taken apart by nobody.
        item["author"] = [{"literal": author} for author in source.authors]
    if source.url:
        item["URL"] = source.url
    if source.retrieved and (day := _day(source.retrieved)):
        item["accessed"] = {"date-parts": [day]}
    if source.revision:
        item["version"] = source.revision
    names = " or ".join(f"{c.name} ({c.url})" if c.url else c.name for c in license.choices)
    item["note"] = f"{names}. {license.notice}" if license.notice else names
    return item


def footnote_csl_json(attribution: Attribution, footnote: Footnote) -> dict[str, Any]:
    """A footnote as a CSL item: its text as a note and its first address; its parts are guessed by nobody."""
    item: dict[str, Any] = {
        "id": citation_key(f"{attribution.article}-{footnote.number}"),
        "type": "document",
        "note": footnote.text,
    }
    if footnote.links:
        item["URL"] = footnote.links[0].url
    return item


def _day(written: str) -> list[int] | None:
    """The parts of a day such as 2024-05-01; None of what is none."""
    parts = written.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    year, month, day = map(int, parts)
    return [year, month, day] if 1 <= month <= 12 and 1 <= day <= 31 else None
