"""A program that is forked begins and ends as one that is started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .forked import ENVIRONMENT, can_be_forked
from .process import TOKEN, command


@pytest.mark.parametrize("end", ["0", "3", "raises", "killed"])
async def test_it_begins_and_ends_as_one_that_is_started(tmp_path: Path, end: str) -> None:
    env = ENVIRONMENT | {"PATH": "/nowhere", "DISCORD_TOKEN": TOKEN}
    forked, started = [
        await command(end, env=env, cwd=tmp_path, program="tests.wire.beginning", python=python)
        for python in (None, sys.executable)
    ]
    assert forked[0] == started[0]
    assert _without_frames(forked[1]) == _without_frames(started[1])
    assert "to standard error" in forked[1]


def _without_frames(output: str) -> list[str]:
    """The frames of a traceback, which are more where the program was forked, are left out."""
    return [line for line in output.splitlines() if not line.startswith("  ")]


def test_what_python_reads_at_its_start_is_not_forked() -> None:
    if sys.platform == "linux":
        assert can_be_forked(ENVIRONMENT | {"FOOTNOTE_DATA": "/data"})
    assert not can_be_forked(ENVIRONMENT | {"PYTHONFAULTHANDLER": "1"})
    assert not can_be_forked({})
