"""What stands on a page outside of its article, and how much of the page isn't shown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.sources.document import Remark
from bot.sources.html.note_links import References
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element

FEWEST_WORDS = 40
"""Words outside of an article that are worth a warning: less is a menu or a title."""


def outside_of(root: Element, content: Element, references: References) -> list[Element]:
    """The outermost elements with words that are no part of the article, nor known to be beside it."""
    inside = {content, *content.ancestors()}
    found: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        if element is content or element in references.containers or furniture_of(element) is not None:
            continue
        if element in inside or any(e in references.containers for e in element.walk()):
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))
        elif element.tag not in ("head", "title") and element.words():
            found.append(element)
    return found


def remark_on_outside(elements: list[Element]) -> Iterator[Remark]:
    """What to say of the words outside of the article."""
    count = sum(len(e.words().split()) for e in elements)
    if count:
        sample = max(elements, key=lambda e: len(e.words())).words()[:60]
        yield Remark(0, f"text around the article ({count} words), such as “{sample}” …")


def warn_of_unseen(root: Element, shown: int) -> Iterator[Remark]:
    """A warning where a page hides more than its article shows (`shown` words)."""
    unseen = sum(
        len(e.words().split())
        for e in root.walk()
        if _is_hidden(e) and not any(map(_is_hidden, e.ancestors()))
    )
    if unseen > max(shown, FEWEST_WORDS):
        yield Remark(
            0,
            f"{unseen:,} words of the page are hidden until a script shows them, and {shown:,} are kept; "
            "look whether the article is whole, or save the page as “web page, complete” and import that",
        )


def _is_hidden(element: Element) -> bool:
    return furniture_of(element) == "hidden parts" and element.tag not in ("nav", "form", "header", "footer")
