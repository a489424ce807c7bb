"""All articles together, and how one of them is found without walking through the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import accumulate
from typing import Self

from bot.library.model import Article


@dataclass(frozen=True)
class Library:
    """All articles that were loaded, ordered by id. Ids are unique."""

    articles: tuple[Article, ...]

    @cached_property
    def _articles_by_id(self) -> dict[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def passage_count(self) -> int:
        """The passages of all articles."""
        return sum(article.passage_count for article in self.articles)

    @cached_property
    def titles(self) -> Sequence[str]:
        """The titles of all articles, in their order."""
        return [article.title for article in self.articles]

    @property
    def ids(self) -> Collection[str]:
        """The ids of all articles."""
        return self._articles_by_id.keys()

    @cached_property
    def _footnote_pages(self) -> dict[int, Sequence[int]]:
        return {}

    def footnote_pages(self, a_page: int) -> Sequence[int]:
        """The page on which each article's footnotes begin, with `a_page` on a page; and the end."""
        starts = self._footnote_pages.get(a_page)
        if starts is None:
            counts = (-(-len(article.footnote_numbers) // a_page) for article in self.articles)
            starts = self._footnote_pages[a_page] = tuple(accumulate(counts, initial=0))
        return starts

    @cached_property
    def _articles_by_digest(self) -> Mapping[bytes, Sequence[Article]]:
        found: dict[bytes, list[Article]] = {}
        for article in self.articles:
            found.setdefault(id_digest(article.id), []).append(article)
        return found

    def article(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        return self._articles_by_id.get(article_id)

    def articles_by_digest(self, digest: bytes) -> Sequence[Article]:
        """The articles whose id has this `id_digest`: one, or very few."""
        return self._articles_by_digest.get(digest, ())

    def only(self, ids: Collection[str]) -> Library:
        """The articles that have one of these ids."""
        found = map(self.article, sorted(ids))
        return Library(tuple(article for article in found if article is not None))

    def index(self) -> Self:
        """This library, with all that its look-ups need made now: it takes time that grows with it."""
        _ = self._articles_by_id, self._articles_by_digest, self.passage_count, self.titles
        return self


def id_digest(article_id: str) -> bytes:
    """Two bytes that stand for an article's id where there is no room for it."""
    return sha256(article_id.encode()).digest()[:2]
