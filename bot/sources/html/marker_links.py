"""Which links are footnote markers by their look, and which elements hold the words that each leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from bot.sources.html.page_furniture import shown_words
from bot.sources.html.page_tree import HEADINGS, Element
from bot.sources.labels import CLOSING, OPENING, clean_label, label_in_group, looks_like_label, wiki_label

_BETWEEN_LINKS = re.compile(r"[\s,;，、·–—-]*")
_SIGN = re.compile(r"[*†‡]{1,3}")
"""Signs that are links for nothing else: “§”, “¶” and “#” lead to a heading beside them."""

_AGAIN = re.compile(r"(\d+):\d+")
"""A further marker of the note before the colon, as markdown-it writes it: `[1:1]`."""

_BLOCKS = frozenset("li p dd dt tr td div aside section figcaption blockquote".split())
_NOT_NOTES = HEADINGS | frozenset("table ol ul dl body main article html nav form".split())
_MARKER_CLASSES = frozenset(
    "reference mw-ref footnote-ref footnote noteref footnote-reference fn-ref footref footnote-anchor "
    "footnotelink sdfootnoteanc sdendnoteanc fnref fnanchor footnotecall".split()
)
_WIKI_CLASSES = frozenset({"reference", "mw-ref"})
BACKLINK_CLASSES = frozenset(
    "footnote-back footnote-backref reversefootnote data-footnote-backref backlink mw-cite-backlink "
    "sdfootnotesym sdendnotesym fn-backref footnote-return footback footnotesymbol".split()
)


def fragment_links(root: Element) -> Iterator[Element]:
    """The links on a page that name a place."""
    for element in root.walk():
        if element.tag == "a" and "#" in element.get("href"):
            yield element


def target_of(link: Element, ids: Mapping[str, Element]) -> Element | None:
    """The element of this page that a link leads to, or None."""
    fragment = link.get("href").partition("#")[2]
    for name in (fragment, unquote(fragment), unquote(fragment.replace(".", "%"))):
        if name in ids:
            return ids[name]
    return None


def fragment_target(link: Element, ids: dict[str, Element]) -> Element | None:
    """As `target_of`, for links that stay on the page."""
    return target_of(link, ids) if link.get("href").startswith("#") else None


def own_addresses(root: Element, ids: dict[str, Element]) -> frozenset[str]:
    """The addresses, without places, under which links of this page name places that are all on it."""
    known: dict[str, bool] = {}
    for link in fragment_links(root):
        page = link.get("href").partition("#")[0]
        if page:
            known[page] = known.get(page, True) and target_of(link, ids) is not None
    return frozenset(page for page, whole in known.items() if whole)


def is_marker(link: Element, target: Element | None, own: frozenset[str] = frozenset()) -> bool:
    """Whether a link, which leads to `target` on its page or nowhere, looks like a footnote marker.

    `own` are the page's own addresses: browsers write them in front of the places that its links name.
    """
    address = link.get("href")
    words = shown_words(link)
    around = [link, *inline_ancestors(link)]
    by_class = any(
        e.classes & _MARKER_CLASSES
        or e.get("role") == "doc-noteref"
        or "noteref" in e.get("epub:type").split()
        or e.get("typeof").startswith("mw:Extension/ref")
        for e in around
    )
    if link.classes & BACKLINK_CLASSES or any(e.classes & BACKLINK_CLASSES for e in around):
        return False
    is_own = address.startswith("#") or address.partition("#")[0] in own
    if not is_own and not (by_class and "cite_note" in address):
        return False
    label = clean_label(words)
    named = looks_like_label(label) or (by_class and _AGAIN.fullmatch(label) is not None)
    if not named and (target is None or not is_wiki_marker(link)):
        return False
    raised = any(e.tag == "sup" for e in around) or any(child.tag == "sup" for child in link.walk())
    bracketed = words[:1] in tuple(OPENING) or stands_in_brackets(link)
    if target is None:
        # “[top]” and “[edit]” are no markers; a raised or bracketed number that names a place is one.
        numbered = clean_label(words).isdecimal() and len(address.partition("#")[2]) > 0
        return (by_class or numbered) and (raised or bracketed)
    if any(e is target for e in link.ancestors()) or target is link:
        return False
    is_sign = _SIGN.fullmatch(words) is not None
    return by_class or raised or bracketed or is_sign or target.get("role") in ("doc-footnote", "doc-endnote")


def is_wiki_marker(link: Element) -> bool:
    """Whether a link is a marker in MediaWiki's own markup: a group's name may be any words and signs."""
    fragment = link.get("href").partition("#")[2]
    in_markup = any(
        e.tag in ("sup", "span")
        and (e.classes & _WIKI_CLASSES or e.get("typeof").startswith("mw:Extension/ref"))
        for e in inline_ancestors(link)
    )
    return in_markup and fragment.startswith("cite_note") and wiki_label(shown_words(link)) != ""


def stands_in_brackets(link: Element) -> bool:
    """Whether brackets stand around a link, or around a row of links in which it is."""
    return _bracketed(link) is not None


def _bracketed(link: Element) -> tuple[int, int] | None:
    """The places of the texts beside a link that end with an opening and begin with a closing bracket."""
    siblings = link.parent.children if link.parent is not None else []
    place = place_of(link)
    first = _bracket(siblings, range(place - 1, -1, -1), tuple(OPENING), -1)
    last = _bracket(siblings, range(place + 1, len(siblings)), tuple(CLOSING), 0)
    return (first, last) if first is not None and last is not None else None


def _bracket(
    siblings: Sequence[Element | str], places: range, brackets: tuple[str, ...], end: int
) -> int | None:
    for place in places:
        node = siblings[place]
        if isinstance(node, str):
            bare = node.strip()
            if bare and bare[end] in brackets:
                return place
            if not _BETWEEN_LINKS.fullmatch(node):
                return None
        elif node.tag != "a":
            return None
    return None


def take_brackets(link: Element) -> None:
    """Put the brackets that stand around a marker into one element with it: they are part of it."""
    found = _bracketed(link)
    if link.parent is None or found is None:
        return
    siblings, (first, last) = link.parent.children, found
    before, after = str(siblings[first]).rstrip(), str(siblings[last]).lstrip()
    row = Element("span", {}, link.parent, [before[-1], *siblings[first + 1 : last], after[0]])
    for child in row.children:
        if isinstance(child, Element):
            child.parent = row
    siblings[first : last + 1] = [before[:-1], row, after[1:]]


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
        if block.tag in HEADINGS and looks_like_label(clean_label(block.words())):
            return _below(block)
        if block.tag == "table" and block is target:
            return _only_row(block)
        if block.tag in _NOT_NOTES or block.parent is None:
            return ()
        block = block.parent
    if block.tag in ("td", "th") and block.parent is not None:
        block = block.parent
    if any(e is block for e in link.ancestors()) and block is not target:
        # A marker beside its own note in one block: `target` itself holds the words, or there are none.
        return (target,) if target.words() and target.tag in ("span", "small") else ()
    if any(e.tag in HEADINGS for e in block.walk()):
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


def _only_row(table: Element) -> tuple[Element, ...]:
    """The row of a table that is a note as a whole (docutils)."""
    rows = [e for e in table.walk() if e.tag == "tr"]
    return tuple(rows) if len(rows) == 1 else ()


def block_of(element: Element) -> Element:
    """The block that an element is, or stands in."""
    return next((e for e in (element, *element.ancestors()) if e.tag in _BLOCKS), element)


def _below(heading: Element) -> tuple[Element, ...]:
    """What stands below a heading that is a note's label, and the heading itself."""
    siblings = heading.parent.children if heading.parent is not None else []
    words: list[Element] = []
    for element in siblings[place_of(heading) + 1 :]:
        if isinstance(element, Element):
            if element.tag in (*HEADINGS, "hr"):
                break
            words.append(element)
    return (*words, heading) if words else ()


def place_of(element: Element) -> int:
    """The place of an element among those that its parent holds."""
    siblings = element.parent.children if element.parent is not None else []
    return next(i for i, sibling in enumerate(siblings) if sibling is element)


def label_of(link: Element) -> str:
    """The label that a reader sees on a marker, without brackets."""
    group = link.get("data-mw-group")
    words = shown_words(link)
    label = _AGAIN.sub(r"\1", clean_label(words))
    if not looks_like_label(label) and is_wiki_marker(link):
        label = wiki_label(words)
    return label_in_group(label, group) if group else label


def ids_of(root: Element) -> dict[str, Element]:
    """The elements of a page by the names that links may lead to."""
    ids: dict[str, Element] = {}
    for element in root.walk():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
            if name:
                ids.setdefault(name, element)
    return ids
