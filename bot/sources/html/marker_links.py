"""Which links are footnote markers by their look, and which elements hold the words that each leads to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from bot.sources.html.page_tree import Element
from bot.sources.labels import CLOSING, OPENING, clean_label, label_in_group, looks_like_label

_BLOCKS = frozenset("li p dd dt tr td div aside section figcaption blockquote".split())
_NOT_NOTES = frozenset("h1 h2 h3 h4 h5 h6 table ol ul dl body main article html nav form".split())
_MARKER_CLASSES = frozenset(
    "reference mw-ref footnote-ref footnote noteref footnote-reference fn-ref footref footnote-anchor "
    "footnotelink sdfootnoteanc fnref".split()
)
BACKLINK_CLASSES = frozenset(
    "footnote-back footnote-backref reversefootnote data-footnote-backref backlink mw-cite-backlink "
    "sdfootnotesym fn-backref footnote-return footback".split()
)


def fragment_links(root: Element) -> Iterator[Element]:
    """The links on a page that name a place."""
    for element in root.walk():
        if element.tag == "a" and "#" in element.get("href"):
            yield element


def target_of(link: Element, ids: dict[str, Element]) -> Element | None:
    """The element of this page that a link leads to, or None."""
    fragment = link.get("href").partition("#")[2]
    for name in (fragment, unquote(fragment), unquote(fragment.replace(".", "%"))):
        if name in ids:
            return ids[name]
    return None


def fragment_target(link: Element, ids: dict[str, Element]) -> Element | None:
    """As `target_of`, for links that stay on the page."""
    return target_of(link, ids) if link.get("href").startswith("#") else None


def is_marker(link: Element, target: Element | None) -> bool:
    """Whether a link, which leads to `target` on its page or nowhere, looks like a footnote marker."""
    address = link.get("href")
    words = link.words()
    around = [link, *inline_ancestors(link)]
    by_class = any(
        e.classes & _MARKER_CLASSES
        or e.get("role") == "doc-noteref"
        or e.get("typeof").startswith("mw:Extension/ref")
        for e in around
    )
    if link.classes & BACKLINK_CLASSES or any(e.classes & BACKLINK_CLASSES for e in around):
        return False
    if not address.startswith("#") and not (by_class and "cite_note" in address):
        return False
    if not looks_like_label(clean_label(words)):
        return False
    raised = any(e.tag == "sup" for e in around) or any(child.tag == "sup" for child in link.walk())
    bracketed = words[:1] in tuple(OPENING) or stands_in_brackets(link)
    if target is None:
        return (
            by_class and "ref" in address.lower() + " ".join(link.classes) + "ref" and (raised or bracketed)
        )
    if any(e is target for e in link.ancestors()) or target is link:
        return False
    return by_class or raised or bracketed or target.get("role") in ("doc-footnote", "doc-endnote")


def stands_in_brackets(link: Element) -> bool:
    before, after = neighbours(link)
    return before.rstrip()[-1:] in tuple(OPENING) and after.lstrip()[:1] in tuple(CLOSING)


def neighbours(link: Element) -> tuple[str, str]:
    """The texts right before and behind a link, where no other element stands between."""
    siblings = link.parent.children if link.parent is not None else []
    place = place_of(link)
    before = siblings[place - 1] if place else ""
    after = siblings[place + 1] if place + 1 < len(siblings) else ""
    return before if isinstance(before, str) else "", after if isinstance(after, str) else ""


def take_brackets(link: Element) -> None:
    """Take the brackets away that stand around a marker: they are part of it."""
    if link.parent is not None and stands_in_brackets(link):
        siblings, place = link.parent.children, place_of(link)
        before, after = neighbours(link)
        siblings[place - 1] = before.rstrip()[:-1]
        siblings[place + 1] = after.lstrip()[1:]


def inline_ancestors(link: Element) -> Iterator[Element]:
    """The elements close around a link, in the same line."""
    for element in link.ancestors():
        if element.tag not in ("sup", "span", "small", "b", "i", "cite", "a", "font"):
            return
        yield element


def containers_of(target: Element, link: Element) -> tuple[Element, ...]:
    """The elements that hold the words of the note that `target` names; none where it names no note."""
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
        following = [e for e in siblings[place_of(block) + 1 :] if isinstance(e, Element)]
        meanings: list[Element] = []
        for element in following:
            if element.tag != "dd":
                break
            meanings.append(element)
        return (*meanings, block) if meanings else ()
    return (block,) if block.words() else ()


def place_of(element: Element) -> int:
    """The place of an element among those that its parent holds."""
    siblings = element.parent.children if element.parent is not None else []
    return next(i for i, sibling in enumerate(siblings) if sibling is element)


def label_of(link: Element) -> str:
    """The label that a reader sees on a marker, without brackets."""
    group = link.get("data-mw-group")
    label = clean_label(link.words())
    return label_in_group(label, group) if group else label


def ids_of(root: Element) -> dict[str, Element]:
    """The elements of a page by the names that links may lead to."""
    ids: dict[str, Element] = {}
    for element in root.walk():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                ids.setdefault(name, element)
    return ids
