"""Checks quotations: is this really written there?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from bot.answering.answer import Attribution
from bot.answering.excerpts import attribution_of
from bot.answering.phrases import spoken_words
from bot.answering.quotation_alignment import Alignment, Difference, Run, exact, nearly, runs
from bot.answering.quotation_marks import quoted_runs
from bot.answering.quoted_words import Item, Kind, items_of, words_of
from bot.library import Article, Footnote, Library, Passage, Span
from bot.search import Index

LONGEST_TEXT = 20_000
"""Characters that are read of a text."""

MOST_QUOTATIONS = 50
"""Quotations of one text that are checked."""

CANDIDATES = 12
"""Passages that a quotation is laid beside."""

PIECE = 6
"""Words of a quotation that are looked up by themselves, where it may be of several places."""

LEAST_COVERED = 0.85
"""The share of a quotation's words that the places must have between them that it is stitched from."""

FAR = 8
"""Words between two pieces of one place from which they don't belong together without an ellipsis."""

WELL_ALIKE = 0.8
"""The share of a quotation's words that one passage must have for its neighbours not to be looked at."""

CACHED_PASSAGES = 2000
"""Passages whose words are kept for the next quotation."""


class Verdict(StrEnum):
    """What became of a quotation."""

    FOUND = "found"
    NEARLY = "nearly"
    STITCHED = "stitched"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a run of a passage's text, the sentences around it, and their footnotes.

    `address` leads to the words themselves, where the article's source has an address.
    """

    passage: Passage
    span: Span
    sentences: Span
    footnotes: tuple[Footnote, ...]
    attribution: Attribution
    address: str | None

    @property
    def text(self) -> str:
        """The words in their place."""
        return self.span.of(self.passage.text)

    @property
    def sentence(self) -> str:
        """The sentences that they stand in, whole."""
        return self.sentences.of(self.passage.text)


@dataclass(frozen=True, slots=True)
class Check:
    """One quotation and its verdict. `places`: one, or those that it is stitched from, in its order."""

    quotation: str = field(repr=False)
    verdict: Verdict
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()


class _Region(NamedTuple):
    """Passages that follow one another, their words in one row, and where each one's words begin."""

    passages: list[Passage]
    words: list[Item]
    starts: list[int]


class QuotationChecker:
    """Checks quotations against one library."""

    def __init__(self, library: Library, index: Index) -> None:
        self._library = library
        self._index = index
        self._titles = {spoken_words(article.title): article.id for article in library.articles}
        self._words = lru_cache(CACHED_PASSAGES)(self._words_of)

    def check(self, text: str, named: Collection[str] = ()) -> list[Check]:
        """The verdict on each quotation of `text`, or on the whole of it where it has none.

        `named` holds the ids of the articles that it is said to be from; otherwise it is from those whose
        titles stand in `text` outside the quotations.
        """
        text = text[:LONGEST_TEXT]
        quotations = quoted_runs(text)
        whole = self._check(text, set(named))
        if not quotations or whole.verdict is Verdict.FOUND:
            return [whole]
        said = set(named) or self._named(text, quotations)
        found = (
            self._check(span.of(text), said)
            for span in quotations[:MOST_QUOTATIONS]
            if items_of(span.of(text))
        )
        return list(found) or [whole]

    def _named(self, text: str, quotations: Iterable[Span]) -> set[str]:
        """The articles whose titles stand outside the quotations."""
        outside = text
        for span in quotations:
            outside = outside[: span.start] + " " * (span.end - span.start) + outside[span.end :]
        words = spoken_words(outside)
        return {
            article
            for title, article in self._titles.items()
            for start in range(len(words) - len(title) + 1)
            if title and words[start : start + len(title)] == title
        }

    def _check(self, quotation: str, named: Collection[str]) -> Check:
        items = items_of(quotation)
        if not any(item.kind is Kind.WORD for item in items):
            return Check(quotation, Verdict.NOT_FOUND)
        candidates = self._candidates(" ".join(item.key for item in items if item.kind is Kind.WORD))
        # Those of the articles that it is said to be from come first: words may stand in several.
        candidates.sort(key=lambda passage: passage.article not in named)
        aligned = self._aligned(items, candidates)
        same = [(region, found) for region, found in aligned if not found.differences]
        if same:
            region, alignment = same[0]
            elsewhere = bool(named) and region.passages[0].article not in named
            verdict = Verdict.ELSEWHERE if elsewhere else Verdict.FOUND
            return self._checked(quotation, verdict, region, alignment)
        if aligned:
            return self._checked(quotation, Verdict.NEARLY, *aligned[0])
        best = self._nearest(items, candidates)
        stitched = self._stitched(quotation, items, candidates, best[1].share if best else 0.0)
        if stitched:
            return stitched
        return (
            self._checked(quotation, Verdict.NEARLY, *best) if best else Check(quotation, Verdict.NOT_FOUND)
        )

    def _aligned(
        self, items: Sequence[Item], candidates: Sequence[Passage]
    ) -> list[tuple[_Region, Alignment]]:
        """Where the quotation stands: in one passage, or else in several that follow one another."""
        for regions in (map(self._alone, candidates), self._with_following(candidates, len(items))):
            found = [(region, each) for region in regions if (each := exact(items, region.words))]
            if found:
                return found
        return []

    def _nearest(
        self, items: Sequence[Item], candidates: Sequence[Passage]
    ) -> tuple[_Region, Alignment] | None:
        best: tuple[_Region, Alignment] | None = None
        for regions in (map(self._alone, candidates), self._with_following(candidates, len(items))):
            for region in regions:
                found = nearly(items, region.words)
                if found and (best is None or found.share > best[1].share):
                    best = region, found
            if best and best[1].share > WELL_ALIKE:
                break
        return best

    def _candidates(self, words: str) -> list[Passage]:
        """The passages that words may be from, and those before them, where they may begin."""
        found: dict[str, Passage] = {}
        for passage in self._index.passages_sharing(words, CANDIDATES):
            found.setdefault(f"{passage.article} {passage.id}", passage)
        return list(found.values())

    def _words_of(self, passage: Passage) -> list[Item]:
        return words_of(passage.text, passage.markers)

    def _alone(self, passage: Passage) -> _Region:
        return _Region([passage], self._words(passage), [0])

    def _with_following(self, candidates: Iterable[Passage], length: int) -> Iterator[_Region]:
        """Each candidate, and each passage before one, with so many following ones as hold `length` words."""
        begun: set[str] = set()
        for candidate in candidates:
            article = self._article_of(candidate)
            own = article.passages.index(candidate)
            for first in range(max(0, own - 1), own + 1):
                region = _Region([], [], [])
                for passage in article.passages[first:]:
                    region.starts.append(len(region.words))
                    region.passages.append(passage)
                    region.words.extend(self._words(passage))
                    if len(region.words) - len(self._words(region.passages[0])) >= length:
                        break
                if len(region.passages) > 1 and region.passages[0].id not in begun:
                    begun.add(region.passages[0].id)
                    yield region

    def _article_of(self, passage: Passage) -> Article:
        article = self._library.article(passage.article)
        if article is None:
            raise LookupError(f"passage {passage.id} belongs to no article of this library")
        return article

    def _checked(self, quotation: str, verdict: Verdict, region: _Region, alignment: Alignment) -> Check:
        places: list[Place] = []
        ends = [*region.starts[1:], len(region.words)]
        for passage, first, last in zip(region.passages, region.starts, ends, strict=True):
            start, end = max(alignment.start, first) - first, min(alignment.end, last) - first
            if start < end:
                places.append(self._place(passage, self._words(passage), start, end))
        return Check(quotation, verdict, tuple(places), alignment.differences)

    def _stitched(
        self, quotation: str, items: Sequence[Item], candidates: Sequence[Passage], nearest: float
    ) -> Check | None:
        """The places that a quotation is put together from; None where one place explains more of it."""
        words = [item for item in items if item.kind is Kind.WORD]
        passages = {f"{p.article} {p.id}": p for p in candidates}
        for start in range(0, len(words), PIECE):
            for passage in self._candidates(" ".join(word.key for word in words[start : start + PIECE])):
                passages.setdefault(f"{passage.article} {passage.id}", passage)
        found = [(run, passage) for passage in passages.values() for run in runs(words, self._words(passage))]
        chosen = list(_cover(found))
        covered = sum(run.length for run, _ in chosen) / len(words)
        if len(chosen) < 2 or covered < LEAST_COVERED or covered <= nearest or not _is_far(chosen):
            return None
        places = tuple(
            self._place(passage, self._words(passage), run.start, run.start + run.length)
            for run, passage in chosen
        )
        return Check(quotation, Verdict.STITCHED, places)

    def _place(self, passage: Passage, words: Sequence[Item], start: int, end: int) -> Place:
        article = self._article_of(passage)
        span = Span(words[start].start, words[end - 1].end)
        around = [s for s in passage.sentences if s.start < span.end and span.start < s.end]
        sentences = Span(around[0].start, around[-1].end) if around else span
        numbers = dict.fromkeys(marker.number for marker in passage.markers_in(sentences))
        return Place(
            passage,
            span,
            sentences,
            tuple(note for note in map(article.footnote, numbers) if note),
            attribution_of(article),
            address_of(article, passage, span),
        )


def _cover(found: Iterable[tuple[Run, Passage]]) -> Iterator[tuple[Run, Passage]]:
    """The fewest runs from a quotation's beginning to its end: each the longest one from where it begins."""
    by_start: dict[int, tuple[Run, Passage]] = {}
    for run, passage in found:
        if run.quoted not in by_start or by_start[run.quoted][0].length < run.length:
            by_start[run.quoted] = (run, passage)
    place, last = 0, max(by_start, default=-1)
    while place <= last:
        if place in by_start:
            yield by_start[place]
            place += by_start[place][0].length
        else:
            place += 1


def _is_far(chosen: Sequence[tuple[Run, Passage]]) -> bool:
    """Whether two neighbouring pieces don't stand near one another, in this order, in one passage."""
    for (run, passage), (following, other) in zip(chosen, chosen[1:], strict=False):
        between = following.start - (run.start + run.length)
        if passage is not other or not 0 <= between <= FAR:
            return True
    return False


def address_of(article: Article, passage: Passage, span: Span) -> str | None:
    """The address of the words themselves: a text fragment, which a browser scrolls to.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    if not article.source.url:
        return None
    text = span.of(passage.text)
    for marker in passage.markers_in(span):
        text = text.replace(f"[{marker.number}]", " ")
    words = text.split()
    ends = [" ".join(words)] if len(words) <= 8 else [" ".join(words[:4]), " ".join(words[-4:])]
    # A hyphen and a comma steer a fragment, so that they are encoded as well.
    fragment = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    base = article.source.url.partition("#")[0]
    return f"{base}#:~:text={fragment}"
