"""What a large library costs: starts, changed files, memory, and every command, on the wire.

    python -m tests.benchmarks.large [--large] [--sizes 1000 10000 100000] [--checkout FOLDER]

For 1,000, 10,000 and 100,000 made-up passages (and a million with --large), ten an article, each with a
footnote, written as Markdown files: the real process against a loopback. Processor seconds are those of the
bot and of the processes that it starts; a command's are averaged over REPEATED of them and include what
discord.py takes for it (two to three milliseconds). The table is printed as Markdown.

With --checkout, the bot of another version is measured by this one's benchmark: its folder has a .venv with
what it needs. What that version doesn't have yet is left out.

    git worktree add ../before v0.1.0 && cd ../before && python -m venv .venv && .venv/bin/pip install -e .
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.benchmarks.generated import HALF, passages, questions
from tests.loopback import Loopback, NotPossibleError
from tests.loopback.world import User
from tests.wire.process import REPOSITORY, BotProcess, environment, running

from .bot_process import TOKEN, Arrivals, peak, resident

SIZES = (1_000, 10_000, 100_000)
LARGE = 1_000_000
OF_ARTICLE = 10
"""Passages of an article, and its footnotes."""

REPEATED = 20
"""Times that each command is used."""

PRESSES = (30, 300)
"""Presses that come in before somebody asks."""

MIB = 1000 / 1024
"""Of what `resident` and `peak` give."""

LONGEST = 1_800.0
"""Seconds that anything may take before the run is given up."""

GIVEN_UP = 20.0
"""Seconds after which no answer is waited for."""

SLOW = 0.5
"""Processor seconds of a command that is used twice only."""

SETTLED = 1.5
"""Seconds without processor time after which the bot has nothing left to do."""


def write_library(folder: Path, count: int) -> list[list[str]]:
    """Write `count` passages as articles below `folder`; the words of each."""
    texts = passages(count)
    folder.mkdir()
    for number, first in enumerate(range(0, count, OF_ARTICLE)):
        write_article(folder, number, texts[first : first + OF_ARTICLE])
    return texts


def write_article(folder: Path, number: int, texts: list[list[str]]) -> None:
    """Write one article."""
    title = f"{' '.join(texts[0][:2]).title()} {number}"
    lines = [f"---\ntitle: {title}\nlicense: CC0\n---\n"]
    for place, words in enumerate(texts, start=1):
        if place % 4 == 1:
            lines.append(f"## {' '.join(words[2:4]).capitalize()}\n")
        halves = [" ".join(words[begin : begin + HALF]) for begin in range(0, len(words), HALF)]
        sentences = [f"The {' of the '.join(halves[each : each + 2])}." for each in range(0, len(halves), 2)]
        lines.append(f"{' '.join(sentences)}[^{place}]\n")
    lines += [f"[^{place}]: {' '.join(words[:8]).capitalize()}.\n" for place, words in enumerate(texts, 1)]
    (folder / f"article-{number:06}.md").write_text("\n".join(lines), encoding="utf-8")


def processor_seconds(pid: int) -> float:
    """Processor time of a process and of its children, those that have ended included (Linux)."""
    ticks = 0
    for process in [pid, *_children(pid)]:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def with_children(of: Callable[[int], float], pid: int) -> float:
    """What `of` gives of a process and of the children that it has now."""
    total = of(pid)
    for child in _children(pid):
        try:
            total += of(child)
        except (OSError, AssertionError):
            continue
    return total


async def until(ready: Callable[[], bool], what: str) -> None:
    """Return when `ready`."""
    end = time.monotonic() + LONGEST
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(what)
        await asyncio.sleep(0.02)


class Rows(dict[str, str]):
    """A column of the table; each row is told when it is there, for a million passages take half an hour."""

    def __setitem__(self, name: str, value: str) -> None:
        print(f"  {name:45} {value}", flush=True)
        super().__setitem__(name, value)


class Session:
    """The bot of one start, and what it is asked."""

    def __init__(
        self, discord: Loopback, arrivals: Arrivals, bot: BotProcess, texts: list[list[str]]
    ) -> None:
        self.discord, self.bot = discord, bot
        self._arrivals, self._texts = arrivals, texts
        self._people = 0

    @property
    def pid(self) -> int:
        """The bot's process."""
        return self.bot.pid

    def person(self) -> User:
        """Somebody new."""
        self._people += 1
        return self.discord.world.add_user(f"person-{self._people}")

    async def slash(self, name: str, **options: Any) -> int:
        """Use a command; the interaction's id."""
        return (await self.discord.use(self.person(), self.discord.channel, name, **options)).id

    async def answered(self, interaction: int) -> None:
        """Return when the interaction has its response, or will have none: Discord waits three seconds."""
        end = time.monotonic() + GIVEN_UP
        while interaction not in self._arrivals.times and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.002)

    def took(self, interaction: int, since: float) -> float:
        """Seconds until its response; infinite where there is none."""
        return self._arrivals.times.get(interaction, [math.inf])[0] - since

    def question(self, number: int) -> str:
        """A question that a passage answers."""
        return f"What is the {' '.join(questions(self._texts, number + 1)[number])}?"

    async def settled(self) -> None:
        """Return when the bot and its children have nothing more to do."""
        before = -1.0
        while (now := processor_seconds(self.pid)) - before > 0.05:
            before = now
            await asyncio.sleep(SETTLED)

    async def costs(self, act: Callable[[int], Awaitable[object]]) -> str:
        """Milliseconds of processor time of an act, on the average."""
        before = processor_seconds(self.pid)
        await act(REPEATED)
        times = 2 if processor_seconds(self.pid) - before > SLOW else REPEATED
        lost, before = 0, processor_seconds(self.pid)
        for number in range(times):
            try:
                await asyncio.wait_for(act(number), GIVEN_UP)
            except TimeoutError:
                lost += 1
        each = 1000 * (processor_seconds(self.pid) - before) / times
        return f"{each:.1f} ms" + (f" ({lost} of {times} not answered in time)" if lost else "")


async def start(
    discord: Loopback,
    arrivals: Arrivals,
    folder: Path,
    texts: list[list[str]],
    rows: dict[str, str],
    name: str,
    checkout: Path,
) -> tuple[Any, Session]:
    """Start the bot; its first answer, and all that it does until it rests."""
    begin = time.monotonic()
    more = {"FOOTNOTE_KNOWLEDGE": str(folder / "articles"), "PYTHONPATH": str(checkout)}
    python = sys.executable if checkout == REPOSITORY else str(checkout / ".venv" / "bin" / "python")
    context = running(environment(discord, folder / "data", **more), folder, python=python)
    bot = await context.__aenter__()
    session = Session(discord, arrivals, bot, texts)
    await until(lambda: "Ready as" in bot.output or bot.ended, "the start")
    assert not bot.ended, bot.output
    await until(lambda: bool(discord.world.commands), "the commands")
    ready = time.monotonic() - begin
    worked = processor_seconds(bot.pid)
    await session.answered(await session.slash("ask", question=session.question(0)))
    await session.settled()
    rows[name] = f"{worked:.1f} s ({ready:.1f} s by the clock); {processor_seconds(bot.pid):.1f} s in all"
    return context, session


async def changed_while_running(
    session: Session, folder: Path, texts: list[list[str]]
) -> tuple[float, float]:
    """Processor seconds until a changed article is live, and the slowest answer meanwhile."""
    before = processor_seconds(session.pid)
    said = session.bot.output.count("Articles have changed")
    changed = [[*words, "changed"] for words in texts[:OF_ARTICLE]]
    write_article(folder / "articles", 0, changed)
    slowest, number = 0.0, 0
    end = time.monotonic() + LONGEST
    while session.bot.output.count("Articles have changed") == said and time.monotonic() < end:
        since = asyncio.get_running_loop().time()
        asked = await session.slash("ask", question=session.question(number % 20))
        await session.answered(asked)
        slowest = max(slowest, session.took(asked, since))
        number += 1
        await asyncio.sleep(0.05)
    worked = processor_seconds(session.pid) - before
    return worked, slowest


async def behind(session: Session, message: Any, custom_id: str, count: int) -> float:
    """Seconds that somebody waits for an answer who asks when so many presses have just come in."""
    owner = message.interaction.user if message.ephemeral else None
    people = [owner or session.person() for _ in range(count)]
    presses = [asyncio.create_task(session.discord.click(who, message, custom_id)) for who in people]
    await asyncio.sleep(0)
    since = asyncio.get_running_loop().time()
    asked = await session.slash("ask", question=session.question(1))
    await session.answered(asked)
    took = session.took(asked, since)
    await asyncio.wait(presses, timeout=2 * GIVEN_UP)
    for press in presses:
        press.cancel()
    await asyncio.gather(*presses, return_exceptions=True)
    await session.settled()
    return took


async def measure(size: int, checkout: Path) -> dict[str, str]:
    """One column of the table."""
    rows = Rows()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = write_library(folder / "articles", size)
        discord = Loopback(token=TOKEN)
        discord.state.schema = None
        arrivals = Arrivals(discord)
        async with discord:
            context, session = await start(
                discord, arrivals, folder, texts, rows, "start from nothing", checkout
            )
            rows["resident, first start"] = f"{MIB * resident(session.pid):.0f} MiB"
            rows["peak, first start"] = f"{MIB * peak(session.pid):.0f} MiB"
            await context.__aexit__(None, None, None)
            context, session = await start(discord, arrivals, folder, texts, rows, "second start", checkout)
            rows["resident, second start"] = f"{MIB * resident(session.pid):.0f} MiB"
            await commands(session, rows, texts)
            await presses(session, rows)
            at_rest = resident(session.pid)
            worked, slowest = await changed_while_running(session, folder, texts)
            await session.settled()
            rows["one file changed, running"] = f"{worked:.1f} s; slowest /ask {1000 * slowest:.0f} ms"
            rows["resident, after all"] = f"{MIB * at_rest:.0f} MiB"
            most = peak(session.pid)
            rows["peak with a reload"] = f"{MIB * most:.0f} MiB ({most / at_rest:.2f} times)"
            await context.__aexit__(None, None, None)
            write_article(folder / "articles", 0, texts[:OF_ARTICLE])
            context, session = await start(
                discord, arrivals, folder, texts, rows, "one file changed, while down", checkout
            )
            await context.__aexit__(None, None, None)
    return rows


async def commands(session: Session, rows: dict[str, str], texts: list[list[str]]) -> None:
    """Each command's processor time."""
    discord, channel = session.discord, session.discord.channel

    def slash(name: str, **option: Callable[[int], str]) -> Callable[[int], Awaitable[object]]:
        return lambda n: discord.slash(
            session.person(), channel, name, **{each: value(n) for each, value in option.items()}
        )

    def typed(name: str, option: str, value: Callable[[int], str]) -> Callable[[int], Awaitable[object]]:
        return lambda n: discord.autocomplete(
            session.person(), channel, name, focused=option, **{option: value(n)}
        )

    acts = {
        "/ask": slash("ask", question=session.question),
        "/citations": slash("citations"),
        "/source": slash("source"),
        "/articles": slash("articles"),
        "/read, an article": slash("read", article=lambda n: f"article-{n:06}"),
        "/read, by title": slash("read", article=lambda n: _title(texts, n)),
        "/help": slash("help"),
        "/cite": slash("cite", number=lambda n: f"article-{n:06}:1"),
        "/cite, a number of many": slash("cite", number=lambda n: f"{n % 9 + 1}"),
        "autocomplete: a question": typed("ask", "question", lambda n: texts[13 * n][0][:3]),
        "autocomplete: nothing typed": typed("ask", "question", lambda _: ""),
        "autocomplete: an article": typed("read", "article", lambda n: texts[10 * n][0][:3]),
        "autocomplete: a footnote": typed("cite", "number", lambda n: texts[n][1]),
        "autocomplete: a footnote's number": typed("cite", "number", str),
    }
    for name, act in acts.items():
        with suppress(NotPossibleError):  # another version hasn't got it
            rows[name] = await session.costs(act)


def _title(texts: list[list[str]], number: int) -> str:
    return f"{' '.join(texts[OF_ARTICLE * number][:2]).title()} {number}"


async def presses(session: Session, rows: dict[str, str]) -> None:
    """Somebody's answer behind many presses of each sort of button."""
    discord, channel = session.discord, session.discord.channel
    answer = await discord.slash(session.person(), channel, "ask", question=session.question(0))
    buttons: dict[str, Any] = {}
    for message in [answer.message, (await _shown(session, "citations")), (await _shown(session, "source"))]:
        for button in message.buttons if message else ():
            custom_id = str(button.get("custom_id") or "")
            if custom_id.startswith(("open:", "turn:")) and not button.get("disabled"):
                buttons.setdefault(custom_id.split(":")[1].split("/")[0], (message, custom_id))
    for kind, (message, custom_id) in buttons.items():
        waited = [await behind(session, message, custom_id, count) for count in PRESSES]
        told = ", ".join(f"{1000 * each:.0f} ms" if math.isfinite(each) else "never" for each in waited)
        rows[f"/ask behind {PRESSES[0]}, {PRESSES[1]} presses: {kind}"] = told


async def _shown(session: Session, command: str) -> Any:
    """The message that a command shows to somebody; nothing where it takes too long."""
    try:
        shown = session.discord.slash(session.person(), session.discord.channel, command)
        return (await asyncio.wait_for(shown, GIVEN_UP)).message
    except TimeoutError:
        return None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also a million passages")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--checkout", type=Path, default=REPOSITORY, help="the folder of another version")
    given = parser.parse_args()
    sizes = (*given.sizes, LARGE) if given.large else tuple(given.sizes)
    columns = []
    for size in sizes:
        print(f"\n{size:,} passages", flush=True)
        columns.append(asyncio.run(measure(size, given.checkout.resolve())))
    print("\n| what | " + " | ".join(f"{size:,}" for size in sizes) + " |")
    print("|---" * (len(sizes) + 1) + "|")
    for name in dict.fromkeys(name for column in columns for name in column):
        print(f"| {name} | " + " | ".join(column.get(name, "") for column in columns) + " |")


if __name__ == "__main__":
    main()
