"""A ZIM file of 5,000 pages: how long it takes to read and to open again, and how much memory.

    python -m tests.benchmarks.whole_wiki [PAGES]

Prints a line for each step. Memory is what the process has for itself (Linux), pages of mapped files aside.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.sources.zim.making import a_page, write_zim

PAGES = 5_000

STEP = """
import sys, time
from pathlib import Path
from bot.answering.library_cache import LibraryCache
from bot.settings import Settings
from bot.sources.zim.zim_files import ZimFiles

settings = Settings(knowledge=Path(sys.argv[1]), data=Path(sys.argv[2]))
begin = time.perf_counter()
cache = LibraryCache(settings.knowledge, settings.data, ZimFiles())
library = cache.load()
read = time.perf_counter() - begin
answerer = cache.answerer(library, settings)
answer = answerer.answer("How many years does tower 7 stand?", 1)
taken = time.perf_counter() - begin
memory = next(line for line in open("/proc/self/status") if line.startswith("RssAnon")).split()[1]
print(f"{len(library.articles)} articles: read in {read:.1f} s, answers after {taken:.1f} s,"
      f" {int(memory) / 1024:.0f} MB of its own")
"""


def main(count: int) -> None:
    """Write the file, read it for the first time, and open it again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "knowledge"
        folder.mkdir()
        begin = time.perf_counter()
        pages = (
            a_page(
                f"Tower {n}",
                *((f"Tower {n} stands for {n + m} years. " * 6, f"Reed {n}, p. {m}.") for m in range(6)),
            )
            for n in range(count)
        )
        write_zim(folder / "wiki.zim", pages)
        size = (folder / "wiki.zim").stat().st_size / 1e6
        print(f"{count} pages written in {time.perf_counter() - begin:.1f} s, {size:.1f} MB")
        for _ in range(2):
            subprocess.run([sys.executable, "-c", STEP, str(folder), str(Path(name) / "data")], check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
