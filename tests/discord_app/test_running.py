"""`footnote run`: what is said where it can't start, what is logged, how it stops."""

from __future__ import annotations

import asyncio
import io
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import discord
import pytest
import yarl
from discord import shard
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_app.client import FootnoteClient
from bot.discord_app.discord_py.api_addresses import use_addresses
from bot.discord_app.limits.in_flight import InFlight
from bot.discord_app.limits.intents_and_permissions import SCOPES
from bot.discord_app.observability import logs
from bot.discord_app.observability.fatal_errors import explain
from bot.discord_app.run import _connect, run
from bot.settings import Settings
from tests.discord_app.conftest import World, build_client
from tests.loopback.change_signal import PATIENCE

GATEWAY_NOT_FOUND: Exception = discord.GatewayNotFound()  # type: ignore[no-untyped-call]

TOKEN = "MTIzNDU2Nzg5.secret-token.of-the-bot"


@pytest.fixture(autouse=True)
def _leave_the_process_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    for name in ("DiscordWebSocket", "ExponentialBackoff"):
        monkeypatch.setattr(shard, name, vars(shard)[name])
    root, ours = logging.getLogger(), logging.getLogger("bot")
    levels = root.level, ours.level
    yield
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
    for handler in [each for each in root.handlers if each.name == logs.HANDLER]:
        root.removeHandler(handler)


@pytest.fixture
def start(settings: Settings, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run with these settings changed; the exit code, and what stands on standard error."""

    def run_with(**changes: object) -> tuple[int, str]:
        code = run(Settings(**{**settings.model_dump(), "discord_token": TOKEN, **changes}))
        return code, capfd.readouterr().err

    return run_with


Start = Callable[..., tuple[int, str]]


def assert_one_line(said: str) -> None:
    """What a person sees who can't start it."""
    assert said.count("\n") == 1
    assert said.endswith("\n")
    assert TOKEN not in said


def test_without_a_token(start: Start) -> None:
    code, said = start(discord_token=None)
    assert code == 2
    assert said.startswith("DISCORD_TOKEN is not set; put the bot's token there")
    assert_one_line(said)


def test_with_a_broken_article(start: Start, settings: Settings) -> None:
    (settings.knowledge / "broken.md").write_text("---\ntitle: x\n---\nText.\n", encoding="utf-8")
    code, said = start()
    assert code == 2
    assert "broken.md:" in said
    assert "license is missing" in said
    assert_one_line(said)


def test_with_a_data_folder_that_cannot_be_written(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, said = start(data=tmp_path / "file" / "data")
    assert code == 2
    assert "the data folder can't be written (Not a directory)" in said
    assert "FOOTNOTE_DATA" in said
    assert_one_line(said)


async def test_with_patience_it_says_that_there_is_no_network_and_tries_again(
    settings: Settings,
    unused_tcp_port: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.discord_app.run.FIRST_PAUSE", 0.01)
    use_addresses(f"http://127.0.0.1:{unused_tcp_port}/api/v10", None)
    client = build_client(settings.model_copy(update={"patience": 60}))
    with caplog.at_level(logging.WARNING, logger="bot.discord_app.run"):
        attempts = asyncio.create_task(_connect(client, TOKEN))
        while len(caplog.records) < 2:
            await asyncio.sleep(0.01)
            assert not attempts.done()
    attempts.cancel()
    said = caplog.records[0].getMessage()
    assert said.startswith("Discord can't be reached (Connect")
    assert said.endswith("trying again in 0 seconds")
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (discord.LoginFailure("no"), "Discord refuses the token; copy it anew"),
        (discord.PrivilegedIntentsRequired(None), "Discord doesn't grant an intent"),
        (GATEWAY_NOT_FOUND, "Discord is out of order"),
        (aiohttp.ServerDisconnectedError(), "Discord can't be reached (ServerDisconnectedError)"),
        (TimeoutError(), "Discord can't be reached (TimeoutError)"),
        (OSError(-2, "Name or service not known"), "Discord can't be reached (Name or service not known)"),
        (RuntimeError("private words"), "The bot had to stop; its log tells more under error "),
    ],
)
def test_every_failure_is_told_in_one_line_that_says_what_to_do(error: Exception, said: str) -> None:
    told = explain(error, "DISCORD_TOKEN")
    assert told.startswith(said)
    assert "\n" not in told
    assert "private words" not in told


async def test_the_invite_link_is_logged_with_scopes_and_permissions(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        await world.client.on_ready()
    match = re.search(r"https://discord\.com/\S+", caplog.text)
    assert match
    link = yarl.URL(match[0])
    assert link.query["client_id"] == str(world.client.application_id)
    assert set(link.query["scope"].split()) == set(SCOPES)
    assert int(link.query["permissions"]) == 1 << 10 | 1 << 11 | 1 << 16 | 1 << 38


# The log


def logged(level: str, write: Callable[[], None]) -> str:
    """What stands in the log at this level."""
    logs.set_up(level, TOKEN)
    handler = next(each for each in logging.getLogger().handlers if each.name == logs.HANDLER)
    assert isinstance(handler, logging.StreamHandler)
    stream = io.StringIO()
    handler.setStream(stream)
    write()
    return stream.getvalue()


def test_no_token_ever_stands_in_the_log() -> None:
    def write() -> None:
        log = logging.getLogger("discord.http")
        log.warning("Authorization: Bot %s", TOKEN)
        log.warning("POST https://discord.com/api/v10/webhooks/12/aW50ZXJhY3Rpb24/messages")
        log.warning("POST https://discord.com/api/v10/interactions/34/aW50ZXJhY3Rpb24/callback")

    text = logged("DEBUG", write)
    assert TOKEN not in text
    assert "aW50ZXJhY3Rpb24" not in text
    assert "/interactions/34/[token]/callback" in text


def test_libraries_are_quiet_unless_everything_is_logged() -> None:
    def write() -> None:
        logging.getLogger("discord.gateway").info("Shard ID 0 has connected")
        logging.getLogger("discord.client").warning("PyNaCl is not installed, voice will NOT be supported")
        logging.getLogger("bot.discord_app.client").info("Ready")
        try:
            raise ConnectionRefusedError(111, "Connection refused")
        except OSError:
            logging.getLogger("discord.shard").exception("Failed to connect for shard_id: %s. Retrying...", 0)

    text = logged("INFO", write)
    assert "has connected" not in text
    assert "PyNaCl" not in text
    assert text.count("\n") == 2
    assert "INFO    bot.discord_app.client: Ready" in text
    assert "Retrying... (builtins.ConnectionRefusedError: Connection refused)" in text
    everything = logged("DEBUG", write)
    assert "has connected" in everything
    assert "Traceback" in everything


def test_setting_up_the_log_twice_logs_once() -> None:
    logs.set_up("INFO")
    assert logged("INFO", lambda: logging.getLogger("bot").info("once")).count("once") == 1


# Stopping


async def test_answers_in_flight_are_waited_for() -> None:
    in_flight, done, never = InFlight(), [], asyncio.Event()

    async def answer(pauses: int) -> None:
        in_flight.add_current()
        for _ in range(pauses):
            await asyncio.sleep(0)
        done.append(pauses)

    async def hang() -> None:
        in_flight.add_current()
        await never.wait()

    tasks = [asyncio.create_task(answer(pauses)) for pauses in (10, 30)]
    await asyncio.sleep(0)
    assert await in_flight.finish(PATIENCE) == 0
    assert done == [10, 30]
    tasks.append(asyncio.create_task(hang()))
    await asyncio.sleep(0)
    assert await in_flight.finish(0.1) == 1
    never.set()
    assert await in_flight.finish(PATIENCE) == 0
    await asyncio.gather(*tasks)


async def test_commands_messages_and_buttons_count_as_in_flight(
    world: World, simcord_bot: FootnoteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []

    def count() -> None:
        task = asyncio.current_task()
        assert task is not None
        counted.append(task.get_name())

    monkeypatch.setattr(simcord_bot.app.in_flight, "add_current", count)
    cited = await world.alice.slash(world.channel, "cite", number="3")
    await world.alice.send(world.channel, f"{world.mention} when was the tide mill built?")
    await world.alice.send(world.channel, "a word between friends")
    assert cited.response is not None
    await world.alice.click(cited.response, label="In context")
    assert len(counted) == 3
