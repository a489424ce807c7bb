"""The articles of a folder and their index, kept in the data folder for the next start."""

from __future__ import annotations

import logging
import mmap
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from typing import cast

from bot.answering.answerer import Answerer
from bot.answering.certainty import AnsweringSettings
from bot.answering.kept_files import ARTICLES, INDEX, VECTORS, mapped, write_index
from bot.library import Article, Library, LibraryError, Problem
from bot.library.article_cache import ArticleCache
from bot.library.reading import OtherFiles, read_library
from bot.library.record_file import let_go
from bot.search import Index, Meaning
from bot.search.engine import is_index_of
from bot.search.meaning import MOST_PASSAGES

_log = logging.getLogger(__name__)

CACHED_FROM = 2_000
"""The number of passages from which a library is cached: to read it takes seconds then, and to open it tenths
of one."""

FIRST_READ = 500
"""Articles that are parsed before the bot answers; where there are more, it reads on while it answers."""

BUILT_APART_FROM = 5_000
"""The number of passages from which an index is built in a process of its own, which takes a second
to start."""

FINDS_TOPICS_AT_ONCE = 2_000
"""Passages of a library whose topics are found while it is loaded; those of a larger one afterwards."""

BuildApart = Callable[[Path, Sequence[bytes]], str]
"""The data folder and the keys of the articles → "" where their index lies there now, or why it doesn't."""

FindTopics = Callable[[Article], Sequence[str]]
"""An article → what autocomplete offers to ask of it."""


class LibraryCache:
    """Reads the articles below a folder, and keeps them and their index in another. Threads may share it."""

    def __init__(
        self,
        knowledge: Path,
        data: Path,
        others: OtherFiles | None = None,
        build_apart: BuildApart | None = None,
        *,
        meaning: Meaning | None = None,
    ) -> None:
        """`others` reads articles that aren't Markdown files; `build_apart` builds a large index apart.

        `meaning` compares questions with sentences; without it words alone are compared.
        """
        self._meaning = meaning
        self._knowledge, self._data = knowledge, data
        self._others, self._build_apart = others, build_apart
        self._articles = ArticleCache(data / ARTICLES)
        self._index: Index | None = None
        self._lock = RLock()

    @property
    def unread(self) -> int:
        """The articles that were left out when they were read last."""
        return self._articles.left_out + (self._others.unread if self._others is not None else 0)

    @property
    def is_whole(self) -> bool:
        """Whether none was."""
        return not self.unread

    def load(self, most_new: int | None = None) -> Library:
        """The articles. Raises LibraryError where one can't be used, or where there is none.

        `most_new`: see `read`.
        """
        library, problems = self.read(most_new)
        if any(not problem.warning for problem in problems):
            raise LibraryError(problems)
        return library

    def read(self, most_new: int | None = None) -> tuple[Library, tuple[Problem, ...]]:
        """The articles that can be read, and all problems; what was read before isn't parsed again.

        Of others no more than `most_new` are parsed, and the rest is left out; None stands for all.
        """
        with self._lock:
            self._articles.begin(most_new)
            found = read_library(self._knowledge, self._articles, self._others)
            self.let_go()
            return found

    def let_go(self) -> None:
        """Let what was read of the kept articles leave the memory, where all of them were looked through."""
        self._articles.let_go()

    def kept(self, library: Library) -> Library:
        """`library` as it lies in the data folder, where it is large: its articles leave the memory."""
        if library.passage_count < CACHED_FROM or not self._articles.has_new:
            return library
        self.save()
        return Library(tuple(map(self._articles.as_kept, library.articles)))

    def answerer(self, library: Library, settings: AnsweringSettings, *, keep: bool = True) -> Answerer:
        """An answerer for `library`; its index is made of what is kept or was made before, as far as it goes.

        `keep`: keep the articles and the index, where there are many.
        """
        is_large = library.passage_count >= CACHED_FROM
        kept = mapped(self._data / INDEX) if is_large else None
        if kept is None or not is_index_of(kept, library.articles):
            if self._index is not None:
                kept = None  # what was made before has as much of them
            if keep and self._build_apart and library.passage_count >= BUILT_APART_FROM:
                kept = self._built_apart(library, self._build_apart) or kept
        index = Index(library.articles, meaning=self._meaning, kept=kept, previous=self._index)
        _let_go(kept)
        if is_large and keep:
            self.save()
            if not index.is_as_kept and self._write(index):
                # The arrays lie in the file now: what was made of them in memory is no longer needed.
                kept = mapped(self._data / INDEX)
                index = Index(library.articles, meaning=self._meaning, kept=kept, previous=index)
                _let_go(kept)
        self._index = index
        return Answerer(library, settings, index)

    def _built_apart(self, library: Library, build_apart: BuildApart) -> memoryview | None:
        """The index that another process has built of `library`; None where it couldn't."""
        self.save()
        keys = [self._articles.key_of(article) for article in library.articles]
        why = build_apart(self._data, [key for key in keys if key is not None])
        kept = None if why else mapped(self._data / INDEX)
        if kept is not None and is_index_of(kept, library.articles):
            return kept
        _log.warning(
            "The index wasn't built in a process of its own (%s); it is built in this one",
            why or "some of the articles aren't kept",
            extra={"kind": "index"},
        )
        return None

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
        """Write the index; whether it could be done."""
        try:
            write_index(index, self._data / INDEX)
        except OSError as error:
            self._warn(INDEX, error)
            return False
        return True

    def _warn(self, name: str, error: OSError) -> None:
        _log.warning(
            "The index can't be kept in %s (%s); the next start takes longer",
            self._data / name,
            error.strerror or error,
            extra={"kind": "index"},
        )


def _let_go(kept: memoryview | None) -> None:
    if kept is not None:
        let_go(cast(mmap.mmap, kept.obj))
