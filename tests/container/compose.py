"""compose.yaml brought up for real by Compose, with the token as each of its two ways takes it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from secrets import token_hex

import pytest
import yaml

from tests.faults.moderator import everybody_may, is_private, make_private
from tests.loopback import Loopback
from tests.postgres import PASSWORD, PostgresServer
from tests.wire.test_processes import hall

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


def several(folder: Path, image: str, environ: dict[str, str]) -> Path:
    """The Compose file for several processes of docs/OPERATIONS.md, with PostgreSQL outside of it."""
    guide = (ROOT / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    (found,) = (each for each in map(yaml.safe_load, blocks) if each.get("name") == "footnote-several")
    one = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["footnote"]
    del found["services"]["postgres"], found["volumes"]["postgres"]
    for service in found["services"].values():
        assert (service["image"], service["build"]) == (one["image"], one["build"])
        del service["depends_on"], service["build"]
        service["image"], service["network_mode"] = image, "host"
        service["environment"] |= environ
    file = folder / "compose.several.yaml"
    file.write_text(yaml.safe_dump(found), encoding="utf-8")
    return file


async def test_several_processes_share_what_is_set(engine: Engine, image: str, tmp_path: Path) -> None:
    """The image has what PostgreSQL needs; what a moderator sets is there when all have started anew."""
    for name, words in {"token": TOKEN, "secret": PASSWORD}.items():
        (tmp_path / name).write_text(f"{words}\n")
        (tmp_path / name).chmod(0o644)
    files = {"DISCORD_TOKEN_FILE": tmp_path / "token", "POSTGRES_PASSWORD_FILE": tmp_path / "secret"}
    given = {name: str(file) for name, file in files.items()}
    project = f"footnote-test-{token_hex(4)}"
    with PostgresServer() as postgres:
        url = postgres.url(await postgres.new_database(), password=None)
        async with Loopback(token=TOKEN) as discord:
            everybody_may(discord)
            discord.gateway.behaviour.shards = 2
            discord.gateway.behaviour.identify_seconds = 5.0
            halls = [hall(discord, number) for number in (2, 3)]
            file = several(tmp_path, image, {**addresses(discord), "FOOTNOTE_DATABASE": url})
            compose = (*COMPOSE, "-f", str(file), "-p", project)
            containers = [Container(engine, f"{project}-footnote-{number}-1") for number in (0, 1)]
            try:
                for start in range(2):
                    ended = await call(*compose, "up", "-d", "--no-build", environ=given)
                    assert ended.code == 0, ended.err
                    for container in containers:
                        await logs_say(container, "Ready as")
                    for place in halls:
                        if not start:
                            await make_private(discord, place)
                        assert await is_private(discord, place)
                    exported = await containers[0].execute("footnote", "settings", "export")
                    assert len(exported.out.splitlines()) == 2, exported.err
                    assert (await call(*compose, "down", "-v", environ=given)).code == 0
            finally:
                await call(*compose, "down", "-v", environ=given)
    assert discord.gateway.too_early == 0


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
    assert (facts["Memory"], facts["PidsLimit"]) == (384 * 1024 * 1024, 100)
    log = facts["LogConfig"]
    # Podman has the largest size elsewhere, and one file at a time.
    assert ((log["Config"] or {}).get("max-size") or log.get("Size")) in ("10m", "10MB"), log
