"""Saved pages and notes: who wrote them, and of which site they are."""

from __future__ import annotations

import json

import pytest

from bot.sources.importing import ImportedPage, ImportOptions, import_page

PAGE = """<!doctype html><html lang="en"><head><title>Salt Road - Halden News</title>{head}</head><body>
<article><h1>Salt Road</h1>{byline}<p>It ran to the sea, and carts went on it for two hundred years.</p>
<p>Licensed under CC BY 4.0.</p></article>
<section id="comments"><p itemprop="author">Troll</p><a rel="author" href="/t">Troll</a></section>
</body></html>
"""


def _imported(head: str = "", byline: str = "") -> ImportedPage:
    return import_page(PAGE.format(head=head, byline=byline), ImportOptions())


def _linked(values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "author": [{"@type": "Person", "name": "Jane Doe"}, "Bo Li"],
    "publisher": {"@type": "Organization", "name": "The Halden News"},
}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
        {"@type": ["Article", "BlogPosting"], "author": {"@id": "#jane"}},
    ],
}


@pytest.mark.parametrize(
    ("head", "byline", "authors", "site"),
    [
        ('<meta name="author" content="Jane Doe">', "", ("Jane Doe",), "Halden News"),
        (_linked(ARTICLE), "", ("Jane Doe", "Bo Li"), "The Halden News"),
        (_linked([GRAPH]), "", ("Jane Doe",), "Halden News"),
        ('<meta property="article:author" content="Jane Doe">', "", ("Jane Doe",), "Halden News"),
        ('<meta property="article:author" content="https://social.example/jane">', "", (), "Halden News"),
        (
            '<meta property="og:site_name" content="HN">',
            '<span itemprop="author"><b itemprop="name">Jane Doe</b></span>',
            ("Jane Doe",),
            "HN",
        ),
        (
            "",
            '<div>Posted by <a class="p-author h-card" href="/j">Jane Doe</a></div>',
            ("Jane Doe",),
            "Halden News",
        ),
        ("", '<p><a rel="author" href="/j">By Jane Doe</a></p>', ("Jane Doe",), "Halden News"),
        ("<script>var schema = 'schema.org' + {;</script>", "", (), "Halden News"),
    ],
)
def test_a_saved_page_states_its_authors_and_its_site(
    head: str, byline: str, authors: tuple[str, ...], site: str
) -> None:
    source = _imported(head, byline).article.source
    assert (source.authors, source.site) == (authors, site)


def test_a_licence_in_linked_data_is_the_pages_and_must_not_contradict_it() -> None:
    deed = "https://creativecommons.org/licenses/by/4.0/"
    page = PAGE.format(head=_linked({**ARTICLE, "license": deed}), byline="")
    for text in (page, page.replace("<p>Licensed under CC BY 4.0.</p>", "")):
        license_ = import_page(text, ImportOptions()).article.license
        assert (license_.spdx, license_.url) == ("CC-BY-4.0", deed)
    with pytest.raises(Exception, match="say which with --license"):
        import_page(page.replace("CC BY 4.0", "CC BY-NC 4.0"), ImportOptions())


@pytest.mark.parametrize(
    "author",
    ['"[[Jane Doe]]"', "[[Jane Doe]]", '["[[People/Jane Doe]]"]', '\n  - "[[People/jane|Jane Doe]]"'],
)
def test_an_author_whom_a_note_links_is_shown_without_brackets(author: str) -> None:
    note = f"---\ntitle: Salt Road\nauthor: {author}\nrights: CC BY 4.0\n---\n\nIt ran to the *sea*.\n"
    assert import_page(note, ImportOptions(), name="salt.md").article.source.authors == ("Jane Doe",)
