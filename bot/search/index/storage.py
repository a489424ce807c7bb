"""Stores an index as bytes and reads it back: opening one takes milliseconds, whatever it took to build.

The format: a line that says what it is and what made it, a header in JSON (the fingerprints of the articles,
and for each array its type, shape, place and checksum) and the arrays as they lie in memory, so that a file
can be mapped into memory as it is. Nothing in it is code. It doesn't hold the articles' texts.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.library.maker import made_by
from bot.library.records import FINGERPRINT_SIZE
from bot.search.index.corpus import Corpus
from bot.search.index.postings import Postings
from bot.search.index.token_table import CorpusTables, TokenTable, build_tables
from bot.search.index.vocabulary import Vocabulary
from bot.search.languages.profile import Language
from bot.search.text.inflections import Ngrams
from bot.search.text.spelling import Signatures

MAGIC = b"footnote index 4\n"

ALIGNMENT = 64
"""Arrays begin at multiples of so many bytes: a cache line, more than any type of NumPy asks for."""

_NUMBER_SIZE = 8
"""Bytes of the header's length, and of its checksum."""

Arrays = Mapping[str, NDArray[Any]]

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class StoredCorpus:
    """What is stored of a corpus. `tables` are None where they were damaged: they come from the tokens."""

    language: str
    fingerprints: Sequence[bytes]
    stems: Vocabulary
    surfaces: Vocabulary
    tokens: TokenTable
    tables: CorpusTables | None

    def whole_tables(self, language: Language) -> CorpusTables:
        """All tables, made anew where they were damaged."""
        return self.tables or build_tables(self.tokens, self.stems.texts, self.surfaces.texts, language)


def chunks(corpora: Sequence[Corpus]) -> Iterator[bytes | memoryview]:
    """The tables of all corpora as bytes, piece by piece: never a copy of all in memory."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, corpus in enumerate(corpora):
        arrays |= _named_arrays(corpus.stems, f"{number}.stems")
        arrays |= _named_arrays(corpus.surfaces, f"{number}.surfaces")
        prints = np.frombuffer(b"".join(corpus.fingerprints), dtype=np.uint8)
        arrays[f"{number}.fingerprints"] = prints.reshape(-1, FINGERPRINT_SIZE)
        arrays |= _named_arrays(corpus.tables, str(number))
    places: dict[str, Any] = {}
    end = 0
    for name, values in arrays.items():
        place = end + -end % ALIGNMENT
        places[name] = [values.dtype.str, list(values.shape), place, zlib.crc32(_bytes_of(values))]
        end = place + values.nbytes
    languages = [corpus.tokenizer.tag for corpus in corpora]
    header = json.dumps({"languages": languages, "arrays": places}).encode()
    # Blanks after the header, so that the body begins at a multiple of ALIGNMENT too.
    beginning = MAGIC + made_by()
    header += b" " * (-(len(beginning) + 2 * _NUMBER_SIZE + len(header)) % ALIGNMENT)
    yield beginning
    for number in (len(header), zlib.crc32(header)):
        yield number.to_bytes(_NUMBER_SIZE, "little")
    yield header
    end = 0
    for name, values in arrays.items():
        place = places[name][2]
        yield bytes(place - end)
        yield _bytes_of(values)
        end = place + values.nbytes


def _bytes_of(values: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(values).reshape(-1).view(np.uint8).data


def from_bytes(stored: bytes | memoryview) -> list[StoredCorpus]:
    """The corpora that are stored, without those whose tokens are damaged.

    Raises ValueError where `stored` is no index, another version's, or damaged at its beginning.
    """
    view = memoryview(stored)
    beginning = MAGIC + made_by()
    start = len(beginning) + 2 * _NUMBER_SIZE
    if bytes(view[: len(beginning)]) != beginning:
        raise ValueError("no index, or one that another version made")
    length = int.from_bytes(view[len(beginning) : len(beginning) + _NUMBER_SIZE], "little")
    checksum = int.from_bytes(view[start - _NUMBER_SIZE : start], "little")
    header = bytes(view[start : start + length])
    if len(header) != length or zlib.crc32(header) != checksum:
        raise ValueError("a damaged index")
    read = json.loads(header)
    body = view[start + length :]
    arrays: dict[str, NDArray[Any]] = {}
    for name, (kind, shape, place, expected) in read["arrays"].items():
        count = int(np.prod(shape, dtype=np.int64))
        data = body[place : place + count * np.dtype(kind).itemsize]
        if len(data) == count * np.dtype(kind).itemsize and zlib.crc32(data) == expected:
            arrays[name] = np.frombuffer(data, np.dtype(kind)).reshape(shape)
    found = (_corpus(arrays, number, tag) for number, tag in enumerate(read["languages"]))
    return [corpus for corpus in found if corpus]


def _corpus(arrays: Arrays, number: int, language: str) -> StoredCorpus | None:
    try:
        prints = arrays[f"{number}.fingerprints"]
        stems, surfaces = (_filled(Vocabulary, arrays, f"{number}.{name}") for name in ("stems", "surfaces"))
        tokens = _filled(TokenTable, arrays, f"{number}.tokens")
    except KeyError:
        return None
    try:
        tables = CorpusTables(
            tokens=tokens,
            stem_of_surface=arrays[f"{number}.stem_of_surface"],
            postings=_filled(Postings, arrays, f"{number}.postings"),
            sentence_counts=arrays[f"{number}.sentence_counts"],
            ngrams=_filled(Ngrams, arrays, f"{number}.ngrams"),
            signatures=_filled(Signatures, arrays, f"{number}.signatures"),
        )
    except KeyError:
        tables = None
    return StoredCorpus(language, [bytes(each) for each in prints], stems, surfaces, tokens, tables)


def _named_arrays(table: Any, prefix: str) -> dict[str, NDArray[Any]]:
    """The arrays of a dataclass and of those inside it, by dotted names."""
    arrays: dict[str, NDArray[Any]] = {}
    for field in fields(table):
        value, name = getattr(table, field.name), f"{prefix}.{field.name}"
        arrays |= _named_arrays(value, name) if is_dataclass(value) else {name: value}
    return arrays


def _filled(table: type[T], arrays: Arrays, prefix: str) -> T:
    return table(**{field.name: arrays[f"{prefix}.{field.name}"] for field in fields(table)})  # type: ignore[arg-type]
