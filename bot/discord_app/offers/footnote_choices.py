"""What autocomplete offers of footnotes, and the footnotes that a typed text stands for."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice

from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.searchable_lines import MOST_LOOKED_AT, SearchableLines
from bot.discord_app.offers.word_match import words_of
from bot.library import Article, Footnote, Library

MOST_LABELS = 200
"""Different labels that begin as what was typed of which footnotes are offered; 25 fit in a list."""

_NONE: array[int] = array("q")

MOST_FOUND = 50
"""Footnotes found by words."""

_BRACKETS = re.compile(r"\[\^?(?P<number>.*)\]")


class FootnoteChoices:
    """The footnotes of a library by their labels and by their words. They are numbered in its order."""

    def __init__(self, library: Library, previous: FootnoteChoices | None = None) -> None:
        """`previous` are those of a library that had some of the same articles."""
        self._library = library
        self._starts = array("q", [0])
        """The number of each article's first footnote, and of the end."""
        # Most labels are the same few, which are read once.
        by_written: dict[str, array[int]] = defaultdict(lambda: array("q"))
        number = 0
        for article in library.articles:
            for label in article.footnote_numbers:
                by_written[label].append(number)
                number += 1
            self._starts.append(number)
        self._places = {article.id: place for place, article in enumerate(library.articles)}
        by_label: dict[str, list[array[int]]] = defaultdict(list)
        for label, numbers in by_written.items():
            by_label[_normalised(label)].append(numbers)
        self._by_label = {label: array("q", merge(*numbers)) for label, numbers in by_label.items()}
        self._labels = sorted(by_label)
        self._texts = SearchableLines.joined(self._lines(previous))

    def _lines(self, previous: FootnoteChoices | None) -> Iterator[tuple[SearchableLines, int, int]]:
        """The texts of all footnotes as lines: those of `previous` for the articles that it had."""
        for article in self._library.articles:
            place = None if previous is None else previous._places.get(article.id)
            if previous is None or place is None or previous._library.articles[place] is not article:
                texts = article.footnote_texts()
                lines = SearchableLines(f"{article.title}\t{text}".casefold() for text in texts)
                yield lines, 0, len(lines)
            else:
                yield previous._texts, previous._starts[place], previous._starts[place + 1]

    def find(self, library: Library, typed: str) -> list[tuple[Article, Footnote]]:
        """The footnotes that `typed` names: `4`, `[4]`, or `trotskyism:4`; two where several have it.

        `library`: all articles, or those that answer in a server.
        """
        return list(islice(self._named(library, typed), 2))

    def find_by_words(self, library: Library, typed: str) -> list[tuple[Article, Footnote]]:
        """The footnotes that hold all words of `typed`, or whose title does; none for a number."""
        has_words = any(not word.isdecimal() for word in words_of(typed))
        return list(islice(self._with_words(library, typed), MOST_FOUND)) if has_words else []

    def choices(self, library: Library, typed: str) -> list[tuple[str, str]]:
        """Up to 25 footnotes, as (what is shown, what is sent): by label first, then by words."""
        offered: dict[str, str] = {}
        several = len(library.articles) > 1
        for article, footnote in self._matching(library, typed):
            if len(offered) == discord_limits.CHOICES:
                break
            value = f"{article.id}:{footnote.number}"
            if discord_limits.length(value) <= discord_limits.CHOICE and value not in offered:
                offered[value] = _label(article, footnote, several=several)
        return [(name, value) for value, name in offered.items()]

    def _named(self, library: Library, typed: str) -> Iterator[tuple[Article, Footnote]]:
        article_id, colon, number = typed.partition(":")
        article = library.article(article_id.strip()) if colon else None
        if article is None:
            yield from self._footnotes(self._among(library, self._by_label.get(_normalised(typed), _NONE)))
            return
        label = _normalised(number)
        for place, known in enumerate(article.footnote_numbers):
            if _normalised(known) == label:
                yield article, article.footnotes[place]

    def _matching(self, library: Library, typed: str) -> Iterator[tuple[Article, Footnote]]:
        yield from self._named(library, typed)
        beginning = _normalised(typed)
        first = bisect_left(self._labels, beginning)
        labels = self._labels[first : first + MOST_LABELS]
        begun = (self._by_label[label] for label in labels if label.startswith(beginning))
        yield from self._footnotes(merge(*(self._among(library, numbers) for numbers in begun)))
        yield from self._with_words(library, typed)

    def _with_words(self, library: Library, typed: str) -> Iterator[tuple[Article, Footnote]]:
        needles = one_line(typed).casefold().split()
        for start, end in self._ranges(library):
            yield from self._footnotes(self._texts.matching(needles, start, end))

    def _ranges(self, library: Library) -> Iterable[tuple[int, int]]:
        """The numbers of the footnotes of `library`, as ranges."""
        if library is self._library:
            return [(0, self._starts[-1])]
        places = (self._places[article.id] for article in library.articles if article.id in self._places)
        return ((self._starts[place], self._starts[place + 1]) for place in places)

    def _among(self, library: Library, numbers: array[int]) -> Iterator[int]:
        """Those of `numbers` whose footnotes `library` has."""
        for start, end in self._ranges(library):
            place = bisect_left(numbers, start)
            while place < len(numbers) and numbers[place] < end:
                yield numbers[place]
                place += 1

    def _footnotes(self, numbers: Iterable[int]) -> Iterator[tuple[Article, Footnote]]:
        for number in islice(numbers, MOST_LOOKED_AT):
            place = bisect_right(self._starts, number) - 1
            article = self._library.articles[place]
            yield article, article.footnotes[number - self._starts[place]]


def _normalised(number: str) -> str:
    number = one_line(number)
    match = _BRACKETS.fullmatch(number)
    return " ".join((match["number"] if match else number).replace("_", " ").split()).casefold()


def _label(article: Article, footnote: Footnote, *, several: bool) -> str:
    title = f"{one_line(article.title)} " if several else ""
    name = f"{title}[{one_line(footnote.number)}] {one_line(footnote.text)}"
    return cut(name, discord_limits.CHOICE, render=str)
