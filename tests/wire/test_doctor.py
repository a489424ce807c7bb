"""`footnote doctor`: what it finds in order, and what it tells to fix."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord_app.storage.test_sqlite_file import filled
from tests.loopback import Loopback
from tests.postgres import PASSWORD, PostgresServer

from .process import TOKEN, Environment, command, environment, running

MESSAGE_CONTENT_LIMITED = 1 << 19
"""https://docs.discord.com/developers/resources/application#application-object-application-flags"""


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        yield server


async def doctor(env: Environment, cwd: Path) -> tuple[int, list[str]]:
    code, told = await command("doctor", env=env, cwd=cwd)
    assert TOKEN not in told
    assert PASSWORD not in told
    assert "Traceback" not in told
    return code, told.splitlines()


def to_fix(lines: list[str]) -> list[str]:
    return [line.removeprefix("fix   ") for line in lines if line.startswith("fix ")]


async def test_all_in_order_and_nothing_changed_in_discord(discord: Loopback, tmp_path: Path) -> None:
    env = environment(discord, tmp_path / "data")
    code, before = await doctor(env, tmp_path)

    assert (code, to_fix(before)) == (0, [])
    assert any("commands: “footnote run” will tell Discord anew: ask, " in line for line in before)
    assert any(f"client_id={discord.world.application_id}" in line for line in before)
    assert {request.method for request in discord.requests} == {"GET"}
    assert discord.gateway.identified == 0

    async with running(env, tmp_path) as bot:
        await bot.connects(discord)
    code, after = await doctor(env, tmp_path)
    assert (code, to_fix(after)) == (0, [])
    assert "ok    commands: Discord's list is up to date" in after
    assert discord.refusals == []


async def test_it_only_looks_at_the_data_folder(discord: Loopback, tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    code, lines = await doctor(environment(discord, data), tmp_path)
    assert code == 0
    assert f"ok    data folder: {data} isn't there yet; “footnote run” will make it" in lines
    assert not data.parent.exists()
    data.mkdir(parents=True)
    code, lines = await doctor(environment(discord, data), tmp_path)
    assert f"ok    data folder: {data} can be written" in lines
    assert list(data.iterdir()) == []


async def test_it_only_looks_at_postgresql(discord: Loopback, tmp_path: Path) -> None:
    with PostgresServer() as postgres:
        name = await postgres.new_database()
        env = environment(discord, tmp_path / "data", FOOTNOTE_DATABASE=postgres.url(name))

        async def told() -> str:
            code, lines = await doctor(env, tmp_path)
            assert code == 0
            (line,) = (each for each in lines if "servers' settings" in each)
            return line.removeprefix("ok    servers' settings: ")

        admin = await postgres.connect(name)
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert (await told()).startswith("0 servers have some; “footnote run” will make its tables in ")
        assert await admin.fetchval(tables) == 0
        async with running(env, tmp_path) as bot:
            await bot.connects(discord)
        assert await told() == "0 servers have some"
        # As one that the version before this has written:
        await admin.execute("UPDATE footnote_schema SET version = version - 1")
        version = await admin.fetchval("SELECT version FROM footnote_schema")
        assert (
            f"; “footnote run” will bring its tables from version {version} to {version + 1} in "
            in await told()
        )
        assert await admin.fetchval("SELECT version FROM footnote_schema") == version
        await admin.close()


async def test_the_intent_of_answer_channels(discord: Loopback, tmp_path: Path) -> None:
    env = environment(discord, tmp_path / "data", FOOTNOTE_ANSWER_CHANNELS="true")
    code, lines = await doctor(env, tmp_path)
    assert code == 1
    (line,) = to_fix(lines)
    assert line.startswith("intents: answer channels need the Message Content Intent")

    discord.world.application_flags = MESSAGE_CONTENT_LIMITED
    assert (await doctor(env, tmp_path))[0] == 0


async def test_everything_that_is_wrong_is_told_at_once(discord: Loopback, tmp_path: Path) -> None:
    articles, data = tmp_path / "articles", tmp_path / "data"
    articles.mkdir()
    (articles / "broken.md").write_text("---\ntitle: A\nlicense:\n  name: MIT\n---\n\nWords.[^9]\n")
    data.mkdir()
    (data / "footnote.sqlite3").write_bytes(b"no database, but words" * 100)
    env = environment(discord, data, FOOTNOTE_KNOWLEDGE=str(articles), DISCORD_TOKEN="wrong.Token.indeed")
    code, lines = await doctor(env, tmp_path)

    assert code == 1
    article, rights, database, form, token = to_fix(lines)
    assert article.startswith(f"{articles / 'broken.md'}:7")
    assert "footnote.sqlite3: not a database, or a broken one; put a backup in its place" in database
    assert rights.endswith(f"in {data}: chmod 600 footnote.sqlite3")
    assert "what DISCORD_TOKEN holds doesn't have a token's form" in form
    assert "refuses the token" in token
    assert "wrong.Token.indeed" not in "\n".join(lines)
    assert (data / "footnote.sqlite3").read_bytes().startswith(b"no database")


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("abc", "three parts with dots between them; copy it from https://discord.com/"),
        ("123456789012345678", "the application's id"),
        ("0123456789abcdef" * 4, "the application's public key"),
        ("Ab3_-efgh" * 3 + "Ab3_-", "the application's client secret"),
        (f'"{TOKEN}"', "take out the quotation marks"),
        ("<your-token>", "should have been replaced"),
    ],
)
async def test_what_is_no_token_is_told_where_discord_is_not_reached(
    tmp_path: Path, discord: Loopback, token: str, words: str
) -> None:
    env = environment(discord, tmp_path / "data", FOOTNOTE_DISCORD_API_URL="http://127.0.0.1:9/api/v10")
    code, lines = await doctor({**env, "DISCORD_TOKEN": token}, tmp_path)
    form, reached = to_fix(lines)
    assert code == 1
    assert form.startswith("token: what DISCORD_TOKEN holds doesn't have a token's form")
    assert words in form
    assert "Discord can't be reached" in reached
    assert token not in "\n".join(lines)


async def test_files_that_everybody_may_read_are_told_and_a_bot_makes_its_own_private(
    discord: Loopback, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    env = environment(discord, data)
    await filled(data)
    files = [data / "footnote.sqlite3", data / "footnote.sqlite3.version-1"]
    files[1].write_bytes(files[0].read_bytes())
    for file in files:
        file.chmod(0o644)
    code, lines = await doctor(env, tmp_path)
    (line,) = to_fix(lines)
    assert (code, line.endswith("chmod 600 footnote.sqlite3 footnote.sqlite3.version-1")) == (1, True)
    async with running(env, tmp_path) as bot:
        await bot.connects(discord)
    (line,) = to_fix((await doctor(env, tmp_path))[1])
    assert line.endswith("chmod 600 footnote.sqlite3.version-1")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"DISCORD_TOKEN": ""}, "token: DISCORD_TOKEN is not set"),
        ({"FOOTNOTE_DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}, "Discord can't be reached"),
        ({"FOOTNOTE_DATA": "/dev/null/data"}, "data folder: /dev/null/data can't be written"),
        ({"FOOTNOTE_KNOWLEDGE": "/nowhere"}, "/nowhere"),
    ],
    ids=["no token", "no network", "no data folder", "no articles"],
)
async def test_each_thing_that_is_wrong_has_a_line(
    discord: Loopback, tmp_path: Path, changes: Environment, words: str
) -> None:
    code, lines = await doctor(environment(discord, tmp_path / "data", **changes), tmp_path)
    assert code == 1
    (line,) = to_fix(lines)
    assert words in line
