"""Who asks where a name comes from is told that, and not another sentence with a name."""

from __future__ import annotations

import pytest

from bot.search import Index
from tests.search.making import article_of

OPENING = "Der Bartkauz ist ein großer Vogel in den Wäldern des Nordens."
NAMED = "Die ersten beiden Vögel erhielten die Namen Wally und Bavaria. Wally kam 2022 ums Leben."
ORIGIN = "Der Name kommt von den schwarzen Federn unter dem Schnabel."
QUESTIONS = [
    "Woher hat der Bartkauz seinen Namen?",
    "woher kommt der name",
    "Warum heißt der Bartkauz so?",
    "Wonach ist der Bartkauz benannt?",
]


def _index(*passages: str) -> Index:
    return Index([article_of(list(passages), title="Der Bartkauz", language="de")])


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_origin_of_the_name_answers(question: str) -> None:
    hit = _index(OPENING, NAMED, ORIGIN).search(question).hits[0]
    assert hit.passage.text == ORIGIN
    assert hit.confidence >= 0.5


@pytest.mark.parametrize("question", QUESTIONS)
def test_where_it_is_not_told_nothing_answers(question: str) -> None:
    assert _index(OPENING, NAMED).search(question).confidence < 0.5


def test_who_asks_for_names_is_told_names() -> None:
    assert _index(OPENING, NAMED, ORIGIN).search("Welche Namen hatten die ersten Vögel?").confidence >= 0.5


@pytest.mark.parametrize(
    ("language", "question", "origin", "other"),
    [
        ("es", "¿De dónde viene el nombre?", "El nombre viene de las plumas.", "El nombre del río es Orle."),
        ("fr", "D'où vient le nom ?", "Le nom vient des plumes.", "Le nom de la rivière est Orle."),
        ("pt", "De onde vem o nome?", "O nome vem das penas.", "O nome do rio é Orle."),
    ],
)
def test_in_other_languages(language: str, question: str, origin: str, other: str) -> None:
    def found(*passages: str) -> float:
        return Index([article_of(["1234 5678.", *passages], language=language)]).search(question).confidence

    assert found(origin, other) > found(other) + 0.3
