"""What reading one page's parts needs, and what is found on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bot.sources.html.infobox import BoxRow
from bot.sources.html.note_links import References
from bot.sources.html.page_tree import Element
from bot.sources.web_addresses import clean_address


@dataclass
class PageContext:
    """What reading one page's parts needs, and what is found on the way."""

    references: References
    base: str = ""
    site_links: int = 0
    homeless_links: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    samples: dict[str, tuple[int, str]] = field(default_factory=dict)
    """What was left out → the line of the first such element, and its first words."""
    box_rows: list[BoxRow] = field(default_factory=list)

    def leave_out(self, what: str, element: Element) -> None:
        """Note that `element`'s words aren't kept."""
        words = element.words() if what else ""
        if element.tag == "img":
            what, words = "pictures", " ".join(element.get("alt").split())
        if words:
            self.left_out[what] += 1
            line = next((e.line for e in (element, *element.ancestors()) if e.line), 0)
            self.samples.setdefault(what, (line, words[:60]))

    def address(self, href: str) -> str | None:
        """The whole address that a link leads to, or None where it leads nowhere else on the web."""
        if not href or href.startswith("#"):
            return None
        try:
            whole = urljoin(self.base, href.strip())
            same_page = self.base and urlsplit(whole)._replace(fragment="") == urlsplit(self.base)._replace(
                fragment=""
            )
        except ValueError:
            return None
        if same_page and "#" in href:
            return None
        address = clean_address(whole)
        if address is None and not urlsplit(whole).scheme:
            self.homeless_links += 1
        return address
