"""What autocomplete offers of articles and their sections, and what a typed name stands for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.searchable_lines import MOST_LOOKED_AT, SearchableLines
from bot.discord_app.offers.word_match import matches, searchable, words_of
from bot.library import Article, Library, Passage


class ArticleChoices:
    """The articles of a library by the words of their titles."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._titles = SearchableLines(searchable(article.title) for article in library.articles)
        self._titled: dict[tuple[str, ...], tuple[int, ...]] = {}
        """The places of the articles that are titled so: one, nearly always."""
        for place, article in enumerate(library.articles):
            words = tuple(words_of(article.title))
            self._titled[words] = (*self._titled.get(words, ()), place)

    def choices(self, library: Library, typed: str) -> list[tuple[str, str]]:
        """Up to 25 articles whose title matches what was typed, as (title, id).

        `library`: all articles, or those that answer in a server.
        """
        if not words_of(typed):
            return [(_name(each), each.id) for each in library.articles[: discord_limits.CHOICES]]
        matching = self._matching(library, typed)
        return [(_name(article), article.id) for article in islice(matching, discord_limits.CHOICES)]

    def find_all(self, library: Library, typed: str) -> list[Article]:
        """The articles of `library` whose title matches what was typed; none where that has no word."""
        return list(self._matching(library, typed)) if words_of(typed) else []

    def _matching(self, library: Library, typed: str) -> Iterator[Article]:
        words = words_of(typed)
        if library is self._library:
            numbers = self._titles.matching([f" {word}" for word in words])
            return (library.articles[number] for number in numbers)
        some = islice(library.articles, MOST_LOOKED_AT)
        return (article for article in some if matches(words, article.title))

    def find(self, library: Library, typed: str) -> Article | None:
        """The article of `library` with this id or title; the first one where nothing is typed."""
        if not typed.strip():
            return library.articles[0] if library.articles else None
        words = tuple(words_of(typed))
        titled = (self._library.articles[place] for place in self._titled.get(words, ()) if words)
        return library.article(typed.strip()) or next(
            (article for article in titled if library.article(article.id)), None
        )


def section_choices(article: Article, typed: str) -> list[tuple[str, str]]:
    """Up to 25 sections whose name matches what was typed, as (name, number)."""
    words = words_of(typed)
    names = [passage.section or "" for passage in article.section_starts()]
    matching = (
        (cut(one_line(name), discord_limits.CHOICE, render=str), str(number))
        for number, name in enumerate(names)
        if words_of(name) and matches(words, name)
    )
    return list(islice(matching, discord_limits.CHOICES))


def find_section(article: Article, typed: str) -> Passage | None:
    """The first passage of the section with this name, or with the number that `section_choices` gave it."""
    starts = article.section_starts()
    words = words_of(typed)
    for passage in starts:
        if passage.section and words and words_of(passage.section) == words:
            return passage
    number = typed.strip()
    is_number = number.isascii() and number.isdigit() and int(number) < len(starts)
    return starts[int(number)] if is_number else None


def _name(article: Article) -> str:
    return cut(one_line(article.title) or article.id, discord_limits.CHOICE, render=str)
