"""The command, called in a thread beside the server that the test runs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    output: str
    errors: str


async def footnote(*arguments: str | Path) -> Result:
    """Run `footnote` with these arguments."""
    result = await asyncio.to_thread(CliRunner().invoke, main, [str(each) for each in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Result(result.exit_code, result.stdout, result.stderr)
