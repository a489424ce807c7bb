"""`footnote import ADDRESS…`: pages of a wiki become articles, one failing page stops no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from aiohttp import web

from bot.library import Article, load_library
from tests.sources.web.server import serving
from tests.sources.wiki.running import footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki

TOWER = marked(("The tower stands on the rock.", "Reed, p. 3."), ("It leans to the sea.", "Yarrow, p. 5."))


def _articles(folder: Path) -> dict[str, Article]:
    return {article.id: article for article in load_library(folder).articles}


async def test_a_page_keeps_its_footnotes_revision_licence_and_authors(tmp_path: Path) -> None:
    wiki = SmallWiki(language="fr")
    wiki.put("Old tower", TOWER)
    async with small_wiki(wiki) as url:
        result = await footnote(
            "import", "--knowledge", tmp_path, "--allow-local", "--json", f"{url}/wiki/Old_tower"
        )
    assert result.code == 0, result.errors
    told = json.loads(result.output)
    assert (told["footnotes"], told["contributors"], told["revision"]) == (2, 3, "101")
    article = _articles(tmp_path)["old-tower"]
    assert [p.text for p in article.passages] == [
        "The tower stands on the rock.[1]",
        "It leans to the sea.[2]",
    ]
    assert {f.number: f.text for f in article.footnotes} == {"1": "Reed, p. 3.", "2": "Yarrow, p. 5."}
    assert article.language == "fr"
    assert article.license.url == "https://creativecommons.org/licenses/by-sa/4.0/"
    source = article.source
    assert source.url == f"{url}/w/index.php?title=Old_tower&oldid=101"
    assert source.history == f"{url}/w/index.php?title=Old_tower&action=history"
    assert (source.page, source.revision, source.site) == ("1", "101", "Small Wiki")
    assert source.authors == ("Contributors to Small Wiki",)
    assert source.retrieved


@pytest.mark.parametrize(
    "path",
    [
        "/wiki/Old_tower",
        "/wiki/Old%20tower",
        "/wiki/Old_tower#Use",
        "/w/index.php?title=Old_tower",
        "/w/index.php?title=Old+tower&action=view",
        "/w/index.php?title=Old_tower&oldid=101",
        "/w/index.php?curid=1",
        "/Old_tower",
    ],
)
async def test_every_form_of_an_address_leads_to_the_page(tmp_path: Path, path: str) -> None:
    wiki = SmallWiki()
    wiki.put("Old tower", TOWER)
    async with small_wiki(wiki) as url:
        result = await footnote("import", "--knowledge", tmp_path, "--allow-local", f"{url}{path}")
    assert result.code == 0, result.errors
    assert list(_articles(tmp_path)) == ["old-tower"]
    assert ("section “Use”" in result.errors) == ("#Use" in path)


@pytest.mark.parametrize("api", ["/w/api.php", "/api.php", "/wiki/api.php", "/de/api.php"])
async def test_the_api_is_found_where_wikis_have_it(tmp_path: Path, api: str) -> None:
    wiki = SmallWiki()
    wiki.put("Old tower", TOWER)
    async with small_wiki(wiki, api=api) as url:
        path = "/de/wiki/Old_tower" if api.startswith("/de") else "/wiki/Old_tower"
        result = await footnote("import", "--knowledge", tmp_path, "--allow-local", f"{url}{path}")
    assert result.code == 0, result.errors


async def test_several_pages_go_on_behind_one_that_fails(tmp_path: Path) -> None:
    wiki = SmallWiki()
    for title in ("C", "C++", "A/b", "A b", "東京", "Q: why? & how"):
        wiki.put(
            title, marked((f"It is about {title.replace('&', 'and')}.", f"On {title.replace('&', 'and')}."))
        )
    listed = tmp_path / "list.txt"
    listed.write_text("# titles\n東京\n\nQ: why? & how\n", encoding="utf-8")
    folder = tmp_path / "knowledge"
    async with small_wiki(wiki) as url:
        common = ("import", "--knowledge", folder, "--allow-local", "--site", url)
        result = await footnote(*common, "C", "Nothing", "C++", "A/b", "A b", "--list", listed)
        assert result.code == 1
        assert "Nothing: this wiki has no such page" in result.errors
        assert "6 of 7 pages imported" in result.errors
        again = await footnote(*common, "--category", "Everything")
        assert again.code == 1
        assert again.errors.count("is there already") == 6
        forced = await footnote(*common, "--category", "Everything", "--force")
        assert forced.code == 0
    assert len(_articles(folder)) == 6
    assert {a.title for a in _articles(folder).values()} == {
        "C",
        "C++",
        "A/b",
        "A b",
        "東京",
        "Q: why? & how",
    }


async def test_a_redirect_is_followed_and_told(tmp_path: Path) -> None:
    wiki = SmallWiki(redirects={"Turm": "Old tower#Use"})
    wiki.put("Old tower", TOWER)
    async with small_wiki(wiki) as url:
        result = await footnote("import", "--knowledge", tmp_path, "--allow-local", f"{url}/wiki/Turm")
    assert result.code == 0
    assert "“Turm” redirects to “Old tower”" in result.errors
    assert "its section “Use”" in result.errors


@pytest.mark.parametrize("known", [True, False])
async def test_a_page_that_tells_articles_apart_is_refused_with_its_choices(
    tmp_path: Path, known: bool
) -> None:
    items = "".join(
        f'<li><a href="/wiki/T{n}" title="Tower {n}">Tower {n}</a>, one of many</li>' for n in (1, 2)
    )
    box = "" if known else '<div id="disambigbox" class="metadata dmbox">This page lists articles.</div>'
    wiki = SmallWiki()
    html = f'<div class="mw-parser-output"><p>Tower may be:</p><ul>{items}</ul>{box}</div>'
    page = wiki.put("Tower", html)
    page.properties = {"disambiguation": ""} if known else {}
    async with small_wiki(wiki) as url:
        result = await footnote("import", "--knowledge", tmp_path, "--allow-local", f"{url}/wiki/Tower")
    assert result.code == 2
    assert "import one of them: “Tower 1”; “Tower 2”" in result.errors
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("rights", "name"),
    [
        ({"url": "https://creativecommons.org/licenses/by-nc-sa/3.0/", "text": ""}, "CC BY-NC-SA 3.0"),
        ({"url": "https://www.fandom.com/licensing", "text": "CC BY-SA"}, "CC BY-SA"),
        ({"url": "", "text": "All rights reserved"}, None),
        ({"url": "", "text": ""}, None),
    ],
)
async def test_the_wikis_licence_is_kept_or_asked_for(
    tmp_path: Path, rights: dict[str, str], name: str | None
) -> None:
    wiki = SmallWiki(rights=rights)
    wiki.put("Old tower", TOWER)
    async with small_wiki(wiki) as url:
        common = ("import", "--knowledge", tmp_path, "--allow-local", f"{url}/wiki/Old_tower")
        result = await footnote(*common)
        if name is None:
            assert result.code == 2
            assert "--license" in result.errors
            result = await footnote(*common, "--license", "CC BY 4.0")
            name = "CC BY 4.0"
    assert result.code == 0, result.errors
    assert _articles(tmp_path)["old-tower"].license.name == name


async def test_a_page_without_a_wiki_is_read_as_it_stands(tmp_path: Path) -> None:
    async def page(_: web.Request) -> web.Response:
        html = f"<html lang=de><title>Der Turm</title><body>{TOWER}<footer>CC BY 4.0</footer></body></html>"
        return web.Response(text=html, content_type="text/html")

    application = web.Application()
    application.router.add_get("/turm", page)
    async with serving(application) as url:
        result = await footnote("import", "--knowledge", tmp_path, "--allow-local", f"{url}/turm?id=3")
        missing = await footnote("import", "--knowledge", tmp_path, "--allow-local", f"{url}/nothing")
    assert result.code == 0, result.errors
    assert _articles(tmp_path)["der-turm"].source.url == f"{url}/turm?id=3"
    assert missing.code == 2
    assert "HTTP 404" in missing.errors


async def test_a_page_whose_markers_lead_nowhere_is_not_written(tmp_path: Path) -> None:
    wiki = SmallWiki()
    lost = TOWER.replace('<li id="cite_note-2">', '<li id="cite_note-x">')
    wiki.put("Old tower", lost)
    async with small_wiki(wiki) as url:
        common = ("import", "--knowledge", tmp_path, "--allow-local", f"{url}/wiki/Old_tower")
        result = await footnote(*common)
        assert result.code == 1
        assert "[2]" in result.errors
        assert not list(tmp_path.iterdir())
        assert (await footnote(*common, "--without-footnotes")).code == 0


async def test_a_local_address_needs_leave(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        result = await footnote("import", "--knowledge", tmp_path, f"{url}/wiki/Old_tower")
    assert result.code == 2
    assert "no public address; for a wiki of your own, use --allow-local" in result.errors
    assert not wiki.asked
