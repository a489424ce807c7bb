"""The log of the real process, in both forms: what a person reads, and what a program gathers."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.failing_answerer import WORD
from tests.loopback import Loopback

from .process import TOKEN, BotProcess, environment, running

SAD = f"Is it {WORD}?"
CALLBACK = "/interactions/*/callback"


async def troubled(discord: Loopback, bot: BotProcess) -> list[str]:
    """A question that makes an error, as a command and as a message at the same time, and an answer that
    Discord no longer waits for; the ids that the askers of the first two were given.
    """
    said = await discord.direct_message(discord.ben, SAD)
    asked, reply = await asyncio.gather(
        discord.slash(discord.ada, discord.channel, "ask", question=SAD), discord.reply(said)
    )
    discord.faults.answer("POST", CALLBACK, 404, {"message": "", "code": 10062})
    await discord.use(discord.ada, discord.channel, "help")
    await bot.says("no longer waited")
    found = [re.search(r"name error ([0-9a-f]{6})\.", text) for text in (asked.text, reply.text)]
    return [match[1] for match in found if match]


async def run_in_trouble(folder: Path, form: str) -> tuple[list[str], list[str]]:
    """The ids, and the lines of the log."""
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, folder / "data", FOOTNOTE_LOG_FORMAT=form)
        async with running(env, folder, "tests.faults.failing_answerer") as bot:
            await bot.connects(discord)
            await discord.state.changes.wait_until(lambda: bool(discord.world.commands), "the commands")
            await bot.says("Ready as")
            ids = await troubled(discord, bot)
    assert len(set(ids)) == 2
    return ids, bot.output.splitlines()


async def test_a_line_of_json_for_each_record(tmp_path: Path) -> None:
    ids, lines = await run_in_trouble(tmp_path, "json")
    records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for record in records:
        time = datetime.fromisoformat(record["time"])
        assert time.utcoffset() == timedelta(0)
        assert abs(datetime.now(UTC) - time) < timedelta(minutes=5)
        assert record["logger"].startswith("bot.")
        assert set(record) <= {"time", "level", "logger", "message", "interaction", "kind", "exception"}
    ready = next(record for record in records if record["message"].startswith("Ready as"))
    assert set(ready) == {"time", "level", "logger", "message"}
    errors = {record["interaction"]: record for record in records if record["level"] == "ERROR"}
    assert set(errors) == set(ids)
    for error_id, place in zip(ids, ("/ask", "a message"), strict=True):
        record = errors[error_id]
        assert record["kind"] == "unforeseen"
        assert record["message"] == f"Error {error_id} in {place}"
        assert "failing_answerer.py" in record["exception"]
        assert record["exception"].endswith("builtins.ValueError")
    (late,) = [record for record in records if record["level"] == "WARNING"]
    assert late["kind"] == "late"
    assert re.fullmatch(r"[0-9a-f]{6}", late["interaction"])
    assert late["interaction"] not in ids


async def test_lines_for_people_tell_the_id_too(tmp_path: Path) -> None:
    ids, lines = await run_in_trouble(tmp_path, "text")
    for error_id, place in zip(ids, ("/ask", "a message"), strict=True):
        start = next(number for number, line in enumerate(lines) if f"Error {error_id} in {place}" in line)
        assert re.fullmatch(
            rf"\S+ \S+ ERROR   bot\.discord_app\.\S+\.failures: Error {error_id} in {place}",
            lines[start],
        )
        assert "failing_answerer.py" in "".join(lines[start : start + 60])
    (late,) = [line for line in lines if "no longer waited" in line]
    assert re.search(
        r"WARNING bot\.discord_app\.\S+\.failures \[[0-9a-f]{6}\]: /help: Discord no longer", late
    )
    assert sum(bool(re.search(r"\[[0-9a-f]{6}\]", line)) for line in lines) == 1
