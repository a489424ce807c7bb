"""The address of a wiki's page, in the forms in which people paste it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

API_PATHS = ("/w/api.php", "/api.php", "/{language}/api.php", "/wiki/api.php", "/mediawiki/api.php")
"""Where a wiki's API may be: Wikimedia's, most others', Fandom's in other languages, older set-ups'."""


class AddressError(ValueError):
    """A text that is no address of a page. The text is one line for a person."""


@dataclass(frozen=True, slots=True)
class PageAddress:
    """An address of a page: `origin` is scheme and host, `path` and `query` as they stand, percent-encoded.

    `title`, `page`, `revision`: as the query names them, if it does. `fragment`: the section, decoded.
    """

    origin: str
    path: str
    title: str | None = None
    page: int | None = None
    revision: int | None = None
    fragment: str | None = None
    query: str = ""

    @property
    def url(self) -> str:
        """The page's own address, without its fragment."""
        return f"{self.origin}{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def api_candidates(self) -> Iterator[str]:
        """Where the wiki's API may be, likeliest first."""
        if self.path.endswith("/api.php"):
            yield f"{self.origin}{self.path}"
        script = self.path.partition("/index.php")
        if script[1]:
            yield f"{self.origin}{script[0]}/api.php"
        for path in API_PATHS:
            if "{language}" not in path:
                yield f"{self.origin}{path}"
            elif self._language:
                yield f"{self.origin}{path.format(language=self._language)}"

    @property
    def _language(self) -> str:
        """What may be a language at the path's beginning, as Fandom has it: `/de/wiki/…`."""
        first = self.path.split("/")[1] if self.path.count("/") > 1 else ""
        is_code = 2 <= len(first) <= 12 and first.replace("-", "").isalpha()
        return first if is_code and first not in ("wiki", "index") else ""

    def titled(self, *article_paths: str) -> str:
        """The title that the address names, where articles are at one of these paths, or an empty text."""
        if self.title:
            return self.title
        usual = ["/wiki/$1", "/w/index.php/$1", "/index.php/$1", "/$1"]
        if self._language:
            usual.insert(0, f"/{self._language}/wiki/$1")
        for path in (*article_paths, *usual):
            title = self.title_under(path)
            if title:
                return title
        return ""

    def title_under(self, article_path: str) -> str | None:
        """The title that the path holds, where articles are at `article_path`, such as `/wiki/$1`."""
        before, _, after = article_path.partition("$1")
        path, before, after = unquote(self.path), unquote(before), unquote(after)
        if not before or not path.startswith(before) or not path.endswith(after):
            return None
        return path[len(before) : len(path) - len(after)].replace("_", " ").strip() or None


def parse_page_address(text: str) -> PageAddress:
    """The address that `text` holds; without a scheme it is https. Raises AddressError."""
    text = text.strip()
    parts = urlsplit(text if "://" in text else f"https://{text.removeprefix('//')}")
    try:
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if parts.scheme not in ("http", "https") or not host or any(letter.isspace() for letter in parts.netloc):
        raise AddressError(
            "this is no address of a wiki's page; one looks like https://en.wikipedia.org/wiki/Footnote"
        )
    if "@" in parts.netloc:
        raise AddressError("an address with a name or a password before its host isn't fetched")
    query = parse_qs(parts.query)
    title = query.get("title", [None])[0]
    return PageAddress(
        origin=f"{parts.scheme}://{parts.netloc}",
        path=parts.path or "/",
        title=title.replace("_", " ").strip() if title else None,
        page=_number(query.get("curid", query.get("pageid", []))),
        revision=_number(query.get("oldid", [])),
        fragment=unquote(parts.fragment) or None,
        query=parts.query,
    )


def _number(values: list[str]) -> int | None:
    value = values[0] if values else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
