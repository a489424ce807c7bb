"""`footnote settings export` and `import`: from one database to the other and back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_app.storage.guild_rows import Record
from bot.discord_app.storage.guild_settings import GuildSettings
from bot.discord_app.storage.postgres_address import PostgresAddress
from bot.discord_app.storage.postgres_database import PostgresDatabase
from bot.discord_app.storage.settings_database import Contents
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from bot.discord_app.storage.transfer import TransferError, from_lines, to_lines
from tests.conftest import Footnote
from tests.loopback.change_signal import PATIENCE
from tests.postgres import PASSWORD, PostgresServer

from .making import COMPACT, PRIVATE, SETTINGS, SNOWFLAKES

RECORDS = st.dictionaries(
    SNOWFLAKES, st.builds(Record, SETTINGS, left_at=st.none() | st.integers(0, 2**40)), max_size=4
)


@settings(max_examples=30)
@given(RECORDS)
def test_lines_hold_everything(records: dict[int, Record]) -> None:
    assert from_lines(to_lines(Contents(records))) == records


def test_a_line_of_an_older_version_has_nothing_set_of_what_came_later() -> None:
    line = (
        '{"guild_id": "7", "channels": ["1"], "passages": 2, "compact": true, "private": false,'
        ' "locale": null, "articles": [], "cooldown_count": null, "cooldown_seconds": null, "left_at": null}'
    )
    older = GuildSettings(channels=frozenset({1}), passages=2, compact=True)
    assert from_lines([line]) == {7: Record(older)}
    for wrong in (', "by_channel": []', ', "threads": 1', ', "only_roles": {}', ', "colour": "red"',
                  ', "by_channel": {"x": {"compact": true}}', ', "by_channel": {"1": {}}',
                  ', "by_channel": {"1": {"passages": true}}', ', "by_channel": {"1": {"colour": 1}}',
                  ', "by_channel": {"1": {"cooldown": [1]}}'):  # fmt: skip
        with pytest.raises(TransferError, match=r"^1: "):
            from_lines([line[:-1] + wrong + "}"])


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "{}", "null", "1", "[" * 5000, '{"guild_id": "1"}', "NaN"],
)
def test_a_line_that_is_none_is_named(line: str) -> None:
    good = next(to_lines(Contents({7: Record(PRIVATE)})))
    with pytest.raises(TransferError, match=r"^2: "):
        from_lines([good, line])
    for old, new in [('"7"', '"seven"'), ('"7"', "-7"), ("true", "1"), ("[]", '"all"'), ("null", '"x"')]:
        with pytest.raises(TransferError, match=r"^1: "):
            from_lines([good.replace(old, new, 1)])
    with pytest.raises(TransferError, match=r"^2: server 7 stands there twice"):
        from_lines([good, good])


def test_from_a_file_to_postgresql_and_back(
    footnote: Footnote, postgres: PostgresServer, tmp_path: Path
) -> None:
    records = {5: Record(COMPACT, left_at=1_700_000_000), 6: Record(PRIVATE)}
    asyncio.run(SQLiteDatabase(tmp_path / "one").write_all(records))
    url = postgres.url(asyncio.run(postgres.new_database()), password=None)
    (tmp_path / "secret").write_text(PASSWORD)
    there = {"FOOTNOTE_DATABASE": url, "FOOTNOTE_DATABASE_PASSWORD_FILE": str(tmp_path / "secret")}

    out = footnote("settings", "export", environ={"FOOTNOTE_DATA": str(tmp_path / "one")})
    assert (out.returncode, len(out.stdout.splitlines())) == (0, 2)
    assert "2 servers" in out.stderr
    (tmp_path / "lines").write_text(out.stdout)
    moved = footnote("settings", "import", "lines", environ=there)
    assert (moved.returncode, moved.stdout) == (0, f"{url}: 2 servers written\n")
    again = footnote("settings", "export", environ=there)
    assert again.stdout == out.stdout
    back = footnote(
        "settings",
        "import",
        "-",
        stdin=again.stdout.encode(),
        environ={"FOOTNOTE_DATA": str(tmp_path / "two")},
    )
    assert back.returncode == 0
    contents = asyncio.run(SQLiteDatabase(tmp_path / "two").read_all())
    assert {guild: (each.settings, each.left_at) for guild, each in contents.records.items()} == {
        guild: (each.settings, each.left_at) for guild, each in records.items()
    }
    for each in (out, moved, again, back):
        assert PASSWORD not in each.stdout + each.stderr


def test_what_cannot_be_moved_is_said_in_a_line(
    footnote: Footnote, postgres: PostgresServer, tmp_path: Path
) -> None:
    good = next(to_lines(Contents({7: Record(PRIVATE)})))
    data = {"FOOTNOTE_DATA": str(tmp_path / "data")}
    (tmp_path / "broken").write_text(f"{good}\n\nnonsense\n")
    refused = {
        "broken": footnote("settings", "import", "broken", environ=data),
        "nowhere": footnote("settings", "import", "nowhere", environ=data),
        "refuses this user": footnote(
            "settings", "export", environ={"FOOTNOTE_DATABASE": postgres.url("postgres", password="wrong")}
        ),
    }
    for words, done in refused.items():
        assert done.returncode == 2
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert "broken:3: " in refused["broken"].stderr
    assert not (tmp_path / "data").exists()  # all or nothing


async def test_a_running_process_takes_over_what_is_imported(postgres: PostgresServer) -> None:
    address = PostgresAddress.of(postgres.url(await postgres.new_database()))
    listening = PostgresDatabase(address).follow()
    assert await anext(listening) is None
    await PostgresDatabase(address).write_all({5: Record(PRIVATE)})
    async with asyncio.timeout(PATIENCE):  # for the news
        assert await anext(listening) is None  # all is read anew
    await listening.aclose()
