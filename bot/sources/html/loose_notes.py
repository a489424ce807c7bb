"""Notes without links: raised or bracketed numbers in the text, and notes below it that begin with theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.sources.clipboard.wiki_words import is_list_title
from bot.sources.document import Remark
from bot.sources.html.loose_numbers import NUMBER, marked_numbers
from bot.sources.html.note_lines import part_lines_of_notes
from bot.sources.html.note_links import FoundNote, References
from bot.sources.html.page_tree import Element
from bot.sources.labels import SUPERSCRIPTS, clean_label

_NAMED = re.compile(r"foot-?notes?|end-?notes?|\breferences\b|\bfn\b", re.IGNORECASE)
_LABELED = frozenset({"sup", "strong", "b", "span", "small", "em"})
_WRAPPING = frozenset({"div", "span", "p", "section", "font"})
_WHOLE = frozenset("p li ul ol dl table blockquote pre figure div section aside".split())
"""Elements that are blocks of their own."""

_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WRITTEN = re.compile(
    r"\s*(?:\[(?P<squared>\d{1,3})\]|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])"
    r"|(?:\((?P<bracketed>\d{1,3})\)[.:]?|(?P<plain>\d{1,3})[.)])\s)"
)


@dataclass
class _Candidate:
    """A block that begins with a number, and what goes on with it."""

    label: str
    blocks: list[Element]
    mark: Element | None
    raised: bool = False
    rest: list[Element] = field(default_factory=list)


def find_loose_notes(root: Element, found: References) -> None:
    """Add the notes below `root` that no link leads to, and their markers, to `found`.

    Where numbers are markers that link to their notes, other numbers are none.
    """
    if any(note.label.isdecimal() for note in found.notes):
        return
    part_lines_of_notes(root)
    candidates = _candidates(root, found)
    if not candidates:
        return
    labels = {candidate.label for candidate in candidates}
    own = {element for c in candidates for block in (*c.blocks, *c.rest) for element in block.walk()}
    markers = marked_numbers(root, found, labels, own)
    cited = {label for _, led in markers for label in led}
    kept = [candidate for candidate in candidates if candidate.label in cited]
    if not kept:
        return
    for marker, led in markers:
        found.groups[marker] = led
    for candidate in kept:
        containers = (*candidate.blocks, *candidate.rest)
        found.notes.append(FoundNote(candidate.label, containers))
        found.containers.update(containers)
        if candidate.mark is not None:
            found.backlinks.add(candidate.mark)
    found.loose = True
    shown = [candidate.label for candidate in kept]
    found.guesses.append(
        Remark(
            0,
            f"numbers without links were led to the notes with their numbers: [{shown[0]}]"
            + (f" to [{shown[-1]}]" if len(shown) > 1 else ""),
        )
    )


def _candidates(root: Element, found: References) -> list[_Candidate]:
    """The longest row of blocks that count from 1 and look like notes."""
    rows: list[list[_Candidate]] = []
    named: list[_Candidate] = []
    for parent in root.walk():
        if parent in found.containers:
            continue
        children = [e for e in parent.children if isinstance(e, Element)]
        if parent.tag == "ol":
            rows += _list(parent, children)
            continue
        row = _row(children, titled=_is_named(parent))
        if row:
            rows.append(row)
        named += [c for e in children if _NAMED.search(e.get("class")) and (c := _labeled(e)) is not None]
    rows.append(named)
    rows += [_joined([row for row in rows if row and row[0].blocks[0].tag == "li"])]
    counted = [row for row in rows if [c.label for c in row] == [str(n) for n in range(1, len(row) + 1)]]
    return max(reversed(counted), key=len, default=[])


def _joined(lists: Sequence[Sequence[_Candidate]]) -> list[_Candidate]:
    """Several lists that go on counting: each beside the text that cites it."""
    return [candidate for each in lists for candidate in each]


def _list(ordered: Element, items: Sequence[Element]) -> Iterator[list[_Candidate]]:
    """The items of a list of notes: below such a title, or in an element that is named so."""
    beside = any(e.tag == "aside" for e in ordered.ancestors())
    if not (beside or _is_titled(ordered) or any(_is_named(e) for e in (ordered, *ordered.ancestors()))):
        return
    start = ordered.get("start")
    first = int(start) if start.isdecimal() and len(start) < 4 else 1
    items = [e for e in items if e.tag == "li"]
    yield [_Candidate(str(number), [item], None) for number, item in enumerate(items, start=first)]


def _is_named(element: Element) -> bool:
    return element.tag != "body" and bool(_NAMED.search(f"{element.get('class')} {element.get('id')}"))


def _is_titled(element: Element) -> bool:
    """Whether the element before this one is the title of a list of notes."""
    siblings = element.parent.children if element.parent is not None else []
    before = [e for e in siblings[: _place(element, siblings)] if isinstance(e, Element)]
    return bool(before) and before[-1].tag in (*_HEADS, "p", "div") and is_list_title(before[-1].words())


def _place(element: Element, siblings: Sequence[Element | str]) -> int:
    return next(i for i, other in enumerate(siblings) if other is element)


def _row(children: Sequence[Element], *, titled: bool) -> list[_Candidate]:
    """Blocks in one element that begin with 1, 2, 3 …, with what stands between them."""
    row: list[_Candidate] = []
    after_rule = titled
    for place, child in enumerate(children):
        if child.tag == "hr" or (child.tag in (*_HEADS, "p") and is_list_title(child.words())):
            after_rule = True
        if child.tag not in ("p", "div", "dd", "aside", "li"):
            if row and child.tag in ("ul", "ol", "blockquote", "pre", "table"):
                row[-1].rest.append(child)
            elif row and child.tag in _HEADS:
                break
            continue
        candidate = _labeled(child)
        if (
            candidate is not None
            and candidate.label == str(len(row) + 1)
            and (after_rule or candidate.raised)
        ):
            row.append(candidate)
        elif row and (after_rule and _goes_on(children[place + 1 :], len(row) + 1)):
            row[-1].rest.append(child)
        elif row:
            break
    return row


def _goes_on(later: Sequence[Element], number: int) -> bool:
    """Whether the next note comes later in the same element: what stands before belongs to the last one."""
    return any((c := _labeled(e)) is not None and c.label == str(number) for e in later)


def _labeled(block: Element) -> _Candidate | None:
    """A block whose first words are its number, as a note's are."""
    inner = _innermost(block)
    if any(e.tag in _WHOLE for e in inner.walk() if e is not inner):
        return None
    element: Element = inner
    while True:
        first = next((c for c in element.children if not isinstance(c, str) or c.strip()), None)
        if isinstance(first, str):
            written = _WRITTEN.match(first) if element is inner else None
            if not written:
                return None
            label = next(filter(None, written.groups())).translate(SUPERSCRIPTS)
            return _Candidate(label, [block], None, raised=written["plain"] is None)
        if first is None or first.tag not in _LABELED:
            return None
        label = clean_label(first.words())
        if NUMBER.fullmatch(label):
            return _Candidate(label, [block], first, raised=first.tag == "sup")
        element = first


def _innermost(block: Element) -> Element:
    """The element that holds a block's words, where others hold nothing but it: editors nest them."""
    while True:
        children = [c for c in block.children if not isinstance(c, str) or c.strip()]
        if len(children) != 1 or isinstance(children[0], str) or children[0].tag not in _WRAPPING:
            return block
        block = children[0]
