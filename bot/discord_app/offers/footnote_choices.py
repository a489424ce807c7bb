"""What autocomplete offers of footnotes, and the footnotes that a typed text stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.word_match import words_of
from bot.library import Article, Footnote, Library

MOST_FOUND = 50
"""Footnotes found by words."""

_BRACKETS = re.compile(r"\[\^?(?P<number>.*)\]")


def find_footnotes(library: Library, typed: str) -> list[tuple[Article, Footnote]]:
    """The footnotes that `typed` names: `4`, `[4]`, or `trotskyism:4`; one of each article that has it."""
    article_id, colon, number = typed.partition(":")
    article = library.article(article_id.strip()) if colon else None
    articles = (article,) if article else library.articles
    label = _normalised(number if article else typed)
    return [
        (article, footnote)
        for article in articles
        for footnote in article.footnotes
        if _normalised(footnote.number) == label
    ]


def find_by_words(library: Library, typed: str) -> list[tuple[Article, Footnote]]:
    """The footnotes that hold all words of `typed`, or whose title does; none for a number."""
    has_words = any(not word.isdecimal() for word in words_of(typed))
    return list(islice(_by_words(library, typed), MOST_FOUND)) if has_words else []


def _normalised(number: str) -> str:
    number = one_line(number)
    match = _BRACKETS.fullmatch(number)
    return " ".join((match["number"] if match else number).replace("_", " ").split()).casefold()


def footnote_choices(library: Library, typed: str) -> list[tuple[str, str]]:
    """Up to 25 footnotes to choose from, as (what is shown, what is sent): by number first, then by words."""
    offered: dict[str, str] = {}
    for article, footnote in (*_by_number(library, typed), *_by_words(library, typed)):
        if len(offered) == discord_limits.CHOICES:
            break
        value = f"{article.id}:{footnote.number}"
        if discord_limits.length(value) <= discord_limits.CHOICE and value not in offered:
            offered[value] = _label(article, footnote, several=len(library.articles) > 1)
    return [(name, value) for value, name in offered.items()]


def _by_number(library: Library, typed: str) -> Iterator[tuple[Article, Footnote]]:
    yield from find_footnotes(library, typed)
    beginning = _normalised(typed)
    for article in library.articles:
        for footnote in article.footnotes:
            if _normalised(footnote.number).startswith(beginning):
                yield article, footnote


def _by_words(library: Library, typed: str) -> Iterator[tuple[Article, Footnote]]:
    words = one_line(typed).casefold().split()
    for article in library.articles:
        title = article.title.casefold()
        for footnote in article.footnotes:
            text = footnote.text.casefold()
            if all(word in text or word in title for word in words):
                yield article, footnote


def _label(article: Article, footnote: Footnote, *, several: bool) -> str:
    title = f"{one_line(article.title)} " if several else ""
    name = f"{title}[{one_line(footnote.number)}] {one_line(footnote.text)}"
    return cut(name, discord_limits.CHOICE, render=str)
