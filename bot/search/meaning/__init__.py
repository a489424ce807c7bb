"""What questions and sentences mean, as vectors: made by the encoder, kept, and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from importlib import resources
from itertools import islice
from pathlib import Path
from threading import Lock

from cachetools import LRUCache

from bot.library import Article, Passage
from bot.library.records import fingerprint
from bot.search.encoder.cross_encoder import Pair
from bot.search.languages.profile import base_language
from bot.search.meaning.encoders import Encoders
from bot.search.meaning.passage_vectors import PassageVectors
from bot.search.meaning.question_vectors import LANGUAGE, QuestionVectors
from bot.search.meaning.vector_file import VectorFile, passage_key

MOST_PASSAGES = 10_000
"""Passages of a language up to which a question is compared with all of them: more take longer than a
question may, and hours to learn. Of more, only those that were met are learned, and the last so many kept."""

MOST_MET = 256
"""Passages that may wait to be learned since they were met, some ten seconds' work. What comes beyond isn't
learned this time."""

MOST_UNSAVED = 1_000
"""Passages whose vectors are made before they are written: they take memory until then, 20 KB each."""

MOST_MET_UNSAVED = 250
"""The same of those that were met: it takes a hundred questions to come by so many."""

PlacedPassage = tuple[bytes, int, Passage]
"""A passage with its article's fingerprint and its place there."""

MOST_QUESTIONS = 2_048
"""Questions whose vectors are kept, 3 KB each."""

MOST_PAIRS = 8_192
"""Pairs of question and sentence whose reading is kept: a number each."""

Unread = str | Pair
"""What is to be read: a question by itself, or with a sentence that may answer it."""

PASSAGES_AT_ONCE = 16
"""Passages whose sentences are encoded before others may have their turn."""

_MARKS = "?!.…,;:？！。 "
"""What may end a question, or part it from what is said behind it."""

SHIPPED = Path(str(resources.files("bot.search") / "data" / "vectors" / "shipped.footnote"))
"""The vectors of the articles that come with the program, so that nobody has to wait for them."""


class Meaning:
    """The vectors of questions and of articles' sentences. Threads may share it.

    Besides, how well the sentences that were chosen answer: the cross-encoder reads them with the question.
    Both networks are read when they are first needed.
    """

    def __init__(
        self,
        file: Path | None = None,
        *,
        waits: bool = True,
        most_questions: int = MOST_QUESTIONS,
        shipped: Path | None = SHIPPED,
    ) -> None:
        """`file` keeps the sentences' vectors; None: they are made for this process alone.

        `waits`: a question's vector is made when it is asked for, and a pair read; else that must have been
        done before, and what wasn't is listed until `take_unread`. `most_questions` have their vectors kept.
        `shipped` has vectors that needn't be made, and is only read.
        """
        self._file: Path | None = file
        self._shipped = None if shipped is None else VectorFile(shipped)
        self._vectors = VectorFile(None, self._shipped)
        self.waits = waits
        """Whether a question's vector is made when it is asked for."""
        self._encoders = Encoders()
        # By a digest of its text: what people ask isn't kept.
        self._questions: LRUCache[bytes, QuestionVectors] = LRUCache(most_questions)
        self._pairs: LRUCache[bytes, float] = LRUCache(MOST_PAIRS)
        self._unread: dict[Unread, None] = {}
        self._met: dict[bytes, PlacedPassage] = {}
        self._learned_met: set[bytes] = set()
        self._changing, self._opening = Lock(), Lock()

    def open(self) -> None:
        """Open the file, once: 200 MB of it may be looked through. Before, nothing is known of it."""
        with self._opening:
            if self._file is not None:
                self._vectors = VectorFile(self._file, self._shipped)
                self._file = None

    def of_question(self, text: str) -> QuestionVectors | None:
        """The vectors of a question; None where they aren't made yet."""
        key = as_encoded(text)
        with self._changing:
            found = self._questions.get(_digest(key))
        if found is None and self.waits:
            self.read([text])
            return self._questions.get(_digest(key))
        if found is None and not self._encoders.is_broken:
            with self._changing:
                self._unread[key] = None
        return found

    def of_pair(self, pair: Pair) -> float | None:
        """How well its sentence answers, as `CrossEncoder` says; None where that isn't read yet."""
        with self._changing:
            found = self._pairs.get(_digest_of_pair(pair))
        if found is None and self.waits:
            self.read([pair])
            return self._pairs.get(_digest_of_pair(pair))
        if found is None and not self._encoders.cannot_read:
            with self._changing:
                self._unread[pair] = None
        return found

    def take_unread(self) -> Sequence[Unread]:
        """What was asked for and hadn't been read since this was last called."""
        with self._changing:
            unread, self._unread = tuple(self._unread), {}
        return unread

    def read(self, unread: Iterable[Unread]) -> None:
        """Make the vectors of questions, all together, and read pairs."""
        unread = tuple(dict.fromkeys(unread))
        self._read_questions([each for each in unread if isinstance(each, str)])
        self._read_pairs([each for each in unread if isinstance(each, Pair)])

    def _read_questions(self, questions: Iterable[str]) -> None:
        keys = [
            key for key in dict.fromkeys(map(as_encoded, questions)) if _digest(key) not in self._questions
        ]
        if not keys:
            return
        encoded = self._encoders.encode_questions(keys)
        if encoded is not None:
            vectors = map(QuestionVectors.of, encoded)
            with self._changing:
                self._questions.update(zip(map(_digest, keys), vectors, strict=True))

    def _read_pairs(self, pairs: Sequence[Pair]) -> None:
        digests = {_digest_of_pair(pair): pair for pair in pairs}
        with self._changing:
            missing = {digest: pair for digest, pair in digests.items() if digest not in self._pairs}
        read = self._encoders.read(tuple(missing.values())) if missing else None
        if read is not None:
            with self._changing:
                self._pairs.update(zip(missing, read, strict=True))

    def of_passage(self, article: bytes, place: int) -> PassageVectors | None:
        """The vectors of a passage, by its article's fingerprint and its place there.

        None where they aren't made yet; or where the file isn't open yet, and nobody may wait for that.
        """
        if self.waits:
            self.open()
        return self._vectors.get(passage_key(article, place))

    def learn(self, articles: Iterable[Article], must_stop: Callable[[], bool] = bool) -> None:
        """Make the vectors of all sentences that have none yet. It takes about 5 ms a sentence.

        `must_stop` is asked after each half a second's work.
        """
        self.learn_passages(
            (
                (fingerprint(article), place, passage)
                for article in articles
                if can_learn(article) and not self.knows([article])
                for place, passage in enumerate(article.passages)
            ),
            must_stop,
        )

    def learn_passages(self, passages: Iterable[PlacedPassage], must_stop: Callable[[], bool] = bool) -> None:
        """The same for passages."""
        self.open()
        keyed = ((passage_key(article, place), passage) for article, place, passage in passages)
        missing = ((key, passage) for key, passage in keyed if key not in self._vectors)
        while not must_stop() and (some := list(islice(missing, PASSAGES_AT_ONCE))):
            texts = [passage.words for _, passage in some]
            encoded = self._encoders.encode([text for sentences in texts for text in sentences])
            if encoded is None:
                return
            left = iter(encoded)
            for (key, _), sentences in zip(some, texts, strict=True):
                self._vectors.add(key, PassageVectors.of(list(islice(left, len(sentences)))))

    def meet(self, passages: Iterable[PlacedPassage]) -> None:
        """Have these passages learned: at once where a question may wait, else with the next `learn_met`."""
        keyed = {
            passage_key(article, place): (article, place, passage) for article, place, passage in passages
        }
        missing = {key: passage for key, passage in keyed.items() if key not in self._vectors}
        with self._changing:
            for key in islice(missing, max(0, MOST_MET - len(self._met))):
                self._met[key] = missing[key]
        if self.waits:
            if len(self._learned_met) >= MOST_MET_UNSAVED:
                self._forget_met()  # nobody saves them
            self.learn_met()

    def learn_met(self, must_stop: Callable[[], bool] = bool) -> int:
        """Make the vectors of the passages that were met since this was last called.

        How many met ones have been learned since `save_met`. `must_stop` as for `learn`.
        """
        with self._changing:
            met, self._met = self._met, {}
        if met:
            self.learn_passages(met.values(), must_stop)
            self._learned_met.update(met)
        return len(self._learned_met)

    def save_met(self) -> None:
        """Write the vectors of the MOST_PASSAGES passages that were learned last.

        Raises OSError where the file can't be written; those that were met since are forgotten then.
        """
        try:
            self._vectors.save(set(islice(reversed(self._vectors), MOST_PASSAGES)))
        finally:
            self._forget_met()

    def _forget_met(self) -> None:
        """Forget what was met and isn't saved: it would take more and more memory."""
        self._vectors.forget(self._learned_met)
        self._learned_met = set()

    def save(self, articles: Collection[Article]) -> None:
        """Write the vectors of these articles. Raises OSError where the file can't be written."""
        self.open()
        self._vectors.save(set(_keys(articles)))

    def knows(self, articles: Collection[Article]) -> bool:
        """Whether all sentences of these articles have their vectors, but for those of other languages."""
        self.open()
        return all(key in self._vectors for key in _keys(articles))


def can_learn(article: Article) -> bool:
    """Whether the encoder reads the article's language."""
    return base_language(article.language) == LANGUAGE


def learned_whole(articles: Collection[Article]) -> list[Article]:
    """The articles of which each sentence is learned: those of languages that have few enough passages."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts[article.language] += article.passage_count
    return [each for each in articles if can_learn(each) and counts[each.language] <= MOST_PASSAGES]


def _keys(articles: Iterable[Article]) -> Iterator[bytes]:
    return (
        passage_key(fingerprint(article), place)
        for article in articles
        if can_learn(article)
        for place in range(article.passage_count)
    )


def as_encoded(question: str) -> str:
    """What is encoded of a question: case, white space and a mark behind it make no difference.

    Who writes for a data set ends every question with a mark, who chats hardly one. To the networks it would
    be a sign of who asks, and a question without it another one.
    """
    words = " ".join(question.lower().split())
    return words.rstrip(_MARKS) or words


def _digest(key: str) -> bytes:
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _digest_of_pair(pair: Pair) -> bytes:
    return _digest(f"{pair.question}\n{pair.sentence}")
