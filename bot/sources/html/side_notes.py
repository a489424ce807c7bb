"""Notes that stand in the text itself, at the place that they belong to: side notes, notes that unfold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.sources.document import Remark
from bot.sources.html.note_links import FoundNote, References, free_label
from bot.sources.html.page_tree import Element
from bot.sources.labels import clean_label, looks_like_label

_CLASSES = frozenset(
    "sidenote side-note sidenote-content marginnote margin-note footnotecontent footnote-content "
    "footnote-text footnote-popup footnote-tooltip footnote_tooltip inline-note ltx_note_outer "
    "modern-footnotes-footnote__note".split()
)
"""Of Tufte CSS, LaTeXML (arXiv), Org mode, plugins of WordPress, and blogs whose notes unfold."""

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
        if not label and marker is not None:  # a style sheet counts
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
        if not element.classes & _CLASSES or not element.words() or element in found.containers:
            continue
        around = list(element.ancestors())
        if any(e.classes & _CLASSES or e in found.containers for e in around):
            continue
        in_line = _ANYWHERE in element.classes or any(e.tag in _LINES for e in around)
        if in_line and not any(e in found.labels for e in element.walk()):
            yield element


def _marker_of(note: Element) -> tuple[Element | None, str]:
    """The element that shows the marker of a note in the line, and its label; empty where a sheet counts."""
    parent = note.parent
    if parent is None:
        return None, ""
    place = next(i for i, child in enumerate(parent.children) if child is note)
    around = "".join(c if isinstance(c, str) else c.text() for c in parent.children if c is not note)
    label = clean_label(around)
    if parent.tag in ("span", "sup", "small") and looks_like_label(label):
        return parent, label
    for before in reversed(parent.children[:place]):
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
    parent.children.insert(next(i for i, child in enumerate(parent.children) if child is note), marker)
    return marker
