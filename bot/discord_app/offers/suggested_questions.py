"""Questions to suggest: an article's own example questions, then its headings that the article answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from bot.discord_app.custom_ids import question_digest
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.word_match import words_of
from bot.library import Article, Library

MOST_ARTICLES = 20
"""Articles whose questions are looked through for a list."""

MOST_HEADINGS = 8
"""Headings tried out for a list, where an article has few questions of its own."""

SHORTEST_WORD = 4
"""Characters of a word that two questions have in common; shorter ones say little of what they are about."""

IsAnswered = Callable[[str, str], bool]
"""A heading and an article's id → whether that article answers it (`Topics.is_answered`)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that an article answers. `article` is its id."""

    article: str
    text: str


def suggested(
    library: Library,
    asked: str,
    near: Sequence[str],
    is_answered: IsAnswered,
    *,
    most: int,
    allowed: Collection[str] | None = None,
) -> list[Suggestion]:
    """Up to `most` questions that go with `asked`, never that question itself.

    `near`: ids of the articles that came closest; their questions come first, those that share words with
    `asked` before the others. `allowed`: ids of the articles that may be asked; None stands for all.
    """
    articles = [article for article in map(library.article, dict.fromkeys(near)) if article]
    articles += [article for article in islice(library.articles, MOST_ARTICLES) if article.id not in near]
    if allowed is not None:
        articles = [article for article in articles if article.id in allowed]
    same = words_of(asked)
    shared = frozenset(word for word in same if len(word) >= SHORTEST_WORD)
    close = [_by_shared_words(article.questions, shared) for article in articles[: len(near)]]
    others = [_by_shared_words(article.questions, shared) for article in articles[len(near) :]]
    found: dict[str, Suggestion] = {}
    for group, of in ((close, articles[: len(near)]), (others, articles[len(near) :])):
        for text, article in _in_turn(group, of):
            if words_of(text) and words_of(text) != same and len(found) < most:
                found.setdefault(text, Suggestion(article.id, text))
        if len(found) < most:
            for each in _headings(of, shared, is_answered):
                if words_of(each.text) != same and len(found) < most:
                    found.setdefault(each.text, each)
    return list(found.values())


def _by_shared_words(texts: Iterable[str], shared: frozenset[str]) -> list[str]:
    """The texts, those first that have most words in common with what was asked."""
    return sorted(texts, key=lambda text: -len(shared.intersection(words_of(text))))


def _in_turn(groups: Sequence[Sequence[str]], articles: Sequence[Article]) -> Iterator[tuple[str, Article]]:
    """The first question of each article, then the second of each, and so on."""
    for row in zip_longest(*groups):
        for text, article in zip(row, articles, strict=True):
            if text is not None:
                yield text, article


def _headings(
    articles: Sequence[Article], shared: frozenset[str], is_answered: IsAnswered
) -> Iterator[Suggestion]:
    tried = 0
    for article in articles:
        for heading in _by_shared_words(headings(article), shared):
            if tried == MOST_HEADINGS:
                return
            tried += 1
            if is_answered(heading, article.id):
                yield Suggestion(article.id, heading)


def headings(article: Article) -> list[str]:
    """The names of the article's sections, each once."""
    names = (one_line(passage.section or "") for passage in article.section_starts())
    return [name for name in dict.fromkeys(names) if words_of(name)]


def find_question(library: Library, article_id: str, digest: str) -> Suggestion | None:
    """The question of an article that has this digest (`question_digest`); None where it is gone."""
    article = library.article(article_id)
    for text in (*article.questions, *headings(article)) if article else ():
        if question_digest(text) == digest:
            return Suggestion(article_id, text)
    return None
