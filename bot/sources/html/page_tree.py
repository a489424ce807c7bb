"""HTML text → a plain tree of elements and texts, of bounded depth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.sources.errors import PageError
from bot.sources.html.tag_lines import lines_of_tags

DEEPEST = 150
"""Levels of the tree. What nests deeper is hung up here, in its order: pages of people don't go beyond 60."""

DEEPEST_READ = 5_000
"""Levels of open tags. HTML's rules look through them at each further tag: 50,000 take half a minute."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_UNCOUNTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead "
    "tfoot option optgroup colgroup rp rt html head body".split()
)
"""Elements that hold nothing, or whose end needn't be written."""

UNREAD = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "canvas"})
"""Elements whose text nobody reads."""


@dataclass(eq=False, slots=False)
class Element:
    """An HTML element. `children` are elements and texts in their order; comments aren't among them.

    `line` is that of its start tag, from 1; 0 where it isn't known.
    """

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)
    line: int = 0

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names in its `class`, in small letters."""
        return frozenset(self.attributes.get("class", "").lower().split())

    def get(self, name: str) -> str:
        """An attribute's value, or an empty text."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the page's order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def ancestors(self) -> Iterator[Element]:
        """The elements around it, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def text(self) -> str:
        """All text in it, white space as it stands."""
        return self.text_without(lambda element: element.tag in UNREAD)

    def text_without(self, is_left_out: Callable[[Element], bool]) -> str:
        """The same without the elements that are left out, itself among them, and what stands in them."""
        parts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            elif not is_left_out(node):
                stack.extend(reversed(node.children))
        return "".join(parts)

    def words(self) -> str:
        """All text in it on one line."""
        return " ".join(self.text().split())


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, and the texts of its comments and scripts, in which browsers and wikis note facts."""

    root: Element
    comments: tuple[str, ...]
    scripts: tuple[str, ...]


def number_lines(page: Page, html: str) -> None:
    """Give the page's elements the lines on which they stand in `html`.

    A parser adds elements that aren't written, and moves some: where there are more, or fewer, of a name than
    the text has, none of this name gets a line.
    """
    lines = lines_of_tags(html)
    named: dict[str, list[Element]] = {}
    for element in page.root.walk():
        named.setdefault(element.tag, []).append(element)
    for tag, elements in named.items():
        if len(elements) == len(lines.get(tag, ())):
            for element, line in zip(elements, lines[tag], strict=True):
                element.line = line


def parse_page(html: str) -> Page:
    """The tree of `html`. Raises PageError where its tags are nested too deep to be read in a short time."""
    if _is_too_deep(html):
        raise PageError(
            0, f"has tags that nest deeper than {DEEPEST_READ:,} levels; save the page anew, or as text"
        )
    node: LexborNode | None = LexborHTMLParser(html).root
    if node is None:
        raise PageError(0, "holds no HTML that can be read; save the page anew, or as text")
    top = node
    comments: list[str] = []
    scripts: list[str] = []
    root = Element(top.tag or "html", _attributes(top))
    open_elements = [root]
    depth = 0
    # A walk by the nodes' own links: recursion would end at a thousand levels.
    node = top.first_child
    while node is not None:
        parent = open_elements[min(depth, DEEPEST)]
        child: LexborNode | None = None
        tag = node.tag or ""
        if tag == "-text":
            parent.children.append(node.text_content or "")
        elif tag == "-comment":
            comments.append(node.comment_content or "")
        elif tag == "script":
            scripts.append(node.text())
        elif tag and not tag.startswith("-"):
            element = Element(tag, _attributes(node), parent)
            parent.children.append(element)
            child = node.first_child
            if child is not None:
                depth += 1
                del open_elements[min(depth, DEEPEST + 1) :]
                if depth < DEEPEST:
                    open_elements.append(element)
                elif depth == DEEPEST:
                    # A list or a table reads no words that stand in it without an item or a cell.
                    below = Element("span", {}, element)
                    element.children.append(below)
                    open_elements.append(below)
        if child is not None:
            node = child
            continue
        while node is not None and node.next is None:
            node = node.parent
            depth -= 1
            # Nodes are compared by their place: “==” would compare their whole HTML.
            if node is not None and node.mem_id == top.mem_id:
                node = None
        node = node.next if node is not None else None
    # What stands before <html> is a comment of the browser that saved the page.
    before = top.prev
    while before is not None:
        if before.tag == "-comment":
            comments.append(before.comment_content or "")
        before = before.prev
    return Page(root, tuple(comments), tuple(scripts))


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


def _is_too_deep(html: str) -> bool:
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() not in _UNCOUNTED:
            depth = depth - 1 if match[1] else depth + 1
            if depth > DEEPEST_READ:
                return True
            depth = max(depth, 0)
    return False
