"""What fetches candidates: the contract that any source must pass, and the door that it stands behind.

Another source is put beside the embedded one in SOURCES. `python -m tests.benchmarks.recall` holds the same
against 100,000 passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest

from bot.library import Article
from bot.search import Index
from bot.search.arrays import Ints
from bot.search.index.builder import build_corpus
from bot.search.index.corpus import Corpus
from bot.search.ranking.candidates import MAX_CANDIDATES, CandidateSource, EmbeddedSource, Request
from bot.search.ranking.linear_model import shipped_models
from bot.search.ranking.ranker import Ranker
from bot.search.text.tokenizer import Tokenizer
from tests.benchmarks.generated import articles, passages, questions
from tests.search.making import article_of
from tests.search.plain_source import PlainSource

PASSAGES = 200
QUESTIONS = 20
LEAST_RECALL = 0.97
"""The share of the embedded index's candidates that another source must fetch too."""


SOURCES: list[Callable[[Corpus], CandidateSource]] = [EmbeddedSource, PlainSource]

TITLED = article_of(
    ["The falcon nests on the tower.", "It eats pigeons."], title="Falcons", sections=["Nests", "Food"]
)


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    """All articles, with the embedded source."""
    made = [*articles(passages(PASSAGES)), TITLED]
    return Ranker(build_corpus(made, Tokenizer("en")), shipped_models())


def asked() -> Iterable[str]:
    """Questions whose words are in the passages."""
    return [f"What is the {' '.join(words)}?" for words in questions(passages(PASSAGES), QUESTIONS)]


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_fetches_what_the_embedded_one_does(
    ranker: Ranker, source: Callable[[Corpus], CandidateSource]
) -> None:
    tried, wanted, found = source(ranker.corpus), 0, 0
    for question in asked():
        request = ranker.plan(ranker.read(question))
        expected = set(EmbeddedSource(ranker.corpus).fetch(request).tolist())
        fetched = tried.fetch(request).tolist()
        assert fetched == sorted(set(fetched))
        assert len(fetched) <= 2 * MAX_CANDIDATES
        wanted, found = wanted + len(expected), found + len(expected.intersection(fetched))
    assert found >= LEAST_RECALL * wanted > 0


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_keeps_to_the_articles_that_may_be_searched(
    ranker: Ranker, source: Callable[[Corpus], CandidateSource]
) -> None:
    allowed, tried = {"article-1", "article-3"}, source(ranker.corpus)
    for question in asked():
        fetched = tried.fetch(ranker.plan(ranker.read(question), allowed)).tolist()
        assert {ranker.corpus.passages[number].article for number in fetched} <= allowed


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_finds_an_article_by_its_title_and_passages_by_their_heading(
    ranker: Ranker, source: Callable[[Corpus], CandidateSource]
) -> None:
    tried = source(ranker.corpus)
    for question in ("falcons", "food"):
        fetched = tried.fetch(ranker.plan(ranker.read(question))).tolist()
        found = [ranker.corpus.passages[number] for number in fetched]
        assert any(each.article == "falcons" for each in found), question


def test_planning_and_ranking_ask_nothing_but_the_source() -> None:
    """What was fetched is all that is ranked: from nothing comes nothing."""

    class Nothing:
        def fetch(self, request: Request) -> Ints:
            return np.zeros(0 * len(request.stems), dtype=np.int64)

    made: list[Article] = [*articles(passages(100))]
    question = next(iter(asked()))
    assert Index(made, source=lambda _: Nothing()).search(question).hits == ()
    by_plain, by_own = Index(made, source=PlainSource), Index(made)
    assert by_plain.search(question) == by_own.search(question)
