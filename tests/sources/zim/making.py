"""ZIM files that the tests write, with libzim's own writer, as mwoffliner writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from libzim.writer import Creator, Hint, Item, StringProvider

from tests.sources.wiki.small_wiki import marked

METADATA = {
    "Title": "Small Wiki",
    "Creator": "Small Wiki",
    "Publisher": "Tests",
    "Language": "deu",
    "Date": "2026-01-02",
    "Source": "wiki.example.org",
    "License": "CC-BY-SA-4.0",
    "Description": "A wiki for tests",
    "Name": "small",
}


class Page(Item):  # type: ignore[misc]
    """A page of the wiki."""

    def __init__(self, path: str, title: str, html: str, mimetype: str = "text/html") -> None:
        super().__init__()
        self._facts = (path, title, mimetype)
        self._html = html

    def get_path(self) -> str:
        """Its path in the file."""
        return self._facts[0]

    def get_title(self) -> str:
        """Its title."""
        return self._facts[1]

    def get_mimetype(self) -> str:
        """Its media type."""
        return self._facts[2]

    def get_contentprovider(self) -> StringProvider:
        """What it holds."""
        return StringProvider(self._html)

    def get_hints(self) -> dict[Hint, int]:
        """It is an article."""
        return {Hint.FRONT_ARTICLE: self._facts[2] == "text/html"}


def page_html(body: str, title: str, *, footer: bool = True) -> str:
    """A page as mwoffliner makes it of a body: its heading above, the footer with the source below."""
    source = f"https://wiki.example.org/wiki/{title.replace(' ', '_')}?oldid=1234"
    licence = "http://creativecommons.org/licenses/by-sa/4.0/"
    below = (
        f'<div style="clear:both">Dieser Artikel kommt von <a class="external text" href="{source}">'
        f'Small Wiki</a>. Der Text ist unter <a class="external text" href="{licence}">Creative Commons -'
        " Attribution - Sharealike</a> lizenziert. Für die Medien können weitere Bedingungen gelten.</div>"
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}</title></head><body>'
        f'<main id="content"><div id="bodyContent"><h1 id="titleHeading">{title}</h1><div'
        f' id="mw-content-text" class="mw-body-content">{body}{below if footer else ""}</div></div></main>'
        "</body></html>"
    )


def a_page(title: str, *paragraphs: tuple[str, str]) -> Page:
    """A page of paragraphs, each with a reference."""
    return Page(title.replace(" ", "_"), title, page_html(marked(*paragraphs), title))


def write_zim(
    file: Path,
    pages: Iterable[Page],
    *,
    redirects: Mapping[str, str] | None = None,
    metadata: Mapping[str, str] = METADATA,
) -> Path:
    """Write a ZIM file. `redirects`: titles → the titles to which they lead."""
    with Creator(file).config_indexing(False, "de").config_nbworkers(1) as creator:
        for page in pages:
            creator.add_item(page)
        for old, new in (redirects or {}).items():
            creator.add_redirection(old.replace(" ", "_"), old, new.replace(" ", "_"), {})
        for name, value in metadata.items():
            creator.add_metadata(name, value)
    return file
