"""The footer that makers of ZIM files put below each page: whence it comes, its revision, its licence."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from bot.library.licenses import license_of_url
from bot.sources.html.page_tree import Element
from bot.sources.web_addresses import clean_address

LONGEST = 600
"""Characters of a footer."""

_BLOCKS = frozenset({"div", "p", "footer", "section", "small", "aside"})


@dataclass(frozen=True, slots=True)
class Footer:
    """What a footer says; what it doesn't say is empty."""

    notice: str
    license_url: str
    url: str = ""
    revision: str = ""
    site: str = ""


def take_footer(root: Element) -> Footer | None:
    """The page's footer, which is taken out of the page; None where there is none.

    It is known by its links alone, whatever its language: to a known licence, and to the page at its source.
    """
    blocks = [element for element in root.walk() if element.tag in _BLOCKS]
    for block in reversed(blocks):
        links = [each for each in block.walk() if each.tag == "a"]
        addresses = [clean_address(each.get("href")) or "" for each in links]
        license_url = next((address for address in addresses if address and license_of_url(address)), "")
        words = block.words()
        if not license_url or len(words) > LONGEST:
            continue
        source = next((each for each in links if "oldid=" in each.get("href")), None)
        if source is None:
            continue
        url = clean_address(source.get("href")) or ""
        revision = parse_qs(urlsplit(url).query).get("oldid", [""])[0]
        if block.parent is not None:
            block.parent.children = [child for child in block.parent.children if child is not block]
        return Footer(words, license_url, url, revision if revision.isdecimal() else "", source.words())
    return None
