"""An index as bytes, and back: opening one is a matter of milliseconds, whatever it took to make.

The bytes are a checksum, a head in JSON (a digest of the articles, for each array its type, its shape and
where it lies) and the arrays as they lie in memory, so that a file can be mapped into memory as it is.
There is nothing in it to be run. What it holds is found again in the articles, whose texts it doesn't hold.
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
from bot.search.index.bm25 import Postings
from bot.search.index.collection import Collection
from bot.search.index.tables import Numbers, Tables
from bot.search.text.inflections import Ngrams
from bot.search.text.spelling import Signatures
from bot.search.text.tokenizer import Tokenizer

MAGIC = b"footnote index\n"

FORMAT = 2
"""Rises with every change of the tables or of how words are read."""

ALIGNED = 64
"""Arrays begin at multiples of so many bytes."""

_SUM, _LENGTH = 4, 8
"""Bytes of the checksum of what follows it, and of the number that says how long the head is."""

Arrays = Mapping[str, NDArray[Any]]

T = TypeVar("T")


def digest(articles: Iterable[Article]) -> str:
    """What tells articles apart that don't come to the same index; their order counts."""
    told = hashlib.blake2b(str(FORMAT).encode(), digest_size=20)
    for article in articles:
        own = [article.id, article.language, article.title, sorted(article.aliases.items())]
        sections = [passage.section for passage in article.passages]
        bounds = array("l")
        for passage in article.passages:
            bounds.append(len(passage.text))
            bounds.extend([span.start for span in passage.sentences])
            bounds.extend([marker.span.start for marker in passage.markers])
        told.update(repr((own, sections)).encode("utf-8", "surrogatepass"))
        told.update(bounds)
        told.update("".join([p.text for p in article.passages]).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def to_bytes(collections: Sequence[Collection], of_articles: str) -> bytes:
    """The tables of all collections, for articles with this digest."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, collection in enumerate(collections):
        for name, strings in (("stems", collection.stems), ("surfaces", collection.surfaces)):
            text = "\n".join(strings).encode("utf-8", "surrogatepass")
            arrays[f"{number}.{name}"] = np.frombuffer(text, dtype=np.uint8)
        arrays |= _flat(collection.tables, str(number))
    places, body = {}, bytearray()
    for name, values in arrays.items():
        body.extend(bytes(-len(body) % ALIGNED))
        places[name] = [values.dtype.str, list(values.shape), len(body)]
        body.extend(np.ascontiguousarray(values).tobytes())
    head = json.dumps({"articles": of_articles, "arrays": places}).encode()
    head += b" " * (-(len(MAGIC) + _SUM + _LENGTH + len(head)) % ALIGNED)
    content = b"".join((len(head).to_bytes(_LENGTH, "little"), head, body))
    return MAGIC + _sum(content) + content


def from_bytes(
    kept: bytes | memoryview, groups: Sequence[tuple[Tokenizer, Sequence[Article]]], of_articles: str
) -> list[Collection]:
    """The collections that were kept for these articles, those of each language with its terms.

    Raises ValueError where `kept` is no index, another version's, or one of other articles.
    """
    arrays = _arrays(memoryview(kept), of_articles)
    return [
        Collection(
            articles,
            terms,
            _strings(arrays[f"{number}.stems"]),
            _strings(arrays[f"{number}.surfaces"]),
            _tables(arrays, str(number)),
        )
        for number, (terms, articles) in enumerate(groups)
    ]


def _arrays(kept: memoryview, of_articles: str) -> Arrays:
    begin = len(MAGIC) + _SUM + _LENGTH
    told, length = kept[len(MAGIC) : len(MAGIC) + _SUM], kept[len(MAGIC) + _SUM : begin]
    if bytes(kept[: len(MAGIC)]) != MAGIC or bytes(told) != _sum(kept[len(MAGIC) + _SUM :]):
        raise ValueError("a damaged index, or none")
    body = begin + int.from_bytes(length, "little")
    head = json.loads(bytes(kept[begin:body]))
    if head["articles"] != of_articles:
        raise ValueError("an index of other articles, or of another version")
    return {
        name: np.frombuffer(
            kept, np.dtype(kind), count=int(np.prod(shape, dtype=np.int64)), offset=body + place
        ).reshape(shape)
        for name, (kind, shape, place) in head["arrays"].items()
    }


def _sum(content: bytes | memoryview) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM, "little")


def _flat(table: Any, prefix: str) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for field in fields(table):
        value, name = getattr(table, field.name), f"{prefix}.{field.name}"
        arrays |= _flat(value, name) if is_dataclass(value) else {name: value}
    return arrays


def _tables(arrays: Arrays, prefix: str) -> Tables:
    return Tables(
        numbers=_filled(Numbers, arrays, f"{prefix}.numbers"),
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
