"""Files of records, one behind the other: a mark, a key, a length, a checksum, the record.

What is damaged is skipped: the next record is found by its mark.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterator

HEADER = struct.Struct("<8s20sII")
"""Mark, key, length and checksum of a record."""

MOST_WASTE = 0.5
"""The share of a file that may be records that nobody uses any more; then the whole file is written anew."""


def framed(mark: bytes, key: bytes, record: bytes | memoryview) -> bytes:
    """A record as it stands in a file."""
    return HEADER.pack(mark, key, len(record), _checksum(key, record)) + bytes(record)


def whole_records(
    mark: bytes, view: memoryview, mapped: mmap.mmap, position: int
) -> Iterator[tuple[bytes, memoryview]]:
    """The whole records of a file from `position` on, by their keys. `view` is the one on `mapped`."""
    while 0 <= position <= len(view) - HEADER.size:
        found, key, length, checksum = HEADER.unpack_from(view, position)
        end = position + HEADER.size + length
        record = view[position + HEADER.size : end]
        if found == mark and end <= len(view) and _checksum(key, record) == checksum:
            yield key, record
            position = end
        else:
            position = mapped.find(mark, position + 1)


def let_go(mapped: mmap.mmap) -> None:
    """Let what was read of a mapped file leave the memory."""
    if hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def _checksum(key: bytes, record: bytes | memoryview) -> int:
    return zlib.crc32(record, zlib.crc32(key))
