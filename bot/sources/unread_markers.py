"""What looks like markers of notes that can't be led to them surely: it stays in the text, and is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sources.document import Document, Preformatted, Remark, words_in

LEAST = 2
"""So many in a row, from the first on, are markers; a single one may be anything."""

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_RAISED = str.maketrans("ⁱᵛˣ", "ivx")
_RAISED_ROMAN = re.compile(r"(?<=[^\W_])[.,;:!?\"”’»)]*([ⁱᵛˣ]{1,4})(?![^\W_])|\^\(([ivx]{1,4})\)")
_AT_END = re.compile(r"[^\W_][.;:!?][\"”’»)]?(\d{1,3})(?=\s|\Z)")


def unread_markers(document: Document) -> Iterator[Remark]:
    """Raised roman numerals that count up, and, where no note was found, numbers right behind sentences."""
    yield from _counting(document, _RAISED_ROMAN, _ROMAN, "raised roman numerals")
    if not document.notes:
        numbers = tuple(map(str, range(1, 1000)))
        yield from _counting(document, _AT_END, numbers, "numbers right behind sentences")


def _counting(
    document: Document, pattern: re.Pattern[str], labels: tuple[str, ...], what: str
) -> Iterator[Remark]:
    found: list[str] = []
    first = 0
    for block in document.blocks:
        if isinstance(block, Preformatted):
            continue
        for words in words_in(block):
            for match in pattern.finditer(words.text):
                label = next(group for group in match.groups() if group).translate(_RAISED)
                if labels[len(found) : len(found) + 1] == (label,):
                    first = first or block.line
                    found.append(label)
    if len(found) >= LEAST:
        told = f"{what} count from {found[0]} to {found[-1]}, as markers of footnotes do"
        yield Remark(first, f"{told}; they are kept as text: write them as [1], and their notes below")
