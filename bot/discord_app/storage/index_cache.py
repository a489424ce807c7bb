"""The index of a large library, cached in the data folder so that the next start needn't build it again."""

from __future__ import annotations

import logging
import mmap
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.answering import Answerer
from bot.library import Library
from bot.search import Index
from bot.settings import Settings

_log = logging.getLogger(__name__)

CACHED_FROM = 2_000
"""The number of passages from which an index is cached: to build one takes a second then, and to open it
hundredths of one."""

FILE = "index.footnote"


def make_answerer(library: Library, settings: Settings) -> Answerer:
    """An answerer with the cached index of these articles, else with a new one, cached if it is large."""
    if library.passage_count < CACHED_FROM:
        return Answerer(library, settings)
    file = settings.data / FILE
    index = _open(file, library)
    if index is None:
        index = Index(library.articles)
        _write(index, file)
    return Answerer(library, settings, index)


def _open(file: Path, library: Library) -> Index | None:
    """The index in this file; None where there is none for this library."""
    try:
        with file.open("rb") as stream:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        return Index(library.articles, kept=memoryview(mapped))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.info("%s isn't used (%s); the index is made anew", file, error)
        return None


def _write(index: Index, file: Path) -> None:
    """Write the index to a temporary file, which then replaces the old one."""
    written: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f"{FILE}-", delete=False) as new:
            written = Path(new.name)
            new.write(index.to_bytes())
        written.replace(file)
    except OSError as error:
        _log.warning(
            "The index can't be kept in %s (%s); the next start takes longer", file, error.strerror or error,
            extra={"kind": "index"},
        )  # fmt: skip
        if written:
            with suppress(OSError):
                written.unlink()
