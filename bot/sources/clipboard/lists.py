"""Where a copied page's reference lists stand, and which footnotes they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.sources.clipboard.entries import Entry, bare_number_of, entry_of, without_ways_back
from bot.sources.clipboard.lines import Line, Role
from bot.sources.clipboard.list_choice import Reference, ReferenceList, chosen_lists
from bot.sources.clipboard.markers import key_of, marker_places
from bot.sources.clipboard.wiki_words import (
    is_list_title,
    is_notes_title,
    marked_heading,
    title_of,
    wiki_words,
    without_edit_links,
)

_LABEL_END = re.compile(r"\W?\d{1,4}[.):．：\])]")
"""What a cell holds that is a reference's label, and no figure of a table."""

MOST_BELOW_GAP = 3
"""Lines of a reference below a blank line within it."""


def find_lists(lines: Sequence[Line], cited: Mapping[str, str]) -> list[ReferenceList]:
    """The lists of references on the page, in order. `cited` are the keys of the markers in it."""
    found: list[ReferenceList] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.role is Role.BODY and is_list_title(line.text):
            candidate = _list_at(lines, place + 1, line, cited)
            if candidate is not None:
                found.append(candidate)
                place = candidate.places[-1] + 1
                continue
        entry = _entry(lines, place, 1, cited) if line.role is Role.BODY else None
        if entry is not None and (entry.arrow or _is_beginning(lines, place, entry)):
            candidate = _list_at(lines, place, None, cited)
            if candidate is not None:
                found.append(candidate)
                place = candidate.places[-1] + 1
                continue
        place += 1
    return chosen_lists(found, lines, cited)


def _entry(lines: Sequence[Line], place: int, number: int, cited: Mapping[str, str]) -> Entry | None:
    """A line as a reference; “1 Kolb.” only where it is the next one, and is cited, and isn't alone."""
    entry = entry_of(lines[place].text)
    if entry is not None and lines[place].cells and entry.label.isdecimal():
        # A table's rows may begin with numbers, too; those of references go on counting.
        follows = int(entry.label) == number or key_of(entry.label) in cited
        entry = entry if follows or _LABEL_END.match(lines[place].cells[0]) else None
    if entry is None and str(number) in cited:
        entry = bare_number_of(lines[place].text, number)
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        if entry is not None and number == 1 and bare_number_of(following, 2) is None:
            return None
    return entry


def _is_beginning(lines: Sequence[Line], place: int, entry: Entry) -> bool:
    """Whether a numbered line begins a list: the first of its kind, below other lines or none."""
    if place == 0 or lines[place].gap or lines[place - 1].role is not Role.BODY:
        return bool(entry.label)
    return key_of(entry.label) in ("1", "a", "i") or entry_of(lines[place - 1].text) is None


def _list_at(
    lines: Sequence[Line], start: int, title: Line | None, cited: Mapping[str, str]
) -> ReferenceList | None:
    found = ReferenceList(title, title is not None and is_notes_title(title.text))
    if start >= len(lines):
        return None
    first = _entry(lines, start, 1, cited)
    if first is None:
        return _bare_list(lines, start, found, cited) if title is not None else None
    for place in range(start, len(lines)):
        line = lines[place]
        if line.role is not Role.BODY or is_list_title(line.text) or _is_heading(line):
            break
        entry = _entry(lines, place, len(found.references) + 1, cited)
        if entry is not None and (bool(entry.label), entry.raised) != (bool(first.label), first.raised):
            entry = None  # among labels, or “^”, a line without one goes on with the one before
        if entry is not None and found.references and not _is_next(entry, found, lines, place, cited):
            if line.gap:
                break
            entry = None
        if entry is not None:
            found.references.append(Reference(entry.label, [entry.text] if entry.text else [], line.number))
        elif line.gap and _goes_on(lines, place, found):
            found.references[-1].lines.append(line.text)
            found.gaps.append(line.number)
        elif line.gap and not (found.references and not found.references[-1].lines):
            break
        else:
            text, _ = without_ways_back(line.text)
            found.references[-1].lines.append(text)
        found.places.append(place)
    return found if found.references else None


def _goes_on(lines: Sequence[Line], place: int, found: ReferenceList) -> bool:
    """Whether a reference goes on below a blank line: the next number follows soon, below a title."""
    last = found.references[-1].label if found.references else ""
    if found.title is None or not last.isdecimal() or not found.references[-1].lines:
        return False
    for line in lines[place : place + MOST_BELOW_GAP + 1]:
        if line.role is not Role.BODY or is_list_title(line.text) or _is_heading(line):
            return False
        entry = entry_of(line.text)
        if entry is not None and entry.label:
            return entry.label == str(int(last) + 1)
        if any(marker_places(line.text)):
            return False
    return False


def _is_next(
    entry: Entry, found: ReferenceList, lines: Sequence[Line], place: int, cited: Mapping[str, str]
) -> bool:
    """Whether a numbered line is the next reference, not the one before that goes on (“12. Auflage”)."""
    if lines[place].gap and entry.label and entry.label.isdecimal() != found.references[0].label.isdecimal():
        return False  # another list, of another group
    if not entry.label or not entry.label.isdecimal():
        return True
    labels = [reference.label for reference in found.references]
    if not entry.text:
        # A number alone in a line is a reference's label where it goes on counting, or is cited.
        is_new = entry.label not in labels and key_of(entry.label) in cited
        return is_new or entry.label == str(int(labels[-1]) + 1 if labels[-1].isdecimal() else 1)
    if lines[place].gap and entry.label == "1":
        return False  # another list
    expected = len(labels) + 1
    in_order = len(labels) >= 2 and labels == [str(number) for number in range(1, expected)]
    if not in_order or int(entry.label) == expected or key_of(entry.label) in cited:
        return True
    later = (entry_of(line.text) for line in lines[place + 1 : place + 40])
    return not any(other is not None and other.label == str(expected) for other in later)


def _bare_list(
    lines: Sequence[Line], start: int, found: ReferenceList, cited: Mapping[str, str]
) -> ReferenceList | None:
    """The lines below a list's title, where browsers copied neither numbers nor arrows: one a reference."""
    # “[sic]” is no note's marker: those have a number, or are one letter.
    markers = (key for key in cited if len(key) == 1 or any(map(str.isdecimal, key)))
    count = sum(1 for key in markers if key.isdecimal() != found.notes)
    for place in range(start, len(lines)):
        line = lines[place]
        if line.role is not Role.BODY or is_list_title(line.text) or _is_heading(line):
            break
        if line.gap and place > start and not lines[place - 1].gap:
            break
        text, _ = without_ways_back(line.text.lstrip("•·*‣◦ "))
        found.references.append(Reference("", [text], line.number))
        found.places.append(place)
    found.bare = True
    return found if count and len(found.references) == count else None


def _is_heading(line: Line) -> bool:
    return (
        marked_heading(line.text) is not None
        or without_edit_links(line.text) is not None
        or title_of(line.text) in wiki_words().links | wiki_words().categories
        or wiki_words().foot.fullmatch(line.text.rstrip(".")) is not None
    )
