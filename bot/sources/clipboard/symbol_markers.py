"""Markers that are signs, not numbers: “It ground rye.†” with a note below that begins with “†”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.sources.clipboard.lines import Line, Role
from bot.sources.document import Remark

MOST_TOLD = 20
"""Signs that are told one by one."""

_SIGN = r"\*{1,3}|[†‡§¶‖]{1,3}|[①-⑳]|[ᵃ-ᵈ]"
_ENTRY = re.compile(rf"(?:\[(?P<inside>{_SIGN})\]|(?P<sign>{_SIGN}))\s*(?P<words>[^\s*†‡§¶‖\[].*)", re.DOTALL)
_MARKER = re.compile(
    rf"(?<=[\w.,;:!?。)”’\"»])(?:\[(?P<inside>{_SIGN})\]|(?P<sign>{_SIGN}))(?![\w*†‡§¶‖①-⑳])"
)
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
    place = 0
    while place < len(lines):
        notes = _notes_at(lines, place)
        labels = [label for label, _ in notes]
        # Two that begin with one sign are the items of a list.
        if notes and len(set(labels)) == len(labels) and _cited_in_order(lines[:place], labels):
            for label, line in notes:
                words = _ENTRY.fullmatch(line.text)
                if words is not None:
                    written[place] = replace(line, text=f"[{label}] {words['words']}")
                place += 1
            for number in range(place - len(notes)):
                written[number] = _bracketed(written[number], frozenset(labels))
            shown = ", ".join(f"[{label}]" for label in labels)
            guesses.append(Remark(notes[0][1].number, f"notes that begin with signs are footnotes: {shown}"))
        else:
            place += max(1, len(notes))
    return written, guesses


def _notes_at(lines: Sequence[Line], start: int) -> list[tuple[str, Line]]:
    """The lines from this one on that begin with signs, by these."""
    notes: list[tuple[str, Line]] = []
    for line in lines[start:]:
        found = _ENTRY.fullmatch(line.text) if line.role is Role.BODY else None
        label = _label(found) if found else ""
        if not label:
            break
        notes.append((label, line))
    return notes


def _label(found: re.Match[str]) -> str:
    sign = found["inside"] or found["sign"]
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain.isalnum() else sign


def _cited_in_order(above: Sequence[Line], labels: Sequence[str]) -> bool:
    cited: dict[str, None] = {}
    for line in above:
        if line.role in (Role.BODY, Role.HEADING):
            cited.update((_label(found), None) for found in _MARKER.finditer(line.text))
    return [label for label in cited if label in labels] == list(labels)


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
