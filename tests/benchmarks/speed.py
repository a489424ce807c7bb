"""Measure how fast and how large Footnote's index is beside others, on made-up passages.

    python -m tests.benchmarks.speed [--large]

For 100, 1,000, 10,000 and 100,000 passages (and a million with --large) and for each engine: seconds to
build, MiB, milliseconds a question (median and 99th percentile; ten best passages), and the median as a ratio
to bm25s on NumPy. Then the same for whole answers, question → Answer, with the seconds that a kept index
takes to open. Each measure has a process of its own; all of them get the same words. How each grows is a plot
in tests/benchmarks/output/speed.svg.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import mmap
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from tests.benchmarks.engines import ENGINES
from tests.benchmarks.generated import articles, passages, questions
from tests.benchmarks.plots import Measure, plots

OUTPUT = Path(__file__).with_name("output")
SIZES = (100, 1_000, 10_000, 100_000)
LARGE = 1_000_000
QUESTIONS = 500
SLOWLY = 20
"""Questions for an engine that takes longer than PATIENCE seconds for one."""

PATIENCE = 0.02
WARM = 20
"""Questions that aren't measured: some engines are compiled by them."""

WHOLE = "question → Answer"
MOST_WHOLE = 100_000
BESIDE = "bm25s numpy"
MIB = 2**20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "SIZE"), help="one measure, as JSON")
    arguments = parser.parse_args()
    if arguments.one:
        engine, size = arguments.one[0], int(arguments.one[1])
        print(json.dumps(whole(size) if engine == WHOLE else measured(engine, size)))
        return
    sizes = (*SIZES, LARGE) if arguments.large else SIZES
    measures: list[Measure] = []
    for size in sizes:
        print(f"\n{size:,} passages")
        print(f"{'':20}{'build, s':>10}{'MiB':>9}{'ms':>10}{'p99':>10}{'to ' + BESIDE:>16}{'open, s':>9}")
        of_size = [_in_a_process(name, size) for name in ENGINES]
        if size <= MOST_WHOLE:
            of_size.append(_in_a_process(WHOLE, size))
        beside = next(measure.median for measure in of_size if measure.engine == BESIDE)
        for measure in of_size:
            ratio = f"{measure.median / beside:.3f}" if measure.engine in ENGINES else ""
            opening = "" if measure.opening is None else f"{measure.opening:.3f}"
            print(
                f"{measure.engine:20}{measure.build:10.3f}{measure.mebibytes:9.1f}{measure.median:10.4f}"
                f"{measure.p99:10.4f}{ratio:>16}{opening:>9}",
                flush=True,
            )
        measures += of_size
    OUTPUT.mkdir(exist_ok=True)
    (OUTPUT / "speed.svg").write_text(plots(measures), encoding="utf-8")


def _in_a_process(engine: str, size: int) -> Measure:
    command = [sys.executable, "-m", "tests.benchmarks.speed", "--one", engine, str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return Measure(engine=engine, size=size, **json.loads(done.stdout))


def measured(engine: str, size: int) -> dict[str, float | None]:
    """One engine on `size` passages."""
    before = _resident()
    texts = passages(size)
    asked = questions(texts, QUESTIONS)
    begin = perf_counter()
    ask = ENGINES[engine](texts)
    build = perf_counter() - begin
    del texts
    return {"build": build, "mebibytes": _resident() - before, **_times(ask, asked), "opening": None}


def whole(size: int) -> dict[str, float | None]:
    """Footnote from a question to its Answer, among `size` passages; the MiB are those of its index."""
    from bot.answering import Answerer
    from bot.library import Library
    from bot.search import Index
    from bot.search.engine import StoredIndex
    from bot.settings import Settings

    texts = passages(size)
    asked = questions(texts, QUESTIONS)
    library = Library(tuple(articles(texts)))
    del texts
    before = _resident()
    begin = perf_counter()
    answerer = Answerer(library, Settings())
    build = perf_counter() - begin
    mebibytes = _resident() - before
    times = _times(lambda words: answerer.answer(f"What is the {' '.join(words)}?"), asked)
    with tempfile.TemporaryFile() as file:
        file.write(Index(library.articles).to_bytes())
        file.flush()
        opening = []
        for _ in range(5):
            begin = perf_counter()
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            Index(library.articles, known=StoredIndex(mapped))
            opening.append(perf_counter() - begin)
    return {"build": build, "mebibytes": mebibytes, **times, "opening": float(np.median(opening))}


def _times(ask: Callable[[list[str]], object], asked: Sequence[list[str]]) -> dict[str, float]:
    """Milliseconds for each question."""
    begin = perf_counter()
    ask(asked[0])
    ask(asked[1])
    slow = perf_counter() - begin > PATIENCE and _seconds(ask, asked[2]) > PATIENCE
    if not slow:
        for words in asked[:WARM]:
            ask(words)
    taken = [1000 * _seconds(ask, words) for words in asked[WARM : WARM + SLOWLY if slow else None]]
    return {"median": float(np.median(taken)), "p99": float(np.percentile(taken, 99))}


def _seconds(ask: Callable[[list[str]], object], words: list[str]) -> float:
    begin = perf_counter()
    ask(words)
    return perf_counter() - begin


def _resident() -> float:
    """MiB of memory that this process has, without what it has freed."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


if __name__ == "__main__":
    main()
