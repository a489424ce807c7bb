"""The ZIM files below a folder → articles beside the Markdown library's, read bit by bit, and kept."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.library import Article, Problem
from bot.library.article_cache import ArticleCache, key_of
from bot.library.ids import article_id, distinct_id
from bot.sources.errors import PageError
from bot.sources.zim.zim_archive import ZimArchive, ZimError, ZimFacts, ZimPage

AT_ONCE = 100
"""Pages that are read before what was made of them is written."""

MOST_NAMED = 5
"""Pages that a problem names."""

MOST_TOLD = 20
"""Warnings about the pages of one file that are told."""

MOST_REASONS = 10
"""Reasons for which pages aren't read that are told of one file, the commonest first."""

FileState = tuple[int, int]
"""A file's size and its time of change in nanoseconds."""


@dataclass(slots=True)
class _ZimFile:
    """What a file holds. `is_stale`: there is another file now, which can't be used.

    `refused`: by a page's key, why it can't become an article.
    """

    facts: ZimFacts
    pages: tuple[ZimPage, ...]
    refused: dict[bytes, str] = field(default_factory=dict)
    is_checked: bool = False
    is_stale: bool = False


class ZimFiles:
    """Reads the pages of ZIM files as articles. Not for several threads at a time.

    `at_least`: so many pages are read in one call, of those that aren't kept yet, or as many as are there
    already; None: all. `unread` is how many are left after the last call. `tell` is told what takes long.
    """

    def __init__(self, at_least: int | None = None, tell: Callable[[str], None] = lambda _: None) -> None:
        self.unread = 0
        self._at_least = at_least
        self._tell = tell
        self._known: dict[Path, tuple[FileState, _ZimFile]] = {}

    def __call__(
        self, folder: Path, articles: Sequence[Article], cache: ArticleCache | None
    ) -> tuple[list[Article], list[Problem]]:
        """The articles of all ZIM files below `folder`, and what is wrong with the files.

        `articles` are the Markdown library's: a page that is there, too, isn't read. What is read is put into
        `cache`, and written there; without one it is kept until it is dropped.
        """
        self.unread = 0
        files = zim_files(folder)
        if not files:
            return [], []
        if cache is None:
            with tempfile.TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True) as kept:
                return self._read_all(files, articles, ArticleCache(Path(kept) / "articles"))
        return self._read_all(files, articles, cache)

    def _read_all(
        self, files: Sequence[Path], articles: Sequence[Article], cache: ArticleCache
    ) -> tuple[list[Article], list[Problem]]:
        titles = {article.title.casefold() for article in articles}
        imported = set(_pages_of_wikis(articles))
        taken = {article.id for article in articles}
        problems: list[Problem] = []
        found: list[tuple[Path, _ZimFile, dict[bytes, tuple[str, ZimPage]]]] = []
        for file in files:
            try:
                opened = self._opened(file)
            except ZimError as error:
                problems.append(Problem(str(file), 0, str(error)))
                known = self._known.get(file)
                if known is None:
                    continue
                opened = known[1]  # what was read of it stays
                opened.is_stale = True
            both: list[str] = []
            keys: dict[bytes, tuple[str, ZimPage]] = {}
            for page in opened.pages:
                title = page.title.casefold()
                if title in titles or (opened.facts.creator.casefold(), title) in imported:
                    both.append(page.title)
                    continue
                name = article_id(page.title)
                name = distinct_id(page.title) if name in taken else name
                if not name or name in taken:
                    name = distinct_id(page.path)
                if not name or name in taken:
                    continue
                taken.add(name)
                keys[_key(file, opened.facts, name, page)] = (name, page)
            # A page of this title in another file comes second, too.
            titles |= {page.title.casefold() for _, page in keys.values()}
            if both:
                message = f"{_named(both)}: there already, in a file read before; that one is used"
                problems.append(Problem(str(file), 0, message, warning=True))
            found.append((file, opened, keys))
        made: list[Article] = []
        for _, opened, keys in found:  # what is kept of one file stays while another one's pages are written
            for key in keys:
                cache.get(key)
                if reason := cache.refusal(key):
                    opened.refused[key] = reason
        for file, opened, keys in found:
            try:
                self._fill(file, opened, keys, cache)
            except ZimError as error:
                problems.append(Problem(str(file), 0, str(error)))
                continue
            stored = [article for key in keys if (article := cache.get(key)) is not None]
            made += stored
            problems += _told_some(file, [problem for article in stored for problem in article.problems])
            problems += _refusals(file, opened, keys)
        return made, problems

    def _opened(self, file: Path) -> _ZimFile:
        """The file as it is now. Where that can't be used, raises ZimError."""
        try:
            facts = os.stat(file)  # noqa: PTH116
        except OSError as error:
            raise ZimError(f"can't be read ({error.strerror}); make it readable") from None
        state = (facts.st_size, facts.st_mtime_ns)
        known = self._known.get(file)
        if known is not None and known[0] == state:
            return known[1]
        archive = ZimArchive(file)
        opened = _ZimFile(archive.facts, archive.pages())
        self._known[file] = (state, opened)
        return opened

    def _fill(
        self, file: Path, opened: _ZimFile, keys: dict[bytes, tuple[str, ZimPage]], cache: ArticleCache
    ) -> None:
        """Read pages that aren't kept: all, or some. Raises ZimError where the file is damaged."""
        unread = [key for key in keys if cache.get(key) is None and key not in opened.refused]
        if not unread or opened.is_stale:
            return
        # Only who has such a file, and pages of it to read, waits for the readers of pages to be imported.
        from bot.sources.zim.zim_pages import article_of

        archive = ZimArchive(file)
        if not opened.is_checked:
            archive.check()
            opened.is_checked = True
        if archive.facts != opened.facts:
            raise ZimError("was changed while it was read; it is read again")
        most = len(unread) if self._at_least is None else max(self._at_least, len(keys) - len(unread))
        chosen = unread[:most]
        if len(chosen) > AT_ONCE:
            self._tell(f"{file}: reading {len(chosen):,} pages, once")
        for start in range(0, len(chosen), AT_ONCE):
            for key in chosen[start : start + AT_ONCE]:
                name, page = keys[key]
                try:
                    html = archive.html_of(page)
                    article, warnings = article_of(html, page, archive.facts, name)
                    problems = [
                        Problem(str(file), 0, f"“{page.title[:80]}”: {warning}", warning=True)
                        for warning in warnings
                    ]
                    cache.add(key, article, problems)
                except (PageError, ZimError) as error:
                    opened.refused[key] = _reason(str(error))
                    cache.refuse(key, opened.refused[key])
            with suppress(OSError):  # it stays in memory then; whoever keeps the cache warns of it
                cache.save()
        self.unread += len(unread) - len(chosen)


def _pages_of_wikis(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """Site and page title of the articles that were imported from wikis, whatever they are called now."""
    from bot.sources.wiki.page_address import AddressError, parse_page_address

    for article in articles:
        source = article.source
        if source.site and source.url:
            with suppress(AddressError):
                yield source.site.casefold(), parse_page_address(source.url).titled().casefold()


def zim_files(folder: Path) -> list[Path]:
    """The ZIM files below `folder`, in the order of their names; those whose names begin with a dot aside."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(parent, name)
            for name in sorted(names)
            if name.lower().endswith(".zim") and not name.startswith(".")
        ]
    return found


def _key(file: Path, facts: ZimFacts, name: str, page: ZimPage) -> bytes:
    told = "\0".join(("zim page 1", facts.identity, page.path, page.title, *page.redirects))
    return key_of(str(file), name, told.encode("utf-8", "surrogatepass"))


def _told_some(file: Path, problems: list[Problem]) -> list[Problem]:
    """The first problems of the file's pages, and how many more there are."""
    if len(problems) <= MOST_TOLD:
        return problems
    more = f"{len(problems) - MOST_TOLD:,} more warnings about its pages"
    return [*problems[:MOST_TOLD], Problem(str(file), 0, more, warning=True)]


def _refusals(file: Path, opened: _ZimFile, keys: dict[bytes, tuple[str, ZimPage]]) -> Iterator[Problem]:
    """For each reason, the pages that aren't read for it."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for key, reason in opened.refused.items():
        if key in keys:
            reasons[reason].append(keys[key][1].title)
    told = sorted(reasons.items(), key=lambda item: -len(item[1]))
    for reason, titles in told[:MOST_REASONS]:
        yield Problem(str(file), 0, f"{_named(titles)}: not read, because it {reason}", warning=True)
    rest = sum(len(titles) for _, titles in told[MOST_REASONS:])
    if rest:
        yield Problem(str(file), 0, f"{rest:,} more pages aren't read, for other reasons", warning=True)


def _named(titles: Sequence[str]) -> str:
    shown = ", ".join(f"“{title[:80]}”" for title in titles[:MOST_NAMED])
    return f"{shown} and {len(titles) - MOST_NAMED:,} more" if len(titles) > MOST_NAMED else shown


def _reason(message: str) -> str:
    """Why a page isn't read, without what only an import could be told."""
    kept = [part for part in message.split("; ") if "--" not in part]
    return "; ".join(kept)[:300] or message[:300]
