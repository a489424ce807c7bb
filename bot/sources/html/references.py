"""Which links of a page are footnote markers, where each leads, and under which label a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from bot.sources.document import Remark
from bot.sources.html.furniture import furniture_of
from bot.sources.html.tree import Element
from bot.sources.labels import CLOSING, LONGEST_LABEL, OPENING, clean_label, label_in_group, looks_like_label

_BLOCKS = frozenset("li p dd dt tr td div aside section figcaption blockquote".split())
_NOT_NOTES = frozenset("h1 h2 h3 h4 h5 h6 table ol ul dl body main article html nav form".split())
_MARKER_CLASSES = frozenset(
    "reference mw-ref footnote-ref footnote noteref footnote-reference fn-ref footref footnote-anchor "
    "footnotelink sdfootnoteanc fnref".split()
)
_BACKLINK_CLASSES = frozenset(
    "footnote-back footnote-backref reversefootnote data-footnote-backref backlink mw-cite-backlink "
    "sdfootnotesym fn-backref footnote-return footback".split()
)
_BETWEEN = re.compile(r"[\s\[\]［］【】〔〕(),;:，、‚·.\u200a\u2009-]*|\s*[–—‒‑-]\s*")
_DASH = re.compile(r"\s*[–—‒‑-]\s*")


@dataclass(eq=False)
class FoundNote:
    """A footnote's label and the elements that hold its words."""

    label: str
    containers: tuple[Element, ...]


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
    guesses: list[Remark] = field(default_factory=list)


def find_references(root: Element) -> References:
    """The markers on the page below `root` and the notes that they lead to."""
    ids = _ids(root)
    found = References()
    by_container: dict[Element, FoundNote] = {}
    taken: set[str] = set()
    pending: list[tuple[Element, Element]] = []
    led: dict[Element, Element] = {}  # a marker, and what stands close around it → the note that it leads to
    for link in _links(root):
        target = _target(link, ids)
        if not _is_marker(link, target):
            continue
        if target in led and any(e is led[target] for e in link.ancestors()):
            found.backlinks.add(link)  # it looks as its marker does, and leads back to it
            continue
        if target is None:
            found.dangling.append(Remark(0, f"[{_label_of(link)}] leads to no reference on the page"))
            continue
        containers = _containers(target, link)
        if not containers:
            continue
        note = by_container.get(containers[0])
        if note is None:
            label = _free(_label_of(link), taken, found)
            taken.add(label)
            note = FoundNote(label, containers)
            by_container[containers[0]] = note
            found.containers.update(containers)
        found.labels[link] = note.label
        pending.append((link, containers[0]))
        led.update((e, containers[0]) for e in (link, *_inline_ancestors(link)))
    found.notes = [by_container[e] for e in root.walk() if e in by_container]
    _find_backlinks(found, pending, ids)
    for link in found.labels:
        _take_brackets(link)
    _find_groups(found)
    return found


def _ids(root: Element) -> dict[str, Element]:
    ids: dict[str, Element] = {}
    for element in root.walk():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                ids.setdefault(name, element)
    return ids


def _links(root: Element) -> Iterator[Element]:
    for element in root.walk():
        if element.tag == "a" and "#" in element.get("href"):
            yield element


def _target(link: Element, ids: dict[str, Element]) -> Element | None:
    """The element of this page that a link leads to, or None."""
    fragment = link.get("href").partition("#")[2]
    for name in (fragment, unquote(fragment), unquote(fragment.replace(".", "%"))):
        if name in ids:
            return ids[name]
    return None


def fragment_target(link: Element, ids: dict[str, Element]) -> Element | None:
    """As `_target`, for links that stay on the page."""
    return _target(link, ids) if link.get("href").startswith("#") else None


def _is_marker(link: Element, target: Element | None) -> bool:
    address = link.get("href")
    words = link.words()
    around = [link, *_inline_ancestors(link)]
    by_class = any(
        e.classes & _MARKER_CLASSES
        or e.get("role") == "doc-noteref"
        or e.get("typeof").startswith("mw:Extension/ref")
        for e in around
    )
    if link.classes & _BACKLINK_CLASSES or any(e.classes & _BACKLINK_CLASSES for e in around):
        return False
    if not address.startswith("#") and not (by_class and "cite_note" in address):
        return False
    if not looks_like_label(clean_label(words)):
        return False
    raised = any(e.tag == "sup" for e in around) or any(child.tag == "sup" for child in link.walk())
    bracketed = words[:1] in tuple(OPENING) or _stands_in_brackets(link)
    if target is None:
        return (
            by_class and "ref" in address.lower() + " ".join(link.classes) + "ref" and (raised or bracketed)
        )
    if any(e is target for e in link.ancestors()) or target is link:
        return False
    return by_class or raised or bracketed or target.get("role") in ("doc-footnote", "doc-endnote")


def _stands_in_brackets(link: Element) -> bool:
    before, after = _neighbours(link)
    return before.rstrip()[-1:] in tuple(OPENING) and after.lstrip()[:1] in tuple(CLOSING)


def _neighbours(link: Element) -> tuple[str, str]:
    """The texts right before and behind a link, where no other element stands between."""
    siblings = link.parent.children if link.parent is not None else []
    place = _place(link)
    before = siblings[place - 1] if place else ""
    after = siblings[place + 1] if place + 1 < len(siblings) else ""
    return before if isinstance(before, str) else "", after if isinstance(after, str) else ""


def _take_brackets(link: Element) -> None:
    """Take the brackets away that stand around a marker: they are part of it."""
    if link.parent is not None and _stands_in_brackets(link):
        siblings, place = link.parent.children, _place(link)
        before, after = _neighbours(link)
        siblings[place - 1] = before.rstrip()[:-1]
        siblings[place + 1] = after.lstrip()[1:]


def _inline_ancestors(link: Element) -> Iterator[Element]:
    for element in link.ancestors():
        if element.tag not in ("sup", "span", "small", "b", "i", "cite", "a", "font"):
            return
        yield element


def _containers(target: Element, link: Element) -> tuple[Element, ...]:
    """The elements that hold the words of the note that `target` names; none where it names something else."""
    block = target
    while block.tag not in _BLOCKS:
        if block.tag in _NOT_NOTES or block.parent is None:
            return ()
        block = block.parent
    if block.tag in ("td", "th") and block.parent is not None:
        block = block.parent
    if any(e is block for e in link.ancestors()) and block is not target:
        # A marker beside its own note in one block: `target` itself holds the words, or there are none.
        return (target,) if target.words() and target.tag in ("span", "small") else ()
    if any(e.tag in ("h1", "h2", "h3", "h4", "h5", "h6") for e in block.walk()):
        return ()
    if block.tag == "dt" and block.parent is not None:
        siblings = block.parent.children
        following = [e for e in siblings[_place(block) + 1 :] if isinstance(e, Element)]
        meanings: list[Element] = []
        for element in following:
            if element.tag != "dd":
                break
            meanings.append(element)
        return (*meanings, block) if meanings else ()
    return (block,) if block.words() else ()


def _place(element: Element) -> int:
    siblings = element.parent.children if element.parent is not None else []
    return next(i for i, sibling in enumerate(siblings) if sibling is element)


def _label_of(link: Element) -> str:
    group = link.get("data-mw-group")
    label = clean_label(link.words())
    return label_in_group(label, group) if group else label


def _free(label: str, taken: set[str], found: References) -> str:
    label = label[:LONGEST_LABEL].strip() or "1"
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
        near.update((link, *_inline_ancestors(link)))
        if link.parent is not None:
            before = link.parent.children[: _place(link)][-1:]
            near.update(e for e in before if isinstance(e, Element))
    for note in found.notes:
        near = places.get(note.containers[0], set())
        for container in note.containers:
            for element in container.walk():
                if element.tag != "a":
                    continue
                target = _target(element, ids) if "#" in element.get("href") else None
                named = (
                    element.classes & _BACKLINK_CLASSES
                    or element.get("role") == "doc-backlink"
                    or "mw:referencedBy" in element.get("rel")
                )
                if named or (target is not None and target in near):
                    found.backlinks.add(element)
                    found.labels.pop(element, None)


def _find_groups(found: References) -> None:
    """Elements that hold markers and nothing else but brackets, commas and dashes."""
    for link in list(found.labels):
        outermost: Element | None = None
        for around in _inline_ancestors(link):
            if around.tag in ("sup", "span", "small") and _only_markers(around, found):
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
