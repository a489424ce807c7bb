"""Notes without links whose markers are signs: “It ground rye.†”, and below “† Kolb.”"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from bot.sources.clipboard.symbol_markers import MOST_TOLD, SIGNS, runs_of_notes, sign_places, told_of_notes
from bot.sources.document import Remark
from bot.sources.html.note_links import FoundNote, References
from bot.sources.html.page_tree import Element
from bot.sources.html.text_lines import TextLine, element_of, lines_below, own_element

_ANY = re.compile(rf"[{SIGNS}ᵃᵇᶜᵈ]")
_LOOK_BACK = 12
"""Characters before a sign in which a sentence ends."""

_Place = tuple[int, int, int]
"""A line by its place among all, and a marker's first character in it and the one behind its last."""

_RAISED_LETTER = re.compile(r"[a-d]")
_SENTENCE = re.compile(r"(?:[^\W\d_][.,;:!?。]|\d{4}[.,;]|[.,;:!?][\"”’»)])\Z")


def find_loose_signs(root: Element, found: References) -> None:
    """Add the notes below `root` that begin with signs, and the markers above them, to `found`."""
    if not _may_have_signs(root):
        return
    lines = list(lines_below(root, found))
    places: dict[str, list[_Place]] = {}
    for number, line in enumerate(lines):
        for start, end, label in sorted(_places(line)):
            places.setdefault(label, []).append((number, start, end))
    taken = {note.label for note in found.notes}
    since: dict[str, int] = {}
    """A sign → the place of the first line below its last note."""
    notes: list[tuple[FoundNote, TextLine]] = []
    for first, labels in runs_of_notes([line.text.strip() for line in lines]):
        markers = {label: _between(places.get(label, []), since.get(label, 0), first) for label in labels}
        if not _are_cited(lines, labels, markers):
            continue
        for number, label in enumerate(labels, start=first):
            name = _free(label, taken)
            since[label] = number + 1
            for place, start, end in markers[label]:
                marker = own_element(lines[place], start, end)
                if marker is not None:
                    found.groups[marker] = (name,)
            notes.append((FoundNote(name, (), label), lines[number]))
        found.guesses.append(Remark(lines[first].parent.line, told_of_notes(labels)))
    # From the last line on: an element around one must not move those that stand before it.
    for note, line in reversed(notes):
        note.containers = (element_of(line),)
        found.containers.update(note.containers)
    found.notes += [note for note, _ in notes]
    _tell_lost(lines, found)


def _may_have_signs(root: Element) -> bool:
    return _ANY.search(root.text()) is not None or any(
        e.tag == "sup" and _RAISED_LETTER.fullmatch(e.words()) for e in root.walk()
    )


def _between(places: Sequence[_Place], first: int, last: int) -> Sequence[_Place]:
    """The places in the lines from the first up to the last (excluded)."""
    return places[bisect_left(places, (first, 0, 0)) : bisect_left(places, (last, 0, 0))]


def _places(line: TextLine) -> Iterator[tuple[int, int, str]]:
    """Where signs may be markers in a line, raised ones behind a space as well, and their labels."""
    text = line.text
    begins = len(text) - len(text.lstrip())
    for leaf in line.leaves:
        end = leaf.start + len(leaf.text)
        if leaf.sup is not None and leaf.plain and leaf.start > begins:
            # Behind a word, so that it is read as what it is.
            yield from ((leaf.start, end, label) for _, _, label in sign_places(f"x{leaf.text}"))
    for start, end, label in sign_places(text):
        around = line.leaf_at(start, end)
        if around is not None and around.sup is None:
            yield start, end, label


def _are_cited(
    lines: Sequence[TextLine], labels: Sequence[str], markers: Mapping[str, Sequence[_Place]]
) -> bool:
    """Whether all signs have markers, and these come in the order of the notes, or are raised."""
    if not all(markers[label] for label in labels):
        return False
    firsts = [markers[label][0] for label in labels]
    leaves = [lines[number].leaf_at(start, end) for number, start, end in firsts]
    return firsts == sorted(firsts) or all(leaf is not None and leaf.sup is not None for leaf in leaves)


def _free(label: str, taken: set[str]) -> str:
    name, number = label, 2
    while name in taken:
        name, number = f"{label}-{number}", number + 1
    taken.add(name)
    return name


def _tell_lost(lines: Sequence[TextLine], found: References) -> None:
    """Tell the signs that may be markers and lead nowhere; raised behind a sentence they are for certain."""
    doubts: list[Remark] = []
    for line in lines:
        text = line.text
        for start, end, label in sorted(_places(line)):
            leaf = line.leaf_at(start, end)
            if leaf is None or (leaf.sup is not None and leaf.sup in found.groups):
                continue
            sign, number = text[start:end], line.parent.line
            behind = _SENTENCE.search(text[max(0, start - _LOOK_BACK) : start].rstrip()) is not None
            is_raised = leaf.sup is not None and not sign.isalnum()
            if is_raised and behind:
                found.lost.add(label)
                found.dangling.append(Remark(number, f"“{sign}” leads to no note on the page"))
            elif is_raised or behind:
                doubts.append(Remark(number, f"“{sign}” may be a marker, and leads to no note"))
    found.doubts += doubts[:MOST_TOLD]
