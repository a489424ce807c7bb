"""The files in which articles and index are kept: written whole or not at all, and mapped into memory."""

from __future__ import annotations

import logging
import mmap
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.search import Index

_log = logging.getLogger(__name__)

ARTICLES, INDEX, VECTORS = "articles.footnote", "index.footnote", "vectors.footnote"
"""Their names in the data folder."""


def write_index(index: Index, file: Path) -> None:
    """Write the index to a temporary file, which then replaces the old one. Raises OSError."""
    written: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f"{INDEX}-", delete=False) as new:
            written = Path(new.name)
            for chunk in index.chunks():
                new.write(chunk)
        written.replace(file)
    except OSError:
        if written:
            with suppress(OSError):
                written.unlink()
        raise


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
