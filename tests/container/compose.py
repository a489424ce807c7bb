"""compose.yaml brought up for real by Compose, with the token as each of its two ways takes it."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from secrets import token_hex

import pytest

from tests.loopback import Loopback

from .conftest import ROOT, TOKEN, addresses, assert_without_rights, connected
from .engine import Container, Engine, call

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMPOSE = shlex.split(os.environ.get("COMPOSE") or "docker compose")


@pytest.mark.parametrize("way", ["DISCORD_TOKEN", "DISCORD_TOKEN_FILE"])
async def test_comes_up_and_answers(engine: Engine, image: str, tmp_path: Path, way: str) -> None:
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n")
    secret.chmod(0o644)
    environ = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": ""}
    environ[way] = TOKEN if way == "DISCORD_TOKEN" else str(secret)
    project, changes = f"footnote-test-{token_hex(4)}", tmp_path / "changes.yaml"
    async with Loopback(token=TOKEN) as discord:
        service = {"image": image, "network_mode": "host", "environment": addresses(discord)}
        changes.write_text(json.dumps({"services": {"footnote": service}}))
        files = ("-f", str(ROOT / "compose.yaml"), "-f", str(changes), "-p", project)
        try:
            ended = await call(*COMPOSE, *files, "up", "-d", "--no-build", environ=environ)
            assert ended.code == 0, ended.err
            container = Container(engine, f"{project}-footnote-1")
            await connected(discord, container)
            await assert_locked_down(container)
            asked = await discord.slash(discord.ada, discord.channel, "ask", question="Who led the Red Army?")
        finally:
            await call(*COMPOSE, *files, "down", "-v", environ=environ)

    assert "Trotsky was also the paramount leader of the" in asked.text
    assert discord.refusals == []


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
