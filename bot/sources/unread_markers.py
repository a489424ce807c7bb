"""What looks like markers of notes that can't be led to them surely: it stays in the text, and is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.sources.document import Block, Document, Preformatted, Remark, Words, words_in

LEAST = 2
"""So many in a row, from the first on, are markers; a single one may be anything."""

MOST_SHOWN = 5
"""Numbers that are shown of those that may be markers."""

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_RAISED = str.maketrans("ⁱᵛˣ", "ivx")
_RAISED_ROMAN = re.compile(r"(?<=[^\W_])[.,;:!?\"”’»)]*([ⁱᵛˣ]{1,4})(?![^\W_])|\^\(([ivx]{1,4})\)")
_AT_END = re.compile(r"[^\W_][.;:!?][\"”’»)]?(\d{1,3})(?=\s|\Z)")
_ROUND = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=\d{4}))"
    r"(?:[.!?][\"”’»]?[ \u00a0]?\(\d{1,3}\)(?=\s|\Z)|[\"”’»]?[ \u00a0]?\(\d{1,3}\)(?=[.,;:!?]))"
)
_DIGIT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTER = rf"[^\W\d_{_DIGIT}]"
_IN_BRACKETS = rf"⁽[{_DIGIT}]{{1,3}}⁾|\^\(\d{{1,3}}\)"
# A single digit behind a short word may be an exponent: “30 km²”, “sin² x”.
_BEHIND_WORD = re.compile(
    rf"(?:(?<={_LETTER}{{4}})(?:[{_DIGIT}]{{1,3}}|{_IN_BRACKETS})"
    rf"|(?<={_LETTER}{{3}})(?:[{_DIGIT}]{{2,3}}|{_IN_BRACKETS}))(?![\w⁽^])"
)
_NUMBER = re.compile(r"\d+")


def unread_markers(document: Document) -> Iterator[Remark]:
    """Numbers that may be markers: raised ones and, where no note was found, some in brackets or in none."""
    yield from _counting(document, _RAISED_ROMAN, _ROMAN, "raised roman numerals")
    if not document.notes:
        numbers = tuple(map(str, range(1, 1000)))
        yield from _counting(document, _AT_END, numbers, "numbers right behind sentences")
    yield from _doubtful(document, _BEHIND_WORD)
    if not any(words.markers for _, words in _texts(document)):
        yield from _doubtful(document, _ROUND)


def _texts(document: Document) -> Iterator[tuple[Block, Words]]:
    for block in document.blocks:
        if not isinstance(block, Preformatted):
            yield from ((block, words) for words in words_in(block))


def _counting(
    document: Document, pattern: re.Pattern[str], labels: tuple[str, ...], what: str
) -> Iterator[Remark]:
    found: list[str] = []
    first = 0
    for block, words in _texts(document):
        for match in pattern.finditer(words.text):
            label = next(group for group in match.groups() if group).translate(_RAISED)
            if labels[len(found) : len(found) + 1] == (label,):
                first = first or block.line
                found.append(label)
    if len(found) >= LEAST:
        told = f"{what} count from {found[0]} to {found[-1]}, as markers of footnotes do"
        yield Remark(first, f"{told}; they are kept as text: write them as [1], and their notes below")


def _doubtful(document: Document, pattern: re.Pattern[str]) -> Iterator[Remark]:
    """One remark on all that may be a marker, but for what was told already."""
    told = " ".join(remark.message for remark in (*document.dangling, *document.warnings))
    found: list[str] = []
    first = 0
    for block, words in _texts(document):
        led = {marker.span.start for marker in words.markers}
        for match in pattern.finditer(words.text):
            shown = match[0].lstrip('.,;:!?"”’» \u00a0').removeprefix(")")
            number = _NUMBER.search(unicodedata.normalize("NFKC", shown))
            known = number is None or f"[{number[0]}]" in told or f"“{shown}”" in told
            if not known and match.start() not in led and shown not in found:
                first = first or block.line
                found.append(shown)
    if found:
        named = ", ".join(f"“{each}”" for each in found[:MOST_SHOWN])
        more = f" and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
        what = "a marker of a footnote, and leads" if len(found) == 1 else "markers of footnotes, and lead"
        yield Remark(first, f"{named}{more} may be {what} to no note; kept as text")
