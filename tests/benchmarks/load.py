"""How fast the running bot answers, and whether every question gets one answer.

    python -m tests.benchmarks.load [--seconds 60] [--commands 2000] [--mentions 500] [--burst 500]

The real process answers `/ask` and mentions that the loopback sends it, evenly over some seconds, then a
burst at once, four fifths of it commands. Ends with exit code 1 where an answer is lost or comes twice, where
Discord hears nothing within three seconds, or where its schema (`DISCORD_OPENAPI`) refuses an answer.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from tests.loopback import Loopback
from tests.wire.process import environment, running

from .bot_process import (
    QUESTIONS,
    TOKEN,
    Arrivals,
    LagProbe,
    ask_seconds,
    cpu_seconds,
    paced,
    peak,
    resident,
    told,
)

PATIENCE = 30.0
"""Seconds after the last question in which answers may still come in."""

TOO_LATE = 3.0
"""https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback"""


class Round:
    """A number of questions, and when each was asked and answered by the process `pid`.

    `questions` are asked one after the other, again and again.
    """

    def __init__(
        self, name: str, discord: Loopback, arrivals: Arrivals, pid: int, questions: Sequence[str] = QUESTIONS
    ) -> None:
        self.name, self._discord, self._arrivals, self._pid = name, discord, arrivals, pid
        self._questions = questions
        self.asked: dict[int, float] = {}
        self.work = self.own_work = 0.0
        """Seconds of processor time, the bot's and the loopback's."""

    async def run(self, commands: int, mentions: int, seconds: float) -> None:
        """Ask, and wait for the answers."""
        world = self._discord.world
        channels = [world.add_channel(self._discord.guild, f"{self.name}-{n}") for n in range(mentions)]
        acts: list[tuple[float, Callable[[], Awaitable[None]]]] = []
        acts += [(n / commands, self._command(n)) for n in range(commands)]
        acts += [(n / mentions, self._mention(n, channels[n].id)) for n in range(mentions)]
        acts.sort(key=lambda act: act[0])
        work, own_work = cpu_seconds(self._pid), time.process_time()
        await paced([act for _, act in acts], seconds)
        end = time.monotonic() + PATIENCE
        while len(self.taken()) < commands + mentions and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        self.work, self.own_work = cpu_seconds(self._pid) - work, time.process_time() - own_work
        await asyncio.sleep(0.5)  # a second answer would come now

    def _command(self, number: int) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            discord, now = self._discord, asyncio.get_running_loop().time()
            question = self._questions[number % len(self._questions)]
            who = discord.world.add_user(f"asker {number}")  # one person may not ask without end
            asked = await discord.use(who, discord.channel, "ask", question=question)
            self.asked[asked.id] = now

        return act

    def _mention(self, number: int, channel: int) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            discord, now = self._discord, asyncio.get_running_loop().time()
            question = self._questions[number % len(self._questions)]
            place = discord.world.channels[channel]
            said = await discord.says(
                discord.world.add_user(f"writer {number}"), place, f"{discord.bot.mention} {question}"
            )
            self.asked[said.id] = now

        return act

    def taken(self) -> list[float]:
        """Seconds from each event to its (first) answer."""
        times = self._arrivals.times
        return [times[number][0] - then for number, then in self.asked.items() if number in times]

    def first_responses(self) -> list[float]:
        """Seconds from each command to its answer, or to the word that one follows."""
        known = self._arrivals.responses
        return [known[number] - then for number, then in self.asked.items() if number in known]

    def deferred(self) -> int:
        """How many were told that the answer follows."""
        times, responses = self._arrivals.times, self._arrivals.responses
        return sum(n in responses and responses[n] < times.get(n, (math.inf,))[0] for n in self.asked)

    def faults(self) -> list[str]:
        """What must not be."""
        times, first = self._arrivals.times, self.first_responses()
        counts = {
            "lost": len(self.asked) - len(self.taken()),
            "answered twice": sum(len(times.get(number, ())) > 1 for number in self.asked),
            "after three seconds": sum(seconds > TOO_LATE for seconds in first),
        }
        return [f"{count} {what}" for what, count in counts.items() if count]

    def report(self, lags: list[float]) -> str:
        """Three lines."""
        verdict = ", ".join(self.faults()) or "none lost, none doubled, none late"
        work, own_work = (1000 * spent / max(len(self.asked), 1) for spent in (self.work, self.own_work))
        return (
            f"{self.name:10} {len(self.asked):5} questions   {told(self.taken())}   {verdict}\n"
            f"{'':10} event-loop lag    {told(lags)}\n"
            f"{'':10} processor time a question: the bot's {work:.2f} ms, the loopback's {own_work:.2f} ms"
        )


async def measure(seconds: float, commands: int, mentions: int, burst: int) -> int:
    """Run everything and print the table. Returns the exit code."""
    discord = Loopback(token=TOKEN)
    # The schema's look takes longer than the bot's answer: it comes when the time no longer counts.
    schema, discord.state.schema = discord.state.schema, None
    arrivals = Arrivals(discord)
    with tempfile.TemporaryDirectory() as folder:
        async with discord:
            began = time.monotonic()
            async with running(environment(discord, Path(folder) / "data"), Path(folder)) as bot:
                await bot.says("Ready as")
                ready = time.monotonic() - began
                assert arrivals.first is not None
                print(
                    f"footnote run: first request after {arrivals.first - began:.2f} s, ready {ready:.2f} s"
                )
                print(f"memory: {resident(bot.pid):.0f} MB when ready")
                rounds = []
                mixed = (burst * 4 // 5, burst - burst * 4 // 5)
                for name, share, lasts in (("steady", (commands, mentions), seconds), ("burst", mixed, 0.0)):
                    this = Round(name, discord, arrivals, bot.pid)
                    probe = LagProbe(discord, every=1.0 if lasts else 0.1)
                    await this.run(*share, lasts)
                    print(this.report(probe.stop()), flush=True)
                    rounds.append(this)
                print(f"memory: {resident(bot.pid):.0f} MB after, {peak(bot.pid):.0f} MB at the most")
                refused = [str(refusal) for refusal in discord.refusals]
                if schema is not None:
                    for each in discord.requests:
                        if each.body is not None:
                            refused += map(str, schema.request_flaws(each.method, each.template, each.body))
                print(f"refused by Discord: {len(refused)} {refused[:3] if refused else ''}")
                return int(bool(refused) or any(this.faults() for this in rounds))


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description="Load on the bot.")
    parser.add_argument("--seconds", type=float, default=60, help="seconds of steady load")
    parser.add_argument("--commands", type=int, default=2000, help="/ask in this time")
    parser.add_argument("--mentions", type=int, default=500, help="mentions in this time")
    parser.add_argument("--burst", type=int, default=500, help="questions at once, afterwards")
    given = parser.parse_args()
    asks = ask_seconds()
    print(f"footnote ask, whole process: median {statistics.median(asks):.2f} s, max {max(asks):.2f} s")
    sys.exit(asyncio.run(measure(given.seconds, given.commands, given.mentions, given.burst)))


if __name__ == "__main__":
    main()
