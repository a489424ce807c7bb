"""Whose birth or death is asked for: hers isn't told by her father's, nor his by hers."""

from __future__ import annotations

import pytest

from bot.answering import Answerer
from bot.library import Library
from bot.search import Index
from bot.search.languages.life_event_words import tells_of_kin
from bot.search.languages.profile import language_of
from bot.settings import Settings
from tests.search.making import article_of

OPENING = "Ada Holt (21 May 1799 – 9 March 1847) was an engineer from Orrin, who built mills and bridges."
FATHER = "Her father died in November 1810, aged 44, of a fall from a cliff."
OWN = "Holt died of a fever at the age of 47."
WORK = "In 1835 she lost most of her savings, in a mill that had no water."
ARTICLE = article_of([OPENING, FATHER, WORK, OWN], title="Ada Holt")


def _told(question: str) -> str:
    answer = Answerer(Library((ARTICLE,)), Settings()).answer(question)
    assert answer.answered
    return answer.passages[0].highlight_text


@pytest.mark.parametrize(
    "question", ["in which year was she born", "when was she born?", "what year was ada holt born"]
)
def test_the_years_of_a_life_tell_a_birth(question: str) -> None:
    assert _told(question) == OPENING


@pytest.mark.parametrize(
    "question", ["when did she die", "in which year did she die", "when did Ada Holt die?"]
)
def test_her_death_is_not_her_fathers(question: str) -> None:
    assert _told(question) in (OPENING, OWN)


@pytest.mark.parametrize(
    "question", ["how did she die", "what did she die of", "how old was she when she died"]
)
def test_how_she_died_is_told_of_her(question: str) -> None:
    assert _told(question) == OWN


@pytest.mark.parametrize(
    "question",
    [
        "how did her dad die",
        "how did her father die",
        "when did her daddy die",
        "how old was her father when he died",
    ],
)
def test_her_fathers_death_is_not_hers(question: str) -> None:
    assert _told(question) == FATHER


@pytest.mark.parametrize(
    ("language", "sentence", "of_kin"),
    [
        ("en", "her father died in 1810", True),
        ("en", "her father richard died in 1810", True),
        ("en", "after the death of her father she sold the mill", True),
        ("en", "she died in 1847", False),
        ("en", "holt whose father was a joiner and a miller died in 1847", False),
        ("en", "her father died in 1810 and she died in 1847", False),
        ("de", "ihr vater starb 1810", True),
        ("de", "nach dem tod ihres vaters verkaufte sie die muhle", True),
        ("de", "sie starb 1847 in orrin", False),
    ],
)
def test_whose_event_a_sentence_tells(language: str, sentence: str, *, of_kin: bool) -> None:
    known = language_of(language)
    told = next(event.told for event in known.life_events if "tod" in event.told or "death" in event.told)
    assert tells_of_kin(sentence.split(), told, known.kin, known.kin_links) is of_kin


def test_an_age_needs_no_unit() -> None:
    texts = [OPENING, "In 1825 she was fifteen months in the south.", "She was married at the age of 26."]
    hit = Index([article_of(texts, title="Ada Holt")]).search("how old was she when she married").hits[0]
    assert hit.passage.text == texts[-1]


@pytest.mark.parametrize(
    "before",
    ["The cup was won by a goal of the keeper, Ned Holt.", "Ned Holt had two sons, and a wife in Orrin."],
)
def test_the_sentence_is_marked_that_tells_it(before: str) -> None:
    told = "Holt was killed at Tobruk four years later."
    article = article_of(["Velm is a football club.", f"{before} {told}"], title="Velm")
    answer = Answerer(Library((article,)), Settings()).answer("how did Ned Holt die?")
    assert (answer.passages or answer.nearest)[0].highlight_text == told


def test_of_two_deaths_in_a_passage_hers_is_marked() -> None:
    article = article_of(
        [OPENING.replace("(21 May 1799 – 9 March 1847) ", ""), f"{FATHER} {OWN}"], title="Ada Holt"
    )
    answer = Answerer(Library((article,)), Settings()).answer("how did she die")
    assert (answer.passages or answer.nearest)[0].highlight_text == OWN
