"""`footnote health` tells whether the running bot is connected, from a file that the bot keeps."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
import simcord

from bot.discord_app.run import _keep_status
from bot.discord_app.storage.status_file import FILE, STALE, StatusFile, check
from bot.settings import Settings
from tests.discord_app.conftest import World, build_client
from tests.loopback.change_signal import PATIENCE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose data folder doesn't exist yet."""
    from tests.discord_app.conftest import ARTICLES

    return Settings(knowledge=ARTICLES, data=tmp_path / "deep" / "data")


def test_ready_is_ready_while_it_is_fresh(settings: Settings) -> None:
    status = StatusFile(settings.data)
    status.write(ready=True, now=1000)
    assert check(settings, now=1000 + STALE) is None
    hanging = check(settings, now=1001 + STALE)
    assert hanging is not None
    assert "31 seconds ago" in hanging
    assert list(settings.data.iterdir()) == [status.path]


def test_connected_is_more_than_alive(settings: Settings) -> None:
    StatusFile(settings.data).write(ready=False)
    assert check(settings) == "running, but not connected to Discord"


def test_a_bot_that_stopped_is_told_apart(settings: Settings) -> None:
    assert (check(settings) or "").startswith("not running: ")
    status = StatusFile(settings.data)
    status.write(ready=True)
    status.remove()
    status.remove()
    assert (check(settings) or "").startswith("not running: ")


@pytest.mark.parametrize("seconds", [2.0, 60.0, 1e9])
def test_a_state_from_the_future_is_none(settings: Settings, seconds: float) -> None:
    """The clock was set back, or somebody wrote it: nobody knows whether the bot lives."""
    StatusFile(settings.data).write(ready=True, now=1000 + seconds)
    assert "in the future" in (check(settings, now=1000) or "")


def test_a_clock_that_is_adjusted_a_little_does_no_harm(settings: Settings) -> None:
    StatusFile(settings.data).write(ready=True, now=1000.5)
    assert check(settings, now=1000) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"ready": true}',
        '{"ready": true, "at": "now"}',
        '{"ready": true, "at": NaN}',
        '{"ready": true, "at": Infinity}',
        '{"ready": true, "at": -Infinity}',
        f'{{"ready": true, "at": 1{"0" * 400}}}',
        '{"ready": "false", "at": 1000}',
        "[" * 9000,
    ],
)
def test_a_file_that_is_no_state_is_told(settings: Settings, text: str) -> None:
    settings.data.mkdir(parents=True)
    (settings.data / FILE).write_text(text, encoding="utf-8")
    assert "doesn't hold a bot's state" in (check(settings) or "")


def test_checking_health_does_not_load_discord() -> None:
    code = (
        "import sys; import bot.discord_app.storage.status_file; "
        "sys.exit(bool({'discord', 'aiohttp', 'numpy', 'bot.search'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


async def test_the_file_follows_the_connection(settings: Settings) -> None:
    client = build_client(settings)
    status = StatusFile(settings.data)

    def ready() -> object:
        return json.loads(status.path.read_text(encoding="utf-8"))["ready"]

    async def becomes(state: bool) -> None:
        async with asyncio.timeout(PATIENCE):
            while ready() is not state:  # noqa: ASYNC110 - a file tells nobody
                await asyncio.sleep(0.01)

    keeper = asyncio.create_task(_keep_status(client, status))
    await asyncio.sleep(0)
    assert ready() is False
    async with simcord.run(client):
        await becomes(True)
        client.dispatch("shard_disconnect", 0)
        await becomes(False)
        client.dispatch("shard_resumed", 0)
        await becomes(True)
    keeper.cancel()


async def test_a_world_is_connected_once_it_is_ready(world: World) -> None:
    assert world.client.connected
    await world.client.on_shard_disconnect(0)
    assert not world.client.connected
    await world.client.on_shard_ready(0)
    assert world.client.connected
