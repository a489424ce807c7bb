"""Years of a bot's life in minutes: people ask while all fails at random; each question is accounted for.

    python -m tests.benchmarks.soak [--minutes 10] [--seed 1] [--rate 5]

The real process, a loopback, `--rate` questions a second by commands, mentions and direct messages, and a
fault every few seconds, drawn by a seeded generator: cut lines, refused resumptions, invalid sessions,
outages, garbage, lost responses, rate limits, server errors, hanging requests, killed processes, changed and
broken articles. At the end every question must have been answered once, or its failure must be told: by an
apology, by a line in the log, or by Discord itself, where no bot was there to hear the question.
Ends with exit code 1 where one is missing, or has two answers, or where the bot doesn't recover.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import SHIPPED_KNOWLEDGE
from tests.loopback import Interaction, Loopback, Message, NotPossibleError
from tests.wire.process import BotProcess, environment, running

from .bot_process import QUESTIONS, TOKEN, resident

CALLBACK, MESSAGES = "/interactions/*/callback", "/channels/*/messages"

TOLD = re.compile(
    r"could not be sent|no longer waited|answers could not be finished|was gone before|Error [0-9a-f]{6} in"
)
"""Lines of the log that tell of a question without an answer."""

SETTLE = 75.0
"""Seconds at the end in which answers may still come: a minute's repetitions, and some."""


@dataclass
class Question:
    """One question, and whether a bot was connected when it was asked."""

    asked: Interaction | Message
    heard: bool

    def answers(self, replies: Counter[int]) -> int:
        """How many answers it has."""
        if isinstance(self.asked, Message):
            return replies[self.asked.id]
        first = self.asked.message is not None
        return int(first) + len(self.asked.follow_ups)


@dataclass
class Soak:
    """A run: the server, the bot that lives now, what was asked, what was done to it."""

    discord: Loopback
    folder: Path
    chance: random.Random
    """Of the faults; what is asked has one of its own, so that a seed's faults stay the same."""
    whims: random.Random
    questions: list[Question] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    logs: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    async def live(self, stack: AsyncExitStack) -> None:
        """Start a bot."""
        env = environment(
            self.discord,
            self.folder / "data",
            FOOTNOTE_KNOWLEDGE=str(self.folder / "articles"),
            FOOTNOTE_PATIENCE="600",
        )
        self.bot: BotProcess = await stack.enter_async_context(running(env, self.folder))

    def alive(self) -> bool:
        """Whether the bot's process is there."""
        return not self.bot.ended

    async def ask(self) -> None:
        """One question, in a way that is drawn."""
        discord, world = self.discord, self.discord.world
        person, question = world.add_user("somebody"), self.whims.choice(QUESTIONS)
        connected = discord.gateway.ready
        match self.whims.randrange(4):
            case 0:
                place = world.add_channel(discord.guild, "somewhere")
                asked: Interaction | Message = await discord.says(
                    person, place, f"{discord.bot.mention} {question}"
                )
            case 1:
                asked = await discord.direct_message(person, question)
            case _:
                try:
                    asked = await discord.use(person, discord.channel, "ask", question=question)
                except NotPossibleError:
                    return
        self.questions.append(Question(asked, connected))

    # Faults

    async def cut(self) -> None:
        """The gateway's line is cut."""
        await self.discord.gateway.drop()

    async def forgotten(self) -> None:
        """The line is cut, and Discord has forgotten the session."""
        self.discord.gateway.behaviour.accepts_resume = False
        await self.discord.gateway.drop()
        await asyncio.sleep(2)
        self.discord.gateway.behaviour.accepts_resume = True

    async def reconnect(self) -> None:
        """Discord asks for a reconnection."""
        await self.discord.gateway.ask_to_reconnect()

    async def invalid(self) -> None:
        """The session is invalid, and can be resumed or not."""
        await self.discord.gateway.invalidate(resumable=self.chance.random() < 0.5)

    async def outage(self) -> None:
        """Discord is out of reach for some seconds."""
        async with self.discord.outage():
            await asyncio.sleep(self.chance.uniform(0.5, 12))

    async def garbage(self) -> None:
        """Something that nobody understands."""
        event = '{"op": 0, "t": "MESSAGE_CREATE"}'
        frames: tuple[str | bytes, ...] = ("{", b"\x00\xff\x00\x00\xff\xff", "[]", event)
        for connection in self.discord.gateway.connections[:1]:
            await connection.send_frame(self.chance.choice(frames))

    async def lost(self) -> None:
        """Responses are lost."""
        for path in (CALLBACK, MESSAGES):
            status = self.chance.choice((None, 502, 503))
            self.discord.faults.lose("POST", path, status, times=self.chance.randint(1, 5))

    async def broken(self) -> None:
        """Discord's servers fail, or the line to them."""
        for path in (CALLBACK, MESSAGES):
            times = self.chance.randint(1, 8)
            if self.chance.random() < 0.3:
                self.discord.faults.cut("POST", path, times=times)
            else:
                status = self.chance.choice((500, 502, 503, 504))
                self.discord.faults.answer("POST", path, status, {"message": "broken"}, times=times)

    async def limited(self) -> None:
        """Rate limits."""
        everywhere = self.chance.random() < 0.3
        wait = self.chance.uniform(0.2, 3)
        self.discord.faults.rate_limit("POST", MESSAGES, retry_after=wait, everywhere=everywhere)
        self.discord.faults.rate_limit("POST", CALLBACK, retry_after=wait / 3)

    async def hanging(self) -> None:
        """A request hangs for some seconds."""
        gate = self.discord.faults.hold("POST", self.chance.choice((CALLBACK, MESSAGES)))
        await asyncio.sleep(self.chance.uniform(1, 20))
        gate.release()

    async def refused(self) -> None:
        """Discord refuses what it is sent, or has forgotten what it asked."""
        code, status = self.chance.choice(((50035, 400), (10062, 404)))
        self.discord.faults.answer("POST", CALLBACK, status, {"message": "refused", "code": code})
        self.discord.faults.answer("POST", MESSAGES, 400, {"message": "refused", "code": 50035})

    async def article(self) -> None:
        """An article is changed, broken, or mended."""
        self.write(self.chance.choice(("", "\n\nA further paragraph.\n", "\n\nBroken.[^99]\n")))

    def write(self, change: str = "") -> None:
        """The shipped article, with a change before its footnotes."""
        file = self.folder / "articles" / "trotskyism.md"
        text = (SHIPPED_KNOWLEDGE / "trotskyism.md").read_text(encoding="utf-8")
        file.write_text(text.replace("\n[^1]:", f"{change}\n[^1]:", 1), encoding="utf-8")

    async def killed(self, stack: AsyncExitStack) -> None:
        """The process is killed and started again."""
        os.kill(self.bot.pid, signal.SIGKILL)
        await self.bot.ends()
        self.logs.append(self.bot.output)
        self.logs.append("killed: answers could not be finished\n" * self.open_questions())
        self.write()  # nothing can start from an article that is broken
        await self.live(stack)

    def open_questions(self) -> int:
        """How many questions that were heard have no answer so far."""
        replies = self.replies()
        return sum(q.heard and not q.answers(replies) for q in self.questions)

    def told(self) -> int:
        """How many lines of the log tell of a question without an answer."""
        return len(TOLD.findall("".join(self.logs) + self.bot.output))

    def replies(self) -> Counter[int]:
        """Id of a message → the bot's replies to it."""
        replies = (m for m in self.discord.world.messages() if m.author.bot and not m.interaction)
        return Counter(m.reply_to.id for m in replies if m.reply_to)


async def run(minutes: float, seed: int, rate: float, only: list[str]) -> int:
    """The whole run. Returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        async with Loopback(token=TOKEN) as discord, AsyncExitStack() as stack:
            soak = Soak(discord, folder, random.Random(seed), random.Random(seed + 1))
            soak.write()
            await soak.live(stack)
            await soak.bot.says("Ready as")
            await _disturbed(soak, stack, minutes * 60, rate, only)
            return await _judged(soak, seed)


async def _disturbed(soak: Soak, stack: AsyncExitStack, seconds: float, rate: float, only: list[str]) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds

    async def asking() -> None:
        while loop.time() < end:
            await soak.ask()
            await asyncio.sleep(soak.whims.expovariate(rate))

    async def failing() -> None:
        kinds: dict[str, Callable[[], Awaitable[None]]] = {
            kind.__name__: kind
            for kind in (
                soak.cut, soak.forgotten, soak.reconnect, soak.invalid, soak.outage, soak.garbage, soak.lost,
                soak.broken, soak.limited, soak.hanging, soak.refused, soak.article,
            )
        }  # fmt: skip
        kinds["killed"] = lambda: soak.killed(stack)
        names = only or list(kinds)
        while loop.time() < end:
            await asyncio.sleep(soak.chance.uniform(0.5, 5))
            name = soak.chance.choice(names)
            soak.faults[name] += 1
            await kinds[name]()
            if soak.alive():
                soak.memory.append(resident(soak.bot.pid))

    async with asyncio.TaskGroup() as both:
        both.create_task(asking())
        both.create_task(failing())


async def _judged(soak: Soak, seed: int) -> int:
    """Let things settle, see that it answers again, and account for each question."""
    discord = soak.discord
    discord.faults.clear()
    loop = asyncio.get_running_loop()
    end = loop.time() + SETTLE
    while soak.open_questions() > soak.told() and loop.time() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.5)
    recovers = True
    try:
        await discord.ready(SETTLE)
        said = await discord.direct_message(discord.world.add_user("last"), QUESTIONS[0])
        recovers = bool((await discord.reply(said)).text)
    except TimeoutError:
        recovers = False
    told = soak.told()
    log = "".join(soak.logs) + soak.bot.output
    replies = soak.replies()
    counts = [(question, question.answers(replies)) for question in soak.questions]
    twice = sum(count > 1 for _, count in counts)
    silent = sum(not count and question.heard for question, count in counts)
    unheard = sum(not count and not question.heard for question, count in counts)
    kinds = ", ".join(f"{name} {count}" for name, count in soak.faults.most_common())
    print(f"seed {seed}: {soak.faults.total()} faults: {kinds}")
    print(f"{len(counts)} questions: {sum(count == 1 for _, count in counts)} answered once, {twice} twice")
    print(f"{unheard} asked while no bot was connected, and not answered; {silent} heard and not answered,")
    print(f"failures told: {told} (each of the log's lines that tells of one)")
    print(f"sessions begun: {discord.gateway.identified}, resumed: {discord.gateway.resumed}")
    least, most = min(filter(None, soak.memory)), max(soak.memory)
    print(f"memory: {least:.0f} to {most:.0f} MB, {soak.memory[-1]:.0f} at the end")
    print(f"recovers: {'yes' if recovers else 'NO'}; tracebacks: {log.count('Traceback')}")
    leaks = sum(words in log for words in (TOKEN, *QUESTIONS))
    print(f"words or tokens in the log: {leaks}")
    if not recovers:
        print("\n".join(log.splitlines()[-30:]))
    return int(bool(twice or leaks or silent > told or not recovers))


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.soak", description="Faults at random.")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=5, help="questions a second")
    parser.add_argument("--only", action="append", default=[], help="a kind of fault; may be given again")
    given = parser.parse_args()
    sys.exit(asyncio.run(run(given.minutes, given.seed, given.rate, given.only)))


if __name__ == "__main__":
    main()
