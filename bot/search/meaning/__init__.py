"""What questions and sentences mean, as vectors: made by the encoder, kept, and compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock

from cachetools import LRUCache

from bot.library import Article
from bot.library.records import fingerprint
from bot.search.encoder import Encoder
from bot.search.encoder.transformer import Floats
from bot.search.languages.profile import base_language
from bot.search.meaning.vector_file import Bytes, VectorFile, as_bytes, passage_key

LANGUAGE = "en"
"""The language that the encoder was trained on: articles in others are searched by their words alone."""

MOST_PASSAGES = 10_000
"""Passages of a library up to which meaning is compared: more take longer than a question may."""

MOST_QUESTIONS = 2_048
"""Questions whose vectors are kept, 1.5 KB each."""

PASSAGES_AT_ONCE = 16
"""Passages whose sentences are encoded before others may have their turn."""


class Meaning:
    """The vectors of questions and of articles' sentences. Threads may share it.

    The encoder is read when it is first needed.
    """

    def __init__(self, file: Path | None = None, *, waits: bool = True) -> None:
        """`file` keeps the sentences' vectors; None: they are made for this process alone.

        `waits`: a question's vector is made when it is asked for; else it must have been made before, and
        those that weren't are listed until `take_unread`.
        """
        self._vectors = VectorFile(file)
        self._waits = waits
        self._encoder: Encoder | None = None
        self._questions: LRUCache[str, Floats] = LRUCache(MOST_QUESTIONS)
        self._unread: dict[str, None] = {}
        self._encoding, self._changing = Lock(), Lock()

    def of_question(self, text: str) -> Floats | None:
        """The vector of a question; None where it isn't made yet."""
        key = _key(text)
        with self._changing:
            found = self._questions.get(key)
        if found is None and self._waits:
            self.read([text])
            return self._questions[key]
        if found is None:
            self._unread[key] = None
        return found

    def take_unread(self) -> Sequence[str]:
        """The questions that were asked for, and whose vectors weren't there, since this was last called."""
        unread, self._unread = tuple(self._unread), {}
        return unread

    def read(self, questions: Iterable[str]) -> None:
        """Make the vectors of questions, all together."""
        keys = [key for key in dict.fromkeys(map(_key, questions)) if key not in self._questions]
        if not keys:
            return
        vectors = self._encode(keys)
        with self._changing:
            self._questions.update(zip(keys, vectors, strict=True))

    def of_passage(self, article: bytes, place: int) -> Bytes | None:
        """The vectors of a passage's sentences, by its article's fingerprint and its place there."""
        return self._vectors.get(passage_key(article, place))

    def learn(self, articles: Iterable[Article]) -> None:
        """Make the vectors of all sentences that have none yet. It takes about 5 ms a sentence."""
        missing = (
            (passage_key(fingerprint(article), place), passage)
            for article in articles
            if can_learn(article)
            for place, passage in enumerate(article.passages)
            if passage_key(fingerprint(article), place) not in self._vectors
        )
        while some := list(islice(missing, PASSAGES_AT_ONCE)):
            texts = [[span.of(passage.text) for span in passage.sentences] for _, passage in some]
            rows = as_bytes(self._encode([text for sentences in texts for text in sentences]))
            for (key, _), sentences in zip(some, texts, strict=True):
                self._vectors.add(key, rows[: len(sentences)])
                rows = rows[len(sentences) :]

    def save(self, articles: Collection[Article]) -> None:
        """Write the vectors of these articles. Raises OSError where the file can't be written."""
        self._vectors.save(set(_keys(articles)))

    def knows(self, articles: Collection[Article]) -> bool:
        """Whether all sentences of these articles have their vectors, but for those of other languages."""
        return all(key in self._vectors for key in _keys(articles))

    def _encode(self, texts: Sequence[str]) -> Floats:
        with self._encoding:
            if self._encoder is None:
                self._encoder = Encoder()
            return self._encoder.encode(texts)


def can_learn(article: Article) -> bool:
    """Whether the encoder reads the article's language."""
    return base_language(article.language) == LANGUAGE


def _keys(articles: Iterable[Article]) -> Iterator[bytes]:
    return (
        passage_key(fingerprint(article), place)
        for article in articles
        if can_learn(article)
        for place in range(article.passage_count)
    )


def _key(question: str) -> str:
    """What is encoded: case and white space make no difference to the encoder."""
    return " ".join(question.lower().split())
