"""A page that a wiki's API gave → an article."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace

from bot.sources.document import Document, PageFacts, Remark
from bot.sources.html.disambiguation import refuse_disambiguation
from bot.sources.html.html_page import content_of, read_tree
from bot.sources.html.page_tree import parse_page
from bot.sources.importing import ImportedPage, ImportOptions, import_document
from bot.sources.wiki.site_records import WikiPage


@dataclass(frozen=True, slots=True)
class ImportedWikiPage:
    """An article, and how many people have edited its page, as far as the wiki counts them."""

    imported: ImportedPage
    contributors: int | None = None


def import_wiki_page(
    page: WikiPage, options: ImportOptions, *, retrieved: str, section: str | None = None
) -> ImportedWikiPage:
    """The article that `page` makes. `retrieved`: today, in ISO 8601. `section`: what was asked for of it.

    Raises PageError as `bot.sources.importing.import_page` does.
    """
    source = replace(
        options.source,
        retrieved=options.source.retrieved or retrieved,
        authors=options.source.authors or (f"Contributors to {page.site.name}",),
        history=options.source.history or page.site.history_url(page.title, page.page_id),
    )
    document = read_wiki_page(page)
    document = replace(document, guesses=(*document.guesses, *_ways(page, section)))
    return ImportedWikiPage(
        import_document(document, replace(options, source=source), "wiki page"), page.contributors
    )


def read_wiki_page(page: WikiPage) -> Document:
    """The page's document, with what its wiki says of it."""
    facts = PageFacts(
        title=page.display_title,
        language=page.language,
        license_notice=page.site.rights_text,
        license_url=page.site.rights_url,
        url=page.site.revision_url(page.title, page.revision),
        revision=str(page.revision),
        site=page.site.name,
        page=str(page.page_id),
    )
    base = html.escape(page.site.page_url(page.title))
    tree = parse_page(f'<html><head><base href="{base}"></head><body>{page.html}</body></html>')
    if "disambiguation" in page.properties:
        refuse_disambiguation(tree.root, content_of(tree.root), known=True)
    return read_tree(tree, facts)


def _ways(page: WikiPage, section: str | None) -> list[Remark]:
    """How the page was reached, where that isn't by its own name alone."""
    ways = []
    if page.redirected_from:
        ways.append(Remark(0, f"“{page.redirected_from[0]}” redirects to “{page.title}”, which is imported"))
    part = section or page.fragment
    if part:
        ways.append(Remark(0, f"the whole page is imported, and not its section “{part[:80]}” alone"))
    return ways
