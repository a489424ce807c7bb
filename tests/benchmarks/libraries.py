"""Libraries of many articles, and questions that are put to them: what is measured is kept out of the fit.

The articles with questions are put into FOLDS. A library is asked the own questions of some articles of one
fold and, as off-topic ones, those of other articles of the same fold, which aren't in it; the rest of the
library are articles of other folds and, beyond sixteen, WordNet's glosses that nothing was trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.library import Article, load_library
from bot.search.training.glosses import Share, glossaries
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion
from bot.settings import SHIPPED_KNOWLEDGE
from tests.benchmarks import generated

FOLDS = 4
OWN, OFF = 300, 300
"""Questions of each sort that a library of many articles is asked, at the most."""

GLOSSARIES = 24
GLOSSARY_PASSAGES, GLOSSARY_ENTRIES = 40, 5
"""What makes sixteen articles forty: articles of so many passages, each of so many dictionary entries."""

LARGE = {"10,000 passages": 10_000, "100,000 passages": 100_000}


@dataclass(frozen=True)
class AskedLibrary:
    """A library, the own questions it is asked, each with its article, and the off-topic ones.

    `size` names the row; `fold` is the one that was kept out of the fit.
    """

    size: str
    fold: int
    articles: Sequence[Article]
    own: Sequence[tuple[AnnotatedArticle, AnnotatedQuestion]]
    off: Sequence[str]


def folds_of(articles: Sequence[AnnotatedArticle]) -> list[list[int]]:
    """The places of the articles in FOLDS folds."""
    places = list(range(len(articles)))
    Random(11).shuffle(places)
    return [places[begin::FOLDS] for begin in range(FOLDS)]


def asked_libraries(articles: Sequence[AnnotatedArticle], wordnet: Path | None) -> Iterator[AskedLibrary]:
    """The libraries from one article to 100,000 passages; those beyond sixteen articles need `wordnet`."""
    random = Random("libraries")
    shipped = list(load_library(SHIPPED_KNOWLEDGE).articles)
    few = [] if wordnet is None else _few_glossaries(wordnet)
    for number, fold in enumerate(folds_of(articles)):
        rest = [place for place in range(len(articles)) if place not in fold]

        def library(
            size: str,
            own: Sequence[int],
            off: Sequence[int],
            others: Sequence[int],
            more: Sequence[Article],
            number: int = number,
        ) -> AskedLibrary:
            mine = [(articles[p], q) for p in own for q in articles[p].questions if q.is_answerable]
            foreign = [q.text for p in off for q in articles[p].questions]
            return AskedLibrary(
                size=size,
                fold=number,
                articles=[*(articles[p].article for p in (*own, *others)), *more],
                own=random.sample(mine, min(OWN, len(mine))),
                off=random.sample(foreign, min(OFF, len(foreign))),
            )

        for place in fold:
            left = [other for other in fold if other != place]
            yield library("1 article", [place], left, [], [])
        half = len(fold) // 2
        for own, off in ((fold[:half], fold[half:]), (fold[half:], fold[:half])):
            others = random.sample(rest, min(10 - len(own), len(rest)))
            yield library("10 articles", own, off, others, [])
        for place in fold:
            own = [other for other in fold if other != place]
            yield library("16 articles", own, [place], rest, shipped)
            if few:
                yield library("40 articles", own, [place], rest, [*shipped, *few])
        if wordnet is not None:
            for size, passages in LARGE.items():
                own, off = fold[1:], fold[:1]
                here = sum(len(articles[p].article.passages) for p in (*own, *rest))
                yield library(size, own, off, rest, [*shipped, *_many(wordnet, passages - here)])


def _few_glossaries(wordnet: Path) -> list[Article]:
    return glossaries(
        wordnet,
        Share.MEASURING,
        GLOSSARIES * GLOSSARY_PASSAGES,
        entries=GLOSSARY_ENTRIES,
        longest=GLOSSARY_PASSAGES,
    )


def _many(wordnet: Path, count: int) -> list[Article]:
    """Glosses and, where there aren't enough of them, made-up passages."""
    articles = glossaries(wordnet, Share.MEASURING, count)
    missing = count - sum(len(article.passages) for article in articles)
    return [*articles, *generated.articles(generated.passages(missing))] if missing > 0 else articles
