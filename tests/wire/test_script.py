"""`python -m tests.loopback`, as scripts use it, with the real bot at its other end."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.loopback.change_signal import PATIENCE

from .process import REPOSITORY, TOKEN, environment, outcome, running

QUESTION = "When was the Fourth International founded?"


@asynccontextmanager
async def loopback(*arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The command, and the address that it prints first."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.loopback",
        "--token",
        TOKEN,
        *arguments,
        cwd=REPOSITORY,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):  # for the address
            address = (await process.stdout.readline()).decode().strip()
        yield process, address
    finally:
        if process.returncode is None:
            process.kill()
        async with asyncio.timeout(PATIENCE):
            await process.wait()


def leading_to(address: str, data: Path) -> dict[str, str]:
    """The bot's environment for that address."""
    return environment(
        None,
        data,
        FOOTNOTE_DISCORD_API_URL=f"{address}/api/v10",
        FOOTNOTE_DISCORD_GATEWAY_URL=f"{address.replace('http', 'ws', 1)}/gateway",
    )


async def test_questions_on_the_command_line(tmp_path: Path) -> None:
    async with (
        loopback("--ask", QUESTION) as (process, address),
        running(leading_to(address, tmp_path / "data"), tmp_path),
    ):
        output = await outcome(process, "python -m tests.loopback --ask")
    answer = json.loads(output)
    assert answer["question"] == QUESTION
    assert "established in France in 1938" in answer["text"]
    assert process.returncode == 0


async def test_questions_through_the_control_door(tmp_path: Path) -> None:
    async with loopback() as (process, address), aiohttp.ClientSession(address) as session:

        async def ask(path: str, **body: object) -> tuple[int, dict[str, object]]:
            async with session.post(f"/control/{path}", json=body) as response:
                return response.status, await response.json()

        assert (await ask("ask", question=QUESTION, timeout=0.1))[0] == 504
        async with running(leading_to(address, tmp_path / "data"), tmp_path):
            status, asked = await ask("ask", question=QUESTION, private=True)
            assert (status, asked["answered"], asked["ephemeral"]) == (200, True, True)
            cited = await ask("slash", name="cite", options={"number": "4"})
            mentioned = await ask("mention", text=QUESTION)
            assert "The Transitional Program" in str(cited[1]["text"])
            assert "established in France in 1938" in str(mentioned[1]["text"])
            assert (await ask("slash", name="nothing"))[0] == 409
            assert await ask("drop") == (200, {"dropped": True})
        async with session.get("/control/state") as response:
            state = await response.json()
        assert (state["identified"], state["refusals"]) == (1, [])
        process.send_signal(signal.SIGTERM)
        await outcome(process, "python -m tests.loopback")
        assert process.returncode == 0
