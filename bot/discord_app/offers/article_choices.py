"""What autocomplete offers of articles and their sections, and what a typed name stands for."""

from __future__ import annotations

from itertools import islice

from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.word_match import matches, words_of
from bot.library import Article, Library, Passage


def article_choices(library: Library, typed: str) -> list[tuple[str, str]]:
    """Up to 25 articles whose title matches what was typed, as (title, id)."""
    words = words_of(typed)
    matching = (article for article in library.articles if matches(words, article.title))
    return [(_name(article), article.id) for article in islice(matching, discord_limits.CHOICES)]


def find_article(library: Library, typed: str) -> Article | None:
    """The article with this id or title; the first one where nothing is typed."""
    if not typed.strip():
        return library.articles[0] if library.articles else None
    words = words_of(typed)
    return library.article(typed.strip()) or next(
        (article for article in library.articles if words and words_of(article.title) == words), None
    )


def find_articles(library: Library, typed: str) -> list[Article]:
    """The articles whose title matches what was typed."""
    words = words_of(typed)
    return [article for article in library.articles if words and matches(words, article.title)]


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
