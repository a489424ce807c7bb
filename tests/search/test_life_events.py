"""Who asks when somebody was born isn't told another date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Index
from tests.search.making import article_of

OPENING = "Vell Bridge is a stone bridge in Orrin. It was designed by Anna Holt and opened in May 1742."
FILLER = "The toll of Vell Bridge was paid in salt. In 1790 the council bought it from Anna Holt's daughter."
EVENTS = {
    "when was {} born": "Anna Holt was born in a mill at Orrin in 1701.",
    "where was {} born": "Anna Holt was born in a mill at Orrin in 1701.",
    "when did {} die": "Anna Holt drowned in the ford in 1766.",
    "how did {} die": "Anna Holt drowned in the ford in 1766.",
    "who did {} marry": "Anna Holt was the wife of the carter Bren Tull.",
}
QUESTIONS = st.sampled_from(list(EVENTS))
NAMES = st.sampled_from(["Anna Holt", "anna holt"])


def _confidence(question: str, *passages: str) -> float:
    return Index([article_of(list(passages), title="Vell Bridge")]).search(question).confidence


@given(QUESTIONS, NAMES)
def test_a_passage_that_has_the_name_and_another_date_does_not_answer(question: str, name: str) -> None:
    assert _confidence(question.format(name), OPENING, FILLER) < 0.5


@given(QUESTIONS, NAMES)
def test_a_passage_that_tells_the_event_is_surer(question: str, name: str) -> None:
    asked = question.format(name)
    told = _confidence(asked, OPENING, FILLER, EVENTS[question])
    assert told > _confidence(asked, OPENING, FILLER) + 0.1


@pytest.mark.parametrize("question", ["when was Anna Holt born", "when did Anna Holt die"])
def test_the_years_of_a_life_tell_both(question: str) -> None:
    years = "Anna Holt (14 August 1701 – 2 May 1766) was an engineer from Orrin."
    assert _confidence(question, years, FILLER) > _confidence(question, years[:9] + years[38:], FILLER)
