"""Footnotes whose own text is quoted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bot.answering.footnote_search import FootnoteSearch
from bot.answering.library_excerpts import attribution_of
from bot.answering.quotation_alignment import LEAST_ALIKE, Alignment, exact, nearly
from bot.answering.quotation_verdicts import Check, Place, Verdict
from bot.answering.quoted_words import Item, Kind, has_words, items_of, words_of
from bot.library import Article, Footnote, Passage, Span

CANDIDATES = 12
"""Footnotes of each language that a quotation may be from."""

_OWN_LABEL = re.compile(r"\s*(?:\[\^?(?P<label>[^\[\]]{1,12})\]:?|(?P<number>\d{1,3})[.)](?=\s)|\^)\s*")
"""A footnote's number before its text, as lists of footnotes have it."""


class NearFootnote(NamedTuple):
    """The footnote that comes nearest to a quotation, with its words."""

    article: Article
    footnote: Footnote
    words: Sequence[Item]
    alignment: Alignment


class QuotedFootnotes:
    """Finds the footnotes of one library whose own text is quoted."""

    def __init__(self, search: FootnoteSearch) -> None:
        self._search = search

    def found(self, quotation: str, named: Collection[str]) -> Check | None:
        """The verdict where the quotation is a footnote's text word for word; in a `named` article if it can.

        A number before the words is the footnote's: several may have the same text.
        """
        label, words = _parted(quotation)
        items = items_of(words)
        notes = sorted(self._candidates(items), key=lambda each: not _fits(each, label, named))
        for article, note in notes:
            written = words_of(note.text, note.markers)
            alignment = exact(items, written)
            if alignment and not alignment.differences:
                elsewhere = bool(named) and article.id not in named
                near = NearFootnote(article, note, written, alignment)
                return check_of(quotation, Verdict.ELSEWHERE if elsewhere else Verdict.FOUND, near)
        return None

    def nearest(self, quotation: str) -> NearFootnote | None:
        """The footnote that comes nearest to a quotation."""
        items = items_of(_parted(quotation)[1])
        best: NearFootnote | None = None
        for article, note in self._candidates(items):
            written = words_of(note.text, note.markers)
            alignment = nearly(items, written)
            if (
                alignment
                and alignment.share >= LEAST_ALIKE
                and (best is None or alignment.share > best.alignment.share)
            ):
                best = NearFootnote(article, note, written, alignment)
        return best

    def _candidates(self, items: Sequence[Item]) -> Iterator[tuple[Article, Footnote]]:
        words = " ".join(item.key for item in items if item.kind is Kind.WORD)
        if words:
            for language in self._search.prepare():
                stems = language.tokenizer.content_stems(words)
                yield from language.best(dict.fromkeys(stems), CANDIDATES)


def label_before(quotation: str) -> str | None:
    """The number that stands before a footnote's text."""
    return _parted(quotation)[0]


def check_of(quotation: str, verdict: Verdict, near: NearFootnote) -> Check:
    """The verdict on a quotation that is a footnote's text."""
    return Check(quotation, verdict, (_place(near),), near.alignment.differences)


def _place(near: NearFootnote) -> Place:
    article, note = near.article, near.footnote
    whole = Span(0, len(note.text))
    span = Span(near.words[near.alignment.start].start, near.words[near.alignment.end - 1].end)
    text = Passage("", article.id, 0, None, note.text, (whole,), note.markers, links=note.links)
    cited = dict.fromkeys(marker.number for marker in note.markers)
    notes = tuple(found for found in map(article.footnote, cited) if found)
    return Place(text, span, whole, notes, attribution_of(article), article.source.url, note)


def _fits(
    candidate: tuple[Article, Footnote], label: str | None, named: Collection[str]
) -> tuple[bool, bool]:
    article, note = candidate
    return not named or article.id in named, label is None or note.number == label


def _parted(quotation: str) -> tuple[str | None, str]:
    """The number before a quotation's words, and these."""
    match = _OWN_LABEL.match(quotation)
    if match is None or not has_words(rest := quotation[match.end() :]):
        return None, quotation
    return match["label"] or match["number"], rest
