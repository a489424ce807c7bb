"""Notes without links whose markers are signs: “It ground rye.†”, and below “† Kolb.”"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.sources.clipboard.symbol_markers import MOST_TOLD, runs_of_notes, sign_places, told_of_notes
from bot.sources.document import Remark
from bot.sources.html.note_links import FoundNote, References
from bot.sources.html.page_tree import Element
from bot.sources.html.text_lines import TextLine, element_of, lines_below, own_element

_ANY = re.compile(r"[*†‡§¶‖①-⑳ᵃᵇᶜᵈ]")
_RAISED_LETTER = re.compile(r"[a-d]")
_SENTENCE = re.compile(r"(?:[^\W\d_][.,;:!?。]|\d{4}[.,;]|[.,;:!?][\"”’»)])\Z")


def find_loose_signs(root: Element, found: References) -> None:
    """Add the notes below `root` that begin with signs, and the markers above them, to `found`."""
    if not _may_have_signs(root):
        return
    lines = list(lines_below(root, found))
    taken = {note.label for note in found.notes}
    since: dict[str, int] = {}
    """A sign → the place of the first line below its last note."""
    notes: list[tuple[FoundNote, TextLine]] = []
    for place, labels in runs_of_notes([line.text.strip() for line in lines]):
        markers = {label: list(_markers(lines[since.get(label, 0) : place], label)) for label in labels}
        if not _are_cited(lines[:place], labels, markers):
            continue
        for number, label in enumerate(labels, start=place):
            name = _free(label, taken)
            since[label] = number + 1
            for line, start, end in markers[label]:
                marker = own_element(line, start, end)
                if marker is not None:
                    found.groups[marker] = (name,)
            notes.append((FoundNote(name, (), label), lines[number]))
        found.guesses.append(Remark(lines[place].parent.line, told_of_notes(labels)))
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


def _markers(lines: Sequence[TextLine], label: str) -> Iterator[tuple[TextLine, int, int]]:
    for line in lines:
        for start, end, shown in sorted(_places(line)):
            if shown == label:
                yield line, start, end


def _places(line: TextLine) -> Iterator[tuple[int, int, str]]:
    """Where signs may be markers in a line, raised ones behind a space as well, and their labels."""
    text = line.text
    for leaf in line.leaves:
        end = leaf.start + len(leaf.text)
        if leaf.sup is not None and leaf.plain and text[: leaf.start].strip():
            # Behind a word, so that it is read as what it is.
            yield from ((leaf.start, end, label) for _, _, label in sign_places(f"x{leaf.text}"))
    for start, end, label in sign_places(text):
        around = line.leaf_at(start, end)
        if around is not None and around.sup is None:
            yield start, end, label


def _are_cited(
    above: Sequence[TextLine],
    labels: Sequence[str],
    markers: dict[str, list[tuple[TextLine, int, int]]],
) -> bool:
    """Whether all signs have markers, and these come in the order of the notes, or are raised."""
    if not all(markers[label] for label in labels):
        return False
    raised = (
        leaf is not None and leaf.sup is not None
        for label in labels
        for line, start, end in markers[label][:1]
        for leaf in [line.leaf_at(start, end)]
    )
    if all(raised):
        return True
    places = {id(line): place for place, line in enumerate(above)}
    first = [(places[id(markers[label][0][0])], markers[label][0][1]) for label in labels]
    return first == sorted(first)


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
        for start, end, label in sorted(_places(line)):
            leaf = line.leaf_at(start, end)
            if leaf is None or (leaf.sup is not None and leaf.sup in found.groups):
                continue
            sign, number = line.text[start:end], line.parent.line
            behind = _SENTENCE.search(line.text[:start].rstrip()) is not None
            is_raised = leaf.sup is not None and not sign.isalnum()
            if is_raised and behind:
                found.lost.add(label)
                found.dangling.append(Remark(number, f"“{sign}” leads to no note on the page"))
            elif is_raised or behind:
                doubts.append(Remark(number, f"“{sign}” may be a marker, and leads to no note"))
    found.doubts += doubts[:MOST_TOLD]
