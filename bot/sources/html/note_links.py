"""Which links of a page are footnote markers, where each leads, and under which label a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from bot.sources.document import Remark
from bot.sources.html.back_links import links_back
from bot.sources.html.marker_links import (
    BACKLINK_CLASSES,
    containers_of,
    fragment_links,
    ids_of,
    inline_ancestors,
    is_marker,
    label_of,
    own_addresses,
    place_of,
    take_brackets,
    target_of,
)
from bot.sources.html.note_parts import part_shared_notes
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element
from bot.sources.html.plain_markers import plain_markers
from bot.sources.html.scripted_links import lead_scripted_links
from bot.sources.html.whole_notes import WholeNotes, paragraphs_between
from bot.sources.labels import LONGEST_LABEL, short_label

_BETWEEN = re.compile(r"[\s\[\]［］【】〔〕(),;:，、‚·.\u200a\u2009-]*|\s*[–—‒‑-]\s*")
_DASH = re.compile(r"\s*[–—‒‑-]\s*")


@dataclass(eq=False)
class FoundNote:
    """A footnote's label and the elements that hold its words.

    `sign` is what stands before them on the page, where that isn't the label.
    """

    label: str
    containers: tuple[Element, ...]
    sign: str = ""


@dataclass
class References:
    """A page's markers and notes. Elements are compared by identity."""

    labels: dict[Element, str] = field(default_factory=dict)
    """Link that is a marker → its note's label."""

    groups: dict[Element, tuple[str, ...]] = field(default_factory=dict)
    """Element with nothing but markers in it → their labels, those that a dash stands for among them."""

    notes: list[FoundNote] = field(default_factory=list)
    containers: set[Element] = field(default_factory=set)
    backlinks: set[Element] = field(default_factory=set)
    dangling: list[Remark] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """The labels of the markers that are told in `dangling`."""

    loose: bool = False
    """Whether its notes are found by their numbers alone, without links."""

    doubts: list[Remark] = field(default_factory=list)
    """What may be markers, and leads nowhere."""

    guesses: list[Remark] = field(default_factory=list)


def find_references(root: Element) -> References:
    """The markers below `root` and the notes that they lead to."""
    ids = ids_of(root)
    lead_scripted_links(root, ids)
    found = References()
    by_container: dict[Element, FoundNote] = {}
    taken: set[str] = set()
    pending: list[tuple[Element, Element]] = []
    own = own_addresses(root, ids)
    named = [(e, target_of(e, ids)) for e in fragment_links(root)]
    looking = {e for e, target in named if is_marker(e, target, own)}
    plain = plain_markers([each for each in named if each[0] not in looking], ids, own)
    links = [each for each in named if each[0] in looking or each[0] in plain]
    led = [(link, target) for link, target in links if target is not None]
    found.backlinks = links_back(root, led)
    targets = [target for link, target in led if link not in found.backlinks]
    part_shared_notes(targets)
    whole = WholeNotes(targets)
    for link, target in links:
        if link in found.backlinks:
            continue
        if target is None:
            found.lost.add(label_of(link))
            found.dangling.append(Remark(link.line, f"[{label_of(link)}] leads to no reference on the page"))
            continue
        containers = containers_of(target, link)
        if not containers:
            continue
        if len(containers) == 1:
            containers = (whole.around(containers[0], target, link),)
        note = by_container.get(containers[0])
        if note is None:
            label = free_label(label_of(link), taken, found)
            taken.add(label)
            note = FoundNote(label, containers)
            by_container[containers[0]] = note
            found.containers.update(containers)
        found.labels[link] = note.label
        pending.append((link, containers[0]))
    _add_uncited(root, by_container, taken, found)
    found.notes = [by_container[e] for e in root.walk() if e in by_container]
    _add_paragraphs(found, root)
    _find_backlinks(found, pending, ids)
    for link in found.labels:
        take_brackets(link)
    _find_groups(found)
    return found


def _add_paragraphs(found: References, root: Element) -> None:
    """Give notes the further paragraphs that stand between them and the next one."""
    further = paragraphs_between(found.containers, found.labels, root)
    for note in found.notes:
        paragraphs = further.get(note.containers[0], ())
        note.containers += paragraphs
        found.containers.update(paragraphs)


def _add_uncited(
    root: Element, by_container: dict[Element, FoundNote], taken: set[str], found: References
) -> None:
    """The items of a wiki's reference lists that no marker leads to: they are no text either."""
    for element in root.walk():
        if element.tag != "ol" or not element.classes & {"references", "mw-references"}:
            continue
        items = [e for e in element.children if isinstance(e, Element) and e.tag == "li"]
        for place, item in enumerate(items, start=1):
            if item not in by_container and not any(e in by_container for e in item.walk()):
                label = str(place) if str(place) not in taken else f"{place} (uncited)"
                by_container[item] = FoundNote(label, (item,))
                found.containers.add(item)


def free_label(label: str, taken: Container[str], found: References) -> str:
    """`label`, or, where another note is called so, the first like it that is free; that is told."""
    whole, label = label, short_label(label) or "1"
    if len(whole) > LONGEST_LABEL:
        found.guesses.append(Remark(0, f"[{whole}] is too long for a label; it is called [{label}]"))
    if label not in taken:
        return label
    number = 2
    while f"{label}-{number}" in taken:
        number += 1
    found.guesses.append(
        Remark(0, f"several references are shown as [{label}]; one is called [{label}-{number}]")
    )
    return f"{label}-{number}"


def _find_backlinks(
    found: References, pending: list[tuple[Element, Element]], ids: dict[str, Element]
) -> None:
    """The links in each note that lead back to its markers."""
    places: dict[Element, set[Element]] = {}
    for link, container in pending:
        near = places.setdefault(container, set())
        near.update((link, *inline_ancestors(link)))
        if link.parent is not None:
            before = link.parent.children[: place_of(link)][-1:]
            near.update(e for e in before if isinstance(e, Element))
    for note in found.notes:
        near = places.get(note.containers[0], set())
        for container in note.containers:
            for element in container.walk():
                if element.tag != "a":
                    continue
                target = target_of(element, ids) if "#" in element.get("href") else None
                named = (
                    element.classes & BACKLINK_CLASSES
                    or element.get("role") == "doc-backlink"
                    or "mw:referencedBy" in element.get("rel")
                )
                if named or (target is not None and target in near):
                    found.backlinks.add(element)
                    found.labels.pop(element, None)
    _find_rows_of_backlinks(found)


def _find_rows_of_backlinks(found: References) -> None:
    """What holds ways back and nothing else but brackets and commas: “(1, 2)”."""
    for link in list(found.backlinks):
        for around in inline_ancestors(link):
            rest = (e for e in around.walk() if e is not around and e.tag == "a")
            if around.tag != "span" or any(e not in found.backlinks for e in rest):
                break
            if _BETWEEN.fullmatch(around.text_without(found.backlinks.__contains__)):
                found.backlinks.add(around)


def _find_groups(found: References) -> None:
    """Elements that hold markers and nothing else but brackets, commas and dashes."""
    for link in list(found.labels):
        outermost: Element | None = None
        for around in inline_ancestors(link):
            if around.tag in ("sup", "span", "small", "cite") and _only_markers(around, found):
                outermost = around
        if outermost is not None and outermost not in found.groups:
            found.groups[outermost] = tuple(_labels_in(outermost, found))


def _only_markers(around: Element, found: References) -> bool:
    rest: list[str] = []
    stack: list[Element | str] = [around]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            rest.append(node)
        elif node not in found.labels and furniture_of(node) is None:
            stack.extend(node.children)
    return all(_BETWEEN.fullmatch(text) for text in rest)


def _labels_in(around: Element, found: References) -> Iterator[str]:
    known = {note.label for note in found.notes}
    last = ""
    dash = False
    stack: list[Element | str] = [around]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            dash = bool(_DASH.fullmatch(node)) or (dash and not node.strip())
            continue
        if node in found.labels:
            label = found.labels[node]
            if dash and last.isdecimal() and label.isdecimal() and int(label) - int(last) < 100:
                for number in range(int(last) + 1, int(label)):
                    if str(number) in known:
                        yield str(number)
            yield label
            last, dash = label, False
        else:
            stack.extend(reversed(node.children))
