"""What the reading of a page has to tell: what was left out, what nothing cites, what was kept as text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.sources.clipboard.wiki_words import is_list_title
from bot.sources.document import Block, Note, Remark, words_in
from bot.sources.html.note_links import References
from bot.sources.html.page_context import PageContext
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element
from bot.sources.labels import named

_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ol", "ul", "dl"})
_NOTES_CLASSES = frozenset(
    {"footnotes", "footnote-list", "endnotes", "references", "reflist", "footnotes-list"}
)
_NOTE_ID = re.compile(r"(?:fn|footnote|endnote|cite_note|note)[-:_.]?\d+\Z", re.IGNORECASE)


def cited_labels(blocks: Sequence[Block], notes: Sequence[Note]) -> set[str]:
    """The labels of the notes that are cited in the text, or by a note that is."""
    by_label = {note.label: note for note in notes}
    cited: set[str] = set()
    waiting = [m.number for block in blocks for words in words_in(block) for m in words.markers]
    while waiting:
        label = waiting.pop()
        if label in by_label and label not in cited:
            cited.add(label)
            waiting += [m.number for m in by_label[label].words.markers]
    return cited


def remarks_on_left_out(
    context: PageContext, notes: Sequence[Note], cited: Collection[str]
) -> Iterator[Remark]:
    """The parts of the page that aren't kept, and the notes that nothing cites."""
    for what, times in sorted(context.left_out.items()):
        line, sample = context.samples[what]
        told = f"({times}): “{sample}”" if times == 1 else f"({times} times), such as “{sample}”"
        yield Remark(line, f"{what} {told} …")
    uncited = [note for note in notes if note.label not in cited]
    if uncited:
        shown = named([note.label for note in uncited])
        yield Remark(uncited[0].line, f"references that nothing in the text cites: {shown}")
    if context.homeless_links:
        links = "a link" if context.homeless_links == 1 else f"{context.homeless_links} links"
        told = f"addresses of {links}, because the page doesn't say its own address"
        yield Remark(0, told)


def remarks_on_kept_notes(root: Element, references: References, notice: str) -> Iterator[Remark]:
    """Lists that look like notes, or stand among them, and stay text: nothing leads to them.

    `notice` is the line of the licence, which is no text.
    """
    for element in root.walk():
        if element in references.containers or furniture_of(element) is not None:
            continue
        if element.tag in _LISTS and (items := _items(element)):
            kept = [item for item in items if item not in references.containers]
            if kept and len(kept) < len(items):
                yield _kept(kept, "beside the notes")
            elif kept and _is_named_notes(element, items):
                yield _kept(kept, "of a list that the page calls its notes")
        elif element.tag in _HEADS and is_list_title(element.words()):
            yield from _below(element, references, notice)


def _is_named_notes(element: Element, items: Sequence[Element]) -> bool:
    """Whether a list's classes, or its items' ids, are those that programs give to notes."""
    return bool(element.classes & _NOTES_CLASSES) or all(_NOTE_ID.match(item.get("id")) for item in items)


def _below(heading: Element, references: References, notice: str) -> Iterator[Remark]:
    """What stands below the title of a list of notes, and is none."""
    siblings = heading.parent.children if heading.parent is not None else []
    place = next(i for i, sibling in enumerate(siblings) if sibling is heading)
    noted = False
    for element in siblings[place + 1 :]:
        if isinstance(element, str) or not element.words() or furniture_of(element) is not None:
            continue
        if element.tag in _HEADS or any(e.tag in _HEADS for e in element.walk()):
            return
        inside = any(e in references.containers for e in element.walk())
        if not inside and noted and element.tag == "p" and element.words() != " ".join(notice.split()):
            yield _kept([element], "below the last note")
            return
        if not inside and not noted and (items := _items(element)):
            yield _kept(items, f"below “{heading.words()[:60]}”")
            return
        noted = noted or inside


def _items(element: Element) -> list[Element]:
    if element.tag not in _LISTS:
        return []
    return [e for e in element.children if isinstance(e, Element) and e.tag in ("li", "dd") and e.words()]


def _kept(elements: Sequence[Element], where: str) -> Remark:
    first = elements[0]
    what = "a paragraph" if first.tag == "p" else "1 item" if len(elements) == 1 else f"{len(elements)} items"
    told = f"{what} {where}, to which no marker leads, stayed in the text: “{first.words()[:60]}” …"
    return Remark(first.line, told)
