"""An article as bytes, and an article read from such bytes piece by piece, as it is looked at.

A record is plain data (JSON and offsets): nothing in it is run. Its head holds what lists show of an article;
each passage and each footnote lies by itself behind it, so that a library of any size is opened without
making a single one.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple

from bot.library.model import Article, Footnote, License, Passage, Source, Span
from bot.library.plain_data import as_json, decoder, from_json, plain
from bot.library.problems import Problem
from bot.library.record_parts import NUMBER, Parts

_COUNTS = struct.Struct("<7I")

_SECTION, _TEXT, _SENTENCES, _MARKERS = (
    [field.name for field in fields(Passage)].index(name)
    for name in ("section", "text", "sentences", "markers")
)
"""Where these fields stand in a passage as it is kept."""

_FOOTNOTE_TEXT = [field.name for field in fields(Footnote)].index("text")

_NO_ALIASES: Mapping[str, str] = MappingProxyType({})

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
        "edited": article.edited,
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
    offsets = b"".join(NUMBER.pack(len(part)) for part in (*passages, *footnotes))
    return b"".join((counts, written, ids, offsets, *passages, *footnotes, spoken_of))


def topics_in(record: bytes | memoryview) -> Sequence[str] | None:
    """What the article speaks of, where that is known."""
    size = _COUNTS.unpack_from(record)[-1]
    topics: Sequence[str] | None = from_json(memoryview(record)[-size:]) if size else None
    return topics


class _Places(NamedTuple):
    """Where the pieces of a record begin, behind its counts; and its end."""

    head: int
    ids: int
    sizes: int
    footnote_sizes: int
    passages: int
    footnotes: int
    topics: int
    end: int

    @property
    def passage_count(self) -> int:
        """The number of passages."""
        return (self.footnote_sizes - self.sizes) // NUMBER.size

    @classmethod
    def of(cls, record: memoryview) -> _Places:
        """Raises struct.error where `record` is too short."""
        head, passages, footnotes, passages_size, footnotes_size, ids, topics = _COUNTS.unpack_from(record)
        sizes = (head, ids, NUMBER.size * passages, NUMBER.size * footnotes)
        return cls(*accumulate((*sizes, passages_size, footnotes_size, topics), initial=_COUNTS.size))


class StoredArticle(Article):
    """An article that reads its passages and footnotes from its record as they are looked at."""

    # What all articles are asked for is held: a look into each record would read the whole file again.

    problems: tuple[Problem, ...]
    """What was odd about its file."""
    has_topics: bool
    """Whether it is kept what it speaks of."""

    def __init__(self, record: bytes | memoryview) -> None:
        """Raises ValueError where `record` is none."""
        try:
            self._open(record if isinstance(record, memoryview) else memoryview(record))
        except (KeyError, TypeError, struct.error, UnicodeDecodeError, IndexError) as error:
            raise ValueError(f"no record of an article: {error!r}") from error

    def _open(self, record: memoryview) -> None:
        # Little is made here, and the rest when it is looked at: a library has many thousand articles.
        places = _Places.of(record)
        if places.end != len(record):
            raise ValueError("no record of an article: its length is wrong")
        own = self.__dict__
        own["_record"] = record
        head = from_json(record[places.head : places.ids])
        own["id"], own["title"], own["language"] = head["id"], head["title"], head["language"]
        own["license"] = _license(as_json(head["license"]))
        own["questions"] = tuple(head["questions"])
        own["aliases"] = MappingProxyType(head["aliases"]) if head["aliases"] else _NO_ALIASES
        own["edited"] = head["edited"]
        own["problems"] = tuple(decoder(Problem)(each) for each in head["problems"])
        own["_passages"], own["has_topics"] = places.passage_count, places.end > places.topics
        own["_paragraphs"], own["_labels"] = head["paragraphs"], tuple(head["labels"])
        own["_fingerprint"] = bytes.fromhex(head["fingerprint"])
        if "source" not in head:
            raise KeyError("source")

    def _part(self, begin: int, end: int) -> memoryview:
        record: memoryview = self.__dict__["_record"]
        return record[begin:end]

    @property
    def _at(self) -> _Places:
        return _Places.of(self.__dict__["_record"])

    # As those of an article that was made, but read when they are asked for.

    @property
    def source(self) -> Any:
        """Where it comes from."""
        return decoder(Source)(from_json(self._part(self._at.head, self._at.ids))["source"])

    @property
    def passages(self) -> Any:
        """Its passages in reading order."""
        at = self._at
        return Parts(Passage, self._part(at.sizes, at.footnote_sizes), self._part(at.passages, at.footnotes))

    @property
    def footnotes(self) -> Any:
        """Its footnotes in their order in the file."""
        at = self._at
        return Parts(
            Footnote, self._part(at.footnote_sizes, at.passages), self._part(at.footnotes, at.topics)
        )

    @property
    def passage_count(self) -> int:
        """The number of its passages."""
        return int(self.__dict__["_passages"])

    def sentences(self) -> Iterator[tuple[str | None, Sequence[str]]]:
        """The section of each passage, and its sentences with blanks in the place of their markers.

        No passage is made for it: whoever reads all articles would make each for this alone.
        """
        for values in self.passages.plain():
            text = values[_TEXT]
            for _, (start, end) in values[_MARKERS]:
                text = text[:start] + " " * (end - start) + text[end:]
            yield values[_SECTION], [text[start:end] for start, end in values[_SENTENCES]]

    def footnote_texts(self) -> Iterator[str]:
        """The texts of its footnotes, none of which is made for it."""
        return (values[_FOOTNOTE_TEXT] for values in self.footnotes.plain())

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
        places = self._passage_places
        if passage_id in places:
            found: Passage = self.passages[places[passage_id][0]]
            return found
        return self._passages_by_former_id.get(passage_id)

    @property
    def _ids(self) -> tuple[Mapping[str, tuple[int, int]], str]:
        return _read_ids(bytes(self._part(self._at.ids, self._at.sizes)))

    @property
    def _passage_places(self) -> Mapping[str, tuple[int, int]]:
        """Each passage's place and its offset in the text, by its id."""
        return self._ids[0]

    @property
    def digest(self) -> str:
        """The SHA-256 of `text` in UTF-8, in hexadecimal digits."""
        return self._ids[1]

    def span_of(self, passage: Passage) -> Span:
        """Where a passage of this article stands in `text`."""
        start = self._passage_places[passage.id][1]
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


@lru_cache(maxsize=64)
def _read_ids(written: bytes) -> tuple[Mapping[str, tuple[int, int]], str]:
    read = from_json(written)
    places = enumerate(read["starts"])
    return dict(zip(read["ids"], places, strict=True)), read["digest"]


@lru_cache(maxsize=256)
def _license(written: bytes) -> License:
    made: License = decoder(License)(from_json(written))
    return made
