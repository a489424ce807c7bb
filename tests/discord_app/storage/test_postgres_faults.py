"""PostgreSQL away, slow, restarted, full, or changed by others: what is known holds, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.discord_app.storage import (
    guild_store,
    migrations,
    postgres_connection,
    postgres_database,
    sqlite_file,
)
from bot.discord_app.storage.guild_rows import Record
from bot.discord_app.storage.guild_settings import DEFAULTS
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.postgres_address import PostgresAddress
from bot.discord_app.storage.postgres_database import PostgresDatabase
from bot.discord_app.storage.settings_database import EVERYTHING, Inspection, ShardShare
from bot.discord_app.storage.store_errors import BusyError, DisconnectedError, StoreError
from tests.loopback.change_signal import PATIENCE
from tests.postgres import PASSWORD, Line, PostgresServer

from .making import COMPACT, PRIVATE, compact, private, to

SHORT, LONG = 0.3, 30.0
"""Seconds: until a database that doesn't answer is given up, and until one that does."""


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that a test need not wait for."""
    monkeypatch.setattr(guild_store, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(guild_store, "LONGEST_PAUSE", 0.1)


Patience = Callable[[float], None]


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Patience:
    """Sets after how many seconds a database is given up: few while it doesn't answer, else LONG."""

    def give(seconds: float) -> None:
        for module in (postgres_database, sqlite_file):
            monkeypatch.setattr(module, "PATIENCE", seconds)

    return give


@asynccontextmanager
async def process(url: str, share: ShardShare = EVERYTHING) -> AsyncIterator[GuildStore]:
    """A store that hears what others change, as in a running bot."""
    store = GuildStore(PostgresDatabase(PostgresAddress.of(url)))
    await store.load(share)
    following = asyncio.create_task(store.keep_current())
    try:
        yield store
    finally:
        following.cancel()
        done, _ = await asyncio.wait({following}, timeout=PATIENCE)
        await store.close()
        assert done, f"after {PATIENCE:g} s the store still follows what others change"


async def until(holds: Callable[[], bool], what: str) -> None:
    """Return when it holds; raise TimeoutError that says `what` was waited for."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - nothing tells when a store has taken something over
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise TimeoutError(f"after {PATIENCE:g} s still waiting for {what}") from None


@pytest.fixture
async def name(postgres: PostgresServer) -> str:
    """An empty database."""
    return await postgres.new_database()


@pytest.fixture
async def line(postgres: PostgresServer) -> AsyncIterator[Line]:
    """A line to the server that the test disturbs."""
    async with Line(postgres.port) as found:
        yield found


@pytest.fixture
def own() -> Iterator[PostgresServer]:
    """A server that the test may stop and kill."""
    with PostgresServer() as server:
        yield server


# What others change


async def test_what_one_process_changes_the_others_hear(postgres: PostgresServer, name: str) -> None:
    url = postgres.url(name)
    async with process(url) as one, process(url) as other:
        await one.change(1, private)
        await until(lambda: other.settings_in(1) == PRIVATE, "the settings")
        await other.change(1, to(DEFAULTS))
        await until(lambda: one.settings_in(1) == DEFAULTS, "the settings")
        await one.change(2, compact)
        await until(lambda: other.settings_in(2) == COMPACT, "the settings")


async def test_that_settings_were_deleted_the_others_hear(postgres: PostgresServer, name: str) -> None:
    """One or many: each process lets go of what is nowhere any more."""
    url = postgres.url(name)
    async with process(url) as one, process(url) as other:
        for server in range(1, 4):
            await one.change(server, private)
        await until(lambda: other.settings_in(3) == PRIVATE, "the settings")
        await one.database.mark([1, 2], 1_000)
        assert await one.database.delete_left([1, 2, 3], 2_000) == 2
        await until(lambda: other.settings_in(1) == other.settings_in(2) == DEFAULTS, "their end")
        assert other.settings_in(3) == PRIVATE


async def test_that_the_settings_of_many_were_deleted_the_others_hear(
    postgres: PostgresServer, name: str
) -> None:
    """More than are named one by one: all is read anew."""
    url, many = postgres.url(name), range(1, 151)
    async with process(url) as one, process(url) as other:
        await one.database.write_all(
            {server: Record(PRIVATE, left_at=1_000 if server > 1 else None) for server in many}
        )
        await until(lambda: all(other.settings_in(server) == PRIVATE for server in many), "the settings")
        assert await one.database.delete_left(many, 2_000) == 149
        await until(lambda: all(other.settings_in(server) == DEFAULTS for server in many[1:]), "their end")
        assert other.settings_in(1) == PRIVATE


async def test_a_change_waits_for_whoever_is_changing_the_row(postgres: PostgresServer, name: str) -> None:
    """An operator at psql, say, who takes no turn as our processes do."""
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
        admin, watch = await postgres.connect(name), await postgres.connect(name)
        async with admin.transaction():
            await admin.execute("UPDATE guild_settings SET passages = 7 WHERE guild_id = 1")
            changing = asyncio.create_task(store.change(1, compact))
            waits = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            async with asyncio.timeout(PATIENCE):
                while not await watch.fetchval(waits):  # noqa: ASYNC110 - PostgreSQL tells nobody who waits
                    await asyncio.sleep(0.01)
        await changing
        await admin.close()
        await watch.close()
        assert store.settings_in(1) == replace(PRIVATE, compact=True, passages=7)
        assert (await store.database.read([1])).records[1].settings == store.settings_in(1)


async def test_what_is_not_of_its_shards_is_not_kept(postgres: PostgresServer, name: str) -> None:
    url, ours, theirs = postgres.url(name), 3 << 22, 4 << 22
    async with process(url) as all_of_them, process(url, ShardShare(2, frozenset({1}))) as half:
        await all_of_them.change(theirs, private)
        await all_of_them.change(ours, private)
        await until(lambda: half.settings_in(ours) == PRIVATE, "the settings")
        assert half.settings_in(theirs) == DEFAULTS


async def test_what_changed_while_the_line_was_down_is_read_anew(
    postgres: PostgresServer, name: str, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    async with process(postgres.url(name)) as one, process(postgres.url(name, port=line.port)) as other:
        await one.change(1, private)
        await until(lambda: other.settings_in(1) == PRIVATE, "the settings")
        await line.down()
        await until(lambda: "is away" in caplog.text, "a word that it is away")
        await one.change(1, compact)
        await one.change(2, compact)
        assert other.settings_in(1) == PRIVATE  # what it knows holds meanwhile
        with pytest.raises(StoreError):
            await other.change(3, compact)
        await other.forget(1)  # can't be written yet
        await line.up()
        await until(lambda: other.settings_in(2) == COMPACT, "the settings")
        assert other.settings_in(1) == replace(PRIVATE, compact=True)
        record = (await one.database.read([1])).records[1]
        assert record.left_at is not None
    assert caplog.text.count("is away, what is known holds meanwhile") == 1


# A line that is cut in a transaction


async def test_a_line_cut_before_the_commit_loses_nothing_and_writes_once(
    postgres: PostgresServer, name: str, line: Line
) -> None:
    async with process(postgres.url(name, port=line.port)) as store:
        await store.change(1, private)
        before = (await store.database.read([1])).records[1].version
        line.cut_before = b"COMMIT"
        assert await store.change(1, compact) == replace(PRIVATE, compact=True)
        assert line.cuts == 1
        record = (await store.database.read([1])).records[1]
        assert record.settings == replace(PRIVATE, compact=True)
        assert record.version > before


async def test_a_line_cut_after_the_commit_is_not_taken_for_a_failure(
    postgres: PostgresServer, name: str, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    applied = 0

    def once_more(_: object) -> object:
        nonlocal applied
        applied += 1
        return replace(COMPACT, passages=applied)

    async with process(postgres.url(name, port=line.port)) as store:
        await store.change(1, private)
        line.cut_after = b"COMMIT"
        assert (await store.change(1, once_more)).passages == 1  # type: ignore[arg-type]
        assert (line.cuts, applied) == (1, 1)
    async with process(postgres.url(name)) as again:
        assert again.settings_in(1).passages == 1
    assert "Another process" not in caplog.text


async def test_a_connection_that_ended_while_idle_is_replaced(postgres: PostgresServer, name: str) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
        admin = await postgres.connect(name)
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database()"
        )
        await admin.close()
        assert await store.change(1, compact) == replace(PRIVATE, compact=True)


# Slow, killed, restarted


async def test_a_database_that_does_not_answer_holds_nobody_up(
    postgres: PostgresServer, name: str, line: Line, patience: Patience
) -> None:
    async with process(postgres.url(name, port=line.port)) as store:
        await store.change(1, private)
        line.hold()
        patience(SHORT)
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(BusyError, match="takes too long"):
                await store.change(1, compact)
        assert store.settings_in(1) == PRIVATE
        patience(LONG)
        line.release()
        await until(lambda: not store._lock.locked(), "the end of the change")
        await store.change(1, lambda settings: replace(settings, passages=4))
        assert store.settings_in(1).passages == 4


@pytest.mark.parametrize("word", [b"BEGIN", b"FOR UPDATE", b"INSERT INTO guild", b"pg_notify", b"COMMIT"])
async def test_a_line_that_dies_in_silence_in_a_transaction_holds_nobody_up(
    postgres: PostgresServer, name: str, line: Line, word: bytes, patience: Patience
) -> None:
    """Not even by taking the transaction back, for which a server has to answer, too."""
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
    async with process(postgres.url(name, port=line.port)) as store:  # has sent no statement of a change yet
        line.hold_before = word
        patience(SHORT)
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(StoreError):
                await store.change(1, compact)
        assert store.settings_in(1) == PRIVATE
        patience(LONG)
        line.hold_before = None  # a busy machine may not have come to the word
        line.cut()
        line.release()
        await until(lambda: not store._lock.locked(), "the end of the change that failed")
        assert (await store.change(1, compact)).compact


@pytest.mark.parametrize("word", [b"footnote_schema", b"LISTEN"])
async def test_a_line_that_dies_in_silence_while_it_is_opened_is_given_up(
    postgres: PostgresServer,
    name: str,
    line: Line,
    word: bytes,
    patience: Patience,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
    line.hold_before = word
    patience(SHORT)
    async with process(postgres.url(name, port=line.port)) as store:
        await until(lambda: "takes too long" in caplog.text or "away" in caplog.text, "a word about it")
        patience(LONG)
        line.hold_before = None
        line.cut()
        line.release()
        await until(lambda: store.settings_in(1) == PRIVATE, "the settings")


async def test_told_to_stop_together_with_news(postgres: PostgresServer, name: str) -> None:
    """Neither is lost: with asyncio.wait_for of Python 3.11, a bot would go on for ever."""
    database = PostgresDatabase(PostgresAddress.of(postgres.url(name)))
    connection = await postgres.connect(name)
    for steps in range(6):
        heard: asyncio.Queue[str | None] = asyncio.Queue()
        waiting = asyncio.create_task(database._news(connection, heard))
        await asyncio.sleep(0.01)
        heard.put_nowait("1")
        for _ in range(steps):
            await asyncio.sleep(0)
        stopped = waiting.cancel()
        (result,) = await asyncio.gather(waiting, return_exceptions=True)
        assert isinstance(result, asyncio.CancelledError) if stopped else result == frozenset({1})
    await connection.close()


async def test_a_listening_line_that_died_in_silence_is_noticed(
    postgres: PostgresServer,
    name: str,
    line: Line,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(postgres_database, "BEAT", 0.5)
    async with process(postgres.url(name)) as one, process(postgres.url(name, port=line.port)) as other:
        await one.change(1, private)
        await until(lambda: other.settings_in(1) == PRIVATE, "the settings")
        line.hold()
        await one.change(1, compact)
        await until(lambda: "is away" in caplog.text, "a word that it is away")
        line.cut()
        line.release()
        await until(lambda: other.settings_in(1) == replace(PRIVATE, compact=True), "the settings")


async def test_a_lock_that_somebody_holds_is_not_waited_for_without_end(
    postgres: PostgresServer, name: str, patience: Patience
) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
        admin = await postgres.connect(name)
        async with admin.transaction():
            await admin.execute("LOCK TABLE guild_settings")
            patience(SHORT)
            with pytest.raises(BusyError):
                await store.change(1, compact)
        patience(LONG)
        await admin.close()
        assert await store.change(1, compact) == replace(PRIVATE, compact=True)


async def test_killed_and_started_again(own: PostgresServer, caplog: pytest.LogCaptureFixture) -> None:
    url = own.url(await own.new_database())
    async with process(url) as store, process(url) as other:
        await store.change(1, private)
        await asyncio.to_thread(own.kill)
        await until(lambda: caplog.text.count("is away") == 2, "a word that it is away")
        with pytest.raises(DisconnectedError, match="see whether the database"):
            await store.change(1, compact)
        assert store.settings_in(1) == PRIVATE
        await asyncio.to_thread(own.start)
        assert await store.change(1, compact) == replace(PRIVATE, compact=True)
        await until(lambda: other.settings_in(1) == replace(PRIVATE, compact=True), "the settings")
        assert PASSWORD not in caplog.text


async def test_away_at_the_start_and_there_later(
    own: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    url = own.url(await own.new_database())
    async with process(url) as store:
        await store.change(1, private)
    await asyncio.to_thread(own.stop)
    async with process(url) as store:
        assert store.settings_in(1) == DEFAULTS
        assert "can't be read, defaults hold meanwhile" in caplog.text
        with pytest.raises(StoreError):
            await store.change(1, compact)
        await asyncio.to_thread(own.start)
        await until(lambda: store.settings_in(1) == PRIVATE, "the settings")
        # What stands there isn't overwritten by what was thought to be there.
        assert await store.change(1, compact) == replace(PRIVATE, compact=True)


# Refused


async def test_a_wrong_password_is_told_without_it(
    postgres: PostgresServer, name: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    wrong = "an0ther-secret"
    async with process(postgres.url(name, password=wrong)) as store:
        assert "refuses this user or its password" in caplog.text
        assert "FOOTNOTE_DATABASE_PASSWORD_FILE" in caplog.text
        with pytest.raises(StoreError) as refused:
            await store.change(1, private)
    file = tmp_path / "password"
    file.write_text(wrong + "\n")
    address = PostgresAddress.of(postgres.url(name, password=None), file)
    database = PostgresDatabase(address)
    with pytest.raises(StoreError):
        await database.inspect()
    file.write_text(PASSWORD + "\n")  # as where a secret is renewed while the bot runs
    assert await database.inspect() == Inspection(0, (0, migrations.POSTGRES_VERSION))
    await database.close()
    said = caplog.text + str(refused.value) + repr(address) + repr(vars(store.database))
    assert wrong not in said
    assert PASSWORD not in said


def test_a_password_among_the_options_is_none_of_the_address() -> None:
    address = PostgresAddress.of(f"postgresql://a@db/f?sslmode=require&password={PASSWORD}")
    assert address.url == "postgresql://a@db/f?sslmode=require"
    assert address.current_password() == PASSWORD
    assert PASSWORD not in repr(address) + address.place


@pytest.mark.parametrize("words", ["no such database", "can't be reached"])
async def test_an_address_that_leads_nowhere(postgres: PostgresServer, words: str) -> None:
    async with Line(1) as nobody:
        port = nobody.port
    url = postgres.url("nowhere") if "such" in words else postgres.url("any", port=port)
    with pytest.raises(StoreError, match=words):
        await PostgresDatabase(PostgresAddress.of(url)).inspect()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("sslmode=verify-full", "see sslmode and sslrootcert"),
        ("sslmode=verify-full&sslrootcert=/nowhere/ca.crt", "see sslmode and sslrootcert"),
        ("sslmode=always", "see sslmode and sslrootcert"),
        ("sslmode=require", "doesn't take an encrypted connection"),
        ("colour=red", "refused"),
    ],
)
async def test_options_that_cannot_be_used(
    postgres: PostgresServer, name: str, options: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nowhere")
    with pytest.raises(StoreError, match=words) as refused:
        await PostgresDatabase(PostgresAddress.of(f"{postgres.url(name)}?{options}")).inspect()
    assert PASSWORD not in str(refused.value)


async def test_a_user_who_may_not_create_tables(postgres: PostgresServer, name: str) -> None:
    admin = await postgres.connect(name)
    await admin.execute(f"CREATE ROLE reader_{name} LOGIN PASSWORD '{PASSWORD}'")
    await admin.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    await admin.close()
    url = postgres.url(name).replace("//footnote:", f"//reader_{name}:")
    database = PostgresDatabase(PostgresAddress.of(url))
    assert not (await database.inspect()).may_update
    with pytest.raises(StoreError, match="may not do that"):
        await database.read_all()


async def test_a_full_disk_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Where nobody may mount a small disk, files may not grow: no more than that is seen of a full one."""
    big = replace(DEFAULTS, articles=frozenset({"x" * 7000}))
    with PostgresServer(disk_size=96) as own:
        name = await own.new_database()
        async with process(own.url(name)) as store:
            await store.change(1, private)
            # Not a page has room for one more of these. Files that may not grow are above 16 MB, for files of
            # the write-ahead log have this size from the start.
            admin = await own.connect(name)
            await admin.execute("ALTER TABLE guild_settings ALTER articles SET STORAGE PLAIN")
            await admin.execute(
                "INSERT INTO guild_settings (guild_id, articles)"
                " SELECT 1000 + n, '[\"' || repeat('x', 7000) || '\"]' FROM generate_series(1, $1::int) n",
                3 if own.has_own_disk else 2200,
            )
            await admin.close()
            if own.has_own_disk:
                own.fill_disk()
            else:
                own.stop()
                own.start(most_bytes=16 << 20)
            for guild in range(2, 5):
                words = "disk is full; make room" if own.has_own_disk else "disk|refused"
                with pytest.raises(StoreError, match=words):
                    await store.change(guild, to(big))
                assert store.settings_in(guild) == DEFAULTS
            async with process(own.url(name)) as other:  # what is there can be read all the same
                assert (other.settings_in(1), other.settings_in(2)) == (PRIVATE, DEFAULTS)
            if own.has_own_disk:
                own.free_disk()
            else:
                own.stop()
                own.start()
            assert await store.change(2, to(big)) == big
            assert store.settings_in(1) == PRIVATE
        assert PASSWORD not in caplog.text


# Schema


async def test_processes_that_start_together_on_an_empty_database(postgres: PostgresServer) -> None:
    for _ in range(3):
        url = postgres.url(await postgres.new_database())
        stores = [GuildStore(PostgresDatabase(PostgresAddress.of(url))) for _ in range(6)]
        assert await asyncio.gather(*(each.load() for each in stores)) == [True] * 6
        for each in stores:
            await each.close()


async def test_processes_that_start_together_on_an_older_schema(
    postgres: PostgresServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
    newer = (
        *migrations.POSTGRES_MIGRATIONS,
        ("ALTER TABLE guild_settings ADD colour text", "SELECT pg_sleep(0.2)"),
    )
    monkeypatch.setattr(migrations, "POSTGRES_MIGRATIONS", newer)
    monkeypatch.setattr(migrations, "POSTGRES_VERSION", len(newer))
    stores = [GuildStore(PostgresDatabase(PostgresAddress.of(postgres.url(name)))) for _ in range(4)]
    assert await asyncio.gather(*(each.load() for each in stores)) == [True] * 4
    assert {each.settings_in(1) for each in stores} == {PRIVATE}
    for each in stores:
        await each.close()


async def test_a_migration_that_fails_leaves_the_schema_as_it_was(
    postgres: PostgresServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
    broken = (
        *migrations.POSTGRES_MIGRATIONS,
        ("CREATE TABLE other (id bigint)", "CREATE TABLE other (x int)"),
    )
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "POSTGRES_MIGRATIONS", broken)
        patched.setattr(migrations, "POSTGRES_VERSION", len(broken))
        database = PostgresDatabase(PostgresAddress.of(postgres.url(name)))
        assert await database.inspect() == Inspection(1, (len(broken) - 1, len(broken)))
        with pytest.raises(StoreError, match="DuplicateTableError"):
            await database.read_all()
    async with process(postgres.url(name)) as store:
        assert store.settings_in(1) == PRIVATE
    admin = await postgres.connect(name)
    assert await admin.fetchval("SELECT to_regclass('other')") is None
    await admin.close()


async def test_a_newer_schema_is_left_alone(
    postgres: PostgresServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
    admin = await postgres.connect(name)
    await admin.execute("UPDATE footnote_schema SET version = 99")
    async with process(postgres.url(name)) as store:
        assert "written by a newer Footnote (version 99" in caplog.text
        with pytest.raises(StoreError, match="newer Footnote"):
            await store.change(1, compact)
    assert await admin.fetchval("SELECT compact FROM guild_settings") is False
    await admin.close()


async def test_a_row_that_cannot_be_read_is_put_aside_whole(
    postgres: PostgresServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
        await store.change(2, compact)
    admin = await postgres.connect(name)
    await admin.execute("UPDATE guild_settings SET channels = 'everywhere' WHERE guild_id = 1")
    async with process(postgres.url(name)) as store:
        assert "The settings of server 1 can't be understood" in caplog.text
        assert (store.settings_in(1), store.settings_in(2)) == (DEFAULTS, COMPACT)
        assert await admin.fetchval("SELECT channels FROM guild_settings WHERE guild_id = 1") == "everywhere"
        assert await store.change(1, compact) == COMPACT
    assert (
        await admin.fetchval(
            "SELECT contents ->> 'channels' || (contents ->> 'private') FROM unreadable_guild_settings"
        )
        == "everywheretrue"
    )
    await admin.close()
    assert postgres_connection.PATIENCE <= 1


async def test_an_import_puts_aside_what_it_cannot_read_or_changes_nothing(
    postgres: PostgresServer, name: str
) -> None:
    async with process(postgres.url(name)) as store:
        await store.change(1, private)
        admin = await postgres.connect(name)
        await admin.execute("UPDATE guild_settings SET channels = 'everywhere' WHERE guild_id = 1")
        await admin.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
            "CREATE TRIGGER refuse BEFORE INSERT ON guild_settings"
            " FOR EACH ROW WHEN (NEW.guild_id = 3) EXECUTE FUNCTION refuse()"
        )
        records = {server: Record(COMPACT) for server in (1, 2, 3)}
        kept = "SELECT guild_id, channels FROM guild_settings ORDER BY guild_id"
        aside = "SELECT contents ->> 'channels' FROM unreadable_guild_settings"
        with pytest.raises(StoreError, match="refused"):
            await store.database.write_all(records)
        assert [tuple(row) for row in await admin.fetch(kept)] == [(1, "everywhere")]
        assert await admin.fetch(aside) == []
        await admin.execute("DROP TRIGGER refuse ON guild_settings")
        await store.database.write_all(records)
        assert [row[0] for row in await admin.fetch(kept)] == [1, 2, 3]
        assert [row[0] for row in await admin.fetch(aside)] == ["everywhere"]
        await admin.close()
