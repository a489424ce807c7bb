"""Builds the index of a large library in a process of its own, and leaves it in the data folder.

    python -m bot.discord_app.storage.index_build DATA < KEYS

KEYS are those of the articles (bot.library.article_cache), in hexadecimal digits, one a line, and an empty
line. Standard input stays open for as long as the bot that waits lives: when it ends, so does this process.

The bot answers meanwhile on another core, its own memory stays as it is, and where the machine has too little
for both, it is this process that the system ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, TextIO

from bot.answering.kept_files import ARTICLES, INDEX, kept_index, write_index
from bot.library.article_cache import ArticleCache

NICENESS = 5
"""How far it stands back behind what answers."""

NEEDED = ("PATH", "HOME", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "APPDATA")
NEEDED_BEGINNINGS = ("PYTHON", "LC_", "LD_", "DYLD_", "OPENBLAS_", "OMP_", "MKL_", "MALLOC_")
"""What it is given of the environment: what Python and NumPy look at, and neither a setting nor a secret."""


def build_apart(data: Path, keys: Sequence[bytes]) -> str:
    """Build the index of the articles that are kept with these keys; "", or why that couldn't be done."""
    try:
        process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-m", "bot.discord_app.storage.index_build", str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=needed(os.environ),
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return error.strerror or str(error)
    # Leaving `process` closes what it reads from, and it may be unable to take the rest.
    with suppress(BrokenPipeError), process:
        said = _hand_over(keys, process.stdin, process.stderr).strip().splitlines()
        process.wait()
    if process.returncode == 0:
        return ""
    return said[-1] if said else f"exit code {process.returncode}"


def _hand_over(keys: Sequence[bytes], to: IO[str] | None, said: IO[str] | None) -> str:
    """All that the process says from when it is given the keys to its end."""
    if to is None or said is None:
        return ""
    with suppress(BrokenPipeError):  # it has ended already
        to.write("".join(f"{key.hex()}\n" for key in keys) + "\n")
        to.flush()
    return said.read()


def needed(environment: Mapping[str, str]) -> dict[str, str]:
    """What the process is given of an environment."""
    return {
        name: value
        for name, value in environment.items()
        if name.upper() in NEEDED or name.upper().startswith(NEEDED_BEGINNINGS)
    }


def main() -> None:
    """Build, and write."""
    data = Path(sys.argv[1])
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    keys = _keys(sys.stdin)
    Thread(target=_end_with_the_other, daemon=True).start()
    cache = ArticleCache(data / ARTICLES)
    articles = [article for article in map(cache.get, keys) if article is not None]
    known = kept_index(data / INDEX)
    if known is None or not known.is_of(articles):
        write_index(articles, known, data / INDEX)


def _keys(lines: TextIO) -> list[bytes]:
    keys: list[bytes] = []
    for line in lines:
        if not line.strip():
            return keys
        keys.append(bytes.fromhex(line))
    sys.exit("whoever wanted the index has ended")


def _end_with_the_other() -> None:
    """End this process where the one that waits for the index has ended: nobody wants it any more."""
    # Not sys.stdin: a thread that holds its lock keeps Python from ending in order.
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
