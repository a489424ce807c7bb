"""Counts of a day, and questions that nothing answered, in both databases."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.question_log import DAY, DAYS_KEPT, MOST_KEPT, QuestionLog
from bot.discord_app.storage.store_errors import StoreError

from .conftest import Opener
from .making import private
from .test_contract import Clock, process


async def words(log: QuestionLog, guild: int = 1) -> list[str]:
    return [each.question for each in await log.listed(guild)]


async def test_counts_add_up_over_processes_and_days(opener: Opener) -> None:
    clock = Clock()
    async with process(opener) as one, process(opener) as two:
        first, second = QuestionLog(one.execute, clock), QuestionLog(two.execute, clock)
        first.count(1, "answered", 3)
        second.count(1, "answered")
        second.count(2, "nothing")
        await second.flush()
        clock.now += DAY
        first.count(1, "closest")
        counts = await first.counts(1, 14)
    today = first.today
    assert counts[today - 1] == {"answered": 4}
    assert counts[today] == {"closest": 1}
    assert len(counts) == 14
    assert sum(sum(day.values()) for day in counts.values()) == 5


async def test_what_is_written_twice_at_a_time_is_counted_once(opener: Opener) -> None:
    async with process(opener) as store:
        log = QuestionLog(store.execute, Clock())
        log.count(1, "answered", 5)
        await asyncio.gather(log.flush(), log.counts(1, 1), log.flush())
        assert (await log.counts(1, 1))[log.today] == {"answered": 5}


async def test_a_vote_that_is_taken_back_leaves_the_number_as_it_was(opener: Opener) -> None:
    async with process(opener) as store:
        log = QuestionLog(store.execute, Clock())
        log.count(1, "helpful")
        await log.flush()
        log.count(1, "helpful", -1)
        log.count(1, "unhelpful")
        assert (await log.counts(1, 1))[log.today] == {"helpful": 0, "unhelpful": 1}


async def test_questions_are_kept_once_latest_first_and_erased_one_by_one_or_whole(opener: Opener) -> None:
    async with process(opener) as store:
        log = QuestionLog(store.execute, Clock())
        for message, question in ((5, "what is a?"), (6, "'); DROP TABLE guild_settings; --"), (6, "and b?")):
            await log.keep(1, (9, None), message, [question])
        await log.keep(1, (9, None), 6, ["and b?"])
        await log.keep(2, (9, None), 7, ["of another server"])
        assert await words(log) == ["and b?", "'); DROP TABLE guild_settings; --", "what is a?"]
        latest, *_ = await log.listed(1)
        await log.erase(2, latest.number)  # another server's moderator has no say
        assert len(await words(log)) == 3
        await log.erase(1, latest.number)
        assert await words(log) == ["'); DROP TABLE guild_settings; --", "what is a?"]
        await log.erase_all(1)
        assert (await words(log), await words(log, 2)) == ([], ["of another server"])


async def test_two_hundred_are_kept_and_thirty_days(opener: Opener) -> None:
    clock = Clock()
    async with process(opener) as store:
        log = QuestionLog(store.execute, clock)
        await log.keep(2, (9, None), 1, ["of another server"])
        await log.keep(1, (9, None), 1, [f"question {number}" for number in range(MOST_KEPT + 7)])
        kept = await words(log)
        assert (len(kept), kept[0], kept[-1]) == (MOST_KEPT, f"question {MOST_KEPT + 6}", "question 7")
        assert await words(log, 2) == ["of another server"]
        clock.now += (DAYS_KEPT - 1) * DAY
        assert len(await words(log)) == MOST_KEPT
        clock.now += DAY
        await log.flush()
        rows = await store.execute(("SELECT count(*) FROM unanswered_questions", ()))
        assert rows == [(0,)]


async def test_what_is_deleted_in_discord_is_gone_here(opener: Opener) -> None:
    async with process(opener) as store:
        log = QuestionLog(store.execute, Clock())
        for message, channel in ((1, 9), (2, 9), (3, 9), (4, 8), (5, 8)):
            await log.keep(
                1, (7, channel) if message == 5 else (channel, None), message, [f"question {message}"]
            )
        await log.forget_messages(1, [1, 3, 77])
        await log.forget_messages(2, [2])
        assert await words(log) == ["question 5", "question 4", "question 2"]
        await log.forget_channel(1, 8)
        assert await words(log) == ["question 2"]
        await log.forget_guild(1)
        assert await words(log) == []


async def test_no_number_of_a_message_stands_in_the_database(opener: Opener) -> None:
    async with process(opener) as store:
        await QuestionLog(store.execute, Clock()).keep(1, (9, None), 123456789123456789, ["what is a?"])
        rows = await store.execute(("SELECT * FROM unanswered_questions", ()))
    assert "123456789123456789" not in str(rows)


async def test_what_cannot_be_written_waits_and_is_told_once(
    opener: Opener, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with process(opener) as store:
        log = QuestionLog(store.execute, Clock())
        await log.keep(1, (9, None), 1, ["gone?"])

        async def away(*_: object) -> list[tuple[object, ...]]:
            raise StoreError("the database: is away")

        with monkeypatch.context() as patched:
            patched.setattr(store.database, "execute", away)
            log.count(1, "answered")
            await log.forget_messages(1, [1])
            await log.keep(1, (9, None), 2, ["kept?"])
            await log.flush()
            with pytest.raises(StoreError):
                await log.listed(1)
        assert caplog.text.count("can't be written now: the database: is away") == 1
        assert await words(log) == []
        assert (await log.counts(1, 1))[log.today] == {"answered": 1}


async def test_nothing_is_made_for_what_is_only_looked_for(opener: Opener) -> None:
    store = GuildStore(opener())
    log = QuestionLog(store.execute, Clock())
    missing = store.database.is_missing()
    assert await log.listed(1) == []
    await log.forget_messages(1, [1])
    assert store.database.is_missing() is missing
    await store.close()


async def test_settings_that_are_known_are_there_again_where_somebody_took_the_file_away(
    opener: Opener,
) -> None:
    async with process(opener) as store:
        await store.change(1, private)
        await store.execute(("DELETE FROM guild_settings", ()))  # as near to that as both databases come
        store._incomplete = True
        log = QuestionLog(store.execute, Clock())
        log.count(1, "answered")
        await log.flush()
        assert await store.check() == 1
