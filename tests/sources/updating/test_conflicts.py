"""`footnote update`: what a curator and the wiki both changed is told until somebody has settled it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sources.wiki.running import Result, footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki

LONG = (
    "The tower stands on the rock above the harbour, and it has stood there for two hundred years, though it"
)
TOWER = (("It is old.", "Reed, p. 3."), (f"{LONG} leans to the sea.", "Yarrow, p. 5."))


class Towers:
    """A wiki with a page, and a folder with the article that was made of it."""

    def __init__(self, wiki: SmallWiki, folder: Path) -> None:
        self.wiki, self.folder, self.file = wiki, folder, folder / "tower.md"

    async def update(self, *more: str) -> Result:
        """Run the command."""
        return await footnote("update", "--knowledge", self.folder, "--allow-local", *more)

    def edit(self, old: str, new: str) -> None:
        """Change words of the article's file."""
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), "utf-8")

    def put(self, *paragraphs: tuple[str, str]) -> None:
        """A new revision of the page."""
        self.wiki.put("Tower", marked(*paragraphs))


async def _imported(wiki: SmallWiki, url: str, folder: Path) -> Towers:
    towers = Towers(wiki, folder)
    towers.put(*TOWER)
    result = await footnote("import", "--knowledge", folder, "--allow-local", "--site", url, "Tower")
    assert result.code == 0, result.errors
    return towers


async def test_a_conflict_is_told_by_its_difference_until_the_paragraph_is_changed(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("leans to the sea", "leans a lot to the sea")
        towers.put(TOWER[0], (f"{LONG} leans to the land.", "Yarrow, p. 5."))
        tried = await towers.update("--dry-run")
        first = await towers.update()
        second = await towers.update()
        by_program = await towers.update("--json")
        line = next(n for n, text in enumerate(towers.file.read_text("utf-8").split("\n"), 1) if LONG in text)
        towers.edit("leans a lot to the sea", "leans a lot to the land")
        after = await towers.update()
    assert (tried.code, first.code, second.code, by_program.code, after.code) == (1, 1, 1, 1, 0)
    for result in (tried, first, second):
        assert result.output == ""
        told = result.errors.splitlines()
        assert told[0].startswith(f"{towers.file}: ")
        assert told[1] == (
            f"  line {line}, yours: “…years, though it leans a lot to the sea.”,"
            " the wiki's: “…years, though it leans to the land.”"
        )
    for result in (first, second):
        assert "footnote update --keep-mine tower" in result.errors
        assert str(next(tmp_path.glob(".tower.*.base"))) in result.errors
    (told,) = map(json.loads, by_program.output.splitlines())
    assert told["status"] == "conflict"
    assert told["conflicts"] == [
        {"ours": f"{LONG} leans a lot to the sea.[^2]", "theirs": f"{LONG} leans to the land.[^2]"}
    ]
    assert "is at the newest revision" in after.output


async def test_a_conflict_is_settled_by_keeping_ones_own(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("leans to the sea", "leans")
        towers.put(TOWER[0], (f"{LONG} leans to the land.", "Yarrow, p. 5."))
        assert (await towers.update()).code == 1
        before = towers.file.read_bytes()
        kept = await towers.update("--keep-mine", str(towers.file))
        assert (kept.code, towers.file.read_bytes()) == (0, before)
        assert "your paragraph stays" in kept.output
        assert (await towers.update()).code == 0
        again = await towers.update("--keep-mine", "tower")
        assert "nothing to settle" in again.output
        # The wiki's next change of the same paragraph is a new one.
        towers.put(TOWER[0], (f"{LONG} fell.", "Yarrow, p. 5."))
        assert (await towers.update()).code == 1
        assert (await towers.update()).code == 1
    assert (await towers.update("--keep-mine")).code == 2


async def test_a_conflict_outlives_later_revisions_that_leave_it_as_it_is(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("leans to the sea", "leans")
        leans = (f"{LONG} leans to the land.", "Yarrow, p. 5.")
        towers.put(TOWER[0], leans)
        assert (await towers.update()).code == 1
        towers.put(("It is new.", "Reed, p. 3."), leans)
        later = await towers.update()
        assert later.code == 1
        assert "It is new." in towers.file.read_text("utf-8")
        assert later.errors.count("yours: “") == 1
        assert (await towers.update()).errors.count("yours: “") == 1
        # A paragraph that the wiki takes out is to settle still, one that it words as yours is not.
        towers.put(("It is new.", "Reed, p. 3."))
        gone = await towers.update("--accept-loss", "tower")
        assert "which the wiki took out" in gone.errors
        assert (await towers.update()).code == 1
        towers.put(("It is new.", "Reed, p. 3."), (f"{LONG} leans.", "Yarrow, p. 5."))
        assert (await towers.update()).code == 0


async def test_a_footnote_that_both_changed_is_shown_though_the_words_are_the_same(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("Yarrow, p. 5.", "Yarrow, p. 50.")
        towers.put(TOWER[0], (TOWER[1][0], "Yarrow, p. 6."))
        for _ in range(2):
            result = await towers.update()
            assert result.code == 1
            assert "footnote [2], yours: “Yarrow, p. 50.”, the wiki's: “Yarrow, p. 6.”" in result.errors


async def test_a_paragraph_that_the_curator_took_out_and_the_wiki_changed(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("It is old.[^1]\n\n", "")
        towers.edit("\n[^1]: Reed, p. 3.\n", "\n")
        towers.put(("It is very old.", "Reed, p. 3."), TOWER[1])
        for _ in range(2):
            result = await towers.update()
            assert result.code == 1
            assert "the wiki has “It is very old.”, which you took out" in result.errors
        towers.edit(LONG, f"It is very old.[^9]\n\n{LONG}")
        with towers.file.open("a", encoding="utf-8") as opened:
            opened.write("\n[^9]: Reed, p. 3.\n")
        assert (await towers.update()).code == 0


async def test_an_article_is_named_by_its_file_and_one_elsewhere_is_refused(tmp_path: Path) -> None:
    wiki = SmallWiki()
    folder = tmp_path / "articles"
    elsewhere = tmp_path / "other.md"
    elsewhere.write_text("Words.", "utf-8")
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, folder)
        for name in (str(towers.file), "tower.md", "Tower"):
            assert "newest revision" in (await towers.update(name)).output
        outside = await towers.update(str(elsewhere))
    assert outside.code == 2
    assert f"{elsewhere}: isn't in {folder}; name its folder with --knowledge" in outside.errors


@pytest.mark.parametrize("named", [(), ("tower",)])
async def test_an_article_without_its_address_is_told_what_it_lacks(
    tmp_path: Path, named: tuple[str, ...]
) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit(f"  url: {url}/w/index.php?title=Tower&oldid=101\n", "")
        result = await towers.update(*named)
    assert "can't be compared with its wiki without source.url" in result.output + result.errors


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = await footnote("update", "--knowledge", tmp_path / "nowhere")
    assert (result.code, result.output) == (2, "")
    assert "nowhere: is no folder that is there" in result.errors


async def test_a_page_of_a_wiki_that_is_there_under_another_name_is_told(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.put(("It fell.", "Log, f. 9."))
        options = ("--knowledge", str(tmp_path), "--allow-local", "--site", url, "--title", "The ruin")
        again = await footnote("import", *options, "Tower")
    assert again.code == 0
    assert f"{towers.file} holds the same page already; delete one of the two" in again.errors
    checked = await footnote("check", tmp_path)
    assert (checked.code, "tower.md: warning: holds the same page as" in checked.output) == (0, True)
