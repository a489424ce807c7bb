"""The Dockerfile, built and run for real, locked down, against the loopback. Not among the quick tests:

    pytest -n 0 tests/container/image.py tests/container/compose.py

needs Docker, or what CONTAINER_TOOL, IMAGE_BUILDER and COMPOSE name (CONTRIBUTING.md: The container).
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.loopback import Loopback

from .conftest import PATIENCE, TOKEN, addresses, connected
from .engine import Container, Engine

pytestmark = pytest.mark.asyncio(loop_scope="session")

ARTICLE = """---
title: Lighthouses
language: en
license: {name: CC0-1.0}
---

The lighthouse of Alexandria stood on the island of Pharos.[^1]

[^1]: A guide to lighthouses, page 3.
"""


async def becomes_healthy(container: Container) -> bool:
    """Whether the image's health check says so in time."""
    for _ in range(round(PATIENCE)):
        if await container.healthy():
            return True
        await asyncio.sleep(1)
    return False


@pytest.mark.usefixtures("bot")
async def test_answers_in_discord(discord: Loopback) -> None:
    asked = await discord.slash(
        discord.ada, discord.channel, "ask", question="When was the Fourth International founded?"
    )

    assert "was established in France in 1938" in asked.text
    assert "The Transitional Program. Retrieved November 5, 2008." in asked.text
    assert "Community content is available under CC-BY-SA unless otherwise noted." in asked.text
    assert discord.refusals == []


async def test_is_healthy_while_connected(bot: Container) -> None:
    assert await becomes_healthy(bot)


async def test_is_not_healthy_where_nothing_runs(engine: Engine, image: str) -> None:
    ended = await engine.once(image, "health")

    assert ended.code == 1
    assert len(ended.err.splitlines()) == 1


async def test_runs_as_a_numeric_user_without_rights(bot: Container) -> None:
    status = (await bot.execute("cat", "/proc/1/status")).out

    assert await bot.inspect("{{.Config.User}}") == "10001:10001"
    assert "Uid:\t10001\t10001\t10001\t10001" in status
    assert "CapEff:\t0000000000000000" in status


@pytest.mark.parametrize("folder", ["/", "/etc/footnote", "/opt/footnote", "/var/tmp", "/run", "/home"])
async def test_cannot_write_elsewhere(bot: Container, folder: str) -> None:
    ended = await bot.execute("touch", f"{folder}/written")

    assert ended.code != 0
    assert "ead-only file system" in ended.err or "Permission denied" in ended.err


@pytest.mark.parametrize("folder", ["/data", "/tmp"])
async def test_can_write_where_it_must(bot: Container, folder: str) -> None:
    assert (await bot.execute("touch", f"{folder}/written")).code == 0


async def test_holds_nothing_that_builds_or_installs(bot: Container) -> None:
    found = await bot.execute("sh", "-c", "command -v gcc cc g++ clang make ld as git hatchling; true")
    pips = [
        await bot.execute("python3", "-m", "pip"),
        await bot.execute("sh", "-c", '$(python3 -c "import sys; print(sys._base_executable)") -m pip'),
    ]
    left = await bot.execute("sh", "-c", "ls -d /src /opt/footnote/src 2>/dev/null; true")

    assert found.out == ""
    assert [ended.code for ended in pips] == [1, 1]
    assert all("No module named pip" in ended.err for ended in pips)
    assert left.out == ""


async def test_stops_on_sigterm_and_tells_no_secret(engine: Engine, image: str, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n")
    secret.chmod(0o644)
    async with Loopback(token=TOKEN) as discord:
        environ = {"DISCORD_TOKEN_FILE": "/run/secrets/token", **addresses(discord)}
        container = await engine.start(image, "-v", f"{secret}:/run/secrets/token:ro", environ=environ)
        try:
            await connected(discord, container)
            code, log = await container.stop(), await container.logs()
        finally:
            await container.remove()

    assert code == 0, log
    assert "Traceback" not in log
    assert TOKEN not in log


async def test_says_what_is_missing_without_a_token(engine: Engine, image: str) -> None:
    ended = await engine.once(image)

    assert ended.code != 0
    assert len(ended.err.splitlines()) == 1
    assert "DISCORD_TOKEN is not set" in ended.err


async def test_answers_from_mounted_articles(engine: Engine, image: str, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "lighthouses.md").write_text(ARTICLE)
    for path, mode in ((articles, 0o755), (articles / "lighthouses.md", 0o644)):
        path.chmod(mode)
    mounted = ("-v", f"{articles}:/articles:ro", "-e", "FOOTNOTE_KNOWLEDGE=/articles")

    ended = await engine.once(image, "ask", "Where did the lighthouse of Alexandria stand?", options=mounted)

    assert ended.code == 0, ended.err
    assert "on the island of Pharos.[1]" in ended.out
    assert "CC0-1.0" in ended.out
