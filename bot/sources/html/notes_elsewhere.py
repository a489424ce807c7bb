"""Markers whose notes stand on a page of their own (`notes.htm#3`), which isn't read: they are told."""

from __future__ import annotations

from collections.abc import Iterator

from bot.sources.document import Remark
from bot.sources.html.marker_links import (
    fragment_links,
    ids_of,
    inline_ancestors,
    own_addresses,
    stands_in_brackets,
)
from bot.sources.html.page_furniture import furniture_of, shown_words
from bot.sources.html.page_tree import Element
from bot.sources.html.plain_markers import stands_at_word
from bot.sources.labels import clean_label, looks_like_label, named

LEAST = 2
"""So many that lead to one page are markers; a single one may lead to anything."""


def remarks_on_notes_elsewhere(root: Element, content: Element) -> Iterator[Remark]:
    """For each other page to which numbers or signs right at words lead: that its notes are missing here."""
    own = own_addresses(root, ids_of(root))
    pages: dict[str, list[Element]] = {}
    for link in fragment_links(content):
        page, _, place = link.get("href").partition("#")
        is_elsewhere = page and place and page not in own and "cite_note" not in place  # MediaWiki's are read
        if is_elsewhere and _looks_like_marker(link):
            pages.setdefault(page, []).append(link)
    for page, links in pages.items():
        if len(links) >= LEAST:
            labels = named(list(dict.fromkeys(clean_label(shown_words(link)) for link in links)))
            told = f"markers that lead to notes on another page, {page[:100]}, are kept as text: {labels}"
            yield Remark(links[0].line, f"{told}; write them as [1], and those notes below the text")


def _looks_like_marker(link: Element) -> bool:
    label = clean_label(shown_words(link))
    if not looks_like_label(label) or (len(label) > 1 and label.isalpha()):
        return False
    around = (link, *inline_ancestors(link))
    if any(furniture_of(each) is not None for each in (link, *link.ancestors()) if each.tag != "body"):
        return False
    is_raised = any(each.tag == "sup" for each in (*around, *link.walk()))
    return is_raised or stands_in_brackets(link) or (stands_at_word(link) and not label.isalpha())
