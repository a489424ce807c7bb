"""Stores an index as bytes and reads it back: opening one takes milliseconds, whatever it took to build.

The format: a line that says what it is and what made it, the arrays as they lie in memory, so that a file can
be mapped into memory as it is, and at the end a header in JSON (for each array its type, shape, place and
checksum) with its own length and checksum. It is written from front to back while the arrays are made, one
after the other. Nothing in it is code. It doesn't hold the articles' texts.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.library.maker import made_by
from bot.search.index.corpus_parts import CorpusParts, NamedArrays
from bot.search.languages.profile import language_of

MAGIC = b"footnote index 6\n"

ALIGNMENT = 64
"""Arrays begin at multiples of so many bytes: a cache line, more than any type of NumPy asks for."""

_NUMBER_SIZE = 8
"""Bytes of the header's length, and of its checksum."""


@dataclass(frozen=True, eq=False)
class StoredCorpus:
    """What is stored of a corpus. `is_whole`: no table was damaged, and so made anew."""

    parts: CorpusParts
    is_whole: bool


def chunks(corpora: Iterable[tuple[str, NamedArrays]]) -> Iterator[bytes | memoryview]:
    """Corpora, each with the tag of its language, as bytes. No more than one array is held at a time."""
    beginning = MAGIC + made_by()
    yield beginning
    end = len(beginning)
    languages: list[str] = []
    places: list[dict[str, Any]] = []
    for language, arrays in corpora:
        languages.append(language)
        places.append({})
        for name, values in arrays:
            data = _bytes_of(values)
            yield bytes(-end % ALIGNMENT)
            end += -end % ALIGNMENT
            places[-1][name] = [values.dtype.str, list(values.shape), end, zlib.crc32(data)]
            yield data
            end += len(data)
            del values, data
    header = json.dumps({"languages": languages, "arrays": places}).encode()
    yield header
    for number in (len(header), zlib.crc32(header)):
        yield number.to_bytes(_NUMBER_SIZE, "little")


def _bytes_of(values: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(values).reshape(-1).view(np.uint8).data


def from_bytes(stored: bytes | memoryview, *, checked: bool = True) -> dict[str, StoredCorpus]:
    """The corpora that are stored, by language, without those whose tokens are damaged.

    Without `checked` the arrays aren't looked through for damage: for what was written just now. Raises
    ValueError where `stored` is no index, another version's, or damaged at its beginning or its end.
    """
    view = memoryview(stored)
    beginning = MAGIC + made_by()
    if bytes(view[: len(beginning)]) != beginning:
        raise ValueError("no index, or one that another version made")
    end = len(view) - 2 * _NUMBER_SIZE
    length, checksum = (
        int.from_bytes(view[start : start + _NUMBER_SIZE], "little") for start in (end, end + _NUMBER_SIZE)
    )
    header = bytes(view[max(0, end - length) : max(0, end)])
    if len(header) != length or zlib.crc32(header) != checksum:
        raise ValueError("a damaged index")
    read = json.loads(header)
    corpora: dict[str, StoredCorpus] = {}
    for language, places in zip(read["languages"], read["arrays"], strict=True):
        arrays = {
            name: values
            for name, place in places.items()
            if (values := _array(view, *place, checked=checked)) is not None
        }
        try:
            parts = CorpusParts.of(arrays, language_of(language))
        except KeyError:
            continue
        corpora[language] = StoredCorpus(parts, len(arrays) == len(places))
    return corpora


def _array(
    view: memoryview, kind: str, shape: list[int], place: int, expected: int, *, checked: bool
) -> NDArray[Any] | None:
    """The array that is stored at a place; None where it is damaged."""
    count = int(np.prod(shape, dtype=np.int64))
    data = view[place : place + count * np.dtype(kind).itemsize]
    if checked and zlib.crc32(data) != expected:
        return None
    return np.frombuffer(data, np.dtype(kind)).reshape(shape)
