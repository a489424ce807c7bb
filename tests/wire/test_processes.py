"""One bot as several processes with PostgreSQL: shards divided, identifies in turn, settings shared."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.faults.answers import QUESTION, answered_once
from tests.faults.moderator import NOT_KEPT, everybody_may, is_private, make_private, panel
from tests.loopback import Channel, Loopback
from tests.loopback.permissions import Permission
from tests.postgres import PASSWORD, PostgresServer

from .fast_identifies import DELAY, WINDOW
from .process import TOKEN, BotProcess, Environment, command, environment, running

FAST = "tests.wire.fast_identifies"


@pytest.fixture
def postgres() -> Iterator[PostgresServer]:
    """A server that the test may stop."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        server.gateway.behaviour.identify_seconds = WINDOW
        everybody_may(server)
        yield server


@pytest.fixture
async def database(postgres: PostgresServer, tmp_path: Path) -> Environment:
    """Where settings are kept; the password stands in a file."""
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD + "\n")
    url = postgres.url(await postgres.new_database(), password=None)
    return {"FOOTNOTE_DATABASE": url, "FOOTNOTE_DATABASE_PASSWORD_FILE": str(secret)}


@asynccontextmanager
async def processes(
    discord: Loopback, folder: Path, count: int, program: str = FAST, **more: str
) -> AsyncIterator[list[BotProcess]]:
    """So many processes at once, each with a data folder of its own, as on several machines."""
    async with AsyncExitStack() as stack:
        found = []
        for number in range(count):
            env = environment(
                discord, folder / f"data-{number}", FOOTNOTE_PROCESS=f"{number}/{count}", **more
            )
            found.append(await stack.enter_async_context(running(env, folder, program)))
        for bot in found:
            await bot.says("Ready as")
        yield found
        for bot in found:
            assert "Traceback" not in bot.output
            assert PASSWORD not in bot.output


def hall(discord: Loopback, number: int) -> Channel:
    """A channel of a new server, on the shard with this number where there are a thousand or fewer."""
    guild = discord.world.add_guild(
        f"Hall {number}", discord.ada, discord.ben, guild_id=(1000 << 30 | number) << 22
    )
    guild.everyone |= Permission.MANAGE_GUILD
    return discord.world.add_channel(guild, "questions")


async def test_four_processes_of_ten_shards_take_turns(
    discord: Loopback, tmp_path: Path, database: Environment
) -> None:
    """As many shards as Discord advises, each once, none before its turn."""
    behaviour = discord.gateway.behaviour
    behaviour.shards, behaviour.max_concurrency = 40, 4
    async with processes(discord, tmp_path, 4, FOOTNOTE_SHARDS="auto", **database):
        assert sorted(session.shard for session in discord.gateway.sessions.values()) == [
            (shard, 40) for shard in range(40)
        ]
        assert discord.gateway.too_early == 0
        assert discord.gateway.identified == 40


async def test_without_a_common_queue_they_get_in_each_others_way(discord: Loopback, tmp_path: Path) -> None:
    """What the test above would see: three processes without PostgreSQL identify at the same time."""
    discord.gateway.behaviour.shards = 3
    async with processes(discord, tmp_path, 3):
        assert discord.gateway.too_early > 0


async def test_an_http_queue_is_asked_for_each_shard(discord: Loopback, tmp_path: Path) -> None:
    turn, asked = asyncio.Lock(), []

    async def answer(request: web.Request) -> web.Response:
        async with turn:
            asked.append(int(request.query["shard"]))
            await asyncio.sleep(WINDOW + DELAY)
        return web.json_response({"message": "go on"})

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    queue = f"http://127.0.0.1:{runner.addresses[0][1]}"
    discord.gateway.behaviour.shards = 4
    async with processes(discord, tmp_path, 2, FOOTNOTE_IDENTIFY_QUEUE=queue):
        assert discord.gateway.too_early == 0
        assert sorted(asked) == [0, 1, 2, 3]
    await runner.cleanup()


async def test_no_session_is_begun_where_none_is_left(discord: Loopback, tmp_path: Path) -> None:
    """Discord resets the token of whoever does."""
    behaviour = discord.gateway.behaviour
    behaviour.sessions_left, behaviour.sessions_reset_after = 0, 1.0
    async with running(environment(discord, tmp_path / "data"), tmp_path, FAST) as bot:
        await bot.says("lets the bot begin no more sessions today; shard 0 waits")
        behaviour.sessions_left = 10
        await bot.says("Ready as")
        assert discord.gateway.closes == []
    assert behaviour.sessions_left == 9


async def test_a_process_that_starts_later_has_the_shards_that_the_others_run_with(
    discord: Loopback, tmp_path: Path, database: Environment
) -> None:
    """Discord's advice grows while they run; who restarts alone mustn't count otherwise than the rest."""
    discord.gateway.behaviour.shards = 2
    async with processes(discord, tmp_path, 2, **database) as (one, _):
        discord.gateway.behaviour.shards = 4
        one.signal(signal.SIGTERM)
        assert await one.ends() == 0
        env = environment(discord, tmp_path / "data-0", FOOTNOTE_PROCESS="0/2", **database)
        async with running(env, tmp_path, FAST) as again:
            await again.says("Ready as")
            assert "shards 0 to 0 of 2" in again.output
            assert await command("health", env=env, cwd=tmp_path) == (0, "ready\n")


async def test_settings_are_shared_and_outlive_the_database(
    discord: Loopback, tmp_path: Path, database: Environment, postgres: PostgresServer
) -> None:
    """Changed in one process, kept in PostgreSQL; while it is away, answers go on, and changes say so."""
    discord.gateway.behaviour.shards = 2
    even, odd = hall(discord, 2), hall(discord, 3)
    async with processes(discord, tmp_path, 2, **database) as bots:
        for place in (even, odd):
            await make_private(discord, place)
            assert await is_private(discord, place)
        await asyncio.to_thread(postgres.kill)
        for bot in bots:
            await bot.says("is away, what is known holds meanwhile")
        for place in (even, odd):
            assert await is_private(discord, place)
            told = await discord.click(discord.ada, await panel(discord, place), "settings:card:compact")
            assert NOT_KEPT in told.text
        await asyncio.to_thread(postgres.start)
        for bot in bots:
            await bot.says("The servers' settings could be read now")
        card = await discord.click(discord.ada, await panel(discord, odd), "settings:card:compact")
        assert NOT_KEPT not in card.text
        said = [
            await discord.says(discord.ada, place, f"{discord.bot.mention} {QUESTION}")
            for place in (even, odd)
        ]
        for message in said:
            await answered_once(discord, message)
    # On other machines, with other data folders, all is there.
    async with processes(discord, tmp_path / "..", 2, **database):
        assert await is_private(discord, even)
        assert "settings:card:full" in [b["custom_id"] for b in (await panel(discord, odd)).buttons]
        assert discord.refusals == []
