"""The article, and a footnote of it, as CSL JSON: what Zotero, Pandoc and citation.js read.

https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.answering.answer import Attribution
from bot.answering.crediting import citation_key, encoded_address, latex
from bot.library import Footnote

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_ISBN = re.compile(r"ISBN(?:-1[03])?:?\s*([0-9][0-9\s-]{7,16}[0-9Xx])", re.IGNORECASE)


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
    """A footnote as a CSL item: its text as a note, its first address, and identifiers that its text holds.

    Its other parts are guessed by nobody.
    """
    item: dict[str, Any] = {"id": _footnote_key(attribution, footnote), "type": "document"}
    item["note"] = footnote.text
    names = {"url": "URL", "doi": "DOI", "isbn": "ISBN"}
    return item | {names[name]: value for name, value in _certain(footnote)}


def footnote_bibtex(attribution: Attribution, footnote: Footnote) -> str:
    """A footnote as a BibTeX entry, with the same fields as `footnote_csl_json`."""
    fields = [("note", latex(footnote.text))]
    for name, value in _certain(footnote):
        fields.append((name, encoded_address(value) if name == "url" else latex(value)))
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@misc{{{_footnote_key(attribution, footnote)},\n{lines}\n}}"


def _footnote_key(attribution: Attribution, footnote: Footnote) -> str:
    return citation_key(f"{attribution.article}-{footnote.number}")


def _certain(footnote: Footnote) -> Iterator[tuple[str, str]]:
    """What of the work that a footnote names is certain: where it leads to, and identifiers."""
    if footnote.links:
        yield "url", footnote.links[0].url
    if doi := _DOI.search(footnote.text):
        yield "doi", doi[0].rstrip(".,;:)]")
    for match in _ISBN.finditer(footnote.text):
        digits = re.sub(r"[\s-]", "", match[1]).upper()
        if _is_isbn(digits):
            yield "isbn", digits
            return


def _is_isbn(digits: str) -> bool:
    """Whether the check digit fits: https://www.isbn-international.org/content/isbn-users-manual"""
    if len(digits) == 13 and digits.isdigit():
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits[:9].isdigit():
        values = [
            *map(int, digits[:9]),
            10 if digits[9] == "X" else int(digits[9]) if digits[9].isdigit() else -1,
        ]
        return values[9] >= 0 and sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False


def _day(written: str) -> list[int] | None:
    """The parts of a day such as 2024-05-01; None of what is none."""
    parts = written.split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    year, month, day = map(int, parts)
    return [year, month, day] if 1 <= month <= 12 and 1 <= day <= 31 else None
