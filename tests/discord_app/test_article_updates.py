"""The running bot updates its articles by itself where its operator wants that."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.discord_app.events import article_updater
from bot.library import load_library
from bot.settings import Settings, SettingsError, load_settings
from bot.sources.web import WebClient
from tests.sources.wiki.running import footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki


async def test_articles_are_updated_and_what_needs_a_person_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    wiki = SmallWiki()
    for title in ("Tower", "Mill"):
        wiki.put(title, marked((f"The {title} stands.", "Reed.")))
    async with small_wiki(wiki) as url:
        result = await footnote(
            "import", "--knowledge", tmp_path, "--allow-local", "--site", url, "Tower", "Mill"
        )
        assert result.code == 0, result.errors
        mill = tmp_path / "mill.md"
        mill.write_text(mill.read_text("utf-8").replace("stands", "stood"), "utf-8")
        wiki.put("Tower", marked(("The Tower fell.", "Reed.")))
        wiki.put("Mill", marked(("The Mill burned.", "Reed.")))
        async with WebClient("Test/1", allow_local=True) as client:
            await article_updater.update_once(Settings(knowledge=tmp_path), client)
    texts = {article.id: article.passages[0].text for article in load_library(tmp_path).articles}
    assert texts == {"tower": "The Tower fell.[1]", "mill": "The Mill stood.[1]"}
    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 1
    assert "The Mill stood" in warnings[0]
    assert "1 conflict, 1 updated" in caplog.text


async def test_a_page_that_lost_most_of_its_text_is_held_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", marked(("The tower stands.", "Reed."), ("It leans to the sea.", "Yarrow.")))
    async with small_wiki(wiki) as url:
        await footnote("import", "--knowledge", tmp_path, "--allow-local", "--site", url, "Tower")
        wiki.put("Tower", "<p>Vandal was here.</p>")
        async with WebClient("Test/1", allow_local=True) as client:
            await article_updater.update_once(Settings(knowledge=tmp_path), client)
    assert load_library(tmp_path).articles[0].passages[0].text == "The tower stands.[1]"
    (warning,) = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert "lacks all 2 footnotes" in warning
    assert "footnote update --accept-loss tower" in warning


async def test_by_default_and_beside_the_first_shard_nothing_is_asked(tmp_path: Path) -> None:
    lock = asyncio.Lock()
    await article_updater.keep_updated(Settings(data=tmp_path), lock)
    elsewhere = Settings(data=tmp_path, updates="weekly", shards=4, shard_ids=(2, 3))
    await article_updater.keep_updated(elsewhere, lock)
    assert not list(tmp_path.iterdir())


async def test_the_day_of_the_last_update_outlives_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr("asyncio.sleep", sleep)
    settings = Settings(data=tmp_path, knowledge=tmp_path, updates="daily")
    with pytest.raises(KeyboardInterrupt):
        await article_updater.keep_updated(settings, asyncio.Lock())
    assert pauses[:2] == [article_updater.START_PAUSE, 0]
    assert (tmp_path / "updated").exists()
    assert pauses[2] == pytest.approx(article_updater.DAY, abs=60)


async def test_no_two_change_the_articles_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An owner's command holds the lock while it works, and does nothing while another does."""
    began, may_end = asyncio.Event(), asyncio.Event()

    async def update(*_: object) -> None:
        began.set()
        await may_end.wait()

    monkeypatch.setattr(article_updater, "START_PAUSE", 0.0)
    monkeypatch.setattr(article_updater, "update_once", update)
    lock = asyncio.Lock()
    async with lock:
        settings = Settings(data=tmp_path, knowledge=tmp_path, updates="daily")
        keeping = asyncio.create_task(article_updater.keep_updated(settings, lock))
        while not (tmp_path / "updated").exists():  # noqa: ASYNC110 - the file tells that it is about to
            await asyncio.sleep(0.01)
        for _ in range(20):
            await asyncio.sleep(0.01)
        assert not began.is_set()
    await began.wait()
    assert lock.locked()
    may_end.set()
    async with lock:
        pass  # it was let go
    keeping.cancel()


def test_the_setting_has_a_few_values(tmp_path: Path) -> None:
    assert load_settings(environ={"FOOTNOTE_UPDATES": "weekly"}).updates == "weekly"
    with pytest.raises(SettingsError, match="FOOTNOTE_UPDATES"):
        load_settings(environ={"FOOTNOTE_UPDATES": "often"})
    file = tmp_path / "footnote.yaml"
    file.write_text("updates: off\ncontact: ada@example.org\n", "utf-8")
    assert load_settings(file, {}).updates == "off"
    with pytest.raises(SettingsError, match="FOOTNOTE_CONTACT"):
        load_settings(environ={"FOOTNOTE_CONTACT": "é"})
