"""Does the bot's memory grow with the people who ever asked? Each asks once and never comes back.

    python -m tests.benchmarks.growth [--people 30000]

The real process, a loopback, commands and mentions. What is remembered of people is bounded (10,000 at a
time), so that memory grows until these tables are full, and then no more: ends with exit code 1 where the
last third of the people made it grow by more than MOST_GROWTH.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.loopback import Interaction, Loopback, Message
from tests.wire.process import environment, running

from .bot_process import QUESTIONS, TOKEN, resident

BATCHES = 6

AT_A_TIME = 20
"""People who wait for their answer at the same time."""

MOST_GROWTH = 3.0
"""MB in the last third of the people."""


async def one(discord: Loopback, number: int) -> Interaction | Message:
    """Somebody new asks, and gets an answer."""
    person, question = discord.world.add_user(f"person-{number}"), QUESTIONS[number % len(QUESTIONS)]
    if number % 4:
        return await discord.slash(person, discord.channel, "ask", question=question)
    said = await discord.says(person, discord.channel, f"{discord.bot.mention} {question}")
    return await discord.reply(said)


def forget(discord: Loopback) -> None:
    """Let the loopback forget what was said: it looks through all of it, for each reply."""
    world = discord.world
    for channel in world.channels.values():
        channel.messages.clear()
    world.interactions.clear()
    discord.requests.clear()


async def resumed(discord: Loopback, times: int) -> None:
    """Return when the bot is on the gateway again."""
    await discord.state.changes.wait_until(lambda: discord.gateway.resumed == times, "the bot")


async def run(people: int) -> int:
    """Ask, batch by batch. Returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        async with Loopback(token=TOKEN) as discord:
            env = environment(discord, Path(name) / "data", FOOTNOTE_COOLDOWN_ANSWERS="3")
            async with running(env, Path(name)) as bot:
                await bot.says("Ready as")
                await discord.state.changes.wait_until(lambda: bool(discord.world.commands), "the commands")
                memory = [resident(bot.pid)]
                print(f"{0:8} people: {memory[0]:6.1f} MB", flush=True)
                for batch in range(BATCHES):
                    began, each = time.monotonic(), people // BATCHES
                    for start in range(batch * each, (batch + 1) * each, AT_A_TIME):
                        await asyncio.gather(*(one(discord, n) for n in range(start, start + AT_A_TIME)))
                        forget(discord)
                    await discord.gateway.drop()
                    memory.append(resident(bot.pid))
                    rate = each / (time.monotonic() - began)
                    print(
                        f"{(batch + 1) * each:8} people: {memory[-1]:6.1f} MB, {rate:.0f} a second",
                        flush=True,
                    )
                    await resumed(discord, batch + 1)
    growth = memory[-1] - memory[-1 - BATCHES // 3]
    print(f"grown in the last third: {growth:.1f} MB, at most {MOST_GROWTH} are allowed")
    return int(growth > MOST_GROWTH)


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.growth", description="Memory, by people."
    )
    parser.add_argument("--people", type=int, default=30_000)
    sys.exit(asyncio.run(run(parser.parse_args().people)))


if __name__ == "__main__":
    main()
