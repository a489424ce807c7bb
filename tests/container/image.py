"""The Dockerfile, built and run for real, locked down, against the loopback. Not among the quick tests:

    pytest -n 0 tests/container/image.py tests/container/compose.py

needs Docker, or what CONTAINER_TOOL, IMAGE_BUILDER and COMPOSE name (CONTRIBUTING.md: The container).
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from tests.loopback import Loopback

from .conftest import PATIENCE, ROOT, TOKEN, addresses, assert_without_rights, connected
from .engine import Container, Engine, call

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


@pytest.mark.usefixtures("bot")
async def test_is_a_numeric_user_whoever_runs_it(engine: Engine, image: str) -> None:
    """By the image alone, where an operator gives no option at all."""
    ended = await call(engine.tool, "run", "--rm", "--entrypoint", "id", image, "-u")

    assert ended.out == "10001\n"


async def test_runs_as_a_numeric_user_without_rights(bot: Container) -> None:
    status = (await bot.execute("cat", "/proc/1/status")).out

    assert await bot.inspect("{{.Config.User}}") == "10001:10001"
    assert_without_rights(status)


@pytest.mark.parametrize("folder", ["/", "/etc/footnote", "/opt/footnote", "/var/tmp", "/run", "/home"])
async def test_cannot_write_elsewhere(bot: Container, folder: str) -> None:
    ended = await bot.execute("touch", f"{folder}/written")

    assert ended.code != 0
    assert "ead-only file system" in ended.err or "Permission denied" in ended.err


@pytest.mark.parametrize("folder", ["/data", "/tmp"])
async def test_can_write_where_it_must(bot: Container, folder: str) -> None:
    assert (await bot.execute("touch", f"{folder}/written")).code == 0


COMPILERS = (
    r".*/\(\(.*-\)?\(gcc\|g\+\+\|cc\|c\+\+\|clang\|tcc\|ld\|as\|cpp\)\(-[0-9.]+\)?\|make\|rustc\|cargo\|git\)"
)


async def test_holds_nothing_that_builds_or_installs(engine: Engine, image: str) -> None:
    """Neither on the path nor anywhere else, and no cache of pip; looked for by root, who sees all."""
    tree = ("-xdev", "(", "-path", "*/bin/*", "-regex", COMPILERS)
    pip = ("-o", "-path", "*/.cache/*", "-o", "-type", "d", "(", "-name", "pip", "-o", "-name", "ensurepip")
    sources = (
        "-o",
        "-path",
        "/src",
        "-o",
        "-path",
        "/wheels",
        "-o",
        "-path",
        "/made",
        "-o",
        "-path",
        "/opt/build",
    )
    looked = ("/", *tree, *pip, "-path", "*python*", ")", *sources, ")", "-print")
    found = await call(engine.tool, "run", "--rm", "-u", "0", "--entrypoint", "find", image, *looked)

    assert (found.code, found.out) == (0, ""), found.err


@pytest.mark.parametrize("module", ["pip", "ensurepip", "hatchling"])
async def test_its_python_cannot_install(bot: Container, module: str) -> None:
    base = '$(python3 -c "import sys; print(sys._base_executable)")'
    for python in ("python3", base):
        ended = await bot.execute("sh", "-c", f"{python} -m {module}")
        assert ended.code == 1
        assert f"No module named {module}" in ended.err


async def test_holds_what_the_lock_file_names(bot: Container) -> None:
    """Each in the version that stands there, and nothing that doesn't."""
    told = (
        "from importlib.metadata import distributions as d; print(*(f'{x.name}=={x.version}' for x in d()))"
    )
    ended = await bot.execute("python3", "-c", told)
    held = {
        name.lower().replace("_", "-") for name in ended.out.split() if not name.startswith("footnote-bot")
    }
    locked = re.findall(r"^([a-z0-9.-]+==[^\s;]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)

    assert "discord-py" in {name.partition("==")[0].replace(".", "-") for name in held}
    assert {name.replace(".", "-") for name in held} <= {name.replace(".", "-") for name in locked}
    assert "hatchling" in {name.partition("==")[0] for name in locked}


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


async def test_has_what_postgresql_needs(engine: Engine, image: str) -> None:
    nobody = ("-e", "FOOTNOTE_DATABASE=postgresql://footnote@127.0.0.1:1/footnote")

    ended = await engine.once(image, "settings", "export", options=nobody)

    assert ended.code == 2
    assert "postgresql://footnote@127.0.0.1:1/footnote: can't be reached" in ended.err


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
