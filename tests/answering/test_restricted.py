"""Answers from some of the articles only, as a server may have chosen them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import Answer, Answerer
from bot.library import Article, Library, parse_article
from bot.settings import Settings
from tests.strategies import libraries, questions

PAGE = """---
title: The lighthouse of {place}
license: CC0
questions:
  - Who built the lighthouse of {place}?
---

The lighthouse of {place} was built in {year} by Mary Finch.[^1] It stands on a rock.

[^1]: Register of {place}.
"""

PLACES = [
    f"{first}{last}"
    for first in ("Ash", "Birk", "Car", "Dun")
    for last in ("ford", "ham", "ley", "wick", "by")
]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(tuple(lighthouse(place, 1700 + number) for number, place in enumerate(PLACES)))


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    return Answerer(library, Settings())


def lighthouse(place: str, year: int) -> Article:
    text = PAGE.format(place=place, year=year)
    article, problems = parse_article(text, article=place.lower(), path=f"{place}.md")
    assert article is not None
    assert problems == []
    return article


def used(answer: Answer) -> set[str]:
    """The articles that stand anywhere in an answer."""
    shown = (*answer.passages, *answer.more, *answer.nearest)
    return {each.passage.article for each in shown} | {each.article for each in answer.attributions}


@pytest.mark.parametrize("place", PLACES)
def test_the_one_article_answers_among_many_that_are_alike(answerer: Answerer, place: str) -> None:
    """As many as a search looks at closely hold the same words."""
    question = "Who built the lighthouse?"
    answer = answerer.answer(question, articles={place.lower()})
    assert answer.answered
    assert used(answer) == {place.lower()}
    assert answer == Answerer(Library((lighthouse(place, 1700 + PLACES.index(place)),)), Settings()).answer(
        question
    )


def test_no_passage_no_overview_and_no_suggestion_from_elsewhere(answerer: Answerer) -> None:
    allowed = {"ashford", "dunby"}
    for question in (
        "Who built the lighthouse of Carham?",
        "summary",
        "tell me about the lighthouse of Carham",
    ):
        assert used(answerer.answer(question, 10, articles=allowed)) <= allowed
    for question in ("How do I bake bread?", "hello"):
        suggestions = answerer.answer(question, articles=allowed).suggestions
        assert set(suggestions) == {
            "Who built the lighthouse of Ashford?",
            "Who built the lighthouse of Dunby?",
        }


def test_no_article_at_all_answers_nothing(answerer: Answerer) -> None:
    for question in ("Who built the lighthouse of Carham?", "summary", "hello"):
        answer = answerer.answer(question, articles=())
        assert (answer.answered, used(answer), answer.suggestions) == (False, set(), ())


@settings(max_examples=20)
@given(libraries(), questions(), st.data())
def test_whatever_is_asked_only_the_chosen_answer(
    library: Library, question: str, data: st.DataObject
) -> None:
    ids = [article.id for article in library.articles]
    allowed = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    answerer = Answerer(library, Settings(confidence=0))
    assert used(answerer.answer(question, 10, articles=allowed)) <= allowed
    assert answerer.answer(question, articles=ids) == answerer.answer(question)
    assert {article.id for article in library.only(allowed).articles} == allowed
