"""The passages that a quotation may be from, with their words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.answering.quotation_filter import CACHED_PASSAGES, QuotationFilter, quotation_parts
from bot.answering.quotation_pieces import QuotedRuns, cover
from bot.answering.quoted_words import Item, words_of
from bot.library import Article, Library, Passage
from bot.search import Index

CANDIDATES = 12
"""Passages of each language that a piece of a quotation may be from."""

CLOSE = 4
"""Passages of each language, of those that share most rare words with a quotation, laid beside it."""

OF_PIECE = 6
"""Passages that so many words as a PIECE has may be from."""

LONG = 8
"""Words from which a quotation may reach over the end of a passage."""

PIECE = 6
"""Words of a quotation that are looked up by themselves, where it may be of several places."""

LIKELY_COVERED = 0.75
"""The share below which no place is aligned word by word: as much, but for compounds."""


class Region(NamedTuple):
    """Passages that follow one another, their words in one row, and where each one's words begin."""

    passages: list[Passage]
    words: list[Item]
    starts: list[int]


class QuotationSources:
    """Finds in one library where quotations may be from."""

    def __init__(self, library: Library, index: Index) -> None:
        self._library = library
        self._index = index
        self.words = lru_cache(CACHED_PASSAGES)(_words_of)
        """The words of a passage, remembered for the next quotation."""
        self.filter = QuotationFilter()

    def forget(self) -> None:
        """Forget the words of all passages."""
        self.words.cache_clear()
        self.filter.forget()

    def candidates(self, words: str, most: int = CANDIDATES) -> list[Passage]:
        """The passages of each language that words may be from, best first within a language."""
        found: dict[str, Passage] = {}
        for passage in self._index.passages_sharing(words, most):
            found.setdefault(f"{passage.article} {passage.id}", passage)
        return list(found.values())

    def closest(self, candidates: Iterable[Passage]) -> list[Passage]:
        """The first few candidates of each language.

        Which language a quotation is in isn't known: "in" and "was" are words of several. So none of them may
        take the places of another.
        """
        taken: Counter[str] = Counter()
        closest: list[Passage] = []
        for passage in candidates:
            language = self.article_of(passage).language
            taken[language] += 1
            if taken[language] <= CLOSE:
                closest.append(passage)
        return closest

    def alone(self, passage: Passage) -> Region:
        """One passage by itself."""
        return Region([passage], self.words(passage), [0])

    def with_following(
        self, candidates: Iterable[Passage], items: Sequence[Item], share: float = 1.0
    ) -> Iterator[Region]:
        """Each candidate, and each passage before one, with so many following ones as the quotation needs."""
        length = len(items)
        if length < LONG:
            return
        begun: set[tuple[str, str]] = set()
        for candidate in candidates:
            article = self.article_of(candidate)
            own = _place_in(article, candidate)
            for first in range(max(0, own - 1), own + 1):
                beginning = article.passages[first]
                # A quotation that reaches over the end of a passage has words of both.
                if (article.id, beginning.id) in begun or not self.filter.may_begin(
                    article.passages[first : first + 2], items, share
                ):
                    continue
                begun.add((article.id, beginning.id))
                region = Region([], [], [])
                for passage in article.passages[first:]:
                    region.starts.append(len(region.words))
                    region.passages.append(passage)
                    region.words.extend(self.words(passage))
                    if len(region.words) - len(self.words(region.passages[0])) >= length:
                        break
                if len(region.passages) > 1:
                    yield region

    def article_of(self, passage: Passage) -> Article:
        """The article that a passage is from."""
        article = self._library.article(passage.article)
        if article is None:
            raise LookupError(f"passage {passage.id} belongs to no article of this library")
        return article

    def of_pieces(self, words: Sequence[Item], candidates: Iterable[Passage]) -> list[Passage]:
        """The passages that words may be stitched from: those whose runs reach from one end to the other."""
        passages = {f"{p.article} {p.id}": p for p in candidates}
        for start in range(0, len(words), PIECE):
            for passage in self.candidates(
                " ".join(word.key for word in words[start : start + PIECE]), OF_PIECE
            ):
                passages.setdefault(f"{passage.article} {passage.id}", passage)
        parts = quotation_parts(words)
        quoted = QuotedRuns(parts)
        likely = [
            (run, passage)
            for passage in passages.values()
            for run in self.filter.likely_runs(passage, quoted)
        ]
        chosen = list(cover(likely))
        if sum(run.length for run, _ in chosen) < LIKELY_COVERED * len(parts):
            return []
        return list({id(passage): passage for _, passage in chosen}.values())


def _place_in(article: Article, passage: Passage) -> int:
    """Which of the article's passages it is."""
    place = bisect_left(article.passages, passage.paragraph, key=lambda each: each.paragraph)
    while article.passages[place].id != passage.id:
        place += 1
    return place


def _words_of(passage: Passage) -> list[Item]:
    return words_of(passage.text, passage.markers)
