"""Pages by their addresses: which wiki each belongs to, and what to do where no wiki answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.sources.importing import ImportOptions, import_page
from bot.sources.web import FetchError, Response, WebClient
from bot.sources.wiki.mediawiki import MediaWiki, NoApiError
from bot.sources.wiki.page_address import PageAddress
from bot.sources.wiki.site_records import WikiPage
from bot.sources.wiki.wiki_pages import ImportedWikiPage, import_wiki_page

_HTML = frozenset({"text/html", "application/xhtml+xml"})


class Wikis:
    """The wikis that were found so far: each is looked for once. `today`: in ISO 8601."""

    def __init__(self, client: WebClient, *, today: str) -> None:
        self._client = client
        self._today = today
        self._known: dict[tuple[str, ...], MediaWiki] = {}

    async def at(self, address: PageAddress) -> MediaWiki:
        """The wiki to which an address belongs. Raises FetchError, NoApiError where there is none."""
        place = tuple(address.api_candidates)
        if place in self._known:
            return self._known[place]
        wiki = await MediaWiki.find(self._client, address)
        self._known[place] = wiki
        return wiki

    async def import_address(self, address: PageAddress, options: ImportOptions) -> ImportedWikiPage:
        """The article that the page at `address` makes, by its wiki's API, or as the page itself shows it.

        Raises FetchError and PageError.
        """
        try:
            wiki = await self.at(address)
        except NoApiError as error:
            return await asyncio.to_thread(self._import_html, error, options)
        page = await self._page(wiki, address)
        return await self._imported(page, options, address.fragment)

    async def import_title(self, wiki: MediaWiki, title: str, options: ImportOptions) -> ImportedWikiPage:
        """The article that a wiki's page makes. Raises FetchError and PageError."""
        name, _, section = title.partition("#")
        page = await wiki.page(title=name.strip() or title)
        return await self._imported(page, options, section.strip() or None)

    async def _imported(
        self, page: WikiPage, options: ImportOptions, section: str | None
    ) -> ImportedWikiPage:
        """In a thread: a long page takes seconds to read, and a bot answers meanwhile."""
        return await asyncio.to_thread(
            import_wiki_page, page, options, retrieved=self._today, section=section
        )

    async def _page(self, wiki: MediaWiki, address: PageAddress) -> WikiPage:
        if address.revision is not None:
            return await wiki.page(revision=address.revision)
        if address.page is not None:
            return await wiki.page(page=address.page)
        site = wiki.site
        title = address.titled(site.article_path, f"{site.script}/$1")
        if not title or f"{address.origin}{address.path}" == site.api:
            title = site.main_page
        return await wiki.page(title=title)

    def _import_html(self, error: NoApiError, options: ImportOptions) -> ImportedWikiPage:
        page = error.page
        if page is None or page.status != 200 or page.content_type not in _HTML:
            told = "" if page is None else f"HTTP {page.status}, {page.content_type[:60] or 'no media type'}"
            raise FetchError(f"{error} ({told})" if told else str(error))
        _check_whole(page)
        source = replace(options.source, retrieved=options.source.retrieved or self._today)
        return ImportedWikiPage(import_page(page.body, replace(options, source=source), url=page.url))


def _check_whole(page: Response) -> None:
    """A page may end anywhere unless its length was told, or its own last tag is there. Raises FetchError."""
    told = any(name.lower() in ("content-length", "transfer-encoding") for name in page.headers)
    if not told and b"</html" not in page.body[-2_000:].lower():
        raise FetchError("the page was cut off midway; try again")
