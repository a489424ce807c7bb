"""Somebody pulls the plug while settings are written, again and again.

    python -m tests.faults.crash_while_writing FOLDER SEED ROUNDS

Each round a process of its own writes one setting after the other, by the bot's own store, and is killed at a
moment that is drawn; then the file is read as at a start. Prints one JSON object a round.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path
from select import select

from bot.discord_app.storage.guild_settings import DEFAULTS, GuildSettings
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.sqlite_database import SQLiteDatabase

WRITTEN, KEPT = 1, 2
"""The server whose settings change all the time, and one whose settings were there before."""

PATIENCE = 60.0
"""Seconds after which a writer that keeps nothing, or a connection that doesn't end, is given up."""

LONGEST = 0.03
"""Seconds that a writer lives after its first write."""


def numbered(number: int) -> GuildSettings:
    """Settings in which every column tells the number."""
    return GuildSettings(
        channels=frozenset({number}),
        passages=number % 10 + 1,
        compact=bool(number % 2),
        private=not number % 2,
        articles=frozenset({f"article-{number}"}),
        locale=("de", "fr", "es")[number % 3],
    )


def number_of(settings: GuildSettings) -> int | None:
    """The number that all columns tell; None where they don't agree, 0 where nothing is set."""
    if settings == DEFAULTS:
        return 0
    (number,) = settings.channels or {-1}
    return number if settings == numbered(number) else None


async def write(data: Path, first: int, told: int) -> None:
    """Write numbers from `first` on without end; each is told when it is kept."""
    store = GuildStore(SQLiteDatabase(data))
    await store.load()
    number = first
    while True:
        await store.change(WRITTEN, lambda _, n=number: numbered(n))  # type: ignore[misc]
        os.write(told, f"{number}\n".encode())
        number += 1


def killed_writing(data: Path, first: int, seconds: float) -> int:
    """Let a process write, and kill it `seconds` after its first write: the last number that it told."""
    for thread in threading.enumerate():  # of a connection that has just ended
        if thread is not threading.current_thread():
            thread.join(PATIENCE)
            assert not thread.is_alive(), f"{thread.name} of a connection doesn't end"
    reading, writing = os.pipe()
    writer = os.fork()
    if not writer:
        os.close(reading)
        asyncio.run(write(data, first, writing))
    os.close(writing)
    with os.fdopen(reading) as lines:
        first_line = select([lines], [], [], PATIENCE)[0] and lines.readline()
        if not first_line:
            os.kill(writer, signal.SIGKILL)
            raise SystemExit(f"the writer has kept nothing after {PATIENCE:g} s")
        told = int(first_line)
        time.sleep(seconds)
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        return max([told, *map(int, filter(str.strip, lines))])


async def found(data: Path) -> tuple[int | None, int | None]:
    """The numbers that both servers' settings tell after a start."""
    store = GuildStore(SQLiteDatabase(data))
    await store.load()
    return number_of(store.settings_in(WRITTEN)), number_of(store.settings_in(KEPT))


def main(folder: str, seed: str, rounds: str) -> None:
    """All rounds."""
    data, chance, last = Path(folder), random.Random(int(seed)), 0
    asyncio.run(GuildStore(SQLiteDatabase(data)).change(KEPT, lambda _: numbered(KEPT)))
    for _ in range(int(rounds)):
        told = killed_writing(data, last + 1, chance.uniform(0, LONGEST))
        # A file that SQLite takes away when a connection ends: the kill came in the middle of a write.
        within = (data / "footnote.sqlite3-wal").exists()
        number, kept = asyncio.run(found(data))
        print(json.dumps({"told": told, "found": number, "kept": kept, "within": within}))
        last = max(told, number or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
