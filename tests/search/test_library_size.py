"""The larger a library, the surer a passage must be: confidence falls with the passages that are searched."""

from __future__ import annotations

from itertools import pairwise
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import Article
from bot.search import Index
from bot.search.ranking.confidence_features import MANY_PASSAGES
from bot.search.ranking.library_size import OF_ONE_ARTICLE
from tests.search.making import article_of
from tests.search.test_ranking import articles, sentences

CLOCK = article_of(["A falcon nests on the tower.", "The clock was made by a smith."], title="Tower")
QUESTION = "Who made the clock?"


def entries(count: int, text: str = "Number {} stands alone.") -> list[Article]:
    """Articles of one passage each."""
    return [article_of([text.format(number)], title=f"Thing {number}") for number in range(count)]


def confidence(library: list[Article], only: set[str] | None = None) -> float:
    """How sure the clock's passage is."""
    hits = Index(library).search(QUESTION, articles=only).hits
    return next(hit.confidence for hit in hits if hit.passage.article == CLOCK.id)


@given(
    articles,
    st.lists(articles, min_size=1, max_size=3),
    sentences,
    st.sampled_from([0, OF_ONE_ARTICLE, 3 * OF_ONE_ARTICLE]),
)
@settings(max_examples=40, deadline=None)
def test_articles_that_do_not_answer_never_raise_a_confidence(
    texts: list[str], others: list[list[str]], question: str, more: int
) -> None:
    article = article_of(texts, title="Tower")
    library = [article_of(each, title=f"Other {number}") for number, each in enumerate(others)]
    alone = {hit.passage.paragraph: hit.confidence for hit in Index([article]).search(question).hits}
    among = Index([article, *library, *entries(more)]).search(question).hits
    for hit in among:
        if hit.passage.article == article.id and hit.passage.paragraph in alone:
            assert hit.confidence <= alone[hit.passage.paragraph] + 1e-9


def test_a_library_as_small_as_an_article_takes_nothing_away() -> None:
    assert confidence([CLOCK, *entries(OF_ONE_ARTICLE - 25)]) == pytest.approx(confidence([CLOCK]), abs=1e-9)


def test_the_more_passages_the_less_sure() -> None:
    of_sizes = [confidence([CLOCK, *entries(count)]) for count in (0, 100, 400, 1_600)]
    assert all(larger < smaller for smaller, larger in pairwise(of_sizes))


def test_only_what_may_answer_counts() -> None:
    """Few articles of many are searched where a server has chosen them, or one is asked."""
    library = [CLOCK, *entries(400)]
    assert confidence(library, {CLOCK.id}) == pytest.approx(confidence([CLOCK]), abs=1e-9)
    some = {each.id for each in library[:150]}
    assert confidence(library, some) == pytest.approx(confidence(library[:150]), abs=1e-9)
    assert confidence(library) < confidence(library, some) < confidence(library, {CLOCK.id})


def test_an_index_that_grows_or_shrinks_knows_its_new_size() -> None:
    small, large = [CLOCK], [CLOCK, *entries(400)]
    grown = Index(large, known=Index(small)).search(QUESTION)
    shrunk = Index(small, known=Index(large)).search(QUESTION)
    assert grown.confidence == pytest.approx(confidence(large), abs=1e-9)
    assert shrunk.confidence == pytest.approx(confidence(small), abs=1e-9)


def test_the_explanation_says_what_the_size_takes_away() -> None:
    hit = Index([CLOCK, *entries(400)]).search(QUESTION, explain=True).hits[0]
    shares = {each.feature.name: each.value for each in hit.explanation.confidence}
    assert shares[MANY_PASSAGES] < 0
    assert hit.confidence == pytest.approx(1 / (1 + exp(-sum(shares.values()))), abs=0.01)
    alone = Index([CLOCK]).search(QUESTION, explain=True).hits[0]
    assert MANY_PASSAGES not in {each.feature.name for each in alone.explanation.confidence}


def test_of_few_passages_one_that_alone_has_a_word_is_surer_than_one_of_two() -> None:
    mill, oven = "Die Mühle mahlt Dinkel.", "Der Ofen ist aus Lehm."
    alone = Index([article_of([mill, oven], language="de")]).search("Wer mahlt Dinkel?")
    twice = Index([article_of([mill, oven, "Auch Anna mahlt Dinkel."], language="de")])
    assert alone.confidence > twice.search("Wer mahlt Dinkel?").confidence
