"""What every database of servers' settings does, SQLite and PostgreSQL alike."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_app.storage import guild_store
from bot.discord_app.storage.guild_rows import Record
from bot.discord_app.storage.guild_settings import DEFAULTS, GuildSettings
from bot.discord_app.storage.guild_store import KEEP, GuildStore
from bot.discord_app.storage.settings_database import Change, ShardShare
from tests.loopback.change_signal import PATIENCE

from .conftest import Empty, Opener
from .making import COMPACT, PRIVATE, SETTINGS, SNOWFLAKES, compact, private, to

APPLICATION = 1 << 50


class Clock:
    """Seconds since the epoch, as a test sets them."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def process(opener: Opener, clock: Clock | None = None, **share: object) -> AsyncIterator[GuildStore]:
    """A store as a process that starts has it."""
    store = GuildStore(opener(), clock or Clock())
    assert await store.load(ShardShare(**share))  # type: ignore[arg-type]
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def store(opener: Opener) -> AsyncIterator[GuildStore]:
    async with process(opener) as found:
        yield found


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(SNOWFLAKES, SETTINGS, max_size=4))
def test_what_is_set_is_there_after_a_restart(empty: Empty, sets: dict[int, GuildSettings]) -> None:
    async def both(opener: Opener) -> None:
        async with process(opener) as store:
            for guild, chosen in sets.items():
                assert await store.change(guild, to(chosen)) == chosen
        async with process(opener) as again:
            assert {guild: again.settings_in(guild) for guild in sets} == sets
            assert await again.check() == sum(chosen != DEFAULTS for chosen in sets.values())

    with empty() as opener:
        asyncio.run(both(opener))


async def test_a_server_without_settings_has_the_defaults(store: GuildStore) -> None:
    assert store.settings_in(1) == store.settings_in(None) == DEFAULTS
    assert await store.change(1, lambda chosen: chosen) == DEFAULTS
    assert await store.check() == 0


async def test_settings_that_are_back_at_the_defaults_are_not_kept(store: GuildStore) -> None:
    await store.change(1, private)
    assert await store.change(1, to(DEFAULTS)) == DEFAULTS
    assert await store.check() == 0


async def test_changes_at_the_same_time_all_hold(opener: Opener, store: GuildStore) -> None:
    def with_channel(channel: int) -> Change:
        return lambda chosen: replace(chosen, channels=chosen.channels | {channel})

    await asyncio.gather(*(store.change(7, with_channel(channel)) for channel in range(1, 21)))
    async with process(opener) as again:
        assert again.settings_in(7).channels == frozenset(range(1, 21))


async def test_words_in_a_setting_are_never_taken_for_sql(opener: Opener, store: GuildStore) -> None:
    sharp = replace(DEFAULTS, articles=frozenset({"'); DROP TABLE guild_settings; --"}), locale="' OR 1=1")
    await store.change(1, private)
    await store.change(3, to(sharp))
    async with process(opener) as again:
        assert (again.settings_in(1), again.settings_in(3)) == (PRIVATE, sharp)


# Several processes


async def test_two_processes_for_one_server_notice_each_other_and_lose_nothing(
    opener: Opener, store: GuildStore, caplog: pytest.LogCaptureFixture
) -> None:
    await store.change(1, private)
    async with process(opener) as other:
        await other.change(1, compact)
        assert "Another process" not in caplog.text
        # This one doesn't know: its change is applied to what the other wrote.
        assert store.settings_in(1) == PRIVATE
        assert await store.change(1, lambda chosen: replace(chosen, passages=2)) == GuildSettings(
            passages=2, compact=True, private=True
        )
        assert caplog.text.count("Another process has changed the settings of server 1 meanwhile") == 1
        # Of two changes of the same setting the later one holds, and says so.
        await other.change(1, lambda chosen: replace(chosen, passages=9))
        assert caplog.text.count("Another process has changed") == 2
    async with process(opener) as again:
        assert again.settings_in(1) == GuildSettings(passages=9, compact=True, private=True)


async def test_changes_of_several_processes_at_the_same_time_all_hold(opener: Opener) -> None:
    """Those of a server that has nothing yet, too, for which there is no row to be locked."""

    def with_channel(channel: int) -> Change:
        return lambda chosen: replace(chosen, channels=chosen.channels | {channel})

    async with process(opener) as one, process(opener) as other, process(opener) as third:
        stores = (one, other, third)
        for server in range(1, 5):
            changes = [store.change(server, with_channel(n)) for n, store in enumerate(stores, start=1)]
            await asyncio.gather(*changes)
    async with process(opener) as again:
        assert [again.settings_in(server).channels for server in range(1, 5)] == [frozenset({1, 2, 3})] * 4


async def test_a_row_deleted_and_made_again_is_noticed(
    opener: Opener, store: GuildStore, caplog: pytest.LogCaptureFixture
) -> None:
    await store.change(1, private)
    async with process(opener) as other:
        await other.change(1, to(DEFAULTS))
        await other.change(1, compact)
        await store.change(1, lambda chosen: replace(chosen, passages=3))
    assert caplog.text.count("Another process has changed") == 1
    assert store.settings_in(1) == replace(COMPACT, passages=3)


async def test_a_process_reads_the_servers_of_its_shards_alone(opener: Opener, store: GuildStore) -> None:
    guilds = [number << 22 for number in range(1, 9)]
    for guild in guilds:
        await store.change(guild, private)
    async with process(opener, count=4, ids=frozenset({1, 2})) as half:
        assert [guild for guild in guilds if half.settings_in(guild) == PRIVATE] == [
            guild for guild in guilds if (guild >> 22) % 4 in (1, 2)
        ]


# Servers that the bot left


async def test_settings_are_deleted_thirty_days_after_the_bot_left(opener: Opener) -> None:
    clock = Clock()
    async with process(opener, clock) as store:
        await store.change(1, private)
        await store.change(2, compact)
        await store.forget(1)
        clock.now += KEEP - 1
        await store.reconcile(APPLICATION, lambda guild: guild == 2)
        assert await store.check() == 2
    async with process(opener, clock) as later:
        clock.now += 2
        await later.reconcile(APPLICATION, lambda guild: guild == 2)
        assert await later.check() == 1
        assert (later.settings_in(1), later.settings_in(2)) == (DEFAULTS, COMPACT)


async def test_a_server_that_comes_back_has_its_settings(opener: Opener) -> None:
    clock = Clock()
    async with process(opener, clock) as store:
        await store.change(1, private)
        await store.forget(1)
        clock.now += KEEP / 2
        await store.remember(1)
        clock.now += KEEP
        await store.reconcile(APPLICATION, {1}.__contains__)
        assert store.settings_in(1) == PRIVATE
        assert await store.check() == 1


@pytest.mark.parametrize("running", [True, False])
async def test_a_server_that_is_left_again_is_kept_thirty_days_from_then(
    opener: Opener, running: bool
) -> None:
    """Whether it came back while the bot ran, or between two starts."""
    clock = Clock()
    async with process(opener, clock) as store:
        await store.reconcile(APPLICATION, lambda _: True)
        await store.change(1, private)
        await store.forget(1)
        clock.now += KEEP - 100
        if running:
            await store.remember(1)
            await store.forget(1)
    async with process(opener, clock) as later:
        if not running:
            await later.reconcile(APPLICATION, lambda _: True)
            await later.forget(1)
        clock.now += 200
        await later.reconcile(APPLICATION, lambda _: False)
        assert await later.check() == 1
        clock.now += KEEP
        await later.reconcile(APPLICATION, lambda _: False)
        assert await later.check() == 0


async def test_old_settings_are_deleted_while_the_bot_runs_unless_it_is_there(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it came back may not have been noted: what Discord says now counts."""
    monkeypatch.setattr(guild_store, "HOUSEKEEPING", 0.01)
    clock = Clock()
    there = {1, 2}
    async with process(opener, clock) as store:
        await store.reconcile(APPLICATION, there.__contains__)
        for guild in (1, 2):
            await store.change(guild, private)
            await store.forget(guild)
        there.remove(2)
        clock.now += 2 * KEEP
        keeping = asyncio.create_task(store.keep_current())
        async with asyncio.timeout(PATIENCE):
            while store.settings_in(2) == PRIVATE:  # noqa: ASYNC110 - nothing tells when it is deleted
                await asyncio.sleep(0.01)
        keeping.cancel()
        await asyncio.wait({keeping})
        assert store.settings_in(1) == PRIVATE
    async with process(opener, clock) as again:
        assert (again.settings_in(1), again.settings_in(2)) == (PRIVATE, DEFAULTS)


async def test_a_moderator_who_changes_something_is_in_a_server_that_is_there(opener: Opener) -> None:
    clock = Clock()
    async with process(opener, clock) as store:
        await store.change(1, private)
        await store.forget(1)
        await store.change(1, compact)
        clock.now += 2 * KEEP
        await store.reconcile(APPLICATION, lambda _: True)
        assert await store.check() == 1


async def test_the_day_on_which_the_bot_left_is_not_moved_by_later_starts(opener: Opener) -> None:
    clock = Clock()
    async with process(opener, clock) as store:
        await store.reconcile(APPLICATION, lambda _: True)
        await store.change(1, private)
        for _ in range(3):
            await store.reconcile(APPLICATION, lambda _: False)
            await store.forget(1)
            clock.now += KEEP / 2
        await store.reconcile(APPLICATION, lambda _: False)
        assert await store.check() == 0


async def test_a_session_without_servers_deletes_nothing(opener: Opener) -> None:
    """An outage: Discord tells of no server, and of all of them later."""
    clock = Clock()
    async with process(opener, clock) as store:
        await store.reconcile(APPLICATION, lambda _: True)  # from now on it may delete here
        for guild in range(1, 30):
            await store.change(guild, private)
        await store.reconcile(APPLICATION, lambda _: False)
        assert await store.check() == 29
        assert {each.left_at for each in (await store.database.read_all()).records.values()} == {clock.now}
        assert store.settings_in(7) == PRIVATE  # answers meanwhile are as the server has set them
        await asyncio.gather(*(store.remember(guild) for guild in range(1, 30)))
        clock.now += 2 * KEEP
        await store.reconcile(APPLICATION, lambda _: True)
    async with process(opener, clock) as again:
        assert await again.check() == 29


async def test_another_application_marks_nothing(opener: Opener, caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    async with process(opener, clock) as store:
        await store.reconcile(APPLICATION, lambda _: True)
        await store.change(1, private)
    async with process(opener, clock) as stranger:
        await stranger.reconcile(APPLICATION + 1, lambda _: False)
        assert "holds what servers set that this application isn't in; it stays" in caplog.text
        clock.now += 2 * KEEP
        await stranger.reconcile(APPLICATION + 1, lambda _: False)
        assert await stranger.check() == 1


async def test_servers_of_other_processes_are_left_to_them(opener: Opener) -> None:
    clock = Clock()
    one, two = 1 << 22, 2 << 22
    async with process(opener, clock) as store:
        await store.reconcile(APPLICATION, lambda _: True)
        await store.change(one, private)
        await store.change(two, private)
    async with process(opener, clock, count=2, ids=frozenset({1})) as half:
        await half.reconcile(APPLICATION, lambda _: False)
        clock.now += 2 * KEEP
        await half.reconcile(APPLICATION, lambda _: False)
    async with process(opener, clock) as again:
        assert (again.settings_in(one), again.settings_in(two)) == (DEFAULTS, PRIVATE)


# All at once


async def test_many_servers_are_written_whole(store: GuildStore) -> None:
    await store.change(1, private)
    await store.change(5000, private)
    records = {guild: Record(COMPACT, left_at=77 if guild % 2 else None) for guild in range(1, 1500)}
    await store.database.write_all(records)
    contents = await store.database.read_all()
    assert len(contents.records) == 1500
    assert contents.records[5000].settings == PRIVATE
    assert contents.records[3].settings == COMPACT
    assert (contents.records[3].left_at, contents.records[4].left_at) == (77, None)


async def test_a_change_costs_nothing_that_grows_with_the_servers(opener: Opener) -> None:
    """The event loop is free meanwhile, however many servers there are."""

    async def steps(count: int) -> int:
        """How many functions a change calls on the event loop's thread."""
        async with process(opener) as store:
            await store.database.write_all({guild: Record(PRIVATE) for guild in range(1, count)})
        async with process(opener) as store:
            await store.change(1, compact)  # what is done once
            calls = 0

            def count_calls(*_: object) -> None:
                nonlocal calls
                calls += 1

            sys.setprofile(count_calls)
            try:
                await store.change(1, private if store.settings_in(1) == COMPACT else compact)
                await store.change(count // 2, compact)
            finally:
                sys.setprofile(None)
            return calls

    few, many = await steps(10), await steps(5000)
    assert many < 2 * few + 200


async def test_a_cancelled_change_leaves_the_store_usable(opener: Opener, store: GuildStore) -> None:
    await store.change(1, private)
    changing = asyncio.create_task(store.change(1, compact))
    await asyncio.sleep(0)
    changing.cancel()
    with suppress(asyncio.CancelledError):
        await changing
    assert await store.change(2, compact) == COMPACT
    async with process(opener) as again:
        assert again.settings_in(1) in (PRIVATE, replace(PRIVATE, compact=True))


async def test_nothing_is_logged_where_nothing_is_wrong(
    opener: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    async with process(opener) as store:
        await store.change(1, private)
        await store.reconcile(APPLICATION, lambda _: True)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
