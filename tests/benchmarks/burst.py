"""What meaning costs when many ask at once: bursts with it and without, pair by pair.

    python -m tests.benchmarks.burst [--pairs 3] [--questions 500]

The real process with the shipped article, asked that many different questions at once by the loopback: those
of sets/everyday.yaml and sets/paraphrases.yaml, which are asked in other words than articles have, so that
words alone are certain of few. Prints for each pair the times from the event to the answer's arrival, with
meaning and by words alone, and to the first response, which may be a deferral; last the medians of the pairs'
ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from tests.benchmarks.bot_process import TOKEN, Arrivals, percentile, resident, told
from tests.benchmarks.load import Round
from tests.loopback import Loopback
from tests.wire.process import environment, running

SETS = Path(__file__).with_name("sets")


def questions() -> Sequence[str]:
    """All questions of the sets, each once."""
    return list(dict.fromkeys(text for name in ("everyday", "paraphrases") for text in _in(_read(name))))


def _read(name: str) -> object:
    return yaml.safe_load((SETS / f"{name}.yaml").read_text(encoding="utf-8"))


def _in(node: object) -> Iterator[str]:
    """The questions are the keys above numbers, lists of them, or in lists."""
    if isinstance(node, list):
        yield from (each for each in node if isinstance(each, str))
    elif isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, int) or (isinstance(value, list) and value and isinstance(value[0], int)):
                yield str(key)
            else:
                yield from _in(value)


async def burst(asked: Sequence[str], meaning: bool) -> list[float]:
    """Seconds from each question to its answer, all asked at once."""
    discord = Loopback(token=TOKEN)
    discord.state.schema = None
    arrivals = Arrivals(discord)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        async with discord:  # its address is known only then
            given = environment(discord, data, FOOTNOTE_MEANING=str(meaning).lower())
            return await _burst(asked, discord, arrivals, given, data.parent)


async def _burst(
    asked: Sequence[str], discord: Loopback, arrivals: Arrivals, given: dict[str, str], folder: Path
) -> list[float]:
    meaning = given["FOOTNOTE_MEANING"] == "true"
    async with running(given, folder) as bot:
        await bot.says("Ready as")
        # One question before, so that the encoder's files are read: the article's vectors are there.
        await Round("first", discord, arrivals, bot.pid, ["who was boss of the army"]).run(1, 0, 0.0)
        this = Round("meaning" if meaning else "words", discord, arrivals, bot.pid, asked)
        await this.run(len(asked), 0, 0.0)
        held = resident(bot.pid)
    verdict = ", ".join(this.faults()) or "none lost, none doubled, none late"
    print(
        f"{this.name:8} {told(this.taken())}   {verdict}, {held:.0f} MB, {this.work:.1f} s of the processor"
    )
    first = told(this.first_responses())
    print(f"{'':8} {first}   until the first response; {this.deferred()} deferred", flush=True)
    return this.taken()


async def measure(pairs: int, count: int) -> None:
    """Run the pairs and print."""
    asked = questions()[:count]
    print(f"{len(asked)} questions at once")
    ratios: list[tuple[float, float]] = []
    for pair in range(pairs):
        order = (True, False) if pair % 2 else (False, True)
        taken = {meaning: await burst(asked, meaning) for meaning in order}
        middle, last = (
            [share(taken[meaning]) for meaning in (True, False)]
            for share in (statistics.median, lambda values: percentile(values, 0.99))
        )
        ratios.append((middle[0] / middle[1], last[0] / last[1]))
    medians = [statistics.median(column) for column in zip(*ratios, strict=True)]
    print(f"with meaning, median of the pairs: median {medians[0]:.2f} times, p99 {medians[1]:.2f} times")


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--questions", type=int, default=500)
    given = parser.parse_args()
    asyncio.run(measure(given.pairs, given.questions))


if __name__ == "__main__":
    main()
