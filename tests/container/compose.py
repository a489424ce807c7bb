"""compose.yaml brought up for real by Compose, with the token as each of its two ways takes it."""

from __future__ import annotations

import json
import os
import shlex
from pathlib import Path
from secrets import token_hex

import pytest

from tests.loopback import Loopback

from .conftest import TOKEN, addresses, connected
from .engine import Container, Engine, call

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMPOSE = shlex.split(os.environ.get("COMPOSE") or "docker compose")
ROOT = Path(__file__).parents[2]


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
            await connected(discord, Container(engine, f"{project}-footnote-1"))
            asked = await discord.slash(discord.ada, discord.channel, "ask", question="Who led the Red Army?")
        finally:
            await call(*COMPOSE, *files, "down", "-v", environ=environ)

    assert "Trotsky was also the paramount leader of the" in asked.text
    assert discord.refusals == []
