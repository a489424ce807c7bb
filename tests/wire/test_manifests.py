"""The Compose file and the Kubernetes manifest of docs/OPERATIONS.md, run as processes."""

from __future__ import annotations

import hashlib
import io
import re
import signal
import tarfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import web

from bot.settings import SHIPPED_KNOWLEDGE
from tests.conftest import ROOT
from tests.faults.answers import QUESTION, answered_once
from tests.faults.moderator import everybody_may, is_private, make_private
from tests.loopback import Loopback
from tests.postgres import PASSWORD, PostgresServer

from .fast_identifies import WINDOW
from .process import TOKEN, BotProcess, Environment, command, environment, running
from .test_processes import FAST, hall

GUIDE = (ROOT / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
BLOCKS = [
    yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
]


def compose() -> list[Environment]:
    """What each of Footnote's containers has in its environment."""
    services: dict[str, Any] = next(each for each in BLOCKS if each.get("name") == "footnote-several")[
        "services"
    ]
    return [dict(each["environment"]) for name, each in services.items() if name.startswith("footnote")]


def kubernetes(replicas: int) -> list[Environment]:
    """What the container of each pod has in its environment, with fewer pods than the manifest's."""
    spec = next(each for each in BLOCKS if each.get("kind") == "StatefulSet")["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    given = {each["name"]: each["value"] for each in container["env"]}
    assert given["FOOTNOTE_PROCESSES"] == str(spec["replicas"])
    given["FOOTNOTE_PROCESSES"] = str(replicas)
    return [{**given, "HOSTNAME": f"footnote-{number}"} for number in range(replicas)]


def systemd(processes: int) -> list[Environment]:
    """What each instance of the unit has in its environment, with fewer than the guide's."""
    (unit,) = (
        text
        for text in re.findall(r"^```ini\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
        if "footnote@" in text
    )
    words = " ".join(re.findall(r"^Environment=(.*)$", unit, re.MULTILINE)).split()
    assert "FOOTNOTE_PROCESS=%i/8" in words
    return [
        dict(word.replace("%i/8", f"%i/{processes}").replace("%i", str(n)).split("=", 1) for word in words)
        for n in range(processes)
    ]


@asynccontextmanager
async def articles() -> AsyncIterator[str]:
    """The address of an archive of the shipped article."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        made.add(SHIPPED_KNOWLEDGE, arcname=".")
    body = out.getvalue()
    digest = f"{hashlib.sha256(body).hexdigest()}  articles.tar.gz\n"

    async def archive(_: web.Request) -> web.Response:
        return web.Response(body=body)

    async def digest_of_it(_: web.Request) -> web.Response:
        return web.Response(text=digest)

    app = web.Application()
    app.router.add_get("/articles.tar.gz", archive)
    app.router.add_get("/articles.tar.gz.sha256", digest_of_it)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/articles.tar.gz"
    await runner.cleanup()


@pytest.mark.parametrize("manifest", ["compose", "systemd", "kubernetes"])
async def test_a_manifest_of_the_guide_runs(manifest: str, tmp_path: Path) -> None:
    """Only addresses and files differ: here all is on one machine."""
    manifests: dict[str, Callable[[], list[Environment]]] = {
        "compose": compose,
        "systemd": lambda: systemd(2),
        "kubernetes": lambda: kubernetes(2),
    }
    given = manifests[manifest]()
    assert len(given) == 2
    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "password").write_text(PASSWORD)
    with PostgresServer() as postgres:
        name = await postgres.new_database()
        async with Loopback(token=TOKEN) as discord, articles() as archive, AsyncExitStack() as stack:
            everybody_may(discord)
            discord.gateway.behaviour.shards = 4
            discord.gateway.behaviour.identify_seconds = WINDOW
            here = {
                "DISCORD_TOKEN_FILE": str(tmp_path / "token"),
                "FOOTNOTE_DATABASE": postgres.url(name, password=None),
                "FOOTNOTE_DATABASE_PASSWORD_FILE": str(tmp_path / "password"),
                "FOOTNOTE_ARTICLES": archive,
            }
            bots: list[tuple[BotProcess, Environment]] = []
            for number, variables in enumerate(given):
                replaced = {
                    key: here.get(key, value) for key, value in variables.items() if key != "FOOTNOTE_DATA"
                }
                if "FOOTNOTE_ARTICLES" in replaced:
                    replaced["FOOTNOTE_ARTICLES_LOCAL"] = "true"
                env = environment(discord, tmp_path / f"data-{number}", DISCORD_TOKEN="", **replaced)
                bots.append((await stack.enter_async_context(running(env, tmp_path, FAST)), env))
            for bot, env in bots:
                await bot.says("Ready as")
                assert await command("health", env=env, cwd=tmp_path) == (0, "ready\n")
            assert len(discord.gateway.sessions) == 4
            assert discord.gateway.too_early == 0
            for number in range(4):
                place = hall(discord, number)
                await make_private(discord, place)
                assert await is_private(discord, place)
                said = await discord.says(discord.ada, place, f"{discord.bot.mention} {QUESTION}")
                await answered_once(discord, said)
            for bot, _ in bots:
                bot.signal(signal.SIGTERM)
                assert await bot.ends() == 0
                assert "Traceback" not in bot.output
                assert PASSWORD not in bot.output
