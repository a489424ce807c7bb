"""A real MediaWiki: its pages become articles that answer, and stay fresh."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import load_library
from tests.sources.wiki.real_wiki import RealWiki, real_wiki
from tests.sources.wiki.running import footnote

REFERENCES = "\n== References ==\n<references />\n"
MANY = "\n\n".join(f"Sentence {n} is true.<ref>Source {n}.</ref>" for n in range(1, 501))
PAGES = {
    "Tower": "The tower stands.<ref name=r>Reed, p. 3.</ref>"
    " It leans.<ref group=note>At low tide.</ref><ref name=r/>"
    "\n== Notes ==\n<references group=note />" + REFERENCES,
    "Turm": "#REDIRECT [[Tower#Notes]]",
    "Double": "#REDIRECT [[Turm]]",
    "Round": "#REDIRECT [[Circle]]",
    "Circle": "#REDIRECT [[Round]]",
    "Broken": "#REDIRECT [[No such page]]",
    "C": "C is old.<ref>On C.</ref>" + REFERENCES,
    "C++": "C++ is newer.<ref>On C++.</ref>" + REFERENCES,
    "C Sharp": "C sharp is a note.<ref>On C#.</ref>" + REFERENCES,
    "What? A/B + C & D: E": "It has every sign.<ref>On signs.</ref>" + REFERENCES,
    "مدينة": "المدينة قديمة.<ref>كتاب، ص ٣.</ref>" + REFERENCES,
    "東京": "東京は都市である。<ref>地図、3頁。</ref>" + REFERENCES,
    "北京": "北京是城市。<ref>地图，第3页。</ref>" + REFERENCES,
    "Many": MANY + REFERENCES,
    "Wide": '{| class="wikitable"\n! ' + " !! ".join(f"Head {n}" for n in range(40)) + "\n|-\n| "
    + " || ".join(f"cell {n}<ref>Of cell {n}.</ref>" for n in range(40)) + "\n|}\nWords." + REFERENCES,
    "Gone": "It will go.<ref>Gone.</ref>" + REFERENCES,
    "Old name": "It will be renamed.<ref>Name.</ref>" + REFERENCES,
    "Merged": "It will be a part of another page.<ref>Name.</ref>" + REFERENCES,
    "Second name": "It will be renamed, too.<ref>Name.</ref>" + REFERENCES,
    "Apart": '<div id="disambigbox">Several articles.</div>\n* [[Tower]]\n* [[C]]',
}  # fmt: skip


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealWiki]:
    with real_wiki(tmp_path_factory.mktemp("wiki")) as started:
        for title, text in PAGES.items():
            started.edit(title, text)
        yield started


async def test_pages_of_every_kind_come_out_whole(wiki: RealWiki, tmp_path: Path) -> None:
    titles = (
        "C",
        "C++",
        "C Sharp",
        "What? A/B + C & D: E",
        "مدينة",
        "東京",
        "北京",
        "Many",
        "Wide",
        "Double",
    )
    result = await footnote(
        "import", "--knowledge", tmp_path, "--allow-local", "--json", "--site", wiki.url, *titles
    )
    assert result.code == 0, result.errors
    told = [json.loads(line) for line in result.output.splitlines()]
    assert [each["title"] for each in told] == [*titles[:-1], "Tower"]
    assert all(each["markers"]["found"] == each["markers"]["matched"] > 0 for each in told)
    counts = {each["title"]: each["footnotes"] for each in told}
    assert (counts["Many"], counts["Wide"], counts["Tower"]) == (500, 40, 2)
    assert (await footnote("check", tmp_path)).code == 0
    articles = {article.title: article for article in load_library(tmp_path).articles}
    assert [p.text for p in articles["Tower"].passages] == ["The tower stands.[1] It leans.[note 1][1]"]
    assert [f.text for f in articles["東京"].footnotes] == ["地図、3頁。"]
    assert articles["Many"].passages[499].text == "Sentence 500 is true.[500]"
    assert "“Double” redirects to “Tower”" in result.errors
    section = await footnote(
        "import", "--knowledge", tmp_path / "more", "--allow-local", "--site", wiki.url, "Turm"
    )
    assert section.code == 0
    assert "the whole page is imported, and not its section “Notes” alone" in section.errors


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Round", "redirects in a circle"),
        ("Broken", "no such page"),
        ("Nowhere", "no such page"),
        ("Apart", "import one of them: “Tower”; “C”"),
        ("Special:AllPages", "special page"),
        ("A|B", "title"),
    ],
)
async def test_what_is_no_article_is_one_line(wiki: RealWiki, tmp_path: Path, title: str, told: str) -> None:
    result = await footnote("import", "--knowledge", tmp_path, "--allow-local", "--site", wiki.url, title)
    assert result.code == 2
    assert told in result.errors
    assert len(result.errors.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


async def test_an_imported_page_is_updated_renamed_and_kept(wiki: RealWiki, tmp_path: Path) -> None:
    common = ("--knowledge", tmp_path, "--allow-local")
    titles = ("Tower", "Gone", "Old name", "Second name", "Merged")
    imported = await footnote("import", *common, "--site", wiki.url, *titles)
    assert imported.code == 0, imported.errors
    file = tmp_path / "tower.md"
    file.write_text(file.read_text("utf-8").replace("It leans.", "It leans a lot."), "utf-8")
    gone = (tmp_path / "gone.md").read_bytes()
    new = "Above all.<ref>Zero.</ref>\n\n" + PAGES["Tower"]
    await asyncio.to_thread(wiki.edit, "Tower", new)
    merged = (tmp_path / "merged.md").read_bytes()
    await asyncio.to_thread(wiki.edit, "Merged", "#REDIRECT [[Tower]]")
    await asyncio.to_thread(wiki.delete, "Gone")
    await asyncio.to_thread(wiki.move, "Old name", "New name", redirect=False)
    await asyncio.to_thread(wiki.move, "Second name", "Third name", redirect=True)
    result = await footnote("update", *common, "--json")
    told = {each["article"]: each for each in map(json.loads, result.output.splitlines())}
    assert {name: each["status"] for name, each in told.items()} == {
        "tower": "merged", "gone": "deleted", "old-name": "updated", "second-name": "updated",
        "merged": "redirected",
    }  # fmt: skip
    assert (tmp_path / "merged.md").read_bytes() == merged
    assert told["old-name"]["renamed"] == "New name"
    assert told["second-name"]["renamed"] == "Third name"
    again = await footnote(
        "import", "--knowledge", tmp_path / "more", "--allow-local", "--site", wiki.url, "Second name"
    )
    assert again.code == 0
    assert "“Second name” redirects to “Third name”" in again.errors
    assert (tmp_path / "gone.md").read_bytes() == gone
    article = load_library(tmp_path).article("tower")
    assert article is not None
    assert [p.text for p in article.passages] == [
        "Above all.[1]",
        "The tower stands.[2] It leans a lot.[note 1][2]",
    ]
    assert {f.number: f.text for f in article.footnotes}["2"] == "Reed, p. 3."
    assert (await footnote("check", tmp_path)).code == 0


async def test_a_dump_is_imported_by_way_of_a_wiki_of_ones_own(wiki: RealWiki, tmp_path: Path) -> None:
    dump = await asyncio.to_thread(wiki.dump)
    file = tmp_path / "dump.xml"
    file.write_text(dump, "utf-8")
    refused = await footnote("import", "--knowledge", tmp_path, file)
    assert refused.code == 2
    assert "importDump.php" in refused.errors
    with real_wiki(tmp_path / "own") as own:
        await asyncio.to_thread(own.load, dump)
        result = await footnote(
            "import", "--knowledge", tmp_path / "articles", "--allow-local", "--site", own.url, "C++", "東京"
        )
    assert result.code == 0, result.errors
    notes = {a.title: [f.text for f in a.footnotes] for a in load_library(tmp_path / "articles").articles}
    assert notes == {"C++": ["On C++."], "東京": ["地図、3頁。"]}
