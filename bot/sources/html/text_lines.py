"""The lines of a page's text, what stands in them, and how a part of one gets an element of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.sources.html.note_links import References
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element
from bot.sources.labels import clean_label

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead "
    "tr ul".split()
)
_UNREAD = frozenset({"pre", "code", "kbd", "samp", "script", "style"})
_RAISED_LETTERS = dict(zip("abcd", "ᵃᵇᶜᵈ", strict=True))


class _Text(str):
    """A text with an identity of its own: two equal short strings may be one object."""

    __slots__ = ()


@dataclass(eq=False, slots=True)
class Leaf:
    """A text in a line, or a raised element as a whole (`sup`), and where it begins in the line's text."""

    text: str
    parent: Element
    start: int
    sup: Element | None = None
    plain: bool = True
    """Whether a marker may be in it: not in a link, nor where a marker stands already."""


@dataclass(eq=False, slots=True)
class TextLine:
    """The nodes of a block that stand in one line: a run of `parent`'s children."""

    parent: Element
    nodes: list[Element | str]
    leaves: list[Leaf]

    @property
    def text(self) -> str:
        """The line's text, white space as it stands; letters in raised elements are raised ones."""
        return "".join(leaf.text for leaf in self.leaves)

    def leaf_at(self, start: int, end: int) -> Leaf | None:
        """The leaf that holds this part of the text whole, where a marker may be in it."""
        leaf = self.leaves[self._place_of(start)]
        return leaf if leaf.plain and end <= leaf.start + len(leaf.text) else None

    def _place_of(self, start: int) -> int:
        return max(0, bisect_right(self.leaves, start, key=lambda leaf: leaf.start) - 1)

    def part(self, leaf: Leaf, pieces: Sequence[Leaf]) -> None:
        """Put `pieces` in a leaf's place."""
        place = self._place_of(leaf.start)
        self.leaves[place : place + 1] = pieces


def lines_below(root: Element, found: References, skipped: Container[Element] = ()) -> Iterator[TextLine]:
    """The lines of the page's text, without notes that are `found` or `skipped`, and what is no text."""
    blocks: set[Element] = set()
    """Elements that are blocks, or hold some."""
    for element in root.walk():
        element.children = [_Text(c) if isinstance(c, str) else c for c in element.children]
        if element.tag in _BLOCKS:
            for around in (element, *element.ancestors()):
                if around in blocks:
                    break
                blocks.add(around)
    stack: list[Element | TextLine] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, TextLine):
            yield item
        elif not (
            item in found.containers
            or item in skipped
            or item.tag in _UNREAD
            or furniture_of(item) is not None
        ):
            stack.extend(reversed(list(_parts(item, blocks, found))))


def _parts(block: Element, blocks: Container[Element], found: References) -> Iterator[Element | TextLine]:
    """A block's lines, and the blocks in it."""
    nodes: list[Element | str] = []
    for child in (*block.children, None):
        if isinstance(child, str) or (child is not None and child not in blocks and child.tag != "br"):
            nodes.append(child)
            continue
        leaves = _leaves(block, nodes, found)
        if any(leaf.text.strip() for leaf in leaves):
            yield TextLine(block, nodes, leaves)
        nodes = []
        if child is not None and child in blocks:
            yield child


def _leaves(block: Element, nodes: Sequence[Element | str], found: References) -> list[Leaf]:
    leaves: list[Leaf] = []
    position = 0
    stack: list[tuple[Element, Element | str, bool]] = [(block, node, True) for node in reversed(nodes)]
    while stack:
        parent, node, plain = stack.pop()
        if isinstance(node, str):
            leaf = Leaf(node, parent, position, None, plain)
        elif furniture_of(node) is not None or node in found.containers or node in found.backlinks:
            continue
        elif node.tag == "sup" and not any(e.tag == "a" or e in found.groups for e in node.walk()):
            words = clean_label(node.words())
            leaf = Leaf(_RAISED_LETTERS.get(words, words), parent, position, node, plain)
        else:
            plain = plain and node.tag not in ("a", *_UNREAD) and node not in found.groups
            stack.extend((node, child, plain) for child in reversed(node.children))
            continue
        leaves.append(leaf)
        position += len(leaf.text)
    return leaves


def own_element(line: TextLine, start: int, end: int) -> Element | None:
    """An element that holds this part of a line's text and nothing else; None where there can't be one."""
    leaf = line.leaf_at(start, end)
    if leaf is None:
        return None
    if leaf.sup is not None:
        return leaf.sup if (start, end) == (leaf.start, leaf.start + len(leaf.text)) else None
    siblings = leaf.parent.children
    place = _last_place(siblings, leaf.text)
    cut = start - leaf.start, end - leaf.start
    before, own, after = map(_Text, (leaf.text[: cut[0]], leaf.text[cut[0] : cut[1]], leaf.text[cut[1] :]))
    element = Element("span", {}, leaf.parent, [own])
    siblings[place : place + 1] = [before, element, after]
    if leaf.parent is line.parent:
        at = _last_place(line.nodes, leaf.text)
        line.nodes[at : at + 1] = [before, element, after]
    own_leaf = Leaf(own, element, start, plain=False)
    line.part(leaf, [Leaf(before, leaf.parent, leaf.start), own_leaf, Leaf(after, leaf.parent, end)])
    return element


def _last_place(nodes: Sequence[Element | str], text: str) -> int:
    """The place of a text among nodes, looked for from the end: lines are parted from the left."""
    return next(i for i in range(len(nodes) - 1, -1, -1) if nodes[i] is text)


def element_of(line: TextLine) -> Element:
    """The element that holds a line whole: its block, or a new one in it."""
    block = line.parent
    inside = {id(node) for node in line.nodes}
    rest = [c for c in block.children if id(c) not in inside and (not isinstance(c, str) or c.strip())]
    if not rest and block.tag in ("p", "li", "dd", "div"):
        return block
    place = next(i for i, node in enumerate(block.children) if node is line.nodes[0])
    element = Element("div", {}, block, list(line.nodes), block.line)
    for node in line.nodes:
        if isinstance(node, Element):
            node.parent = element
    block.children[place : place + len(line.nodes)] = [element]
    return element
