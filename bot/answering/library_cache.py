"""The articles of a folder and their index, kept in the data folder for the next start."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock, RLock

from bot.answering.answerer import Answerer
from bot.answering.certainty import AnsweringSettings
from bot.answering.kept_files import ARTICLES, INDEX, VECTORS, KeptIndex, kept_index, write_index
from bot.library import Article, Library, LibraryError, Problem
from bot.library.article_cache import ArticleCache
from bot.library.reading import OtherFiles, read_library
from bot.search import Index, Meaning
from bot.search.engine import Known, passages_to_read
from bot.search.meaning import MOST_MET_UNSAVED, MOST_UNSAVED, learned_whole

_log = logging.getLogger(__name__)

CACHED_FROM = 2_000
"""The number of passages from which a library is cached: to read it takes seconds then, and to open it tenths
of one."""

FIRST_READ = 500
"""Articles that are parsed before the bot answers; where there are more, it reads on while it answers."""

BUILT_APART_FROM = 5_000
"""The number of new passages from which an index is built in a process of its own, which takes a second
to start."""

FINDS_TOPICS_AT_ONCE = 2_000
"""Passages of articles whose topics are found while they are loaded; those of more are found afterwards."""

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
        now: Callable[[], int] = lambda: 0,
    ) -> None:
        """`others` reads articles that aren't Markdown files; `build_apart` builds a large index apart.

        `meaning` compares questions with sentences; without it words alone are compared. `now`: see
        `ArticleCache`.
        """
        self._meaning = meaning
        self._knowledge, self._data = knowledge, data
        self._others, self._build_apart = others, build_apart
        self._articles = ArticleCache(data / ARTICLES, now)
        self._known: Known | None = None
        """The index that was made last: as it is kept, or where it couldn't be, the index itself."""
        self._lock, self._learning = RLock(), Lock()
        self._has_warned = False
        """Whether it was told that nothing can be kept, and it couldn't since."""

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
        known: Known | None = self._known
        if library.passage_count >= CACHED_FROM:
            known = kept_index(self._data / INDEX) if known is None else known
            if keep:
                self.save()
                if not (isinstance(known, KeptIndex) and known.is_of(library.articles)):
                    known = self._kept_anew(library, known) or known
        self._known = index = Index(library.articles, meaning=self._meaning, known=known)
        if isinstance(known, KeptIndex):
            known.let_go()
            self._known = known if known.is_of(library.articles) else index
        return Answerer(library, settings, index)

    def _kept_anew(self, library: Library, known: Known | None) -> KeptIndex | None:
        """The index of `library` as it lies in the data folder now; None where it couldn't be written.

        It is written while it is made, so that it never stands in memory beside the one that answers.
        """
        to_read = passages_to_read(library.articles, known)
        if self._build_apart is None or to_read < BUILT_APART_FROM or not self._built_apart(library):
            try:
                write_index(library.articles, known, self._data / INDEX)
            except OSError as error:
                self._warn(INDEX, error)
                return None
            self._has_warned = False
        return kept_index(self._data / INDEX, checked=False)

    def _built_apart(self, library: Library) -> bool:
        """Whether another process has built the index of `library`."""
        keys = [self._articles.key_of(article) for article in library.articles]
        if self._build_apart is None or None in keys:
            why = "some of the articles aren't kept"
        else:
            why = self._build_apart(self._data, [key for key in keys if key is not None])
        if why and not self._has_warned:  # what can't be kept can't be built apart either
            _log.warning(
                "The index wasn't built in a process of its own (%s); it is built in this one",
                why,
                extra={"kind": "index"},
            )
        return not why

    def save(self) -> None:
        """Write the articles that were parsed since. Where that can't be, the log says so."""
        try:
            with self._lock:
                self._articles.save()
        except OSError as error:
            self._warn(ARTICLES, error)
        else:
            self._has_warned = False

    def topics_of(self, article: Article) -> Sequence[str] | None:
        """What was found that can be asked of an article; None where nobody looked."""
        return self._articles.topics_of(article)

    def without_topics(self, library: Library) -> list[Article]:
        """The articles of which nobody has found yet what can be asked of them."""
        return [article for article in library.articles if not self._articles.has_topics(article)]

    def find_topics(self, library: Library, find: FindTopics) -> None:
        """Find the topics of all articles of which they aren't known, and keep them where there are many."""
        for article in self.without_topics(library):
            topics = find(article)
            with self._lock:
                self._articles.set_topics(article, topics)
        if library.passage_count >= CACHED_FROM:
            self.save()

    def learn(self, library: Library, must_stop: Callable[[], bool] = bool) -> None:
        """Make the vectors of all sentences that have none yet, and keep them. It may take minutes.

        `must_stop` is asked now and then. Of a language with too many passages none are made: see
        `learn_met`.
        """
        meaning = self._meaning
        articles = learned_whole(library.articles)
        if meaning is None or meaning.knows(articles):
            return
        with self._learning:
            failed = None
            for some in _parts(articles, MOST_UNSAVED):
                meaning.learn(some, must_stop)
                failed = _failure(meaning.save, articles)
        if failed:
            self._warn(VECTORS, failed)

    def learn_met(self, must_stop: Callable[[], bool] = bool, *, is_last: bool = False) -> None:
        """Make the vectors of the passages that questions met in too large a library to learn all of it.

        They are kept where there are many new ones by now, and where this is the last time.
        """
        if self._meaning is None:
            return
        with self._learning:
            unsaved = self._meaning.learn_met(must_stop)
            if unsaved >= MOST_MET_UNSAVED or (is_last and unsaved):
                failed = _failure(self._meaning.save_met)
                if failed:
                    self._warn(VECTORS, failed)
                else:
                    self._has_warned = False

    def _warn(self, name: str, error: OSError) -> None:
        """Tell once that nothing can be kept: one full disk has as many files as it likes."""
        if self._has_warned:
            return
        self._has_warned = True
        _log.warning(
            "The index can't be kept in %s (%s); the next start takes longer",
            self._data / name,
            error.strerror or error,
            extra={"kind": "index"},
        )


def _failure(save: Callable[..., None], *arguments: object) -> OSError | None:
    """Why nothing could be saved; None where it could.

    What is kept lies in its file; what isn't yet takes memory.
    """
    try:
        save(*arguments)
    except OSError as error:
        return error
    return None


def _parts(articles: Iterable[Article], passages: int) -> Iterator[list[Article]]:
    """Articles in parts of at least so many passages; the last may have fewer."""
    part: list[Article] = []
    count = 0
    for article in articles:
        part.append(article)
        count += article.passage_count
        if count >= passages:
            yield part
            part, count = [], 0
    if part:
        yield part
