"""The command line of a file that PyTorch trains: make it, or compare it with what was made."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bot.search.training.encoder import sha256
from bot.search.training.written_articles import WrittenArticlesError


def make_or_compare(description: str | None, file: Path, digest: str, train: Callable[[], None]) -> None:
    """Call `train`, which writes `file`; with --check only exit where its SHA-256 isn't `digest`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    is_check = parser.parse_args().check
    try:
        if not is_check:
            train()
        found = sha256(file.read_bytes())
    except (OSError, WrittenArticlesError) as error:
        sys.exit(str(error))
    if is_check and found != digest:
        sys.exit(f"{file.name}: its SHA-256 is {found}, not {digest}")
    print(f"{file.name}: {'as it should be' if is_check else found}")
