"""The index of a large library, kept for the next start."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.discord_app.storage.index_cache import CACHED_FROM, FILE, make_answerer
from bot.library import Library
from bot.settings import Settings
from tests.benchmarks.generated import articles, passages, questions

TEXTS = passages(CACHED_FROM)
LARGE = Library(tuple(articles(TEXTS)))
QUESTION = f"What is the {' '.join(questions(TEXTS, 1)[0])}?"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def test_it_is_made_once_and_then_opened(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    first = make_answerer(LARGE, settings).answer(QUESTION)
    file = settings.data / FILE
    written = file.stat().st_mtime_ns
    assert [each.name for each in settings.data.iterdir()] == [FILE]
    assert make_answerer(LARGE, settings).answer(QUESTION) == first
    assert first.answered
    assert file.stat().st_mtime_ns == written
    assert not caplog.records


def test_other_articles_or_damage_make_it_anew(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    make_answerer(LARGE, settings)
    file = settings.data / FILE
    kept = file.read_bytes()
    shuffled = Library(LARGE.articles[::-1])
    assert make_answerer(shuffled, settings).answer(QUESTION).answered
    assert file.read_bytes() != kept
    file.write_bytes(kept[: len(kept) // 2])
    with caplog.at_level(logging.INFO):
        assert make_answerer(LARGE, settings).answer(QUESTION).answered
    assert "the index is made anew" in caplog.text
    assert file.read_bytes() == kept


def test_a_small_library_leaves_nothing_behind(settings: Settings) -> None:
    make_answerer(Library(LARGE.articles[:3]), settings)
    assert not settings.data.exists()


def test_where_it_cannot_be_kept_the_bot_answers_and_says_so(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.data.write_text("no folder", encoding="utf-8")
    assert make_answerer(LARGE, settings).answer(QUESTION).answered
    assert "The index can't be kept in" in caplog.text
