"""The files in which articles and index are kept: written whole or not at all, and mapped into memory."""

from __future__ import annotations

import logging
import mmap
from collections.abc import Iterable
from pathlib import Path

from bot.library import Article
from bot.library.article_cache import ARTICLES
from bot.library.record_file import let_go
from bot.library.whole_file import written_anew
from bot.search.engine import Known, StoredIndex, index_chunks

__all__ = ["ARTICLES", "INDEX", "VECTORS", "KeptIndex", "kept_index", "write_index"]

_log = logging.getLogger(__name__)

INDEX, VECTORS = "index.footnote", "vectors.footnote"
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
    """Write the index of `articles` in place of what `file` holds, whole or not at all.

    What is `known` of them isn't read again. It is never whole in memory. Raises OSError.
    """
    with written_anew(file) as new:
        for chunk in index_chunks(articles, known):
            new.write(chunk)
            if isinstance(known, KeptIndex) and len(chunk) > LARGE_CHUNK:
                known.let_go()
