"""Builds the index of a large library in a process of its own, and leaves it in the data folder.

    python -m bot.discord_app.storage.index_build DATA < KEYS

KEYS are those of the articles (bot.library.article_cache), in hexadecimal digits, one a line.

The bot answers meanwhile on another core, its own memory stays as it is, and where the machine has too little
for both, it is this process that the system ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.answering.kept_files import ARTICLES, INDEX, kept_index, write_index
from bot.library.article_cache import ArticleCache

NICENESS = 5
"""How far it stands back behind what answers."""

SECRETS = "DISCORD_TOKEN"
"""How the names of settings begin that it doesn't need."""


def build_apart(data: Path, keys: Sequence[bytes]) -> str:
    """Build the index of the articles that are kept with these keys; "", or why that couldn't be done."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)}
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            [sys.executable, "-m", "bot.discord_app.storage.index_build", str(data)],
            input="\n".join(key.hex() for key in keys),
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return error.strerror or str(error)
    if done.returncode == 0:
        return ""
    said = done.stderr.strip().splitlines()
    return said[-1] if said else f"exit code {done.returncode}"


def main() -> None:
    """Build, and write."""
    data = Path(sys.argv[1])
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    cache = ArticleCache(data / ARTICLES)
    found = (cache.get(bytes.fromhex(line)) for line in sys.stdin.read().split())
    articles = [article for article in found if article is not None]
    known = kept_index(data / INDEX)
    if known is None or not known.is_of(articles):
        write_index(articles, known, data / INDEX)


if __name__ == "__main__":
    main()
