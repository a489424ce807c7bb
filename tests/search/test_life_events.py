"""Who asks when somebody was born isn't told another date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Index
from bot.search.languages.life_event_words import has_years_of_life
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


LIVES = [
    "Anna Holt (14 August 1701 – 2 May 1766) was an engineer from Orrin.",
    "Anna Holt (1701–1766) was an engineer from Orrin.",
    "Anna Holt (born Anna Tull; c. 1701 - 1766) was an engineer from Orrin.",
    "Anna Holt (* 14. August 1701; † 2. Mai 1766) was an engineer from Orrin.",
]


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize(
    "question", ["when was {} born", "what is {}'s date of birth", "when did {} die", "what year did {} die"]
)
@pytest.mark.parametrize("title", ["Anna Holt", "Vell Bridge"])
def test_the_years_of_a_life_tell_birth_and_death(question: str, life: str, title: str) -> None:
    article = article_of([life, OPENING, FILLER], title=title)
    ranking = Index([article]).search(question.format("Anna Holt"))
    best = ranking.hits[0]
    assert best.passage.sentences[best.sentence].of(best.passage.text) == life
    assert ranking.confidence >= 0.5


@pytest.mark.parametrize(
    "text",
    ["Anna Holt (an engineer) came in 1742 - 1743.", "The toll (12 pence) fell.", "(1742)", "(see p. 12-13)"],
)
def test_other_brackets_are_no_life(text: str) -> None:
    assert not has_years_of_life(text)


@given(st.text(alphabet="(1742–-*† a", max_size=400), st.text(alphabet="1742–-*†) a", max_size=400))
def test_without_both_brackets_there_is_no_life(opening: str, closing: str) -> None:
    assert not has_years_of_life(opening)
    assert not has_years_of_life(closing)
