"""Training examples of everyday questions: those to the articles that were kept back from other training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from bot.search.meaning import Meaning
from bot.search.training.examples import Asker, Example
from bot.search.training.squad import AnnotatedArticle, sample_of, texts_of_others

OFF_TOPIC = 60
"""Questions of others that each article is asked."""

LIBRARY_OWN, LIBRARY_OFF = 20, 10
"""Questions of each article that the half with it, and the half without it, is asked."""


def everyday_examples(
    articles: Sequence[AnnotatedArticle], meaning: Meaning | None, seed: int = 1
) -> Iterator[Example]:
    """The articles asked their own questions and others', each by itself, then each half of them together.

    The kinds are those of `Example`, behind "everyday".
    """
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    for annotated in articles:
        asker = Asker([annotated], meaning)
        yield from asker.own(annotated, annotated.questions, "everyday ")
        others = texts_of_others(articles, annotated)
        yield from asker.refused("everyday off", sample_of(random, others, OFF_TOPIC))
    halves = articles[::2], articles[1::2]
    for library, strangers in (halves, halves[::-1]):
        asker = Asker(library, meaning)
        for annotated in library:
            own = [question for question in annotated.questions if question.is_answerable]
            sample = sample_of(random, own, LIBRARY_OWN)
            yield from asker.own(annotated, sample, "everyday library ")
        for annotated in strangers:
            texts = [question.text for question in annotated.questions]
            some = sample_of(random, texts, LIBRARY_OFF)
            yield from asker.refused("everyday library off", some)
