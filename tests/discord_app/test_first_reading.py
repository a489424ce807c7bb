"""A first start of a large library: the bot answers from what is read already, and reads on meanwhile."""

from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.answering.library_cache import LibraryCache
from bot.discord_app import bootstrap
from bot.discord_app.bootstrap import create_app
from bot.discord_app.cards import open_page
from bot.discord_app.custom_ids import Place
from bot.discord_app.events import article_watcher
from bot.discord_app.origin import Origin
from bot.discord_app.storage.guild_settings import GuildSettings
from bot.library import Library
from bot.settings import Settings
from tests.discord_app.reading_cards import texts_of

ARTICLE = """---
title: The mill of {name}
license: CC0
---

The mill of {name} was built in {year}.{marker}
"""
NAMES = [f"{a}{b}" for a in ("Alder", "Birch", "Cedar", "Elm") for b in ("ford", "ham", "ton")]


@pytest.fixture
def few_at_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A dozen articles, of which two are read at first, then eight more; the tenth is broken."""
    settings.knowledge.mkdir(exist_ok=True)
    for old in settings.knowledge.iterdir():
        old.unlink()
    for place, name in enumerate(NAMES):
        text = ARTICLE.format(name=name, year=1700 + place, marker="[^9]" if place == 9 else "")
        (settings.knowledge / f"{name.lower()}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(bootstrap, "FIRST_READ", 2)
    monkeypatch.setattr(article_watcher, "FIRST_READ", 2)
    return settings


async def test_the_bot_answers_from_each_step_and_says_what_it_left_out(
    few_at_once: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    steps: list[int] = []
    app = create_app(few_at_once)
    assert len(app.library.articles) == 2
    assert app.answerer.answer("When was the mill of Alderham built?").answered
    replace = type(app).replace_library

    def replaced(self, library, answerer, offers):  # type: ignore[no-untyped-def]
        steps.append(len(library.articles))
        replace(self, library, answerer, offers)

    monkeypatch.setattr(type(app), "replace_library", replaced)
    with caplog.at_level(logging.INFO):
        await article_watcher.read_rest(app, frozenset())
    assert steps == [9, 11]
    assert app.library_cache.is_whole
    assert app.answerer.answer("When was the mill of Elmton built?").answered
    assert "Articles that are still to be read: 10" in caplog.text
    broken = [each for each in caplog.messages if each.endswith("; the article is left out")]
    assert len(broken) == 1
    assert "elmford.md:6" in broken[0]


def test_a_server_that_chose_articles_gets_no_others_meanwhile(
    few_at_once: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(few_at_once)
    chosen = GuildSettings(articles=frozenset({"elmton"}))
    monkeypatch.setattr(app.store, "settings_in", lambda _: chosen)
    here = Origin(user_id=3, channel_id=2, parent_id=None, guild_id=1)
    assert app.library_for(here).articles == ()
    answer = app.answer_for("When was the mill of Alderham built?", here)
    assert not answer.answered
    assert app.suggestions(answer, here) == []
    words = app.languages.words_for("en-US")
    card: Any = app.card_for(answer, here, words, show_question=True, removable=True)
    texts = texts_of(card.to_components())
    assert "Alderham was built" not in "\n".join(texts)
    for kind in ("citations", "source", "articles"):
        assert open_page(app.library_for(here), Place(kind), 0, words) is None


def test_what_was_read_before_is_never_left_out(few_at_once: Settings, tmp_path: Path) -> None:
    cache = LibraryCache(few_at_once.knowledge, tmp_path / "kept")
    cache.load(8)
    library, _ = cache.read(1)
    assert len(library.articles) == 9


async def test_nothing_is_learned_of_a_part_before_all_is_read(
    few_at_once: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[int] = []
    has_learned = threading.Event()

    def learn(_: LibraryCache, library: Library, __: object) -> None:
        learned.append(len(library.articles))
        has_learned.set()

    monkeypatch.setattr(LibraryCache, "learn", learn)
    watching = asyncio.create_task(article_watcher.watch_articles(create_app(few_at_once)))
    assert await asyncio.to_thread(has_learned.wait, 60)
    watching.cancel()
    await asyncio.wait([watching])
    assert learned == [len(NAMES) - 1]
