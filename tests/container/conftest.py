"""The image, built once, and a bot that runs from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback import Loopback

from .engine import Container, Engine

TAG = "localhost/footnote-test"
TOKEN = "MTA.container.token"
ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds to wait for what must come; long, so that a busy machine fails no test."""


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.from_environment()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def image(engine: Engine) -> str:
    await engine.build(ROOT, TAG)
    return TAG


def addresses(discord: Loopback) -> dict[str, str]:
    """The settings that lead the bot to the loopback."""
    return {
        "FOOTNOTE_DISCORD_API_URL": discord.api_url,
        "FOOTNOTE_DISCORD_GATEWAY_URL": discord.gateway_url,
    }


def assert_without_rights(status: str) -> None:
    """What `/proc/1/status` says: a numeric user, no capability that it has or could get."""
    assert "Uid:\t10001\t10001\t10001\t10001" in status
    assert "Gid:\t10001\t10001\t10001\t10001" in status
    for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb"):
        assert f"Cap{kind}:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status


async def connected(discord: Loopback, container: Container) -> None:
    """Wait for the bot; where it doesn't come, its log says why."""
    try:
        await discord.ready(PATIENCE)
        await discord.state.changes.wait_until(lambda: bool(discord.world.commands), "the commands", PATIENCE)
    except TimeoutError as error:
        pytest.fail(f"{error}; the container's log:\n{await container.logs()}")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bot(engine: Engine, image: str, discord: Loopback) -> AsyncIterator[Container]:
    container = await engine.start(image, environ={"DISCORD_TOKEN": TOKEN, **addresses(discord)})
    try:
        await connected(discord, container)
        yield container
    finally:
        await container.remove()
