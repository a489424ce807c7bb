"""What a MediaWiki site says of itself, of a page, and of a page's newest revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

LONGEST_URL = 500
"""Characters of an address that an article's front matter holds."""


@dataclass(frozen=True, slots=True)
class WikiSite:
    """What a wiki says of itself. `article_path` is such as `/wiki/$1`; what isn't known is empty."""

    api: str
    name: str
    language: str
    server: str
    script: str
    article_path: str
    rights_url: str
    rights_text: str
    main_page: str = "Main Page"

    def page_url(self, title: str) -> str:
        """The address of a page."""
        path = self.article_path.replace("$1", quote(title.replace(" ", "_"), safe="/:@!$&'()*,;"))
        return urljoin(self.server, path)

    def revision_url(self, title: str, revision: int) -> str:
        """The address under which this revision of a page stays."""
        script = urljoin(self.server, self.script)
        url = f"{script}?title={_in_query(title)}&oldid={revision}"
        return url if len(url) <= LONGEST_URL else f"{script}?oldid={revision}"

    def history_url(self, title: str, page: int) -> str:
        """The address of a page's history, which names its authors."""
        script = urljoin(self.server, self.script)
        url = f"{script}?title={_in_query(title)}&action=history"
        return url if len(url) <= LONGEST_URL else f"{script}?curid={page}&action=history"


@dataclass(frozen=True, slots=True)
class WikiPage:
    """A page at one revision. `html` is what the parser made of it, `changed` its time in ISO 8601.

    `contributors` is how many people have edited it, as far as the API counts them. `fragment`: the section
    to which a redirect led. `properties`: what the wiki says of the page, `disambiguation` among others.
    """

    site: WikiSite
    title: str
    display_title: str
    page_id: int
    revision: int
    changed: str
    language: str
    html: str
    contributors: int
    redirected_from: tuple[str, ...] = ()
    fragment: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revision:
    """The newest revision of a page, under the title that it has now."""

    page_id: int
    title: str
    revision: int


def _in_query(title: str) -> str:
    return quote(title.replace(" ", "_"), safe="/:")
