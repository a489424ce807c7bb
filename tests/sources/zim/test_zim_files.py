"""ZIM files are read in place beside the Markdown files, and what can't be read is told."""

from __future__ import annotations

import mmap
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answering.kept_files import ARTICLES
from bot.answering.library_cache import LibraryCache
from bot.library import Article, Library, LibraryError, check_library, load_library
from bot.sources.zim import zim_pages
from bot.sources.zim.zim_archive import ZimFacts, ZimPage
from bot.sources.zim.zim_files import AT_ONCE, ZimFiles
from tests.sources.wiki.running import footnote
from tests.sources.wiki.small_wiki import marked
from tests.sources.zim.making import METADATA, Page, a_page, page_html, write_zim

MARKDOWN = """---
title: Mill
license: CC0
---

The mill of ours stands.
"""
PAGES = (
    a_page("Tower", ("The tower stands on the rock.", "Reed, p. 3."), ("It leans.", "Yarrow.")),
    a_page("Mill", ("The mill of the wiki stands.", "Reed.")),
    a_page("C++", ("C++ is a language.", "On C++.")),
    a_page("C", ("C is another one.", "On C.")),
    Page("Mute", "Mute", page_html("<p>No licence.</p>", "Mute", footer=False)),
    Page("Empty", "Empty", page_html("", "Empty")),
    Page("Dangling", "Dangling", page_html(
        '<p>It hangs.<sup class="reference"><a href="#cite_note-9">[9]</a></sup></p>', "Dangling")),
    Page("Loose", "Loose", page_html(marked(("A.", "Note a."), ("B.", "Note b.")).replace(
        "<p>A.", '<p>X.<sup class="reference"><a href="#cite_note-9">[9]</a></sup> A.'), "Loose")),
    Page("Picture.png", "Picture", "no picture", "image/png"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ZIM file and a Markdown file."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "mill.md").write_text(MARKDOWN, "utf-8")
    metadata = {name: value for name, value in METADATA.items() if name != "License"}
    redirects = {"Turm": "Tower", "Alter Turm": "Turm"}
    write_zim(folder / "wiki.zim", PAGES, redirects=redirects, metadata=metadata)
    return folder


def by_id(library: Library) -> dict[str, Article]:
    return {article.id: article for article in library.articles}


def test_pages_are_articles_with_footnotes_licence_source_and_their_other_names(folder: Path) -> None:
    articles = by_id(load_library(folder, others=ZimFiles()))
    assert [name.partition("-")[0] for name in articles] == ["c", "c", "loose", "mill", "tower"]
    tower = articles["tower"]
    assert [p.text for p in tower.passages] == ["The tower stands on the rock.[1]", "It leans.[2]"]
    assert [f.text for f in tower.footnotes] == ["Reed, p. 3.", "Yarrow."]
    assert tower.license.name == "Creative Commons - Attribution - Sharealike"  # as it stands there
    assert tower.license.url == "http://creativecommons.org/licenses/by-sa/4.0/"
    assert "Creative Commons - Attribution - Sharealike" in (tower.license.notice or "")
    assert tower.source.url == "https://wiki.example.org/wiki/Tower?oldid=1234"
    assert (tower.source.revision, tower.source.retrieved) == ("1234", "2026-01-02")
    assert (tower.source.site, tower.source.authors) == ("Small Wiki", ("Contributors to Small Wiki",))
    assert tower.language == "de"
    assert dict(tower.aliases) == {"Turm": "Tower", "Alter Turm": "Tower"}
    assert articles["mill"].passages[0].text == "The mill of ours stands."


def test_check_names_pages_in_both_and_pages_that_are_not_read(folder: Path) -> None:
    told = [str(problem) for problem in check_library(folder, ZimFiles())]
    assert all(": warning: " in line for line in told)
    assert any("“Mill”: there already" in line for line in told)
    assert any("“Mute”: not read, because it states no licence that is known here" in line for line in told)
    assert any("“Empty”: not read, because it holds no paragraph" in line for line in told)
    assert any("“Dangling”: not read, because it has 1 marker without a reference" in line for line in told)
    assert any("“Loose”: [9] leads to no reference on the page" in line for line in told)
    assert len(told) == 5
    assert not any("--" in line for line in told)


def test_a_page_that_was_imported_and_renamed_is_in_both(folder: Path) -> None:
    source = "source:\n  site: Small Wiki\n  url: https://wiki.example.org/wiki/{}?oldid=7\n"
    own = MARKDOWN.replace("title: Mill\n", "title: My tower\n" + source.format("Tower"))
    (folder / "mine.md").write_text(own, "utf-8")
    other = own.replace("Small Wiki", "Another").replace("My tower", "Other").replace("Tower", "C")
    (folder / "other.md").write_text(other, "utf-8")
    articles = by_id(load_library(folder, others=ZimFiles()))
    assert "tower" not in articles
    assert {"mine", "other", "c"} <= articles.keys()
    told = [str(problem) for problem in check_library(folder, ZimFiles())]
    assert any("“Mill”, “Tower”: there already" in line for line in told)


async def test_the_command_answers_from_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_DATA", str(folder.parent / "data"))
    (folder / "mill.md").unlink()
    for _ in range(2):  # read, and kept
        asked = await footnote("ask", "--knowledge", folder, "What stands on the rock?")
        assert asked.code == 0
        assert "The tower stands on the rock.[1]" in asked.output
        assert "Reed, p. 3." in asked.output
    checked = await footnote("check", folder)
    assert checked.code == 0


def test_the_files_own_licence_holds_where_a_page_states_none(tmp_path: Path) -> None:
    page = Page("Mute", "Mute", page_html("<p>Words.</p>", "Mute", footer=False))
    for said in ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"):
        write_zim(tmp_path / "wiki.zim", [page], metadata=METADATA | {"License": said})
        article = load_library(tmp_path, others=ZimFiles()).article("mute")
        assert article is not None
        assert article.license.name in ("CC-BY-SA-4.0", "CC BY-SA 4.0")
        assert article.source.url == "https://wiki.example.org"
        (tmp_path / "wiki.zim").unlink()


def test_a_file_that_is_damaged_or_none_is_refused_in_one_line(folder: Path) -> None:
    data = bytearray((folder / "wiki.zim").read_bytes())
    middle = len(data) // 2
    damaged = data[:middle] + bytes(byte ^ 0xFF for byte in data[middle : middle + 64]) + data[middle + 64 :]
    for content in (b"", b"no ZIM file", bytes(data[:100]), bytes(data[:-1000]), bytes(damaged)):
        (folder / "wiki.zim").write_bytes(content)
        with pytest.raises(LibraryError) as error:
            load_library(folder, others=ZimFiles())
        (problem,) = (each for each in error.value.problems if not each.warning)
        assert str(problem).startswith(f"{folder / 'wiki.zim'}: error: ")
        assert "download it again" in str(problem)
        assert "\n" not in str(problem)


def test_without_the_extra_one_line_names_it(folder: Path) -> None:
    script = (
        "import sys; sys.modules['libzim'] = None\n"
        "from bot.cli import main\n"
        f"main(['check', {str(folder)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "footnote-bot[zim]" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_kept_is_not_read_again_and_the_rest_is_read_bit_by_bit(tmp_path: Path) -> None:
    folder, data = tmp_path / "knowledge", tmp_path / "data"
    folder.mkdir()
    write_zim(folder / "wiki.zim", [a_page(f"Tower {n}", (f"Tower {n} stands.", "Reed.")) for n in range(9)])
    cache = LibraryCache(folder, data, ZimFiles(at_least=2))
    counts: list[int] = []
    while not counts or cache.unread:
        library, problems = cache.read()
        assert problems == ()
        counts.append(len(library.articles))
    assert counts == [2, 4, 8, 9]
    told: list[str] = []
    again = LibraryCache(folder, data, ZimFiles(at_least=1, tell=told.append))
    assert len(again.load().articles) == 9
    assert again.unread == 0
    # Another file in its place is read anew; one that can't be used leaves what was read of the old one.
    write_zim(tmp_path / "new.zim", [a_page("Bridge", ("It spans.", "Reed."))]).replace(folder / "wiki.zim")
    assert [article.id for article in again.load().articles] == ["bridge"]
    (folder / "wiki.zim").write_bytes(b"broken")
    library, problems = again.read()
    assert [article.id for article in library.articles] == ["bridge"]
    assert len(problems) == 1


def test_what_was_read_lies_in_the_file_and_not_in_memory(tmp_path: Path) -> None:
    folder, data = tmp_path / "knowledge", tmp_path / "data"
    folder.mkdir()
    write_zim(
        folder / "wiki.zim", (a_page(f"Tower {n}", (f"{n} stands.", "Reed.")) for n in range(AT_ONCE + 2))
    )
    library = LibraryCache(folder, data, ZimFiles()).load()
    assert len(library.articles) == AT_ONCE + 2
    assert all(isinstance(vars(article)["_record"].obj, mmap.mmap) for article in library.articles)
    assert (data / ARTICLES).exists()


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the pages that are read from now on."""
    titles: list[str] = []
    article_of = zim_pages.article_of

    def counted(html: bytes, page: ZimPage, facts: ZimFacts, article: str):  # type: ignore[no-untyped-def]
        titles.append(page.title)
        return article_of(html, page, facts, article)

    monkeypatch.setattr(zim_pages, "article_of", counted)
    return titles


def test_a_page_that_gives_no_article_is_not_tried_again(folder: Path, tried: list[str]) -> None:
    told = []
    for _ in range(2):  # a start, and the next one
        library, problems = LibraryCache(folder, folder.parent / "data", ZimFiles()).read()
        assert len(library.articles) == 5
        told.append(problems)
    assert sorted(tried) == ["C", "C++", "Dangling", "Empty", "Loose", "Mute", "Tower"]
    assert told[0] == told[1]
    write_zim(folder / "new.zim", PAGES[:1]).replace(folder / "wiki.zim")
    LibraryCache(folder, folder.parent / "data", ZimFiles()).read()
    assert tried[7:] == ["Tower"]


async def test_the_check_of_the_bots_own_articles_reads_no_page_that_is_kept(
    folder: Path, tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_DATA", str(folder.parent / "data"))
    monkeypatch.setenv("FOOTNOTE_KNOWLEDGE", str(folder))
    anew = await footnote("check")
    assert not (folder.parent / "data").exists()  # a check leaves nothing behind
    LibraryCache(folder, folder.parent / "data", ZimFiles()).read()
    tried.clear()
    assert await footnote("check") == anew
    assert tried == []
    assert await footnote("check", folder) == anew  # a folder that is named is read as it is
    assert tried
