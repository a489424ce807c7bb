"""The files in which articles and index are kept: written whole or not at all, and mapped into memory."""

from __future__ import annotations

import logging
import mmap
from pathlib import Path

from bot.library.article_cache import ARTICLES
from bot.library.whole_file import written_anew
from bot.search import Index

__all__ = ["ARTICLES", "INDEX", "VECTORS", "mapped", "write_index"]

_log = logging.getLogger(__name__)

INDEX, VECTORS = "index.footnote", "vectors.footnote"
"""Their names in the data folder."""


def write_index(index: Index, file: Path) -> None:
    """Write the index to a temporary file, which then replaces the old one. Raises OSError."""
    with written_anew(file) as new:
        for chunk in index.chunks():
            new.write(chunk)


def mapped(file: Path) -> memoryview | None:
    """What stands in a file, mapped into memory; None where there is none."""
    try:
        with file.open("rb") as stream:
            return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.info("%s isn't used (%s); the index is made anew", file, error)
        return None
