"""The index of a large library, kept in the data folder so that the next start needn't make it again."""

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

KEPT_FROM = 2_000
"""Passages from which an index is kept: making one takes a second then, opening it hundredths of one."""

FILE = "index.footnote"


def answerer_of(library: Library, settings: Settings) -> Answerer:
    """An answerer with the index kept for these articles, or with one that is made and, if large, kept."""
    if library.passage_count < KEPT_FROM:
        return Answerer(library, settings)
    file = settings.data / FILE
    index = _opened(file, library)
    if index is None:
        index = Index(library.articles)
        _keep(index, file)
    return Answerer(library, settings, index)


def _opened(file: Path, library: Library) -> Index | None:
    """The index in this file, if there is one and it is of this library."""
    try:
        with file.open("rb") as opened:
            mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        return Index(library.articles, kept=memoryview(mapped))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.info("%s isn't used (%s); the index is made anew", file, error)
        return None


def _keep(index: Index, file: Path) -> None:
    """Write the index beside the old one and put it in its place at once."""
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
