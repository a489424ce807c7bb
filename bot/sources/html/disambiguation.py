"""Pages that hold no article, but tell articles of one name apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sources.errors import PageError
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element

MOST_CHOICES = 15
"""Articles that are named; the longest such pages lead to hundreds."""

_CLASSES = frozenset(
    "disambigbox dmbox-disambig disambig disambiguation mw-disambig-page homonymie-box".split()
)
_IDS = frozenset({"disambigbox", "disambig", "disambiguation", "homonymie"})
_PROPERTY = re.compile(r"\bmw:PageProp/disambiguation\b")


def refuse_disambiguation(root: Element, content: Element, *, known: bool = False) -> None:
    """Raises PageError, with the articles to choose from, where the page is of that kind.

    `known`: the wiki says that it is one.
    """
    if not known and not any(map(_says_so, root.walk())):
        return
    choices = list(dict.fromkeys(_choices(content)))
    named = "; ".join(f"“{title}”" for title in choices[:MOST_CHOICES])
    more = f" and {len(choices) - MOST_CHOICES} more" if len(choices) > MOST_CHOICES else ""
    raise PageError(0, f"is no article, but tells several apart; import one of them: {named}{more}")


def _says_so(element: Element) -> bool:
    if element.tag in ("html", "body"):
        return False
    if _PROPERTY.search(element.get("property")):
        return True
    # A box that says so stands on the page; a link of that class only leads to such a page.
    box = element.tag in ("div", "table", "aside", "section") and bool(
        element.classes & _CLASSES or element.get("id").lower() in _IDS
    )
    return box and "hatnote" not in element.classes


def _choices(content: Element) -> Iterator[str]:
    """The titles to which the lists' items lead, each by its first link."""
    for item in content.walk():
        if item.tag != "li" or any(furniture_of(e) is not None for e in (item, *item.ancestors())):
            continue
        for link in item.walk():
            own = next((e for e in link.ancestors() if e.tag == "li"), None)
            if link.tag == "a" and own is item and link.get("href") and not link.get("href").startswith("#"):
                yield link.get("title") or link.words()
                break
