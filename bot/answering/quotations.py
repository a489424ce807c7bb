"""Checks quotations: is this really written there?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.answering.library_excerpts import attribution_of
from bot.answering.phrases import spoken_words
from bot.answering.quotation_alignment import LEAST_ALIKE, Alignment, exact, nearly, runs
from bot.answering.quotation_filter import CACHED_PASSAGES, QuotationFilter
from bot.answering.quotation_marks import quoted_runs
from bot.answering.quotation_pieces import cover, is_far
from bot.answering.quotation_verdicts import Check, Place, Verdict, address_of
from bot.answering.quoted_words import Item, Kind, items_of, words_of
from bot.library import Article, Library, Passage, Span
from bot.search import Index

LONGEST_TEXT = 20_000
"""Characters that are read of a text."""

MOST_QUOTATIONS = 50
"""Quotations of one text that are checked."""

CANDIDATES = 12
"""Passages that a piece of a quotation may be from."""

CLOSE = 4
"""Passages, of those that share most rare words with a quotation, that the whole of it is laid beside."""

LONG = 8
"""Words from which a quotation may reach over the end of a passage."""

PIECE = 6
"""Words of a quotation that are looked up by themselves, where it may be of several places."""

LEAST_COVERED = 0.85
"""The share of a quotation's words that the places must have between them that it is stitched from."""

WELL_ALIKE = 0.8
"""The share of a quotation's words that one passage must have for its neighbours not to be looked at."""


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
        self._filter = QuotationFilter()

    def check(self, text: str, named: Collection[str] = ()) -> list[Check]:
        """The verdict on each quotation of `text`, or on the whole of it where it has none.

        `named` holds the ids of the articles that it is said to be from; otherwise it is from those whose
        titles stand in `text` outside the quotations.
        """
        text = text[:LONGEST_TEXT]
        quotations = quoted_runs(text)
        if not quotations:
            return [self._check(text, set(named))]
        # A passage that is handed in whole may hold quotations of its own.
        if whole := self._as_one(text, quotations, set(named)):
            return [whole]
        said = set(named) or self._named(text, quotations)
        found = (
            self._check(span.of(text), said)
            for span in quotations[:MOST_QUOTATIONS]
            if items_of(span.of(text))
        )
        return list(found) or [self._check(text, said)]

    def _as_one(self, text: str, quotations: Sequence[Span], named: Collection[str]) -> Check | None:
        """The verdict on the whole of a text, where what stands outside its quotation marks is quoted too."""
        items = items_of(text)
        if found := self._found(text, items, named):
            return found
        best = self._nearest(items, self._candidates(_written(items))[:CLOSE])
        words = [item for item in items if item.kind is Kind.WORD]
        quoted = [w for w in words if any(span.start <= w.start and w.end <= span.end for span in quotations)]
        outside = len(words) - len(quoted)
        if best is None or not outside or best[1].share * len(words) - len(quoted) < LEAST_ALIKE * outside:
            return None
        return self._checked(text, Verdict.NEARLY, *best)

    def check_passage(self, article_id: str, text: str, stated: Mapping[str, object]) -> Check:
        """The verdict on a passage of a kept answer, with the `digest`, `start` and `end` that it states.

        The digest is that of the article's text; where it is the same, the offsets say where the words stand.
        """
        article = self._library.article(article_id)
        start, end = stated.get("start"), stated.get("end")
        is_same = article is not None and stated.get("digest") == f"sha256:{article.digest}"
        if article and is_same and isinstance(start, int) and isinstance(end, int):
            found = next((p for p in article.passages if article.span_of(p) == Span(start, end)), None)
            if found is not None and found.text == text and (words := self._words(found)):
                return Check(text, Verdict.FOUND, (self._place(found, words, 0, len(words)),))
        return self._check(text, {article_id})

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
        found = self._found(quotation, items, named)
        if found is not None:
            return found
        candidates = self._candidates(_written(items))
        best = self._nearest(items, candidates[:CLOSE])
        if best is None or best[1].share < WELL_ALIKE:
            stitched = self._stitched(quotation, items, candidates, best[1].share if best else 0.0)
            if stitched:
                return stitched
        return (
            self._checked(quotation, Verdict.NEARLY, *best) if best else Check(quotation, Verdict.NOT_FOUND)
        )

    def _found(self, quotation: str, items: Sequence[Item], named: Collection[str]) -> Check | None:
        """Where the quotation stands but for what quoting may change; in a `named` article if it can."""
        candidates = self._candidates(_written(items))
        if named:
            candidates.sort(key=lambda passage: passage.article not in named)
        else:
            candidates = candidates[:CLOSE]
        differing: Check | None = None
        alone = (self._alone(each) for each in candidates if self._filter.may_hold(each, items, 1.0))
        for region in chain(alone, self._with_following(candidates[:CLOSE], items)):
            alignment = exact(items, region.words)
            if alignment is None:
                continue
            if not alignment.differences:
                elsewhere = bool(named) and region.passages[0].article not in named
                verdict = Verdict.ELSEWHERE if elsewhere else Verdict.FOUND
                return self._checked(quotation, verdict, region, alignment)
            differing = differing or self._checked(quotation, Verdict.NEARLY, region, alignment)
        return differing

    def _nearest(
        self, items: Sequence[Item], candidates: Sequence[Passage]
    ) -> tuple[_Region, Alignment] | None:
        """The place that comes nearest to a quotation."""
        best: tuple[_Region, Alignment] | None = None
        alone = (self._alone(each) for each in candidates if self._filter.may_hold(each, items, LEAST_ALIKE))
        for regions in (alone, self._with_following(candidates, items, LEAST_ALIKE)):
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

    def _with_following(
        self, candidates: Iterable[Passage], items: Sequence[Item], share: float = 1.0
    ) -> Iterator[_Region]:
        """Each candidate, and each passage before one, with so many following ones as the quotation needs."""
        length = len(items)
        if length < LONG:
            return
        begun: set[str] = set()
        for candidate in candidates:
            article = self._article_of(candidate)
            own = article.passages.index(candidate)
            for first in range(max(0, own - 1), own + 1):
                beginning = article.passages[first]
                # A quotation that reaches over the end of a passage has words of both.
                if beginning.id in begun or not self._filter.may_begin(
                    article.passages[first : first + 2], items, share
                ):
                    continue
                begun.add(beginning.id)
                region = _Region([], [], [])
                for passage in article.passages[first:]:
                    region.starts.append(len(region.words))
                    region.passages.append(passage)
                    region.words.extend(self._words(passage))
                    if len(region.words) - len(self._words(region.passages[0])) >= length:
                        break
                if len(region.passages) > 1:
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
        found = [
            (run, passage)
            for passage in passages.values()
            if self._filter.may_have_run(passage, words)
            for run in runs(words, self._words(passage))
        ]
        chosen = list(cover(found))
        covered = sum(run.length for run, _ in chosen) / len(words)
        if len(chosen) < 2 or covered < LEAST_COVERED or covered <= nearest or not is_far(chosen):
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


def _written(items: Iterable[Item]) -> str:
    """The words of a quotation, without what its quoter put in."""
    return " ".join(item.key for item in items if item.kind is Kind.WORD)
