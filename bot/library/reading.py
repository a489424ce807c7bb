"""Article files → `Library`, or everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.library.article_cache import ArticleCache, key_of
from bot.library.article_files import FoundFile, named_files, unread_pages
from bot.library.bounds import MOST_BYTES
from bot.library.collection import Library
from bot.library.ids import LONGEST_ID, article_id
from bot.library.model import Article
from bot.library.parsing import parse_article
from bot.library.problems import LibraryError, Problem

__all__ = [
    "LONGEST_ID",
    "article_file",
    "article_id",
    "check_library",
    "load_library",
    "parse_article",
    "read_library",
]


class OtherFiles(Protocol):
    """Reads articles of other files than Markdown. `unread`: how many of them are left for further calls."""

    unread: int

    def __call__(
        self, folder: Path, articles: Sequence[Article], cache: ArticleCache | None
    ) -> tuple[list[Article], list[Problem]]:
        """The articles below `folder` beside the Markdown files' `articles`, and all problems."""
        ...


def load_library(
    folder: Path, cache: ArticleCache | None = None, others: OtherFiles | None = None
) -> Library:
    """Read every article below `folder`; those that `cache` has aren't parsed again.

    Raises LibraryError with all problems where an article can't be used, or where there is none.
    """
    library, problems = read_library(folder, cache, others)
    if any(not problem.warning for problem in problems):
        raise LibraryError(problems)
    return library


def check_library(
    folder: Path, others: OtherFiles | None = None, cache: ArticleCache | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong, or odd, with the articles below `folder`, by file and line.

    Pages that lie there and aren't read are told, too, and files that hold the same article.
    What is known of those that `cache` has is told without reading them again.
    """
    paths: dict[str, str] = {}
    library, problems = _read(folder, cache, others, paths)
    return (*problems, *_twins(library, paths), *unread_pages(folder))


def _twins(library: Library, paths: Mapping[str, str]) -> Iterator[Problem]:
    """A warning for each file whose words, or whose page of a wiki, another one has as well."""
    first: dict[tuple[str, ...], str] = {}
    for article in library.articles:
        path, source = paths.get(article.id), article.source
        if path is None:
            continue
        keys: list[tuple[str, ...]] = [("words", article.digest)]
        if source.site and source.page:
            keys.append(("page", source.site, source.page))
        other = next((first[key] for key in keys if key in first), None)
        if other is not None:
            same = "words" if keys[0] in first else "page"
            message = f"holds the same {same} as {other}; delete one of the two, or both answer"
            yield Problem(path, 0, message, warning=True)
        for key in keys:
            first.setdefault(key, path)


def read_library(
    folder: Path, cache: ArticleCache | None = None, others: OtherFiles | None = None
) -> tuple[Library, tuple[Problem, ...]]:
    """The articles below `folder` that can be read, and all problems found on the way.

    Those that `cache` has aren't parsed again, and those that it lacks are added to it, or left out where it
    says so. `others` reads what isn't Markdown.
    """
    return _read(folder, cache, others, {})


def _read(
    folder: Path, cache: ArticleCache | None, others: OtherFiles | None, paths: dict[str, str]
) -> tuple[Library, tuple[Problem, ...]]:
    """`read_library`, which fills `paths`: an article's id → its file."""
    articles: list[Article] = []
    problems: list[Problem] = []
    is_empty = True
    for file, name, owner in named_files(folder, problems):
        is_empty = False
        article, found = _read_file(file, name, cache)
        problems += found
        if owner is not None:
            message = f"has the same id as {owner.path} ({name}); rename one of the two"
            problems.append(Problem(file.path, 1, message))
        elif article is not None:
            articles.append(article)
            paths[name] = file.path
    if others is not None:
        more, found = others(folder, articles, cache)
        articles += more
        problems += found
        is_empty = is_empty and not more
    if is_empty and not problems:
        message = "holds no article; add one with “footnote import”, or name another folder"
        problems.append(Problem(str(folder), 0, message))
    return Library(tuple(sorted(articles, key=lambda article: article.id))), tuple(sorted(problems))


def article_file(folder: Path, article: str) -> Path | None:
    """The file below `folder` whose article has the id `article`, or None."""
    named = named_files(folder, [])
    return next((Path(file.path) for file, name, owner in named if name == article and owner is None), None)


def _read_file(
    file: FoundFile, name: str, cache: ArticleCache | None
) -> tuple[Article | None, list[Problem]]:
    path, state = file.path, file.state
    if state is not None and not state.is_ordinary:
        return None, [Problem(path, 0, "is no file that can be read; put a text file in its place")]
    unchanged = None if cache is None or state is None else cache.unchanged(path, name, state)
    if unchanged is not None:
        return unchanged, list(unchanged.problems)
    try:
        with Path(path).open("rb") as opened:
            data = opened.read(MOST_BYTES + 1 if state is None else min(state.size, MOST_BYTES) + 1)
            if state is not None and len(data) > state.size:  # it has grown meanwhile
                data += opened.read(MOST_BYTES + 1 - len(data))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not Path(path).is_symlink():
            return None, []  # it was removed since the folder was looked through
        return None, [Problem(path, 0, f"can't be read ({error.strerror}); make it readable")]
    if len(data) > MOST_BYTES:
        return None, [
            Problem(path, 0, f"holds more than {MOST_BYTES:,} bytes; split it into several articles")
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [Problem(path, line, "is not UTF-8 text; save the file as UTF-8")]
    if cache is None:
        return parse_article(text, article=name, path=path)
    key = key_of(path, name, data)
    kept = cache.get(key)
    if kept is not None:
        cache.remember(path, state, kept)
        return kept, list(kept.problems)
    if not cache.may_parse():
        return None, []
    article, problems = parse_article(text, article=name, path=path)
    if article is None:
        return None, problems
    kept = cache.add(key, article, problems)
    cache.remember(path, state, kept)
    return kept, problems
