"""`footnote` whose process is killed in the middle of its next write, where the file `fell` says so.

`before` stands for the moment in which a change is written but not yet committed, `after` for the one after.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import aiosqlite

from bot.cli import main

FILE = Path("fell")
"""In the working folder; holds the moment."""

_commit = aiosqlite.Connection.commit


def _moment() -> str:
    return FILE.read_text() if FILE.exists() else ""


async def commit(self: aiosqlite.Connection) -> None:
    """Commit, and die before or after."""
    moment = _moment() if self.in_transaction else ""
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    await _commit(self)
    if moment == "after":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    aiosqlite.Connection.commit = commit  # type: ignore[method-assign]
    main()
