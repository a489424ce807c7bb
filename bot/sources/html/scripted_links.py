"""Markers whose way to their note isn't a link: `<a onclick="show('note-1')">1</a>`, buttons of popovers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.sources.html.page_tree import Element
from bot.sources.html.plain_markers import stands_at_word
from bot.sources.labels import clean_label, looks_like_label

_NAMING = ("onclick", "popovertarget", "aria-describedby", "aria-controls", "data-target", "data-bs-target")
_NAME = re.compile(r"[\w:.-]{2,}")


def lead_scripted_links(root: Element, ids: Mapping[str, Element]) -> None:
    """Give those links below `root` an address that name an element of the page in their scripts only."""
    for link in root.walk():
        if link.tag == "button" and link.get("data-footnote-number"):
            _lead_numbered_button(link)
            continue
        if link.tag not in ("a", "button") or not looks_like_label(clean_label(link.words())):
            continue
        if link.tag == "a" and not _is_scripted(link):
            continue
        name = next((name for name in _names(link) if name in ids and ids[name] is not link), None)
        if name is not None:
            link.attributes["href"] = f"#{name}"
            link.tag = "a"
            if stands_at_word(link):  # others open pages and panels
                link.attributes["role"] = "doc-noteref"


def _lead_numbered_button(button: Element) -> None:
    """Make a marker of what bigfoot.js puts in a marker's place: a button without words that has its id."""
    name = button.get("id").replace("fnref", "fn", 1) or f"fn:{button.get('data-footnote-number')}"
    button.tag = "a"
    button.attributes |= {"href": f"#{name}", "role": "doc-noteref"}
    button.children = [f"[{button.get('data-footnote-number')}]"]


def _is_scripted(link: Element) -> bool:
    address = link.get("href").strip().lower()
    return address in ("", "#") or address.startswith("javascript:")


def _names(link: Element) -> Iterator[str]:
    for attribute in _NAMING:
        yield from _NAME.findall(link.get(attribute))
