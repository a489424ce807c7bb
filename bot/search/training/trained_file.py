"""The command line of a file that PyTorch trains: make it, or compare it with what was made."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bot.search.training.encoder import sha256
from bot.search.training.public_questions import PublicQuestionsError
from bot.search.training.written_articles import WrittenArticlesError


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """A command line with --check."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    return parser


def make_or_compare(is_check: bool, file: Path, digest: str, train: Callable[[], None]) -> None:
    """Call `train`, which writes `file`; for a check only exit where its SHA-256 isn't `digest`."""
    try:
        if not is_check:
            train()
        found = sha256(file.read_bytes())
    except (OSError, WrittenArticlesError, PublicQuestionsError) as error:
        sys.exit(str(error))
    if is_check and found != digest:
        sys.exit(f"{file.name}: its SHA-256 is {found}, not {digest}")
    print(f"{file.name}: {'as it should be' if is_check else found}")
