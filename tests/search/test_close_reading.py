"""Close reading: what it makes of the confidences and the order of what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import Passage
from bot.search import Hit, Index, Meaning
from bot.search.ranking.close_reading import (
    CLOSE_CALL,
    MOST_READ,
    READING,
    READING_IN_SCORE,
    Reading,
    read_closely,
)
from bot.search.ranking.linear_model import log_odds_of, probabilities, shipped_models
from bot.search.ranking.reading_model import LEAST, MOST, RAISED_FROM, ReadingModel, ReadingModels
from tests.search.making import article_of

MILL = article_of(
    [
        "The mill at Alderford was erected in 1782 by two brothers from the coast.",
        "A blaze destroyed the roof in 1851. The parish paid for a new one in the following year.",
    ],
    title="Alderford Mill",
)

MODEL = ReadingModel(above=0.4, below=1.0, reading=1.0, bias=1.0)
AMONG = replace(MODEL, rival=0.5, raised_from=RAISED_FROM)
MODELS = ReadingModels(MODEL, AMONG)

log_odds = st.floats(-8, 8)
readings = st.floats(-6, 6)


def _hits(values: list[float], articles: list[str], apart: float = 10.0) -> list[tuple[float, Hit]]:
    """Hits of these articles with these log-odds, the largest first, whose scores are so far apart."""
    confidences = sorted(probabilities(values), reverse=True)
    passages = [Passage(str(n), articles[n], n, None, "It is.", ()) for n in range(len(values))]
    return [
        (confidence, Hit(passage, apart * (len(values) - passage.paragraph), confidence, 0))
        for confidence, passage in zip(confidences, passages, strict=True)
    ]


some_articles = st.lists(st.sampled_from("abc"), min_size=6, max_size=6)


@given(st.lists(log_odds, min_size=1, max_size=6), some_articles, st.lists(readings, min_size=6, max_size=6))
def test_no_more_are_read_than_may_be_and_what_comes_first_was_where_it_is_not_settled(
    values: list[float], articles: list[str], read: list[float]
) -> None:
    asked: list[Hit] = []

    def reading(hit: Hit) -> Reading:
        asked.append(hit)
        return Reading(read[int(hit.passage.id)], 0)

    ranked = _hits(values, articles)
    found = read_closely(ranked, MODELS, reading)
    assert sorted(hit.passage.id for _, hit in found) == sorted(hit.passage.id for _, hit in ranked)
    assert [key for key, _ in found] == sorted((key for key, _ in found), reverse=True)
    assert len(asked) == len({hit.passage.article for hit in asked}) <= MOST_READ
    first = found[0][1]
    is_settled = not LEAST <= log_odds_of(first.confidence) <= MOST
    assert is_settled or first.passage.id in [hit.passage.id for hit in asked]
    if not asked:
        assert found == ranked


@given(st.lists(log_odds, min_size=1, max_size=6), st.lists(readings, min_size=6, max_size=6))
def test_the_order_within_an_article_stays_where_its_first_passage_is_ahead(
    values: list[float], read: list[float]
) -> None:
    ranked = _hits(values, ["a"] * 6)
    found = read_closely(ranked, MODELS, lambda hit: Reading(read[int(hit.passage.id)], 0))
    assert [hit.passage for _, hit in found] == [hit.passage for _, hit in ranked]


@given(
    st.lists(log_odds, min_size=1, max_size=6),
    st.lists(readings, min_size=6, max_size=6),
    st.floats(0.01, 2),
    st.integers(1, 6),
)
def test_of_passages_that_are_next_to_as_good_the_one_that_reads_best_is_first(
    values: list[float], read: list[float], apart: float, most: int
) -> None:
    ranked = _hits(values, ["a"] * 6, apart)
    found = read_closely(
        ranked, MODELS, lambda hit: Reading(read[int(hit.passage.id)], 0), most_compared=most
    )
    scores = [hit.score for _, hit in ranked]
    assert [hit.score for _, hit in found[:1]] == scores[:1]
    first = found[0][1].passage.paragraph
    assert first < most
    assert scores[0] - scores[first] <= CLOSE_CALL
    assert [hit.passage.paragraph for _, hit in found[1:]] == [n for n in range(len(ranked)) if n != first]
    if LEAST <= log_odds_of(ranked[0][1].confidence) <= MOST:
        assert scores[first] + READING_IN_SCORE * read[first] >= scores[0] + READING_IN_SCORE * read[0]


@given(log_odds, log_odds, readings, readings)
def test_more_of_either_never_makes_less_sure(one: float, other: float, read: float, again: float) -> None:
    assert MODEL(min(one, other), read) <= MODEL(max(one, other), read)
    assert MODEL(one, min(read, again)) <= MODEL(one, max(read, again))


@given(st.lists(log_odds, min_size=1, max_size=6))
def test_what_isn_t_read_yet_changes_nothing(values: list[float]) -> None:
    ranked = _hits(values, [*"abcabc"])
    assert read_closely(ranked, MODELS, lambda _: None) == ranked


@given(st.floats(-29, 29))
def test_a_confidence_gives_back_its_log_odds(value: float) -> None:
    assert log_odds_of(probabilities([value])[0]) == pytest.approx(value, abs=1e-2)


def test_an_explanation_says_what_the_reading_adds_and_adds_up() -> None:
    index = Index([MILL], meaning=Meaning())
    for hit in index.search("who paid for the roof", explain=True).hits[:1]:
        parts = hit.explanation.confidence
        assert READING in [each.feature for each in parts]
        assert sum(each.value for each in parts) == pytest.approx(log_odds_of(hit.confidence), abs=0.1)


def test_without_a_model_nothing_is_read() -> None:
    index = Index([MILL], replace(shipped_models(), reading=None), meaning=Meaning())
    hit = index.search("who paid for the roof", explain=True).hits[0]
    assert READING not in [each.feature for each in hit.explanation.confidence]


def test_a_single_word_is_read_where_something_is_asked_with_it() -> None:
    index = Index([MILL], meaning=Meaning())

    def was_read(text: str) -> bool:
        parts = index.search(text, explain=True).hits[0].explanation.confidence
        return READING in [each.feature for each in parts]

    assert was_read("who was blazing?")
    assert not was_read("it was blazing!")


@given(log_odds, readings, log_odds)
def test_among_several_articles_nothing_doubtful_is_raised(value: float, read: float, rival: float) -> None:
    among = AMONG(value, read, rival)
    assert among <= MODEL(value, read)
    if value < RAISED_FROM:
        assert among <= value


@given(log_odds, readings, log_odds, log_odds)
def test_the_more_another_article_has_the_less_sure_it_is_which_one_is_meant(
    value: float, read: float, one: float, other: float
) -> None:
    assert AMONG(value, read, max(one, other)) <= AMONG(value, read, min(one, other))


@given(st.lists(log_odds, min_size=2, max_size=6), st.lists(readings, min_size=6, max_size=6))
def test_what_another_article_has_counts_where_either_may_be_meant(
    values: list[float], read: list[float]
) -> None:
    def read_first(articles: list[str]) -> float:
        ranked = _hits(values, articles)
        found = read_closely(
            ranked,
            MODELS,
            lambda hit: Reading(read[int(hit.passage.id)], 0),
            most_read=1,
            is_one_of_several=lambda _: True,
        )
        return next(hit.confidence for _, hit in found if hit.passage.id == "0")

    assert read_first(["a", *"bbbbb"]) <= read_first(["a"] * 6)


def test_among_several_articles_what_names_one_is_read_as_if_it_were_alone() -> None:
    light = article_of(["The light at Penn was erected in 1931 by the navy."], title="Penn Light")
    alone, both = (Index(articles, meaning=Meaning()) for articles in ([MILL], [MILL, light]))
    named, unnamed = "who got the money for alderford's new top", "who got the money for its new top"
    assert alone.search(named).confidence == pytest.approx(both.search(named).confidence, abs=0.1)
    assert both.search(unnamed).confidence <= alone.search(unnamed).confidence


def test_what_is_asked_of_a_subject_isn_t_answered_of_another() -> None:
    light = article_of(["The light at Penn was erected in 1931 by the navy."], title="Penn Light")
    index = Index([MILL, light], meaning=Meaning())
    found = index.search("why was it erected by the navy", "alderford mill", has_pronoun=True)
    assert light.id in {hit.passage.article for hit in found.hits}
    assert all(hit.confidence < 0.5 for hit in found.hits)


def test_what_a_subject_s_words_make_sure_is_read_before_it_counts() -> None:
    index = Index([MILL], meaning=Meaning())
    untold, told = "why was it erected by the coast", "when was it erected"
    for question in (untold, told):
        assert index.search(question, "alderford mill").confidence >= 0.5, question
    assert index.search(untold, "alderford mill", has_pronoun=True).confidence < 0.5
    assert index.search(told, "alderford mill", has_pronoun=True).confidence >= 0.5


ORRIN = [
    "The harbour toll of Orrin was introduced in 1788 so that the quay could be paved; merchants from the"
    " upper town fought the charge for years and sent three petitions to the crown.",
    "A second harbour, dug for the whalers, silted up within a generation and was filled in when the railway"
    " came.",
    "The night watch, founded by the guild of pilots, was disbanded after the great fire, since its members"
    " had been drunk in the tower.",
]


@pytest.mark.parametrize(
    ("question", "before", "is_answered"),
    [
        ("who opposed it?", "harbour toll", True),
        ("who used it", "second harbour", True),
        ("why did it end?", "night watch", True),
        ("who sold it?", "second harbour", False),
        ("who led it?", "night watch", False),
    ],
)
def test_a_follow_up_is_read_with_what_it_leaves_unsaid(
    question: str, before: str, *, is_answered: bool
) -> None:
    index = Index([article_of(ORRIN, title="Orrin")], meaning=Meaning())
    found = index.search(question, before, has_pronoun=True)
    assert (found.confidence >= 0.5) == is_answered
    if is_answered:
        assert set(before.split()) & set(found.hits[0].passage.text.lower().split())
