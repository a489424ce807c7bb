"""Vectors of sentences and their words in a file, passage by passage, mapped into memory.

That takes 384 bytes a sentence and 128 a piece of a word, about 4 KB a sentence. The file is a line that says
which encoder made it, and then records: the vectors by the passage's key (bot.library.record_file). New
records are put behind the others; what is damaged is skipped, and is made again.
"""

from __future__ import annotations

import mmap
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.library.record_file import HEADER, MOST_WASTE, framed, let_go, whole_records
from bot.library.whole_file import written_anew
from bot.search.encoder import MODEL, SPACE
from bot.search.meaning.passage_vectors import PassageVectors

MAGIC = f"footnote vectors 2 {MODEL} {SPACE}\n".encode()
_MARK = b"\xf7vectors"


def passage_key(fingerprint: bytes, place: int) -> bytes:
    """What stands for a passage: its article's fingerprint and its place there, from 0."""
    return fingerprint[:16] + place.to_bytes(4, "little")


class VectorFile:
    """The vectors that a file keeps, and those that were added since it was opened. Threads may read it."""

    def __init__(self, file: Path | None = None, others: VectorFile | None = None) -> None:
        """Open `file`; what can't be read of it isn't kept. None: nothing is kept for another time.

        What `others` has is read there, and needn't be in `file`.
        """
        self._file, self._others = file, others
        self._records: dict[bytes, PassageVectors] = {}
        self._fresh: dict[bytes, PassageVectors] = {}
        self._size = 0
        if file is not None:
            self._open(file)

    def _open(self, file: Path) -> None:
        try:
            with file.open("rb") as stream:
                mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):  # there is none, or it is empty
            return
        view = memoryview(mapped)
        if bytes(view[: len(MAGIC)]) != MAGIC:
            return
        self._size = len(view)
        self._records = dict(_records(view, mapped))
        let_go(mapped)

    def __contains__(self, key: object) -> bool:
        """Whether the vectors of a passage are there, or among the others."""
        return key in self._records or self._is_elsewhere(key)

    def __len__(self) -> int:
        """The number of passages, without the others."""
        return len(self._records)

    def __iter__(self) -> Iterator[bytes]:
        """Their keys, in the order in which they were added."""
        return iter(self._records)

    def __reversed__(self) -> Iterator[bytes]:
        """Their keys, the last one first."""
        return reversed(self._records)

    def _is_elsewhere(self, key: object) -> bool:
        return self._others is not None and key in self._others

    def get(self, key: bytes) -> PassageVectors | None:
        """The vectors of a passage; None where they aren't there."""
        found = self._records.get(key)
        return self._others.get(key) if found is None and self._others is not None else found

    def add(self, key: bytes, vectors: PassageVectors) -> None:
        """Keep a passage's vectors; they are written with the next `save`."""
        self._records[key] = self._fresh[key] = vectors

    def forget(self, keys: Iterable[bytes]) -> None:
        """Forget the vectors of these passages that were added and not saved."""
        for key in keys:
            if self._fresh.pop(key, None) is not None:
                del self._records[key]

    def save(self, used: Collection[bytes]) -> None:
        """Write what is new, and drop what isn't `used` where that is much.

        Raises OSError where the file can't be written. A record is there whole or not at all.
        """
        if self._file is None or not self._fresh:
            return
        kept = {
            key: rows for key, rows in self._records.items() if key in used and not self._is_elsewhere(key)
        }
        fresh = {key: rows for key, rows in self._fresh.items() if key in used}
        size = self._size + _size_of(fresh)
        if self._size and len(MAGIC) + _size_of(kept) >= (1 - MOST_WASTE) * size:
            with self._file.open("ab") as stream:
                stream.writelines(_framed(fresh))
        else:
            with written_anew(self._file) as stream:
                stream.write(MAGIC)
                stream.writelines(_framed(kept))
        # They lie in the file now: what was made of them in memory is no longer needed.
        self._fresh = {}
        self._open(self._file)


def _size_of(records: dict[bytes, PassageVectors]) -> int:
    return sum(HEADER.size + rows.nbytes for rows in records.values())


def _framed(records: dict[bytes, PassageVectors]) -> Iterator[bytes]:
    return (framed(_MARK, key, rows.as_record()) for key, rows in records.items())


def _records(view: memoryview, mapped: mmap.mmap) -> Iterator[tuple[bytes, PassageVectors]]:
    for key, content in whole_records(_MARK, view, mapped, len(MAGIC)):
        with suppress(ValueError):  # whole, but no vectors: they are made again
            yield key, PassageVectors.from_record(content)
