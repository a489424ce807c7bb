"""Stores an index as bytes and reads it back: opening one takes milliseconds, whatever it took to build.

The format: a magic line, a checksum, a header in JSON (a digest of the articles, and for each array its type,
shape and place) and the arrays as they lie in memory, so that a file can be mapped into memory as it is.
Nothing in it is code. It doesn't hold the articles' texts: it is opened together with the articles.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.library import Article
from bot.search.index.corpus import Corpus
from bot.search.index.postings import Postings
from bot.search.index.token_table import CorpusTables, TokenTable
from bot.search.text.inflections import Ngrams
from bot.search.text.spelling import Signatures
from bot.search.text.tokenizer import Tokenizer

MAGIC = b"footnote index\n"

FORMAT = 3
"""Rises with every change of the tables or of how texts become tokens: an older index is then built anew."""

ALIGNMENT = 64
"""Arrays begin at multiples of so many bytes: a cache line, more than any type of NumPy asks for."""

_CHECKSUM_SIZE, _LENGTH_SIZE = 4, 8
"""Bytes of the checksum of all that follows it, and of the number that says how long the header is."""

Arrays = Mapping[str, NDArray[Any]]

T = TypeVar("T")


def digest(articles: Iterable[Article]) -> str:
    """A digest of all that an index is built from, the order of the articles included."""
    hashed = hashlib.blake2b(str(FORMAT).encode(), digest_size=20)
    for article in articles:
        fields_of_article = [article.id, article.language, article.title, sorted(article.aliases.items())]
        sections = [passage.section for passage in article.passages]
        boundaries = array("l")
        for passage in article.passages:
            boundaries.append(len(passage.text))
            boundaries.extend([span.start for span in passage.sentences])
            boundaries.extend([marker.span.start for marker in passage.markers])
        hashed.update(repr((fields_of_article, sections)).encode("utf-8", "surrogatepass"))
        hashed.update(boundaries)
        hashed.update("".join([p.text for p in article.passages]).encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def to_bytes(corpora: Sequence[Corpus], articles_digest: str) -> bytes:
    """The tables of all corpora, built from articles with this digest."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, corpus in enumerate(corpora):
        for name, strings in (("stems", corpus.stems), ("surfaces", corpus.surfaces)):
            text = "\n".join(strings).encode("utf-8", "surrogatepass")
            arrays[f"{number}.{name}"] = np.frombuffer(text, dtype=np.uint8)
        arrays |= _named_arrays(corpus.tables, str(number))
    places, body = {}, bytearray()
    for name, values in arrays.items():
        body.extend(bytes(-len(body) % ALIGNMENT))
        places[name] = [values.dtype.str, list(values.shape), len(body)]
        body.extend(np.ascontiguousarray(values).tobytes())
    header = json.dumps({"articles": articles_digest, "arrays": places}).encode()
    # Blanks after the header, so that the body begins at a multiple of ALIGNMENT too.
    header += b" " * (-(len(MAGIC) + _CHECKSUM_SIZE + _LENGTH_SIZE + len(header)) % ALIGNMENT)
    content = b"".join((len(header).to_bytes(_LENGTH_SIZE, "little"), header, body))
    return MAGIC + _checksum(content) + content


def from_bytes(
    stored: bytes | memoryview, groups: Sequence[tuple[Tokenizer, Sequence[Article]]], articles_digest: str
) -> list[Corpus]:
    """The corpora stored for these articles, which come grouped by language, each with its tokenizer.

    Raises ValueError where `stored` is no index, another version's, or one of other articles.
    """
    arrays = _read_arrays(memoryview(stored), articles_digest)
    return [
        Corpus(
            articles,
            tokenizer,
            _strings(arrays[f"{number}.stems"]),
            _strings(arrays[f"{number}.surfaces"]),
            _tables(arrays, str(number)),
        )
        for number, (tokenizer, articles) in enumerate(groups)
    ]


def _read_arrays(stored: memoryview, articles_digest: str) -> Arrays:
    """The arrays by name, as views into `stored`."""
    start = len(MAGIC) + _CHECKSUM_SIZE + _LENGTH_SIZE
    content = stored[len(MAGIC) + _CHECKSUM_SIZE :]
    checksum = stored[len(MAGIC) : len(MAGIC) + _CHECKSUM_SIZE]
    if bytes(stored[: len(MAGIC)]) != MAGIC or bytes(checksum) != _checksum(content):
        raise ValueError("a damaged index, or none")
    body = start + int.from_bytes(content[:_LENGTH_SIZE], "little")
    header = json.loads(bytes(stored[start:body]))
    if header["articles"] != articles_digest:
        raise ValueError("an index of other articles, or of another version")
    return {
        name: np.frombuffer(
            stored, np.dtype(kind), count=int(np.prod(shape, dtype=np.int64)), offset=body + place
        ).reshape(shape)
        for name, (kind, shape, place) in header["arrays"].items()
    }


def _checksum(content: bytes | memoryview) -> bytes:
    return zlib.crc32(content).to_bytes(_CHECKSUM_SIZE, "little")


def _named_arrays(table: Any, prefix: str) -> dict[str, NDArray[Any]]:
    """The arrays of a dataclass and of those inside it, by dotted names."""
    arrays: dict[str, NDArray[Any]] = {}
    for field in fields(table):
        value, name = getattr(table, field.name), f"{prefix}.{field.name}"
        arrays |= _named_arrays(value, name) if is_dataclass(value) else {name: value}
    return arrays


def _tables(arrays: Arrays, prefix: str) -> CorpusTables:
    return CorpusTables(
        tokens=_filled(TokenTable, arrays, f"{prefix}.tokens"),
        postings=_filled(Postings, arrays, f"{prefix}.postings"),
        sentence_counts=arrays[f"{prefix}.sentence_counts"],
        ngrams=_filled(Ngrams, arrays, f"{prefix}.ngrams"),
        signatures=_filled(Signatures, arrays, f"{prefix}.signatures"),
    )


def _filled(table: type[T], arrays: Arrays, prefix: str) -> T:
    return table(**{field.name: arrays[f"{prefix}.{field.name}"] for field in fields(table)})  # type: ignore[arg-type]


def _strings(letters: NDArray[np.uint8]) -> list[str]:
    text = letters.tobytes().decode("utf-8", "surrogatepass")
    return text.split("\n") if text else []
