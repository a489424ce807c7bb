"""An article of a wiki that is imported once more: what to do instead, where it was edited."""

from __future__ import annotations

from pathlib import Path

from tests.sources.wiki.running import footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki


async def test_edits_are_kept_by_an_update_and_the_refusal_says_so(tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(("The tower stands.", "Reed."), ("It leans.", "Yarrow.")))
    file = tmp_path / "tower.md"
    async with small_wiki(wiki) as url:
        again = ("import", "--knowledge", tmp_path, "--allow-local", "--site", url, "Tower")
        await footnote(*again)
        unedited = await footnote(*again)
        file.write_text(file.read_text("utf-8").replace("leans", "leans a lot"), "utf-8")
        edited = await footnote(*again)
    assert unedited.code == edited.code == 2
    assert unedited.errors.endswith("is there already; --force replaces it\n")
    assert edited.errors == (
        f"Tower: {file} is there already; “footnote update tower” brings it up to date and keeps your edits;"
        " --force replaces it, and loses what was edited in it since it was imported\n"
    )
    assert "leans a lot" in file.read_text("utf-8")


async def test_a_page_that_its_wiki_renamed_isnt_imported_twice(tmp_path: Path) -> None:
    wiki = SmallWiki()
    page = wiki.put("Tower", marked(("The tower stands.", "Reed.")))
    file = tmp_path / "tower.md"
    options = ("import", "--knowledge", tmp_path, "--allow-local", "--site")
    async with small_wiki(wiki) as url:
        await footnote(*options, url, "Tower")
        page.title, wiki.redirects["Tower"] = "Old tower", "Old tower"
        wiki.put("Old tower", marked(("The tower fell.", "Reed.")))
        for title in ("Tower", "Old tower"):
            refused = await footnote(*options, url, title)
            assert refused.code == 2
            assert f"{file} holds this page already, which its wiki calls “Old tower” now" in refused.errors
            assert "The tower stands." in file.read_text("utf-8")
        replaced = await footnote(*options, url, "--force", "Tower")
    assert replaced.code == 0
    assert "tower.md keeps its name" in replaced.errors
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["tower.md"]
    assert "The tower fell." in file.read_text("utf-8")
    assert "title: Old tower" in file.read_text("utf-8")
