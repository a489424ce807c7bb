"""Markers that are signs, not numbers: “It ground rye.†” with a note below that begins with “†”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.sources.clipboard.lines import Line, Role
from bot.sources.document import Remark

MOST_TOLD = 20
"""Signs that are told one by one."""

SIGNS = "*†‡§¶‖①-⑳"
"""The signs that mark notes, as a regular expression has them in brackets."""

_SIGN = r"\*{1,3}|[†‡§¶‖]{1,3}|[①-⑳]|[ᵃᵇᶜᵈ]"
_ENTRY = re.compile(rf"(?:\[(?P<inside>{_SIGN})\]|(?P<sign>{_SIGN}))\s*(?P<words>[^\s*†‡§¶‖\[].*)", re.DOTALL)
_MARKER = re.compile(rf"(?<=[\w.,;:!?。)”’\"»])(?:\[(?P<inside>{_SIGN})\]|(?P<sign>{_SIGN}))(?![\w{SIGNS}])")
_DOUBTFUL = re.compile(
    r"(?:(?<=[^\W\d_][.,;:!?。])|(?<=\d{4}[.,;])|(?<=[.,;:!?][\"”’»)]))"
    rf"(?:{_SIGN}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}|\(\d{{1,2}}\))(?=\s|\Z)"
)


def with_brackets(lines: Sequence[Line]) -> tuple[list[Line], list[Remark]]:
    """The lines with brackets around such markers and around the signs of their notes; and what was guessed.

    They are markers for certain where notes stand together below them, each with a sign of its own, and the
    signs come first in the text in the order of the notes.
    """
    written = list(lines)
    guesses: list[Remark] = []
    for place, labels in runs_of_notes([line.text if line.role is Role.BODY else None for line in lines]):
        above = (line.text for line in lines[:place] if line.role in (Role.BODY, Role.HEADING))
        if [label for label in signs_in(above) if label in labels] != labels:
            # Lines that begin with “*” alone are the items of a list.
            if set("".join(labels)) - {"*"}:
                shown = ", ".join(f"“{label}”" for label in labels)
                message = (
                    f"no signs in the text lead to the lines that begin with {shown}, which are kept as text"
                )
                guesses.append(Remark(lines[place].number, message))
            continue
        for number, label in enumerate(labels, start=place):
            words = _ENTRY.fullmatch(lines[number].text)
            if words is not None:
                written[number] = replace(lines[number], text=f"[{label}] {words['words']}")
        for number in range(place):
            written[number] = _bracketed(written[number], frozenset(labels))
        guesses.append(Remark(lines[place].number, told_of_notes(labels)))
    return written, guesses


def runs_of_notes(texts: Sequence[str | None]) -> Iterator[tuple[int, list[str]]]:
    """The places where texts begin with signs, one below the other, and the labels that these are.

    `texts` are a page's lines in order, None for one that is no text.
    """
    place = 0
    while place < len(texts):
        labels: list[str] = []
        for text in texts[place:]:
            label = _label_of(text) if text is not None else ""
            if not label:
                break
            labels.append(label)
        # Two that begin with one sign are the items of a list.
        if labels and len(set(labels)) == len(labels):
            yield place, labels
        place += max(1, len(labels))


def signs_in(texts: Iterable[str]) -> list[str]:
    """The labels of all signs that may be markers, in the order in which they come first."""
    return list(dict.fromkeys(label for text in texts for _, _, label in sign_places(text)))


def sign_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a sign may be a marker, from its first character up to behind its last one, and its label."""
    return ((found.start(), found.end(), _label(found)) for found in _MARKER.finditer(text))


def told_of_notes(labels: Sequence[str]) -> str:
    """What to tell of notes that are footnotes by their signs."""
    return f"notes that begin with signs are footnotes: {', '.join(f'[{label}]' for label in labels)}"


def _label_of(text: str) -> str:
    found = _ENTRY.fullmatch(text)
    return _label(found) if found else ""


def _label(found: re.Match[str]) -> str:
    sign = found["inside"] or found["sign"]
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain.isalnum() else sign


def _bracketed(line: Line, labels: frozenset[str]) -> Line:
    if line.role not in (Role.BODY, Role.HEADING):
        return line

    def marked(found: re.Match[str]) -> str:
        return f"[{_label(found)}]" if _label(found) in labels else found[0]

    return replace(line, text=_MARKER.sub(marked, line.text), title=_MARKER.sub(marked, line.title))


def signs_without_note(lines: Sequence[Line], labels: Mapping[str, str], *, raised: bool) -> Iterator[Remark]:
    """What to tell of signs and raised numbers behind sentences that lead to no note."""
    told = 0
    for line in lines:
        if line.role not in (Role.BODY, Role.HEADING):
            continue
        for found in _DOUBTFUL.finditer(line.text):
            if raised and unicodedata.normalize("NFKC", found[0]) in labels:
                continue
            told += 1
            if told <= MOST_TOLD:
                yield Remark(line.number, f"“{found[0]}” may be a marker, and leads to no note")
