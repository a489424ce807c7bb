"""Checks quotations: is this really written there?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from bot.answering.footnote_search import FootnoteSearch
from bot.answering.library_excerpts import attribution_of
from bot.answering.phrases import spoken_words, title_words
from bot.answering.quotation_alignment import LEAST_ALIKE, Alignment, exact, nearly
from bot.answering.quotation_labels import QuotedLabels, with_labels
from bot.answering.quotation_marks import quoted_runs
from bot.answering.quotation_pieces import QuotedRuns, cover, is_far
from bot.answering.quotation_sources import QuotationSources, Region
from bot.answering.quotation_verdicts import Check, Place, Verdict, address_of
from bot.answering.quoted_footnotes import QuotedFootnotes, check_of, label_before
from bot.answering.quoted_words import Item, Kind, items_of
from bot.library import Library, Passage, Span
from bot.search import Index

LONGEST_TEXT = 20_000
"""Characters that are read of a text."""

MOST_QUOTATIONS = 50
"""Quotations of one text that are checked."""

LEAST_COVERED = 0.85
"""The share of a quotation's words that the places must have between them that it is stitched from."""

WELL_ALIKE = 0.8
"""The share of a quotation's words that one passage must have for its neighbours not to be looked at."""


class QuotationChecker:
    """Checks quotations against one library."""

    def __init__(self, library: Library, index: Index, footnotes: FootnoteSearch | None = None) -> None:
        """`footnotes` searches the texts of the library's footnotes, where there is such a search already."""
        self._library = library
        self._footnotes = QuotedFootnotes(footnotes or FootnoteSearch(library, index))
        self._titles = {title_words(article.title): article.id for article in library.articles}
        self._title_lengths = sorted({len(title) for title in self._titles} - {0})
        self._sources = QuotationSources(library, index)

    def forget(self) -> None:
        """Forget the words of passages that are remembered for the next quotation."""
        self._sources.forget()

    def check(self, text: str, named: Collection[str] = ()) -> list[Check]:
        """The verdict on each quotation of `text`, or on the whole of it where it has none.

        `named` holds the ids of the articles that it is said to be from; otherwise it is from those whose
        titles stand in `text` outside the quotations.
        """
        return list(self._checks(text[:LONGEST_TEXT], set(named)))

    def _checks(self, text: str, named: set[str]) -> Iterator[Check]:
        labels = QuotedLabels(text)
        spans = quoted_runs(text)
        # A passage that is handed in whole may hold quotations of its own.
        whole = self._as_one(text, spans, named) if spans else self._check(text, named)
        if whole is None:
            said = named or self._named(text, spans)
            quotations = [span for span in spans[:MOST_QUOTATIONS] if items_of(span.of(text))]
            for span in quotations:
                yield with_labels(self._check(span.of(text), said), labels.of(span))
            if quotations:
                return
            whole = self._check(text, said)
        yield with_labels(whole, [*_before_footnote(whole), *labels.of_all()])

    def _as_one(self, text: str, quotations: Sequence[Span], named: Collection[str]) -> Check | None:
        """The verdict on the whole of a text, where what stands outside its quotation marks is quoted too."""
        items = items_of(text)
        candidates = self._sources.candidates(_written(items))
        found = self._found(text, items, named, candidates)
        if found and found.verdict is not Verdict.NEARLY:
            return found
        if found := self._footnotes.found(text, named) or found:
            return found
        best = self._nearest(items, self._sources.closest(candidates))
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
            if found is not None and found.text == text and (words := self._sources.words(found)):
                return Check(text, Verdict.FOUND, (self._place(found, words, 0, len(words)),))
        check = self._check(text, {article_id})
        # An article that has changed since may count its footnotes anew.
        return with_labels(check, QuotedLabels(text).of_all()) if is_same else check

    def check_footnote(self, article_id: str, number: str, text: str, digest: object = None) -> Check:
        """The verdict on the text of a kept answer's footnote, and on its number.

        Where `digest` is another than the article's, it may count its footnotes anew.
        """
        article = self._library.article(article_id)
        check = self._footnotes.found(f"[{number}] {text}", {article_id}) or self._check(text, {article_id})
        is_same = article is not None and digest in (None, f"sha256:{article.digest}")
        check = replace(check, quotation=text)
        return with_labels(check, [number]) if is_same else check

    def _named(self, text: str, quotations: Iterable[Span]) -> set[str]:
        """The articles whose titles stand outside the quotations."""
        outside = text
        for span in quotations:
            outside = outside[: span.start] + " " * (span.end - span.start) + outside[span.end :]
        words = spoken_words(outside)
        runs_of_words = (
            words[start : start + length]
            for length in self._title_lengths
            for start in range(len(words) - length + 1)
        )
        return {self._titles[run] for run in runs_of_words if run in self._titles}

    def _check(self, quotation: str, named: Collection[str]) -> Check:
        items = items_of(quotation)
        if not any(item.kind is Kind.WORD for item in items):
            return Check(quotation, Verdict.NOT_FOUND)
        candidates = self._sources.candidates(_written(items))
        found = self._found(quotation, items, named, candidates)
        if found and found.verdict is not Verdict.NEARLY:
            return found
        if found := self._footnotes.found(quotation, named) or found:
            return found
        best = self._nearest(items, self._sources.closest(candidates))
        note = self._footnotes.nearest(quotation)
        if note and (best is None or best[1].share < note.alignment.share):
            return check_of(quotation, Verdict.NEARLY, note)
        if best is None or best[1].share < WELL_ALIKE:
            stitched = self._stitched(quotation, items, candidates, best[1].share if best else 0.0)
            if stitched:
                return stitched
        return (
            self._checked(quotation, Verdict.NEARLY, *best) if best else Check(quotation, Verdict.NOT_FOUND)
        )

    def _found(
        self, quotation: str, items: Sequence[Item], named: Collection[str], candidates: Sequence[Passage]
    ) -> Check | None:
        """Where the quotation stands but for what quoting may change; in a `named` article if it can."""
        if named:
            candidates = sorted(candidates, key=lambda passage: passage.article not in named)
        closest = self._sources.closest(candidates)
        differing: Check | None = None
        alone = (
            self._sources.alone(each)
            for each in candidates
            if self._sources.filter.may_hold(each, items, 1.0)
        )
        for region in chain(alone, self._sources.with_following(closest, items)):
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
    ) -> tuple[Region, Alignment] | None:
        """The place that comes nearest to a quotation."""
        best: tuple[Region, Alignment] | None = None
        alone = (
            self._sources.alone(each)
            for each in candidates
            if self._sources.filter.may_hold(each, items, LEAST_ALIKE)
        )
        for regions in (alone, self._sources.with_following(candidates, items, LEAST_ALIKE)):
            for region in regions:
                found = nearly(items, region.words)
                if found and (best is None or found.share > best[1].share):
                    best = region, found
            if best and best[1].share > WELL_ALIKE:
                break
        return best

    def _checked(self, quotation: str, verdict: Verdict, region: Region, alignment: Alignment) -> Check:
        places: list[Place] = []
        ends = [*region.starts[1:], len(region.words)]
        for passage, first, last in zip(region.passages, region.starts, ends, strict=True):
            start, end = max(alignment.start, first) - first, min(alignment.end, last) - first
            if start < end:
                places.append(self._place(passage, self._sources.words(passage), start, end))
        return Check(quotation, verdict, tuple(places), alignment.differences)

    def _stitched(
        self, quotation: str, items: Sequence[Item], candidates: Sequence[Passage], nearest: float
    ) -> Check | None:
        """The places that a quotation is put together from; None where one place explains more of it."""
        words = [item for item in items if item.kind is Kind.WORD]
        quoted = QuotedRuns([item.key for item in words])
        found = [
            (run, passage)
            for passage in self._sources.of_pieces(words, candidates)
            for run in quoted.shared_with([item.key for item in self._sources.words(passage)])
        ]
        chosen = list(cover(found))
        covered = sum(run.length for run, _ in chosen) / len(words)
        if len(chosen) < 2 or covered < LEAST_COVERED or covered <= nearest or not is_far(chosen):
            return None
        places = tuple(
            self._place(passage, self._sources.words(passage), run.start, run.start + run.length)
            for run, passage in chosen
        )
        return Check(quotation, Verdict.STITCHED, places)

    def _place(self, passage: Passage, words: Sequence[Item], start: int, end: int) -> Place:
        article = self._sources.article_of(passage)
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


def _before_footnote(check: Check) -> list[str]:
    """The number that stands before a footnote's text, as in a list of footnotes."""
    label = label_before(check.quotation) if any(place.footnote for place in check.places) else None
    return [label] if label else []


def _written(items: Iterable[Item]) -> str:
    """The words of a quotation, without what its quoter put in."""
    return " ".join(item.key for item in items if item.kind is Kind.WORD)
