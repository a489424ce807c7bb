"""What `mem_limit` must allow: the memory of a bot with a library of some size, and made-up servers.

    python -m tests.benchmarks.memory_limits [--sizes 1000 10000 100000] [--guilds 1000]

The real process against a loopback, at its first start (the index is made), while an article changes (the new
index stands beside the old one), and at its second start (the index was kept). MB are those of the process
and of all that it starts, what they share counted once (Linux: proportional set size), as a container's are.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from pathlib import Path

from tests.loopback import Loopback
from tests.wire.process import BotProcess, environment, running

from .guilds import crowded
from .large import OF_ARTICLE, SETTLED, processor_seconds, until, write_article, write_library

SERVER = (20, 15, 20)
"""Channels, roles and emojis of each."""

EVERY = 0.1
"""Seconds between two looks."""


def shared_out(pid: int) -> float:
    """MB of a process and of its children now; 0 for one that has ended."""
    total = 0.0
    for process in [pid, *_children(pid)]:
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(value) for value in re.findall(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)) / 1000
    return total


def _children(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *_children(child)]
    except OSError:
        pass
    return found


class Most:
    """The most memory of a process since it was asked last."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0.0
        self._task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while True:
            self._most = max(self._most, await asyncio.to_thread(shared_out, self._pid))
            await asyncio.sleep(EVERY)

    def taken(self) -> float:
        """MB; counting begins anew."""
        most, self._most = self._most, 0.0
        return most

    def stop(self) -> None:
        """Look no more."""
        self._task.cancel()


async def settled(bot: BotProcess) -> None:
    """Return when the bot has nothing left to do."""
    worked = -1.0
    while (now := processor_seconds(bot.pid)) - worked > 0.1:
        worked = now
        await asyncio.sleep(2 * SETTLED)


async def started(discord: Loopback, bot: BotProcess) -> None:
    """Return when the bot is ready and rests."""
    await until(lambda: "Ready as" in bot.output or bot.ended, "the start")
    assert not bot.ended, bot.output
    await until(lambda: bool(discord.world.commands), "the commands")
    await settled(bot)


async def measure(size: int, guilds: int) -> None:
    """One row."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = write_library(folder / "articles", size)
        discord = crowded(guilds, *SERVER)
        discord.state.schema = None
        async with discord:
            env = environment(discord, folder / "data", FOOTNOTE_KNOWLEDGE=str(folder / "articles"))
            async with running(env, folder) as bot:
                most = Most(bot.pid)
                await started(discord, bot)
                first, first_rest = most.taken(), shared_out(bot.pid)
                write_article(folder / "articles", 0, [[*words, "changed"] for words in texts[:OF_ARTICLE]])
                await until(lambda: "Articles have changed" in bot.output, "the change")
                await settled(bot)
                change = most.taken()
                most.stop()
            async with running(env, folder) as bot:
                most = Most(bot.pid)
                await started(discord, bot)
                second, second_rest = most.taken(), shared_out(bot.pid)
                write_article(folder / "articles", 0, texts[:OF_ARTICLE])
                await until(lambda: "Articles have changed" in bot.output, "the change")
                await settled(bot)
                later = most.taken()
                most.stop()
    print(
        f"| {size:,} | {first:.0f}, {first_rest:.0f} | {change:.0f} | {second:.0f}, {second_rest:.0f} |"
        f" {later:.0f} |",
        flush=True,
    )


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.memory_limits", description="What mem_limit must allow."
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--guilds", type=int, default=1_000)
    given = parser.parse_args()
    print(f"MB with {given.guilds} servers: at most, and at rest")
    print("| passages | first start | an article changes | second start | an article changes |")
    print("|---|---|---|---|---|")
    for size in given.sizes:
        asyncio.run(measure(size, given.guilds))


if __name__ == "__main__":
    main()
