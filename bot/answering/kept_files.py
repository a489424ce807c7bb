"""The files in which articles and index are kept: written whole or not at all, and mapped into memory."""

from __future__ import annotations

import logging
import mmap
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bot.library import Article
from bot.library.record_file import let_go
from bot.search.engine import Known, StoredIndex, index_chunks

_log = logging.getLogger(__name__)

ARTICLES, INDEX, VECTORS = "articles.footnote", "index.footnote", "vectors.footnote"
"""Their names in the data folder."""

LARGE_CHUNK = 1_000_000
"""Bytes of an array after which what it was made of leaves the memory."""


class KeptIndex(StoredIndex):
    """An index that lies in a file."""

    def __init__(self, file: Path, *, checked: bool = True) -> None:
        """Raises OSError or ValueError where there is none. `checked`: see `StoredIndex`."""
        with file.open("rb") as stream:
            self._mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        super().__init__(memoryview(self._mapped), checked=checked)
        self.let_go()

    def let_go(self) -> None:
        """Let what was read of the file leave the memory: it is read again when it is looked at."""
        let_go(self._mapped)


def kept_index(file: Path, *, checked: bool = True) -> KeptIndex | None:
    """The index that lies in `file`, or None where none does. `checked`: see `StoredIndex`."""
    try:
        return KeptIndex(file, checked=checked)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.info("%s isn't used (%s); the index is made anew", file, error)
        return None


def write_index(articles: Iterable[Article], known: Known | None, file: Path) -> None:
    """Write the index of `articles` to a temporary file, which then replaces the old one.

    What is `known` of them isn't read again. It is never whole in memory. Raises OSError.
    """
    written: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f"{INDEX}-", delete=False) as new:
            written = Path(new.name)
            for chunk in index_chunks(articles, known):
                new.write(chunk)
                if isinstance(known, KeptIndex) and len(chunk) > LARGE_CHUNK:
                    known.let_go()
        written.replace(file)
    except OSError:
        if written:
            with suppress(OSError):
                written.unlink()
        raise
