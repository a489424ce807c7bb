"""Articles that were read before, kept by the content of their files, so that they needn't be parsed again.

The file is a line that says what it is and what made it, and then records: a mark, the key, the length, a
checksum, the article (bot.library.records). New records are put behind the others. What is damaged, or was
made by another version, is skipped, and its article is parsed again.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from bot.library.article_files import FileState
from bot.library.maker import made_by
from bot.library.model import Article
from bot.library.problems import Problem
from bot.library.record_file import MOST_WASTE, framed, let_go, whole_records
from bot.library.records import StoredArticle, fingerprint, to_record, topics_in
from bot.library.whole_file import written_anew

ARTICLES = "articles.footnote"
"""Its name in the data folder."""

MAGIC = b"footnote articles 2\n"
UNSETTLED = 2_000_000_000
"""Nanoseconds after a file's last change in which it counts as still being written."""

_MARK = b"\xf7article"
_REFUSED = b"\xf7refused "
"""How a record begins that says why something gives no article; none of an article is so long in its head."""


def key_of(path: str, article_id: str, data: bytes) -> bytes:
    """What stands for an article file with this content."""
    hashed = blake2b(f"{path}\0{article_id}\0".encode("utf-8", "surrogatepass"), digest_size=20)
    hashed.update(data)
    return hashed.digest()


class ArticleCache:
    """The articles that a file keeps, and those that were parsed since it was opened."""

    def __init__(self, file: Path, now: Callable[[], int] = lambda: 0) -> None:
        """Open `file`; what can't be read of it isn't kept.

        `now` gives the time in nanoseconds, as files have it. Without it, every file is read each time.
        """
        self._file, self._now = file, now
        self._read: dict[str, tuple[FileState, StoredArticle]] = {}
        """The files that were read since `begin`, by their paths: as they were, and their articles."""
        self._read_before: dict[str, tuple[FileState, StoredArticle]] = {}
        self._records: dict[bytes, memoryview | bytes] = {}
        self._opened: dict[bytes, StoredArticle] = {}
        """The articles of those records that were asked for: an unchanged one is never made twice."""
        self._fresh: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._keys: dict[bytes, bytes] = {}
        """The key of each article by its fingerprint."""
        self._described: set[bytes] = set()
        """The keys of the articles of which it is kept what they speak of."""
        self._loose_topics: dict[bytes, Sequence[str]] = {}
        """What articles speak of that aren't kept."""
        self._mapped: list[mmap.mmap] = []
        """The file, and what was put behind it, each time a piece."""
        self._room: int | None = None
        self.left_out = 0
        """The articles that were left out since `begin`."""
        self._is_ours = False
        self._size = 0
        try:
            view, mapped = self._map()
        except (OSError, ValueError):  # there is none, or it is empty
            return
        beginning = MAGIC + made_by()
        self._size = len(view)
        self._is_ours = bytes(view[: len(beginning)]) == beginning
        if self._is_ours:
            self._records.update(whole_records(_MARK, view, mapped, len(beginning)))
            self.let_go()

    def _map(self, begin: int = 0) -> tuple[memoryview, mmap.mmap]:
        """The file from some byte before `begin` on."""
        offset = begin - begin % mmap.ALLOCATIONGRANULARITY
        with self._file.open("rb") as stream:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ, offset=offset)
        self._mapped.append(mapped)
        return memoryview(mapped), mapped

    def let_go(self) -> None:
        """Let what was read of the file leave the memory: it is read again when it is looked at."""
        for mapped in self._mapped:
            let_go(mapped)

    def begin(self, most_new: int | None = None) -> None:
        """Begin to read all articles again: what isn't asked for until `save` is no longer needed.

        Of the articles that aren't kept `most_new` are parsed, and the others left out; None stands for all.
        """
        self._used.clear()
        self._read_before, self._read = self._read, {}
        self._room, self.left_out = most_new, 0

    def may_parse(self) -> bool:
        """Count an article that isn't kept: whether it is parsed now."""
        if self._room is None:
            return True
        self._room -= 1
        self.left_out += self._room < 0
        return self._room >= 0

    def get(self, key: bytes) -> StoredArticle | None:
        """The article of a file with this key, or None."""
        article = self._opened.get(key)
        if article is None:
            if key not in self._records:
                return None
            try:
                article = self._open(key)
            except ValueError:
                return None
        self._used.add(key)
        return article

    def unchanged(self, path: str, article_id: str, state: FileState) -> StoredArticle | None:
        """The article of a file that is as it was when it was read last, or None: then it is to be read."""
        known = self._read_before.get(path)
        if known is None or known[0] != state or known[1].id != article_id:
            return None
        key = self.key_of(known[1])
        if key is None or key not in self._records:
            return None
        article = self._opened.get(key, known[1])
        self._used.add(key)
        self._read[path] = known if article is known[1] else (state, article)
        return article

    def remember(self, path: str, state: FileState | None, article: StoredArticle) -> None:
        """Remember which article a file had in this state, which was looked at before the file was read."""
        # What was changed a moment ago may change again without another time of change.
        if state is not None and max(state.modified, state.changed) < self._now() - UNSETTLED:
            self._read[path] = state, article

    def add(self, key: bytes, article: Article, problems: Sequence[Problem]) -> StoredArticle:
        """Keep an article; it is written with the next `save`."""
        self._put(key, to_record(article, problems))
        return self._open(key)

    def _open(self, key: bytes) -> StoredArticle:
        article = self._opened[key] = StoredArticle(self._records[key])
        self._keys[fingerprint(article)] = key
        if article.has_topics:
            self._described.add(key)
        return article

    def has_topics(self, article: Article) -> bool:
        """Whether it is known what an article speaks of."""
        each = fingerprint(article)
        return self._keys.get(each) in self._described or each in self._loose_topics

    def refuse(self, key: bytes, reason: str) -> None:
        """Keep why what has this key can't become an article; it is written with the next `save`."""
        self._put(key, _REFUSED + reason.encode("utf-8", "surrogatepass"))

    def refusal(self, key: bytes) -> str | None:
        """Why what has this key can't become an article, where that is kept."""
        record = self._records.get(key)
        if record is None or bytes(record[: len(_REFUSED)]) != _REFUSED:
            return None
        self._used.add(key)
        return bytes(record[len(_REFUSED) :]).decode("utf-8", "surrogatepass")

    def topics_of(self, article: Article) -> Sequence[str] | None:
        """What an article speaks of, where that is known."""
        key = self._keys.get(fingerprint(article))
        if key is None or key not in self._records:
            return self._loose_topics.get(fingerprint(article))
        return topics_in(self._records[key])

    def set_topics(self, article: Article, topics: Sequence[str]) -> None:
        """Keep what an article speaks of, with the article."""
        key = self._keys.get(fingerprint(article))
        if key is None or key not in self._records:
            self._loose_topics[fingerprint(article)] = topics
        else:
            problems = article.problems if isinstance(article, StoredArticle) else ()
            self._put(key, to_record(article, problems, topics))
            self._described.add(key)

    def _put(self, key: bytes, record: bytes) -> None:
        self._records[key] = self._fresh[key] = record
        self._used.add(key)

    def save(self) -> None:
        """Write what is new, and read it from the file from now on: its memory is free then.

        Raises OSError where the file can't be written. A record is put behind the others at once, or the
        whole file is replaced: whatever happens meanwhile, each record is there whole or not at all.
        """
        written = self._write()
        if written is None:
            return
        if written <= len(MAGIC + made_by()):
            self._mapped.clear()
        view, mapped = self._map(written)
        for key, record in whole_records(_MARK, view, mapped, written % mmap.ALLOCATIONGRANULARITY):
            if key in self._used:
                self._records[key] = record
                if key in self._opened:
                    self._open(key)
        self.let_go()

    def _write(self) -> int | None:
        """As `save`; where in the file the records begin that were written, or None where nothing is new."""
        for key in self._records.keys() - self._used:
            del self._records[key]
            self._opened.pop(key, None)
            self._described.discard(key)
        self._keys = {each: key for each, key in self._keys.items() if key in self._records}
        fresh = b"".join(
            framed(_MARK, key, record) for key, record in self._fresh.items() if key in self._used
        )
        kept = sum(len(self._records[key]) for key in self._used)
        if not fresh:
            return None
        begin = self._size
        if self._is_ours and kept >= (1 - MOST_WASTE) * (self._size + len(fresh)):
            with self._file.open("ab") as stream:
                stream.write(fresh)
            self._size += len(fresh)
        else:
            self._replace()
            begin = len(MAGIC + made_by())
        self._fresh.clear()
        return begin

    @property
    def has_new(self) -> bool:
        """Whether something wasn't written yet."""
        return bool(self._fresh)

    def key_of(self, article: Article) -> bytes | None:
        """The key by which `get` gives an article; None where it isn't kept."""
        return self._keys.get(fingerprint(article))

    def as_kept(self, article: Article) -> Article:
        """The article as it lies in the file; as it is where it isn't kept."""
        key = self.key_of(article)
        return article if key is None else self._opened.get(key, article)

    def _replace(self) -> None:
        with written_anew(self._file) as new:
            new.write(MAGIC + made_by())
            for key in sorted(self._used):
                new.write(framed(_MARK, key, self._records[key]))
            size = new.tell()
        self._size, self._is_ours = size, True
