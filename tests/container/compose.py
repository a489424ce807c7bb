"""compose.yaml brought up for real by Compose, with the token as each of its two ways takes it."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from secrets import token_hex

import pytest

from tests.loopback import Loopback

from .conftest import PATIENCE, ROOT, TOKEN, addresses, assert_without_rights, connected
from .engine import Container, Engine, call

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMPOSE = shlex.split(os.environ.get("COMPOSE") or "docker compose")


@asynccontextmanager
async def brought_up(
    engine: Engine, image: str, folder: Path, discord: Loopback, environ: dict[str, str]
) -> AsyncIterator[Container]:
    """The service of compose.yaml, led to the loopback; taken away at the end."""
    project, changes = f"footnote-test-{token_hex(4)}", folder / "changes.yaml"
    service = {"image": image, "network_mode": "host", "environment": addresses(discord)}
    changes.write_text(json.dumps({"services": {"footnote": service}}))
    files = ("-f", str(ROOT / "compose.yaml"), "-f", str(changes), "-p", project)
    try:
        ended = await call(*COMPOSE, *files, "up", "-d", "--no-build", environ=environ)
        assert ended.code == 0, ended.err
        yield Container(engine, f"{project}-footnote-1")
    finally:
        await call(*COMPOSE, *files, "down", "-v", environ=environ)


@pytest.mark.parametrize("way", ["DISCORD_TOKEN", "DISCORD_TOKEN_FILE"])
async def test_comes_up_and_answers(engine: Engine, image: str, tmp_path: Path, way: str) -> None:
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n")
    secret.chmod(0o644)
    environ = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": ""}
    environ[way] = TOKEN if way == "DISCORD_TOKEN" else str(secret)
    async with (
        Loopback(token=TOKEN) as discord,
        brought_up(engine, image, tmp_path, discord, environ) as container,
    ):
        await connected(discord, container)
        await assert_locked_down(container)
        asked = await discord.slash(discord.ada, discord.channel, "ask", question="Who led the Red Army?")

    assert "Trotsky was also the paramount leader of the" in asked.text
    assert discord.refusals == []


async def test_waits_for_a_network_that_comes_later(engine: Engine, image: str, tmp_path: Path) -> None:
    """As after a power cut: unhealthy meanwhile, it tries by itself, and isn't started over and over."""
    async with Loopback(token=TOKEN) as discord, AsyncExitStack() as stack:
        outage = discord.outage()
        await outage.__aenter__()
        started = brought_up(engine, image, tmp_path, discord, {"DISCORD_TOKEN": TOKEN})
        container = await stack.enter_async_context(started)
        await logs_say(container, "Discord can't be reached")
        assert not await container.healthy()
        await outage.__aexit__(None, None, None)
        await connected(discord, container)
        assert await container.inspect("{{.RestartCount}}") == "0"


async def logs_say(container: Container, words: str) -> None:
    """Wait until its log holds these words."""
    for _ in range(round(PATIENCE)):
        if words in (log := await container.logs()):
            return
        await asyncio.sleep(1)
    pytest.fail(f"no “{words}” in:\n{log}")


async def assert_locked_down(container: Container) -> None:
    """What compose.yaml promises, as the kernel and the engine have it."""
    assert_without_rights((await container.execute("cat", "/proc/1/status")).out)
    mounts = [line.split() for line in (await container.execute("cat", "/proc/mounts")).out.splitlines()]
    options = {place: set(given.split(",")) for _, place, _, given, *_ in mounts}
    assert "ro" in options["/"]
    assert {"rw", "noexec", "nosuid", "nodev"} <= options["/tmp"]
    assert "rw" in options["/data"]
    facts = json.loads(await container.inspect("{{json .HostConfig}}"))
    assert facts["RestartPolicy"]["Name"] == "unless-stopped"
    assert (facts["Memory"], facts["PidsLimit"]) == (256 * 1024 * 1024, 100)
    log = facts["LogConfig"]
    # Podman has the largest size elsewhere, and one file at a time.
    assert ((log["Config"] or {}).get("max-size") or log.get("Size")) in ("10m", "10MB"), log
