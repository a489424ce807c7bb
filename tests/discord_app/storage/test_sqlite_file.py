"""Servers' settings in real SQLite files: kept, migrated, and what becomes of them in trouble."""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.discord_app.storage import guild_store, migrations, sqlite_file
from bot.discord_app.storage.guild_settings import DEFAULTS
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.migrations import VERSION
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from bot.discord_app.storage.store_errors import StoreError
from tests.discord_app.locked_file import locked
from tests.loopback.change_signal import PATIENCE

from .making import COMPACT, PRIVATE, compact


async def loaded(data: Path) -> GuildStore:
    """A store as a bot that starts has it."""
    store = GuildStore(SQLiteDatabase(data))
    assert await store.load()
    return store


async def filled(data: Path) -> GuildStore:
    store = await loaded(data)
    await store.change(1, lambda _: PRIVATE)
    await store.change(2, lambda _: COMPACT)
    return store


def file_of(store: GuildStore) -> Path:
    """Where the store's settings are."""
    return Path(store.database.place)


def put_aside(data: Path) -> list[Path]:
    return [file for file in data.glob("*.corrupt-*") if not file.name.endswith(("-wal", "-shm"))]


async def test_nothing_is_made_before_something_is_set(tmp_path: Path) -> None:
    store = await loaded(tmp_path / "data")
    assert store.settings_in(1) == store.settings_in(None) == DEFAULTS
    await store.forget(1)
    assert await store.change(1, lambda settings: settings) == DEFAULTS
    assert not (tmp_path / "data").exists()


async def test_the_file_is_in_wal_mode_and_knows_its_version(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    with closing(sqlite3.connect(file_of(store))) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


async def test_nobody_else_reads_the_file_nor_what_stands_beside_it(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    file = file_of(store)
    with closing(sqlite3.connect(file)) as connection:  # keeps the log and its index there
        connection.execute("SELECT * FROM guild_settings").fetchall()
        await store.change(3, lambda _: COMPACT)
        parts = sqlite_file.parts_of(file)
        assert {part.stat().st_mode & 0o777 for part in parts} == {0o600}
        for part in parts:
            part.chmod(0o644)
        await loaded(tmp_path)
        assert {part.stat().st_mode & 0o777 for part in parts} == {0o600}
    file.chmod(0o640)  # as somebody has it whose backups are made by a group
    await loaded(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o640


def _have_a_newer_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, the settings of each server have a colour."""
    newer = (*migrations.MIGRATIONS, ("ALTER TABLE guild_settings ADD COLUMN colour TEXT",))
    monkeypatch.setattr(migrations, "MIGRATIONS", newer)
    monkeypatch.setattr(migrations, "VERSION", len(newer))


async def test_the_copy_before_an_upgrade_is_private_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await filled(tmp_path)
    _have_a_newer_version(monkeypatch)
    await loaded(tmp_path)
    copy = sqlite_file.copy_path(file_of(store), VERSION)
    assert copy.stat().st_mode & 0o777 == 0o600


async def test_an_older_file_is_brought_up_to_date_and_keeps_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await filled(tmp_path)
    _have_a_newer_version(monkeypatch)

    assert (await loaded(tmp_path)).settings_in(1) == PRIVATE
    with closing(sqlite3.connect(file_of(store))) as connection:
        assert connection.execute("SELECT colour FROM guild_settings").fetchall() == [(None,), (None,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations.MIGRATIONS),)


async def test_several_that_make_the_file_or_bring_it_up_to_date_at_once_all_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def version(data: Path) -> int:
        async with sqlite_file.open_database(data / sqlite_file.FILE) as connection:
            ((found,),) = await connection.execute_fetchall("PRAGMA user_version")
            return int(found)

    folders = [tmp_path / str(number) for number in range(20)]
    for folder in folders:
        assert await asyncio.gather(*(version(folder) for _ in range(6))) == [VERSION] * 6
        assert [file.name for file in folder.iterdir()] == [sqlite_file.FILE]
    _have_a_newer_version(monkeypatch)
    for folder in folders:
        left = folder / f"{sqlite_file.FILE}.copy-1234"  # a program was ended as it made it
        left.touch()
        os.utime(left, (0, 0))
        assert await asyncio.gather(*(version(folder) for _ in range(6))) == [VERSION + 1] * 6
        former = sqlite_file.copy_path(folder / sqlite_file.FILE, VERSION)
        assert {file.name for file in folder.iterdir()} == {sqlite_file.FILE, former.name}
        with closing(sqlite3.connect(former)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


async def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await filled(tmp_path)
    broken = (*migrations.MIGRATIONS, ("CREATE TABLE other (id INTEGER)", "CREATE TABLE guild_settings (x)"))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", broken)
        patched.setattr(migrations, "VERSION", len(broken))
        with pytest.raises(StoreError, match="already exists"):
            await store.change(1, compact)
    assert (await loaded(tmp_path)).settings_in(1) == PRIVATE
    with closing(sqlite3.connect(file_of(store))) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'other'").fetchall() == []


async def test_a_newer_file_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = await filled(tmp_path)
    with closing(sqlite3.connect(file_of(store))) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = file_of(store).read_bytes()

    later = GuildStore(SQLiteDatabase(tmp_path))
    assert not await later.load()
    assert later.settings_in(1) == DEFAULTS
    with pytest.raises(StoreError, match="newer Footnote"):
        await later.change(1, compact)
    assert file_of(store).read_bytes() == before
    assert len(caplog.messages) == 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and retries that a test need not wait for."""
    monkeypatch.setattr(sqlite_file, "PATIENCE", 0.05)
    monkeypatch.setattr(guild_store, "FIRST_PAUSE", 0.05)


@pytest.mark.usefixtures("impatient")
async def test_a_locked_file_at_a_change_changes_nothing(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    with locked(file_of(store)), pytest.raises(StoreError, match="another program holds it"):
        await store.change(1, compact)
    assert store.settings_in(1) == PRIVATE
    assert await store.change(1, compact) == replace(PRIVATE, compact=True)


@pytest.mark.usefixtures("impatient")
async def test_a_locked_file_at_the_start_is_read_later_and_nothing_of_it_is_lost(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = file_of(await filled(tmp_path))
    store = GuildStore(SQLiteDatabase(tmp_path))
    with locked(path):
        assert not await store.load()
        assert store.settings_in(1) == DEFAULTS
        with pytest.raises(StoreError):
            await store.change(1, compact)
        trying = asyncio.create_task(store.keep_current())
        await asyncio.sleep(0.1)
        assert store.settings_in(1) == DEFAULTS
    async with asyncio.timeout(PATIENCE):
        while store.settings_in(1) == DEFAULTS:  # noqa: ASYNC110 - nothing tells when it has been read
            await asyncio.sleep(0.01)
    trying.cancel()
    assert (store.settings_in(1), store.settings_in(2)) == (PRIVATE, COMPACT)
    assert len([r for r in caplog.records if r.levelno >= logging.ERROR]) == 1


@pytest.mark.usefixtures("impatient")
async def test_a_server_that_was_left_while_the_file_was_locked_is_noted_later(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    with locked(file_of(store)):
        await store.forget(1)
    await store.forget(3)  # writes what wasn't written, whatever it is
    with closing(sqlite3.connect(store.database.place)) as connection:
        left = connection.execute("SELECT guild_id FROM guild_settings WHERE left_at IS NOT NULL").fetchall()
    assert left == [(1,)]


async def test_a_file_that_is_no_database_is_kept_aside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / sqlite_file.FILE
    path.write_bytes(b"somebody's notes\n" * 500)
    store = await loaded(tmp_path)
    assert store.settings_in(1) == DEFAULTS
    (aside,) = put_aside(tmp_path)
    assert aside.read_bytes().startswith(b"somebody's notes")
    assert len(caplog.messages) == 1
    assert aside.name in caplog.messages[0]
    await store.change(1, compact)
    assert (await loaded(tmp_path)).settings_in(1) == COMPACT


async def test_a_file_that_breaks_while_the_bot_runs_loses_nothing(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    file_of(store).write_bytes(os.urandom(4096))
    assert await store.change(3, compact) == COMPACT
    again = await loaded(tmp_path)
    assert [again.settings_in(guild) for guild in (1, 2, 3)] == [PRIVATE, COMPACT, COMPACT]
    assert len(put_aside(tmp_path)) == 1


async def test_what_can_be_read_of_a_broken_file_is_saved(tmp_path: Path) -> None:
    store = await loaded(tmp_path)
    for guild in range(1, 400):
        await store.change(guild, lambda _: replace(DEFAULTS, articles=frozenset({"x" * 100})))
    size = file_of(store).stat().st_size
    with file_of(store).open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)
    again = await loaded(tmp_path)
    saved = [guild for guild in range(1, 400) if again.settings_in(guild) != DEFAULTS]
    # All but those of the page that is gone.
    assert 350 < len(saved) < 399
    assert len(put_aside(tmp_path)) == 1
    await again.change(1000, compact)
    later = await loaded(tmp_path)
    assert [guild for guild in range(1, 400) if later.settings_in(guild) != DEFAULTS] == saved


async def test_a_file_that_somebody_took_away_is_written_anew(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    shutil.rmtree(tmp_path)
    await store.change(3, compact)
    again = await loaded(tmp_path)
    assert [again.settings_in(guild) for guild in (1, 2, 3)] == [PRIVATE, COMPACT, COMPACT]


async def test_a_disk_that_takes_no_more_changes_nothing(tmp_path: Path) -> None:
    store = await filled(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        with pytest.raises(StoreError, match="disk"):
            await store.change(1, compact)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert store.settings_in(1) == PRIVATE
    assert (await loaded(tmp_path)).settings_in(1) == PRIVATE


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the right of root to write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def read_only(data: Path) -> Iterator[None]:
    for file in data.iterdir():
        file.chmod(0o444)
    data.chmod(0o555)
    try:
        with as_nobody():
            yield
    finally:
        data.chmod(0o755)


async def test_a_folder_that_cannot_be_written_is_still_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        await filled(Path(folder))
        with read_only(Path(folder)):
            store = await loaded(Path(folder))
            assert (store.settings_in(1), store.settings_in(2)) == (PRIVATE, COMPACT)
            with pytest.raises(StoreError, match="writable"):
                await store.change(1, compact)
            assert await store.check() == 2
        assert store.settings_in(1) == PRIVATE


async def test_a_row_that_nobody_wrote_so_is_told_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = await filled(tmp_path)
    with closing(sqlite3.connect(file_of(store))) as connection:
        connection.execute("UPDATE guild_settings SET channels = 'everywhere' WHERE guild_id = 1")
        connection.commit()
    again = await loaded(tmp_path)
    assert (again.settings_in(1), again.settings_in(2)) == (DEFAULTS, COMPACT)
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("The settings of server 1 can't be understood; defaults hold there")
    assert await again.change(1, compact) == COMPACT
    assert await again.change(2, compact) == COMPACT
    with closing(sqlite3.connect(store.database.place)) as connection:
        aside = connection.execute("SELECT guild_id, channels, private FROM unreadable_guild_settings")
        assert aside.fetchall() == [(1, "everywhere", 1)]


@pytest.mark.parametrize("number", [0, 11, -1])
def test_a_number_of_passages_that_cannot_be(number: int) -> None:
    with pytest.raises(ValueError, match="passages"):
        replace(DEFAULTS, passages=number)


@pytest.mark.parametrize("slow", ["connect", "commit", "close"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_file_given_up_leaves_no_thread(
    slow: str, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its thread would tell an event loop that is closed by then, and the log would end with a traceback."""
    begun, connect = threading.Event(), sqlite3.connect

    def take_time(step: str) -> None:
        if step == slow:
            begun.set()
            time.sleep(0.2)

    class Slow(sqlite3.Connection):
        def commit(self) -> None:
            take_time("commit")
            super().commit()

        def close(self) -> None:
            take_time("close")
            super().close()

    def connects(*arguments: object, **options: object) -> sqlite3.Connection:
        take_time("connect")
        return connect(*arguments, factory=Slow, **options)  # type: ignore[call-overload,no-any-return]

    async def give_up() -> None:
        use = asyncio.create_task(SQLiteDatabase(tmp_path).execute())
        await asyncio.to_thread(begun.wait)
        for _ in range(times):
            use.cancel()
            await asyncio.sleep(0.01)
        with pytest.raises(asyncio.CancelledError):
            await use

    monkeypatch.setattr("aiosqlite.core.sqlite3.connect", connects)
    before = set(threading.enumerate())
    asyncio.run(give_up())
    assert set(threading.enumerate()) <= before
