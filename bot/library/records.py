"""An article as bytes, and an article read from such bytes piece by piece, as it is looked at.

A record is plain data (JSON and offsets): nothing in it is run. Its head holds what lists show of an article;
each passage and each footnote lies by itself behind it, so that a library of any size is opened without
making a single one.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, overload

from bot.library.model import Article, Footnote, License, Passage, Source, Span
from bot.library.plain_data import as_json, decoder, plain
from bot.library.problems import Problem

KEPT_PARTS = 4_096
"""Passages and footnotes that stay made after they were looked at; those used longest ago are dropped."""

_COUNTS = struct.Struct("<7I")
_NUMBER = struct.Struct("<I")

_SECTION, _TEXT, _SENTENCES, _MARKERS = (
    [field.name for field in fields(Passage)].index(name)
    for name in ("section", "text", "sentences", "markers")
)
"""Where these fields stand in a passage as it is kept."""

_FOOTNOTE_TEXT = [field.name for field in fields(Footnote)].index("text")

FINGERPRINT_SIZE = 20
"""Bytes of an article's fingerprint."""


def to_record(
    article: Article, problems: Sequence[Problem] = (), topics: Sequence[str] | None = None
) -> bytes:
    """`article` as bytes, with what is odd about its file, and what it speaks of where that is known."""
    head = {
        "id": article.id,
        "title": article.title,
        "license": plain(article.license),
        "language": article.language,
        "source": plain(article.source),
        "questions": list(article.questions),
        "aliases": dict(article.aliases),
        "paragraphs": article.paragraph_count,
        "labels": list(article.footnote_numbers),
    }
    passages = [as_json(plain(passage)) for passage in article.passages]
    footnotes = [as_json(plain(footnote)) for footnote in article.footnotes]
    starts = [article.span_of(passage).start for passage in article.passages]
    ids = as_json({"ids": [each.id for each in article.passages], "starts": starts, "digest": article.digest})
    said = blake2b(as_json(head), digest_size=FINGERPRINT_SIZE)
    for part in (*passages, *footnotes):
        said.update(part)
    head |= {
        "fingerprint": said.hexdigest(),
        "problems": plain(tuple(problems)),
    }
    written, spoken_of = as_json(head), b"" if topics is None else as_json(list(topics))
    counts = _COUNTS.pack(
        len(written),
        len(passages),
        len(footnotes),
        sum(map(len, passages)),
        sum(map(len, footnotes)),
        len(ids),
        len(spoken_of),
    )
    offsets = b"".join(_NUMBER.pack(len(part)) for part in (*passages, *footnotes))
    return b"".join((counts, written, ids, offsets, *passages, *footnotes, spoken_of))


def topics_in(record: bytes | memoryview) -> Sequence[str] | None:
    """What the article speaks of, where that is known."""
    size = _COUNTS.unpack_from(record)[-1]
    topics: Sequence[str] | None = json.loads(bytes(record[-size:])) if size else None
    return topics


class StoredArticle(Article):
    """An article that reads its passages and footnotes from its record as they are looked at."""

    problems: tuple[Problem, ...]
    """What was odd about its file."""

    def __init__(self, record: bytes | memoryview) -> None:
        """Raises ValueError where `record` is none."""
        try:
            self._open(memoryview(record))
        except (KeyError, TypeError, struct.error, UnicodeDecodeError, IndexError) as error:
            raise ValueError(f"no record of an article: {error!r}") from error

    def _open(self, record: memoryview) -> None:
        head_size, passages, footnotes, passages_size, footnotes_size, ids_size, topics_size = (
            _COUNTS.unpack_from(record)
        )
        head_end = _COUNTS.size + head_size
        offsets = head_end + ids_size
        body = offsets + _NUMBER.size * (passages + footnotes)
        end = body + passages_size + footnotes_size
        if end + topics_size != len(record):
            raise ValueError("no record of an article: its length is wrong")
        head = json.loads(bytes(record[_COUNTS.size : head_end]))
        numbers = record[offsets:body]
        own = self.__dict__
        own["id"], own["title"], own["language"] = head["id"], head["title"], head["language"]
        own["license"] = _license(as_json(head["license"]))
        own["source"] = decoder(Source)(head["source"])
        own["questions"] = tuple(head["questions"])
        own["aliases"] = MappingProxyType(head["aliases"])
        own["problems"] = tuple(decoder(Problem)(each) for each in head["problems"])
        own["_paragraphs"], own["_labels"] = head["paragraphs"], head["labels"]
        own["_ids"] = record[head_end:offsets]
        split = _NUMBER.size * passages
        own["_passages"] = _Parts(Passage, numbers[:split], record[body : body + passages_size])
        own["_footnotes"] = _Parts(Footnote, numbers[split:], record[body + passages_size : end])
        own["_fingerprint"] = bytes.fromhex(head["fingerprint"])

    # As those of an article that was made, but read when they are asked for.

    @property
    def passages(self) -> Any:
        """Its passages in reading order."""
        return self.__dict__["_passages"]

    @property
    def footnotes(self) -> Any:
        """Its footnotes in their order in the file."""
        return self.__dict__["_footnotes"]

    @property
    def passage_count(self) -> int:
        """The number of its passages."""
        return len(self.passages)

    def sentences(self) -> Iterator[tuple[str | None, Sequence[str]]]:
        """The section of each passage, and its sentences with blanks in the place of their markers.

        No passage is made for it: whoever reads all articles would make each for this alone.
        """
        for part in self.passages.parts():
            values = json.loads(part)
            text = values[_TEXT]
            for _, (start, end) in values[_MARKERS]:
                text = text[:start] + " " * (end - start) + text[end:]
            yield values[_SECTION], [text[start:end] for start, end in values[_SENTENCES]]

    def footnote_texts(self) -> Iterator[str]:
        """The texts of its footnotes, none of which is made for it."""
        return (json.loads(part)[_FOOTNOTE_TEXT] for part in self.footnotes.parts())

    @property
    def paragraph_count(self) -> int:
        """The number of its paragraphs."""
        return int(self.__dict__["_paragraphs"])

    @property
    def footnote_numbers(self) -> Sequence[str]:
        """The labels of its footnotes, in their order in the file."""
        labels: Sequence[str] = self.__dict__["_labels"]
        return labels

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with this id, or with this one of version 0.1.0; None where it was edited since."""
        places = self._places
        if passage_id in places:
            found: Passage = self.passages[places[passage_id][0]]
            return found
        return self._passages_by_former_id.get(passage_id)

    @property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        """Each passage's place and its offset in the text, by its id."""
        return _places(bytes(self.__dict__["_ids"]))[0]

    @property
    def digest(self) -> str:
        """The SHA-256 of `text` in UTF-8, in hexadecimal digits."""
        return _places(bytes(self.__dict__["_ids"]))[1]

    def span_of(self, passage: Passage) -> Span:
        """Where a passage of this article stands in `text`."""
        start = self._places[passage.id][1]
        return Span(start, start + len(passage.text))

    def footnote(self, number: str) -> Footnote | None:
        """The footnote with this label, or None."""
        labels = self.footnote_numbers
        return self.footnotes[labels.index(number)] if number in labels else None

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StoredArticle):
            return fingerprint(self) == fingerprint(other)
        return isinstance(other, Article) and fingerprint(self) == fingerprint(other)

    def __hash__(self) -> int:
        return hash(fingerprint(self))


def fingerprint(article: Article) -> bytes:
    """A digest of all that an article says."""
    known: bytes | None = article.__dict__.get("_fingerprint")
    if known is None:
        known = fingerprint(StoredArticle(to_record(article)))
        article.__dict__["_fingerprint"] = known
    return known


class _Parts(Sequence[Any]):
    """Passages or footnotes of a record, each made when it is looked at."""

    __slots__ = ("_body", "_kind", "_sizes")

    def __init__(self, kind: Hashable, sizes: memoryview, body: memoryview) -> None:
        self._kind, self._sizes, self._body = kind, sizes, body

    def __len__(self) -> int:
        return len(self._sizes) // _NUMBER.size

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]
        sizes = self._sizes[: (place + 1) * _NUMBER.size].cast("I")
        end = sum(sizes)
        return _made(self._kind, bytes(self._body[end - sizes[place] : end]))

    def __iter__(self) -> Iterator[Any]:
        return (_made(self._kind, part) for part in self.parts())

    def parts(self) -> Iterator[bytes]:
        """Each as it is kept."""
        begin = 0
        for size in self._sizes.cast("I"):
            yield bytes(self._body[begin : begin + size])
            begin += size

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@lru_cache(maxsize=KEPT_PARTS)
def _made(kind: Hashable, part: bytes) -> Any:
    return decoder(kind)(json.loads(part))


@lru_cache(maxsize=64)
def _places(written: bytes) -> tuple[Mapping[str, tuple[int, int]], str]:
    read = json.loads(written)
    places = enumerate(read["starts"])
    return dict(zip(read["ids"], places, strict=True)), read["digest"]


@lru_cache(maxsize=256)
def _license(written: bytes) -> License:
    made: License = decoder(License)(json.loads(written))
    return made
