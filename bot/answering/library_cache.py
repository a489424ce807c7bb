"""The articles of a folder and their index, kept in the data folder for the next start."""

from __future__ import annotations

import logging
import mmap
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock

from bot.answering.answerer import Answerer
from bot.answering.certainty import AnsweringSettings
from bot.library import Article, Library, LibraryError, Problem
from bot.library.article_cache import ArticleCache
from bot.library.reading import OtherFiles, read_library
from bot.search import Index, Meaning
from bot.search.meaning import MOST_PASSAGES

_log = logging.getLogger(__name__)

CACHED_FROM = 2_000
"""The number of passages from which a library is cached: to read it takes seconds then, and to open it tenths
of one."""

ARTICLES, INDEX, VECTORS = "articles.footnote", "index.footnote", "vectors.footnote"
"""The files in the data folder."""

FINDS_TOPICS_AT_ONCE = 2_000
"""Passages of a library whose topics are found while it is loaded; those of a larger one afterwards."""

FindTopics = Callable[[Article], Sequence[str]]
"""An article → what autocomplete offers to ask of it."""


class LibraryCache:
    """Reads the articles below a folder, and keeps them and their index in another. Threads may share it."""

    def __init__(
        self,
        knowledge: Path,
        data: Path,
        others: OtherFiles | None = None,
        *,
        meaning: Meaning | None = None,
    ) -> None:
        """`others` reads articles that aren't Markdown files, `meaning` compares questions with sentences.

        Without `meaning` words alone are compared.
        """
        self._meaning = meaning
        self._knowledge, self._data = knowledge, data
        self._others = others
        self._articles = ArticleCache(data / ARTICLES)
        self._index: Index | None = None
        self._lock = RLock()

    def load(self) -> Library:
        """The articles. Raises LibraryError where one can't be used, or where there is none."""
        library, problems = self.read()
        if any(not problem.warning for problem in problems):
            raise LibraryError(problems)
        return library

    def read(self) -> tuple[Library, tuple[Problem, ...]]:
        """The articles that can be read, and all problems; what was read before isn't parsed again."""
        with self._lock:
            self._articles.begin()
            return read_library(self._knowledge, self._articles, self._others)

    @property
    def unread(self) -> int:
        """The articles that the last `read` has left for the next one: of a whole wiki, some at a time."""
        return self._others.unread if self._others is not None else 0

    def answerer(self, library: Library, settings: AnsweringSettings, *, keep: bool = True) -> Answerer:
        """An answerer for `library`; its index is made of what is kept or was made before, as far as it goes.

        `keep`: keep the articles and the index, where there are many.
        """
        is_large = library.passage_count >= CACHED_FROM
        kept = _mapped(self._data / INDEX) if is_large and self._index is None else None
        index = Index(library.articles, meaning=self._meaning, kept=kept, previous=self._index)
        del kept
        if is_large and keep:
            self.save()
            if not index.is_as_kept and self._write(index):
                # The arrays lie in the file now: what was made of them in memory is no longer needed.
                kept = _mapped(self._data / INDEX)
                index = Index(library.articles, meaning=self._meaning, kept=kept, previous=index)
        self._index = index
        return Answerer(library, settings, index)

    def save(self) -> None:
        """Write the articles that were parsed since. Where that can't be, the log says so."""
        try:
            with self._lock:
                self._articles.save()
        except OSError as error:
            self._warn(ARTICLES, error)

    def topics_of(self, article: Article) -> Sequence[str] | None:
        """What was found that can be asked of an article; None where nobody looked."""
        return self._articles.topics_of(article)

    def find_topics(self, library: Library, find: FindTopics) -> None:
        """Find the topics of all articles of which they aren't known, and keep them where there are many."""
        for article in library.articles:
            if self._articles.topics_of(article) is None:
                topics = find(article)
                with self._lock:
                    self._articles.set_topics(article, topics)
        if library.passage_count >= CACHED_FROM:
            self.save()

    def learn(self, library: Library, must_stop: Callable[[], bool] = bool) -> None:
        """Make the vectors of all sentences that have none yet, and keep them. It may take minutes.

        `must_stop` is asked now and then. Of a library with more than MOST_PASSAGES passages none are made.
        """
        meaning = self._meaning
        if meaning is None or library.passage_count > MOST_PASSAGES or meaning.knows(library.articles):
            return
        meaning.learn(library.articles, must_stop)
        try:
            meaning.save(library.articles)
        except OSError as error:
            self._warn(VECTORS, error)

    def _write(self, index: Index) -> bool:
        """Write the index to a temporary file, which then replaces the old one; whether it could be done."""
        file = self._data / INDEX
        written: Path | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f"{INDEX}-", delete=False) as new:
                written = Path(new.name)
                for chunk in index.chunks():
                    new.write(chunk)
            written.replace(file)
        except OSError as error:
            self._warn(INDEX, error)
            if written:
                with suppress(OSError):
                    written.unlink()
            return False
        return True

    def _warn(self, name: str, error: OSError) -> None:
        _log.warning(
            "The index can't be kept in %s (%s); the next start takes longer",
            self._data / name,
            error.strerror or error,
            extra={"kind": "index"},
        )


def _mapped(file: Path) -> memoryview | None:
    """What stands in a file, mapped into memory; None where there is none."""
    try:
        with file.open("rb") as stream:
            return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.info("%s isn't used (%s); the index is made anew", file, error)
        return None
