"""`footnote` whose process is killed at its next commit, once the file `crash` says when.

The file holds `before` for the moment in which a change is written but not committed, `after` for the one
after the commit.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import aiosqlite

from bot.cli import main

FILE = Path("crash")
"""In the working folder."""

_commit = aiosqlite.Connection.commit


def _moment() -> str:
    return FILE.read_text() if FILE.exists() else ""


async def commit(self: aiosqlite.Connection) -> None:
    """Commit, and be killed before or after."""
    moment = _moment() if self.in_transaction else ""
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    await _commit(self)
    if moment == "after":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    aiosqlite.Connection.commit = commit  # type: ignore[method-assign]
    main()
