"""Years of a bot's life in minutes: people ask while all fails at random; each question is accounted for.

    python -m tests.benchmarks.soak [--minutes 10] [--seed 1] [--rate 5] [--processes 1] [--articles 0]

The real process, a loopback, `--rate` questions a second by commands, mentions and direct messages, and a
fault every few seconds, drawn by a seeded generator (tests/benchmarks/misfortunes.py): cut lines, refused
resumptions, invalid sessions, outages, garbage, lost responses, rate limits, server errors, hanging requests,
killed processes, changed and broken articles.

With `--articles`, so many made-up ones stand beside the shipped one, and some of them change each time.

With several processes, each has a shard and PostgreSQL holds the settings: it is killed and started again,
too, and moderators change settings meanwhile. What they were told was kept must be there at the end.

Each question is written as no other is, in its capitals. At the end the loopback's records say what became of
each (tests/benchmarks/accounts.py): it was answered once, and what it asks; or told once that it failed; or
given up after a minute of faults, which the log tells; or nobody was there to hear it. What ended otherwise
is listed: exit code 1, as where the bot doesn't recover, or where somebody's words or the token stand in the
log.
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
from pathlib import Path

import asyncpg

from bot.answering.library_cache import LibraryCache
from bot.discord_app.discord_py.interaction_responses import RESPONSE_TIMEOUT
from bot.settings import Settings
from tests.faults.moderator import NOT_KEPT
from tests.loopback import Channel, Loopback, NotPossibleError
from tests.loopback.permissions import Permission
from tests.postgres import PostgresServer
from tests.wire.process import BotProcess, environment, running

from .accounts import Fate, Known, Question, collect, history, verdict
from .bot_process import QUESTIONS, TOKEN, resident
from .misfortunes import Misfortunes
from .soak_questions import Right, marked

SETTLE = 75.0
"""Seconds at the end in which answers may still come: a minute's repetitions, and some."""

GIVEN_UP = re.compile(r"An answer to a message could not be sent|The apology for error [0-9a-f]{6} could not")
"""What the log says of each message whose answer is given up, or the apology in its place."""

LISTED = 20
"""Lines of each list that are printed."""


class Soak:
    """A run: the server, the bot that lives now, what was asked, what was done to it."""

    def __init__(
        self, discord: Loopback, folder: Path, seed: int, processes: int = 1, articles: int = 0
    ) -> None:
        self.discord, self.folder = discord, folder
        self.chance, self.whims = random.Random(seed), random.Random(seed + 1)
        """Of the faults; what is asked has one of its own, so that a seed's faults stay the same."""
        (folder / "articles").mkdir()
        self.misfortunes = Misfortunes(discord, folder / "articles", self.chance, articles)
        self.misfortunes.write()
        if articles:  # so that the first start isn't what is waited for
            settings = Settings(knowledge=folder / "articles", data=folder / "data-0")
            cache = LibraryCache(settings.knowledge, settings.data)
            cache.answerer(cache.load(), settings)
        self.right = Right(folder / "right", ["Trotskyism"] + ["Made up"] * articles)
        self.questions: list[Question] = []
        self.faults: Counter[str] = Counter()
        self.memory: list[float] = []
        self.processes, self.articles = processes, articles
        self.postgres: PostgresServer | None = None
        self.database = ""
        self.bots: dict[int, BotProcess] = {}
        """The processes that live now, by their numbers."""
        self.misfortunes.is_starting = lambda: any("Ready as" not in bot.output for bot in self.bots.values())
        self.places = [discord.channel]
        """A channel on each shard."""
        self.chosen: dict[int, bool] = {}
        """Server → whether its cards are compact, as its moderator was told was kept."""
        self.doubtful: set[int] = set()
        """Servers whose last change got no answer, so that nobody knows what was kept."""
        self._earlier = ""

    @property
    def log(self) -> str:
        """All that every process so far has written."""
        return self._earlier + "".join(bot.output for bot in self.bots.values())

    async def prepare(self, stack: AsyncExitStack) -> None:
        """Start PostgreSQL where there are several processes, and make a server on each shard."""
        if self.processes == 1:
            return
        self.postgres = stack.enter_context(PostgresServer())
        self.database = self.postgres.url(await self.postgres.new_database())
        self.discord.gateway.behaviour.shards = self.processes
        self.places = []
        for number in range(self.processes):
            guild = self.discord.world.add_guild(
                f"Hall {number}", self.discord.ada, guild_id=(self.processes << 32 | number) << 22
            )
            guild.everyone |= Permission.MANAGE_GUILD
            self.places.append(self.discord.world.add_channel(guild, "questions"))

    async def live(self, stack: AsyncExitStack, number: int = 0) -> None:
        """Start a bot."""
        articles = str(self.folder / "articles")
        more = {}
        if self.processes > 1:
            more = {"FOOTNOTE_PROCESS": f"{number}/{self.processes}", "FOOTNOTE_DATABASE": self.database}
        data = self.folder / f"data-{number}"
        env = environment(self.discord, data, FOOTNOTE_KNOWLEDGE=articles, FOOTNOTE_PATIENCE="600", **more)
        self.bots[number] = await stack.enter_async_context(running(env, self.folder))

    def resident(self) -> float:
        """MB of the largest process that lives."""
        return max((resident(bot.pid) for bot in self.bots.values() if not bot.ended), default=0.0)

    def is_connected(self, place: Channel | None) -> bool:
        """Whether somebody has the line of this channel's server; of direct messages without one."""
        guild_id = place.guild.id if place is not None and place.guild is not None else None
        return any(
            session.connection is not None
            and session.shard[0] == ((guild_id >> 22) % session.shard[1] if guild_id else 0)
            for session in self.discord.gateway.sessions.values()
        )

    async def moderate(self) -> None:
        """A moderator makes cards compact, or full again, and is told whether that was kept."""
        place = self.whims.choice(self.places)
        assert place.guild is not None
        guild_id = place.guild.id
        try:
            shown = (await self.discord.slash(self.discord.ada, place, "settings")).message
            if shown is None:
                return
            compact = "settings:card:compact" in [button.get("custom_id") for button in shown.buttons]
            self.doubtful.add(guild_id)
            wanted = "settings:card:compact" if compact else "settings:card:full"
            told = await self.discord.click(self.discord.ada, shown, wanted)
        except (TimeoutError, NotPossibleError):
            return
        if told.message is None:
            return
        self.doubtful.discard(guild_id)
        if NOT_KEPT not in told.text:
            self.chosen[guild_id] = compact

    async def ask(self) -> None:
        """One question, in a way that is drawn."""
        discord, world = self.discord, self.discord.world
        person = world.add_user("somebody")
        number = len(self.questions)
        words = marked(self.whims.choice(QUESTIONS), number)
        chosen = self.whims.choice(self.places)
        at = asyncio.get_running_loop().time()
        match self.whims.randrange(4):
            case 0:
                assert chosen.guild is not None
                place = world.add_channel(chosen.guild, "somewhere")
                connected = self.is_connected(place)
                said = await discord.says(person, place, f"{discord.bot.mention} {words}")
                self.questions.append(Question(words, said, at, connected))
            case 1:
                connected = self.is_connected(None)
                said = await discord.direct_message(person, words)
                self.questions.append(Question(words, said, at, connected))
            case _:
                connected = self.is_connected(chosen)
                try:
                    asked = await discord.use(person, chosen, "ask", question=words)
                except NotPossibleError:  # the very first moment: Discord doesn't know the command yet
                    return
                self.questions.append(Question(words, asked, at, connected))

    async def killed(self, stack: AsyncExitStack) -> None:
        """A process is killed and started again."""
        now = asyncio.get_running_loop().time()
        number = self.chance.randrange(self.processes)
        bot = self.bots[number]
        assert not bot.ended, f"the bot has ended by itself:\n{bot.output[-5000:]}"
        os.kill(bot.pid, signal.SIGKILL)
        await bot.ends()
        for question in self.open():
            question.killed |= question.in_hand(now)
        self._earlier += bot.output
        self.misfortunes.write()  # nothing can start from an article that is broken
        await self.live(stack, number)
        if self.articles:  # a start takes seconds then
            await self.bots[number].says("Ready as")

    async def database_killed(self) -> None:
        """PostgreSQL is killed, and started again some seconds later."""
        assert self.postgres is not None
        await asyncio.to_thread(self.postgres.kill)
        await asyncio.sleep(self.chance.uniform(0, 8))
        await asyncio.to_thread(self.postgres.start)

    def open(self) -> list[Question]:
        """Questions that were sent to a bot and have no message so far."""
        collect(self.discord, self.questions)
        return [each for each in self.questions if each.deliveries and not each.messages]

    def known(self) -> Known:
        """What the verdicts need."""
        answers = {question.words: self.right.to(question.words) for question in self.questions}
        ids = frozenset(re.findall(r"Error ([0-9a-f]{6}) in", self.log))
        return Known(answers, ids, self.misfortunes.outages)


async def run(
    minutes: float,
    seed: int,
    rate: float,
    only: list[str],
    log: Path | None,
    processes: int = 1,
    articles: int = 0,
) -> int:
    """The whole run. Returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        async with Loopback(token=TOKEN) as discord, AsyncExitStack() as stack:
            soak = Soak(discord, Path(name), seed, processes, articles)
            await soak.prepare(stack)
            for number in range(processes):
                await soak.live(stack, number)
            for bot in soak.bots.values():
                await bot.says("Ready as")
            soak.memory.append(soak.resident())
            await _disturbed(soak, stack, minutes * 60, rate, only)
            recovers = await _settled(soak)
            soak.memory.append(soak.resident())
            lost = await _lost_settings(soak)
            return _told(soak, seed, recovers, log) or lost


async def _disturbed(soak: Soak, stack: AsyncExitStack, seconds: float, rate: float, only: list[str]) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds

    async def asking() -> None:
        while loop.time() < end:
            await soak.ask()
            await asyncio.sleep(soak.whims.expovariate(rate))

    async def failing() -> None:
        kinds: dict[str, Callable[[], Awaitable[None]]] = soak.misfortunes.kinds()
        kinds["killed"] = lambda: soak.killed(stack)
        if soak.postgres is not None:
            kinds["database"] = soak.database_killed
        names = only or list(kinds)
        while loop.time() < end:
            await asyncio.sleep(soak.chance.uniform(0.5, 5))
            name = soak.chance.choice(names)
            soak.faults[name] += 1
            await kinds[name]()
            soak.memory.append(soak.resident())

    async def moderating() -> None:
        while soak.postgres is not None and loop.time() < end:
            await soak.moderate()
            await asyncio.sleep(soak.whims.uniform(1, 4))

    async with asyncio.TaskGroup() as both:
        both.create_task(asking())
        both.create_task(moderating())
        both.create_task(failing())


async def _settled(soak: Soak) -> bool:
    """Let faults end and answers come; whether a fresh question is answered then."""
    discord, loop = soak.discord, asyncio.get_running_loop()
    discord.faults.clear()
    end = loop.time() + SETTLE
    await asyncio.sleep(2 * RESPONSE_TIMEOUT)  # for the commands; Discord waits no longer
    while loop.time() < end and any(not (each.by_command or each.killed) for each in soak.open()):  # noqa: ASYNC110
        await asyncio.sleep(1)
    try:
        await discord.ready(SETTLE)
        said = await discord.direct_message(discord.world.add_user("last"), QUESTIONS[0])
        return bool((await discord.reply(said)).text)
    except TimeoutError:
        return False


async def _lost_settings(soak: Soak) -> int:
    """Whether what moderators were told was kept isn't there: 1, else 0."""
    if soak.postgres is None:
        return 0
    connection = await asyncpg.connect(soak.database)
    rows = await connection.fetch("SELECT guild_id, compact FROM guild_settings")
    await connection.close()
    kept = {row["guild_id"]: row["compact"] for row in rows}
    lost = [
        guild_id
        for guild_id, compact in soak.chosen.items()
        if kept.get(guild_id, False) != compact and guild_id not in soak.doubtful
    ]
    print(f"settings that were kept: {len(soak.chosen)} servers; lost: {len(lost)}")
    return int(bool(lost))


def _told(soak: Soak, seed: int, recovers: bool, log: Path | None) -> int:
    """Print the report. Returns the exit code."""
    if log is not None:
        log.write_text(soak.log, encoding="utf-8")
    collect(soak.discord, soak.questions)
    known = soak.known()
    fates = [(question, *verdict(question, known)) for question in soak.questions]
    counts = Counter(fate for _, fate, _ in fates)
    wrong = [(question, why) for question, fate, why in fates if fate is Fate.WRONG]
    untold = max(0, counts[Fate.GIVEN_UP] - len(GIVEN_UP.findall(soak.log)))
    kinds = ", ".join(f"{name} {count}" for name, count in soak.faults.most_common())
    print(f"seed {seed}: {soak.faults.total()} faults: {kinds}")
    print(f"{len(fates)} questions:")
    for fate in Fate:
        print(f"  {counts[fate]:6} {fate.value}")
    for question, why in wrong[:LISTED]:
        print(f"         {question.words}: {why}")
    if untold:
        print(f"  {untold:6} GIVEN UP WITHOUT A WORD IN THE LOG, among these:")
        for question, fate, _ in fates:
            if fate is Fate.GIVEN_UP:
                print(f"         {question.words}: {history(question)}")
    gateway = soak.discord.gateway
    print(f"sessions begun: {gateway.identified}, resumed: {gateway.resumed}")
    first, *_, last = soak.memory
    print(
        f"resident memory: {first:.0f} MB at the start, {last:.0f} at the end, {max(soak.memory):.0f} at most"
    )
    errors = [line for line in soak.log.splitlines() if re.search(r"^[0-9: -]{19} (ERROR|CRITICAL) ", line)]
    print(f"lines of level ERROR: {len(errors)}; tracebacks: {soak.log.count('Traceback')}")
    for line, times in Counter(_kind_of(line) for line in errors).most_common(LISTED):
        print(f"  {times:6} {line}")
    said = [question.words for question in soak.questions if len(question.words) > 1]
    leaks = sum(words in soak.log for words in (TOKEN, *QUESTIONS, *said))
    print(f"words or tokens in the log: {leaks}; recovers: {'yes' if recovers else 'NO'}")
    if not recovers:
        print("\n".join(soak.log.splitlines()[-30:]))
    return int(bool(wrong or untold or leaks or not recovers))


def _kind_of(line: str) -> str:
    """A line of the log without time and ids, so that those of a kind can be counted."""
    return re.sub(r"\b[0-9a-f]{6}\b|[0-9]+(\.[0-9]+)?", "…", line[20:])


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.soak", description="Faults at random.")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=5, help="questions a second")
    parser.add_argument("--only", action="append", default=[], help="a kind of fault; may be given again")
    parser.add_argument("--log", type=Path, help="a file for all that the bot wrote")
    parser.add_argument("--processes", type=int, default=1, help="of the bot, with PostgreSQL")
    parser.add_argument("--articles", type=int, default=0, help="made-up articles beside the shipped one")
    given = parser.parse_args()
    sys.exit(
        asyncio.run(
            run(
                given.minutes,
                given.seed,
                given.rate,
                given.only,
                given.log,
                given.processes,
                given.articles,
            )
        )
    )


if __name__ == "__main__":
    main()
