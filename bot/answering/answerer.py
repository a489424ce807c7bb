"""Question → Answer: the passages that answer, or an honest no."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import Protocol

from bot.answering.model import Answer, AnsweringPassage, Attribution
from bot.library import Article, Footnote, Library, Passage
from bot.search import Hit, Index

NEAREST = 3
"""Passages that a refusal keeps for a person who asks for them."""

SUGGESTIONS = 3
"""Example questions that a refusal offers."""

LONGEST_QUESTION = 2000
"""Characters that are read of a question: as many as a Discord message holds."""

CLOSE_TO_BEST = 0.5
"""A further passage is shown where its score is at least this share of the best one's."""


class AnsweringSettings(Protocol):
    """What an answer depends on besides the library."""

    @property
    def passages(self) -> int:
        """Passages in an answer, at the most."""

    @property
    def confidence(self) -> float:
        """An answer needs at least this, in [0, 1]."""


class Answerer:
    """Answers questions from one library. Keeps no state of its askers."""

    def __init__(self, library: Library, settings: AnsweringSettings) -> None:
        self._library = library
        self._settings = settings
        self._index = Index(library.articles)

    def answer(self, question: str, passages: int | None = None) -> Answer:
        """The answer to `question`, with at most `passages` passages (default: as set).

        Any text is a question; what isn't covered by an article is answered with a no.
        """
        ranking = self._index.search(question[:LONGEST_QUESTION])
        most = self._settings.passages if passages is None else passages
        if not ranking.hits or ranking.confidence < self._settings.confidence:
            nearest = tuple(self._answering(hit) for hit in ranking.hits[:NEAREST])
            return Answer(
                question=question,
                answered=False,
                confidence=ranking.confidence,
                nearest=nearest,
                attributions=self._attributions(nearest),
                suggestions=self._suggestions(nearest),
            )
        chosen = tuple(self._answering(hit) for hit in self._that_answer(ranking.hits)[:most])
        return Answer(
            question=question,
            answered=True,
            confidence=ranking.confidence,
            passages=chosen,
            attributions=self._attributions(chosen),
        )

    def _that_answer(self, hits: tuple[Hit, ...]) -> list[Hit]:
        best, *others = hits
        return [best] + [
            hit
            for hit in others
            if hit.confidence >= self._settings.confidence and hit.score >= CLOSE_TO_BEST * best.score
        ]

    def _answering(self, hit: Hit) -> AnsweringPassage:
        article = self._article_of(hit.passage)
        return AnsweringPassage(
            passage=hit.passage,
            score=hit.score,
            highlight=hit.passage.sentences[hit.sentence],
            footnotes=footnotes_of(article, hit.passage),
        )

    def _article_of(self, passage: Passage) -> Article:
        article = self._library.article(passage.article)
        if article is None:
            raise LookupError(f"passage {passage.id} belongs to no article of this library")
        return article

    def _suggestions(self, nearest: Iterable[AnsweringPassage]) -> tuple[str, ...]:
        """Example questions, those of the nearest articles first."""
        close = dict.fromkeys(answering.passage.article for answering in nearest)
        articles = [article for article in map(self._library.article, close) if article]
        articles += [article for article in self._library.articles if article.id not in close]
        return tuple(islice(chain.from_iterable(article.questions for article in articles), SUGGESTIONS))

    def _attributions(self, passages: Iterable[AnsweringPassage]) -> tuple[Attribution, ...]:
        articles = dict.fromkeys(passage.passage.article for passage in passages)
        return tuple(attribution_of(article) for article in map(self._library.article, articles) if article)


def footnotes_of(article: Article, passage: Passage) -> tuple[Footnote, ...]:
    """The footnotes whose markers stand in `passage`, in the markers' order, each once."""
    numbers = dict.fromkeys(marker.number for marker in passage.markers)
    return tuple(footnote for footnote in map(article.footnote, numbers) if footnote is not None)


def attribution_of(article: Article) -> Attribution:
    """What has to stand beside words of `article`."""
    return Attribution(article.id, article.title, article.source, article.license)
