"""Notes that stand in the text itself, at the place that they belong to: side notes, notes that unfold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.sources.document import Remark
from bot.sources.html.marker_links import place_of
from bot.sources.html.note_links import FoundNote, References, free_label
from bot.sources.html.page_tree import Element
from bot.sources.labels import clean_label, looks_like_label

_CLASSES = frozenset(
    "sidenote side-note sidenote-content marginnote margin-note footnotecontent footnote-content "
    "footnote-text footnote-popup footnote-tooltip footnote_tooltip inline-note ltx_note_outer "
    "modern-footnotes-footnote__note".split()
)
"""Of Tufte CSS, LaTeXML (arXiv), Org mode, plugins of WordPress, and blogs whose notes unfold."""

_NAMED, _INLINE = frozenset({"footnote", "endnote"}), frozenset({"span", "small", "aside"})
"""Classes of what a style sheet for print moves to the foot of the page, and numbers."""

_ONLY_MARK = "ltx_role_footnotemark"
_ANYWHERE = "ltx_note_outer"
"""Stands in the authors' names, too, which are no line."""
_NOT_SHOWN = frozenset({"input", "style", "script"})
_LINES = frozenset(
    {"p", "li", "dd", "td", "th", "blockquote", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
)


def find_side_notes(root: Element, found: References) -> None:
    """Add the notes below `root` that stand in a line, and their markers, to `found`.

    A page may number its works apart from its notes (LaTeXML), or show its notes at the side and below: a
    note whose label another one has keeps its own words, and one that repeats the other's leads there.
    """
    known = {note.label: _letters(note.containers) for note in found.notes}
    numbered = unnumbered = 0
    marks: list[tuple[Element, str]] = []
    for note in list(_in_lines(root, found)):
        marker, label = _marker_of(note)
        if not label and (marker is not None or note.classes & _NAMED):  # a style sheet counts
            numbered += 1
            label = str(numbered)
        elif not label:
            unnumbered += 1
            label = f"note {unnumbered}"
        elif label.isdecimal():
            numbered = int(label)
        if marker is None and note.parent is not None:
            marker = _put_before(note, note.parent)
        if marker is None:
            continue
        found.containers.add(note)
        if any(e in found.labels for e in marker.walk()):
            continue  # a link leads to the whole note, and this shows what fits on the spot
        if marker.classes & {_ONLY_MARK}:
            marks.append((marker, label))
            continue
        words, shown = _letters((note,)), label
        if label in known and not known[label].endswith(words.removeprefix(label)):
            label = free_label(label, known, found)
        found.groups[marker] = (label,)
        if label not in known:
            known[label] = words
            found.notes.append(FoundNote(label, (note,), shown if shown != label else ""))
    for marker, label in marks:
        found.groups[marker] = (label,) if label in known else ()
        if label not in known:
            found.lost.add(label)
            found.dangling.append(Remark(0, f"[{label}] leads to no reference on the page"))


def _letters(elements: Iterable[Element]) -> str:
    """The letters and digits of a note's words, by which two ways of writing it are the same."""
    return "".join(c for element in elements for c in element.text() if c.isalnum())


def _in_lines(root: Element, found: References) -> Iterator[Element]:
    for element in root.walk():
        if not _is_note(element) or not element.words() or element in found.containers:
            continue
        around = list(element.ancestors())
        if any(_is_note(e) or e in found.containers for e in around):
            continue
        in_line = _ANYWHERE in element.classes or any(e.tag in _LINES for e in around)
        if in_line and not any(e in found.labels for e in element.walk()):
            yield element


def _is_note(element: Element) -> bool:
    """Whether an element is a note in the line by what it is called.

    A marker may be called a footnote as well, and so may the words of a note of the line's own.
    """
    if element.classes & _CLASSES:
        return True
    if not (element.classes & _NAMED and element.tag in _INLINE):
        return False
    siblings = element.parent.children[: place_of(element)] if element.parent is not None else []
    before = "".join(each if isinstance(each, str) else each.text() for each in siblings)
    return any(map(str.isalpha, before)) and any(map(str.isspace, element.words()))


def _marker_of(note: Element) -> tuple[Element | None, str]:
    """The element that shows the marker of a note in the line, and its label; empty where a sheet counts."""
    parent = note.parent
    if parent is None:
        return None, ""
    around = "".join(c if isinstance(c, str) else c.text() for c in parent.children if c is not note)
    label = clean_label(around)
    if parent.tag in ("span", "sup", "small") and looks_like_label(label):
        return parent, label
    for before in reversed(parent.children[: place_of(note)]):
        if isinstance(before, str):
            if before.strip():
                break
        elif before.tag not in _NOT_SHOWN:
            label = clean_label(before.words())
            if before.tag in ("label", "sup", "a", "button", "span") and (
                looks_like_label(label) or (not label and before.tag == "label")
            ):
                return before, label
            break
    return None, _own_label(note)


def _own_label(note: Element) -> str:
    first = next((c for c in note.children if not isinstance(c, str) or c.strip()), "")
    label = clean_label(first.words()) if isinstance(first, Element) and first.tag == "sup" else ""
    return label if looks_like_label(label) else ""


def _put_before(note: Element, parent: Element) -> Element:
    marker = Element("sup", {}, parent)
    parent.children.insert(place_of(note), marker)
    return marker
