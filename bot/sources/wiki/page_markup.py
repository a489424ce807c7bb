"""What a wiki's page says by its markup: where the API is, where a redirect leads."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin, urlsplit

_EDIT_URI = re.compile(r"""<link[^>]{0,500}\brel=["']?EditURI["']?[^>]{0,500}>""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref=["']([^"'<>\s]{1,1000})["']""", re.IGNORECASE)


def api_named(page: str, url: str) -> str | None:
    """The API's address that a page's EditURI link names. `url`: the page's own."""
    link = _EDIT_URI.search(page[:200_000])
    href = _HREF.search(link.group()) if link else None
    if href is None:
        return None
    named = urlsplit(urljoin(url, html.unescape(href.group(1))))
    return f"{named.scheme}://{named.netloc}{named.path}" if named.path.endswith("/api.php") else None


def redirect_target(text: str) -> str | None:
    """Where a page leads that is a redirect and nothing else, as the parser shows such a page."""
    if 'class="redirectMsg"' not in text[:2_000]:
        return None
    link = re.search(r'<ul class="redirectText">.{0,200}?title="([^"]{1,1000})"', text[:4_000], re.DOTALL)
    return html.unescape(link.group(1)) if link else None


def plain_words(markup: str) -> str:
    """The words of a line of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", "", markup)).split())
