"""Who asks for the first of several isn't told by a passage that knows of no first one."""

from __future__ import annotations

import pytest

from bot.answering import Answer, Answerer, reply
from bot.library import Library
from bot.settings import Settings
from tests.search.making import article_of

OPENING = "Port Velm is a harbour town on the northern coast of the isles."
MAYOR = {
    "en": "The mayor of Port Velm is Otto Halvard.",
    "de": "Der Bürgermeister von Port Velm ist Otto Halvard.",
}
FIRST = {
    "en": "The first mayor of Port Velm was Jon Tarry, a cooper.",
    "de": "Der erste Bürgermeister von Port Velm war Jon Tarry, ein Küfer.",
}


def _answer(language: str, question: str, *passages: str) -> Answer:
    article = article_of([OPENING, *passages], title="Port Velm", language=language)
    return Answerer(Library((article,)), Settings()).answer(question)


QUESTIONS = [
    ("en", "who was the first mayor of Port Velm?"),
    ("en", "who was the last mayor of port velm"),
    ("de", "Wer war der erste Bürgermeister von Port Velm?"),
]


@pytest.mark.parametrize(("language", "question"), QUESTIONS)
def test_another_one_is_shown_as_what_comes_closest(language: str, question: str) -> None:
    answer = _answer(language, question, MAYOR[language])
    assert not answer.answered
    assert answer.closest
    assert answer.nearest[0].highlight_text == MAYOR[language]
    assert reply(answer, ["Port Velm"]).startswith("I'm not sure")


@pytest.mark.parametrize(("language", "question"), [QUESTIONS[0], QUESTIONS[2]])
def test_the_first_one_answers(language: str, question: str) -> None:
    answer = _answer(language, question, MAYOR[language], FIRST[language])
    assert answer.answered
    assert answer.passages[0].highlight_text == FIRST[language]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who was the first mayor of Port Velm?", "The original mayor of Port Velm was Jon Tarry."),
        ("who was the first mayor of Port Velm?", "Jon Tarry was the 1st mayor of Port Velm."),
        ("who is the mayor of Port Velm?", MAYOR["en"]),
        ("who was mayor of Port Velm first?", MAYOR["en"]),
    ],
)
def test_other_words_for_it_and_other_questions_are_left_alone(question: str, told: str) -> None:
    assert _answer("en", question, told).answered
