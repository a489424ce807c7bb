"""`footnote update` holds a revision that lacks most of an article."""

from __future__ import annotations

import json
from pathlib import Path

from tests.sources.wiki.running import Result, footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki

TOWER = (
    ("The tower stands on the rock above the harbour, and leans to the sea.", "Reed, p. 3."),
    ("Keepers lived in it until a gale took the lamp and the roof away.", "Log, f. 9."),
)
VANDAL = "<p>Vandal was here.</p>"


async def _import(folder: Path, url: str) -> Path:
    result = await footnote("import", "--knowledge", folder, "--allow-local", "--site", url, "Tower")
    assert result.code == 0, result.errors
    return folder / "tower.md"


async def _update(folder: Path, *more: str) -> tuple[Result, dict[str, object]]:
    result = await footnote("update", "--knowledge", folder, "--allow-local", "--json", *more)
    return result, json.loads(result.output)


async def test_a_vandalized_page_is_held_and_told_until_the_wiki_has_its_text_again(tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(*TOWER))
    async with small_wiki(wiki) as url:
        file = await _import(tmp_path, url)
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        wiki.put("Tower", VANDAL)
        for _ in range(2):
            result, update = await _update(tmp_path)
            assert (result.code, update["status"], update["to"]) == (1, "held", None)
            assert "all 2 footnotes" in str(update["message"])
            assert "begins “Vandal was here.”" in str(update["message"])
            assert "footnote update --accept-loss tower" in str(update["message"])
            assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
        wiki.put("Tower", marked(*TOWER, ("It is lit again.", "Log, f. 12.")))
        result, update = await _update(tmp_path)
    assert (result.code, update["status"]) == (0, "updated")
    assert "It is lit again." in file.read_text("utf-8")


async def test_what_is_meant_is_taken_by_name(tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(*TOWER))
    async with small_wiki(wiki) as url:
        file = await _import(tmp_path, url)
        wiki.put("Tower", "<p>The tower was pulled down.</p>")
        refused = await footnote("update", "--knowledge", tmp_path, "--allow-local", "--accept-loss")
        assert refused.code == 2
        assert "name the articles" in refused.errors
        result, update = await _update(tmp_path, "--accept-loss", "tower")
        again, unchanged = await _update(tmp_path)
    assert (result.code, update["status"]) == (0, "updated")
    assert (again.code, unchanged["status"]) == (0, "current")
    assert "pulled down" in file.read_text("utf-8")


async def test_words_and_footnotes_count_each_by_themselves(tmp_path: Path) -> None:
    """Words can go while the footnotes stay, and all footnotes while the words stay."""
    wiki = SmallWiki()
    wiki.put("Tower", marked(*TOWER))
    gibberish = marked((" ".join("bla" for _ in range(26)), "Reed, p. 3."), ("No.", "Log, f. 9."))
    bare = "".join(f"<p>{text}</p>" for text, _ in TOWER)
    trimmed = marked(TOWER[0], ("Keepers lived in it.", "Log, f. 9."))
    found = []
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url)
        for page in (gibberish, bare, trimmed):
            wiki.put("Tower", page)
            _, update = await _update(tmp_path)
            found.append((update["status"], "footnotes" in str(update["message"])))
    assert found == [("held", False), ("held", True), ("updated", False)]


async def test_a_curators_edits_neither_cause_a_hold_nor_prevent_one(tmp_path: Path) -> None:
    """The wiki's revisions are compared with each other, whatever a person made of the article."""
    wiki = SmallWiki()
    wiki.put("Tower", marked(*TOWER))
    async with small_wiki(wiki) as url:
        file = await _import(tmp_path, url)
        own = "\n\n".join(f"A paragraph of our own, number {number}, of a few words." for number in range(9))
        file.write_text(file.read_text("utf-8").replace("[^1]: ", f"{own}\n\n[^1]: ", 1), "utf-8")
        wiki.put("Tower", marked(TOWER[0], TOWER[1], ("It is lit again.", "Log, f. 12.")))
        _, update = await _update(tmp_path)
        assert update["status"] == "merged"
        edited = file.read_bytes()
        wiki.put("Tower", VANDAL)
        result, update = await _update(tmp_path)
    assert (result.code, update["status"]) == (1, "held")
    assert file.read_bytes() == edited
