"""`footnote update`: only what changed is fetched, a curator's edits survive, files are always whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answering import Answerer
from bot.library import load_library
from bot.library.article_cache import ArticleCache
from bot.settings import Settings
from bot.sources.whole_files import write_article
from tests.sources.wiki.running import Result, footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki

FIRST = (
    ("The tower stands on the rock.", "Reed, p. 3."),
    ("It leans to the sea.", "Yarrow, p. 5."),
    ("Keepers lived in it.", "Log, f. 9."),
)


async def _import(folder: Path, url: str, *titles: str) -> None:
    result = await footnote("import", "--knowledge", folder, "--allow-local", "--site", url, *titles)
    assert result.code == 0, result.errors


async def _update(folder: Path, *more: str) -> tuple[Result, list[dict[str, object]]]:
    result = await footnote("update", "--knowledge", folder, "--allow-local", "--json", *more)
    return result, [json.loads(line) for line in result.output.splitlines()]


def _cites(folder: Path, name: str = "tower") -> list[tuple[str, list[str]]]:
    """Each paragraph without its markers, and what their footnotes say."""
    article = load_library(folder).article(name)
    assert article is not None
    shown = []
    for passage in article.passages:
        text = passage.text
        notes = [article.footnote(marker.number) for marker in passage.markers]
        for marker in reversed(passage.markers):
            text = text[: marker.span.start] + text[marker.span.end :]
        shown.append((text, [note.text if note else "" for note in notes]))
    return shown


async def test_only_what_changed_is_fetched_and_200_pages_take_four_questions(tmp_path: Path) -> None:
    wiki = SmallWiki()
    titles = [f"Tower {number}" for number in range(200)]
    for title in titles:
        wiki.put(title, marked((f"{title} stands.", "Reed.")))
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, *titles)
        wiki.put("Tower 7", marked(("Tower 7 fell.", "Yarrow.")))
        wiki.asked.clear()
        result, updates = await _update(tmp_path)
    assert result.code == 0
    assert [u["article"] for u in updates if u["status"] == "updated"] == ["tower-7"]
    assert len(updates) == 200
    assert sum(asked["action"] == "parse" for asked in wiki.asked) == 1
    assert sum("pageids" in asked for asked in wiki.asked) == 4
    assert _cites(tmp_path, "tower-7") == [("Tower 7 fell.", ["Yarrow."])]


def _changes(folder: Path) -> str:
    """What stands below words of the tower as to how they were changed."""
    answerer = Answerer(load_library(folder), Settings())
    return answerer.answer("tower").attributions[0].changes


async def test_below_edited_words_stands_that_they_were_edited(tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(*FIRST))
    file = tmp_path / "tower.md"
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower")
        imported = file.read_bytes()
        assert _changes(tmp_path) == "Excerpted."
        # Neither what git does to lines nor a question to suggest changes the words.
        file.write_bytes(imported.replace(b"language:", b"questions: [What leans]\nlanguage:", 1))
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
        assert _changes(tmp_path) == "Excerpted."
        file.write_bytes(imported.replace(b"leans to the sea", b"leans"))
        edited = "Excerpted; edited since it was taken from its source."
        assert _changes(tmp_path) == edited
        cache = ArticleCache(tmp_path / "kept")
        (read,) = load_library(tmp_path, cache=cache).articles
        cache.save()
        (kept,) = load_library(tmp_path, cache=ArticleCache(tmp_path / "kept")).articles
        assert read.edited
        assert kept.edited
        wiki.put("Tower", marked(*FIRST, ("It burned.", "Log, f. 10.")))
        await _update(tmp_path)
        assert _changes(tmp_path) == edited  # the wiki's change was taken, and the edit kept
        file.write_bytes(imported)
        await _update(tmp_path)
    assert _changes(tmp_path) == "Excerpted."


async def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(*FIRST))
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower")
        before = {file: file.read_bytes() for file in tmp_path.iterdir()}
        wiki.put("Tower", marked(("New words.", "New."), *FIRST))
        result, updates = await _update(tmp_path, "--dry-run")
        assert [u["status"] for u in updates] == ["updated"]
        assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
        result, _ = await _update(tmp_path)
    assert result.code == 0
    assert _cites(tmp_path)[0] == ("New words.", ["New."])


async def test_edits_of_a_curator_are_merged_and_comments_stay(tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(*FIRST))
    file = tmp_path / "tower.md"
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower")
        text = file.read_text("utf-8")
        text = text.replace(
            "title: Tower\n", "title: My tower  # as we call it\n# what people ask\nquestions:\n- Why?\n"
        )
        text = text.replace("  revision: '101'", "  revision: '101'  # of the wiki").replace(
            "leans", "leans a lot"
        )
        text = text.replace("[^1]: ", "A word of ours.[^4]\n\n[^4]: Our own source.\n\n[^1]: ")
        file.write_text(text, "utf-8")
        wiki.put("Tower", marked(("It is old.", "New, p. 1."), FIRST[2], FIRST[0], FIRST[1]))
        result, updates = await _update(tmp_path)
        again, unchanged = await _update(tmp_path)
    assert [u["status"] for u in updates] == ["merged"], updates
    assert result.code == again.code == 0
    assert [u["status"] for u in unchanged] == ["current"]
    assert sorted(_cites(tmp_path)) == [
        ("A word of ours.", ["Our own source."]),
        ("It is old.", ["New, p. 1."]),
        ("It leans a lot to the sea.", ["Yarrow, p. 5."]),
        ("Keepers lived in it.", ["Log, f. 9."]),
        ("The tower stands on the rock.", ["Reed, p. 3."]),
    ]
    text = file.read_text("utf-8")
    for kept in (
        "title: My tower  # as we call it\n# what people ask\nquestions:\n- Why?\n",
        "# of the wiki",
    ):
        assert kept in text
    assert "revision: '102'" in text
    assert not [problem for problem in (await footnote("check", tmp_path)).errors.splitlines() if problem]


@pytest.mark.parametrize("without_base", [False, True])
async def test_two_edits_of_one_block_keep_the_curators_and_name_both(
    tmp_path: Path, without_base: bool
) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(*FIRST))
    file = tmp_path / "tower.md"
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower")
        file.write_text(file.read_text("utf-8").replace("leans", "leans a lot"), "utf-8")
        for base in tmp_path.glob(".*.base"):
            if without_base:
                base.unlink()
        wiki.put("Tower", marked(FIRST[0], ("It leans to the land.", "Yarrow, p. 5."), FIRST[2]))
        result, updates = await _update(tmp_path)
    assert result.code == 1
    assert updates[0]["status"] == "conflict"
    assert "leans a lot to the sea" in str(updates[0]["message"])
    assert "leans to the land" in str(updates[0]["message"])
    assert _cites(tmp_path)[1] == ("It leans a lot to the sea.", ["Yarrow, p. 5."])


async def test_a_section_that_moves_takes_an_edit_along_and_a_new_reference_above_renumbers_all(
    tmp_path: Path,
) -> None:
    def sections(*named: tuple[str, str, str]) -> str:
        """A page of sections, each with a paragraph and its reference."""
        page = marked(*((text, note) for _, text, note in named))
        for title, text, _ in named:
            page = page.replace(f"<p>{text}", f"<h2>{title}</h2><p>{text}", 1)
        return page

    walls, lamp, keepers = (
        ("Walls", "The walls are thick.", "Reed, p. 3."),
        ("Lamp", "The lamp burns oil.", "Yarrow, p. 5."),
        ("Keepers", "Ada was the first keeper.", "Log, f. 9."),
    )
    wiki = SmallWiki()
    wiki.put("Tower", sections(walls, lamp, keepers))
    file = tmp_path / "tower.md"
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower")
        file.write_text(file.read_text("utf-8").replace("burns oil", "burns whale oil"), "utf-8")
        name = ("Name", "It is called the tower.", "Map, 1790.")
        wiki.put("Tower", sections(name, keepers, walls, lamp))
        result, updates = await _update(tmp_path)
    assert (result.code, updates[0]["status"]) == (0, "merged"), updates
    article = load_library(tmp_path).article("tower")
    assert article is not None
    assert [(passage.section, passage.text) for passage in article.passages] == [
        ("Name", "It is called the tower.[1]"),
        ("Keepers", "Ada was the first keeper.[2]"),
        ("Walls", "The walls are thick.[3]"),
        ("Lamp", "The lamp burns whale oil.[4]"),
    ]
    assert [footnote.text for footnote in article.footnotes] == [
        "Map, 1790.", "Log, f. 9.", "Reed, p. 3.", "Yarrow, p. 5.",
    ]  # fmt: skip


async def test_renames_are_followed_and_deleted_pages_kept(tmp_path: Path) -> None:
    wiki = SmallWiki()
    for title in ("Tower", "Bridge", "Mill"):
        wiki.put(title, marked((f"The {title} stands.", "Reed.")))
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower", "Bridge", "Mill")
        mill = (tmp_path / "mill.md").read_bytes()
        wiki.pages[0].title = "High tower"
        wiki.put("High tower", marked(("The tower is high.", "Reed.")))
        del wiki.pages[2]
        result, updates = await _update(tmp_path)
    by_name = {str(update["article"]): update for update in updates}
    assert {name: u["status"] for name, u in by_name.items()} == {
        "tower": "updated", "bridge": "current", "mill": "deleted"
    }  # fmt: skip
    assert by_name["tower"]["renamed"] == "High tower"
    assert (tmp_path / "mill.md").read_bytes() == mill
    assert result.code == 0
    assert _cites(tmp_path) == [("The tower is high.", ["Reed."])]


async def test_a_page_that_only_redirects_now_is_kept_as_it_was(tmp_path: Path) -> None:
    wiki = SmallWiki()
    for title in ("Tower", "List of towers"):
        wiki.put(title, marked((f"The {title} stands.", "Reed.")))
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower")
        before = (tmp_path / "tower.md").read_bytes()
        wiki.put("Tower", "<p>#REDIRECT</p>")
        wiki.redirects["Tower"] = "List of towers"
        result, updates = await _update(tmp_path)
    assert (result.code, updates[0]["status"]) == (0, "redirected")
    assert "only redirects to “List of towers” now" in str(updates[0]["message"])
    assert (tmp_path / "tower.md").read_bytes() == before


async def test_a_wiki_that_is_gone_and_an_unknown_id_are_told(tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(*FIRST))
    async with small_wiki(wiki) as url:
        await _import(tmp_path, url, "Tower")
    before = (tmp_path / "tower.md").read_bytes()
    result, updates = await _update(tmp_path, "tower", "nothing")
    assert result.code == 1
    assert {u["article"]: u["status"] for u in updates} == {"tower": "failed", "nothing": "failed"}
    assert (tmp_path / "tower.md").read_bytes() == before


KILLED = """
import os, pathlib, signal, sys
from bot.sources import whole_files

step, count = int(sys.argv[2]), 0

def killing(function):
    def call(*arguments, **named):
        global count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return call

for name in ("open", "replace", "unlink"):
    setattr(pathlib.Path, name, killing(getattr(pathlib.Path, name)))
os.fsync = killing(os.fsync)
file = pathlib.Path(sys.argv[1])
whole_files.write_article(file, "new article", base="new base", revision="2")
"""


def test_a_kill_at_any_step_leaves_an_article_with_its_base(tmp_path: Path) -> None:
    file = tmp_path / "tower.md"
    killed = 0
    for step in range(1, 20):
        write_article(file, "old article", base="old base", revision="1")
        process = subprocess.run(
            [sys.executable, "-c", KILLED, str(file), str(step)],
            env=os.environ,
            capture_output=True,
            check=False,
            timeout=60,
        )
        text = file.read_text("utf-8")
        base = tmp_path / (".tower.2.base" if text == "new article" else ".tower.1.base")
        assert text in ("old article", "new article")
        assert base.read_text("utf-8") == f"{text.split()[0]} base"
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, process.stderr
        killed += 1
    assert killed > 5
    assert process.returncode == 0
    assert sorted(path.name for path in tmp_path.glob("*.base")) == [".tower.2.base"]
