"""A data folder as version 0.1.0 left it, and the way back to that version.

tests/data/data_0_1_0 was written by 0.1.0 itself: three servers' settings, its health file, and the index of
tests/discord_app/articles.
"""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering import Answerer, library_cache
from bot.answering.kept_files import INDEX
from bot.discord_app.storage.guild_settings import DEFAULTS, Cooldown, GuildSettings
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from bot.discord_app.storage.sqlite_file import FILE
from bot.discord_app.storage.status_file import check
from bot.library import load_library
from bot.settings import Settings
from tests.conftest import ROOT
from tests.loopback import Loopback
from tests.wire.process import TOKEN, environment, running

OLD = ROOT / "tests" / "data" / "data_0_1_0"
ARTICLES = ROOT / "tests" / "discord_app" / "articles"
APPLICATION = 1 << 50

OTHER_APPLICATION = "holds what servers set that this application isn't in; it stays"
"""What a bot says of the file that isn't APPLICATION's, as the loopback's isn't."""

KEPT = {
    (1 << 40 | 1) << 22: GuildSettings(
        channels=frozenset({11, 12}),
        passages=2,
        compact=True,
        private=True,
        locale="pt-BR",
        articles=frozenset({"windmill"}),
        cooldown=Cooldown(3, 60),
    ),
    (1 << 40 | 2) << 22: GuildSettings(private=True),
    (1 << 40 | 3) << 22: GuildSettings(cooldown=Cooldown(0, 1)),
}


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(OLD, folder)
    return folder


async def test_its_settings_are_there_at_the_first_start(data: Path) -> None:
    store = GuildStore(SQLiteDatabase(data))
    assert await store.load()
    assert {guild: store.settings_in(guild) for guild in KEPT} == KEPT
    await store.reconcile(APPLICATION, lambda guild: guild != min(KEPT))
    with closing(sqlite3.connect(data / FILE)) as connection:
        (left,) = connection.execute("SELECT count(*) FROM guild_settings WHERE left_at > 0").fetchone()
    assert left == 1  # the mark of 0.1.0 is known as this application's own
    assert await store.change(min(KEPT), lambda _: DEFAULTS) == DEFAULTS


async def test_the_old_file_stays_beside_it_for_going_back(data: Path) -> None:
    store = GuildStore(SQLiteDatabase(data))
    await store.load()
    await store.change(5, lambda _: GuildSettings(private=True))
    copy = data / f"{FILE}.version-1"
    with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(OLD / FILE)) as before:
        for statement in ("SELECT * FROM guild_settings", "PRAGMA user_version", "PRAGMA application_id"):
            assert old.execute(statement).fetchall() == before.execute(statement).fetchall()
    assert names_in(data) == {"footnote.sqlite3", copy.name, "health.json", "index.footnote"}


async def test_where_no_copy_can_be_made_nothing_is_changed(data: Path) -> None:
    """The disk takes no second file: the old one stays as it is, and is brought up to date later."""
    store = GuildStore(SQLiteDatabase(data))
    before = (data / FILE).read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        assert not await store.load()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with closing(sqlite3.connect(data / FILE)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert (data / FILE).read_bytes() == before
    assert await store.load()
    assert {guild: store.settings_in(guild) for guild in KEPT} == KEPT


def test_its_index_is_used_or_made_anew_in_silence(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(library_cache, "CACHED_FROM", 1)
    settings = Settings(knowledge=ARTICLES, data=data)
    cache = library_cache.LibraryCache(ARTICLES, data)
    answerer = cache.answerer(cache.load(), settings)
    question = "Who built the tide mill?"
    assert answerer.answer(question).answered
    assert repr(answerer.answer(question)) == repr(
        Answerer(load_library(ARTICLES), settings).answer(question)
    )
    assert (data / INDEX).read_bytes() != (OLD / INDEX).read_bytes()
    again = library_cache.LibraryCache(ARTICLES, data)
    assert repr(again.answerer(again.load(), settings).answer(question)) == repr(answerer.answer(question))
    assert caplog.messages == []


async def test_the_program_starts_with_it_and_answers_without_a_word_of_it(data: Path) -> None:
    """Among its settings are those of this server: who uses it sees the answer alone."""
    async with Loopback(token=TOKEN) as discord:
        guild = discord.world.add_guild("Hall", discord.ada, guild_id=(1 << 40 | 2) << 22)
        hall = discord.world.add_channel(guild, "questions")
        async with running(environment(discord, data, FOOTNOTE_KNOWLEDGE=str(ARTICLES)), data.parent) as bot:
            await bot.connects(discord)
            asked = await discord.slash(discord.ada, hall, "ask", question="Who built the tide mill?")
            assert asked.message is not None
            assert asked.message.ephemeral
            asked = await discord.slash(
                discord.ada, discord.channel, "ask", question="Who built the tide mill?"
            )
            assert asked.message is not None
            assert not asked.message.ephemeral
            await bot.says(OTHER_APPLICATION)
            bot.signal(signal.SIGTERM)
            assert await bot.ends() == 0
        lines = [line for line in bot.output.splitlines() if OTHER_APPLICATION not in line]
        assert not [line for line in lines if " INFO " not in line], bot.output


def test_its_health_is_not_taken_for_ours(data: Path) -> None:
    assert "last sign of life" in str(check(Settings(data=data)))
