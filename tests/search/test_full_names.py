"""A passage that has a person's name, and nothing of what is asked about the person, doesn't answer."""

from __future__ import annotations

import pytest

from bot.search import Index
from tests.search.making import article_of

FILLER = {
    "de": ["Die Mühle steht am Bach.", "Sie hat zwei Räder."],
    "fr": ["Le moulin est au bord de la rivière.", "Il a deux roues."],
    "pl": ["Młyn stoi nad rzeką.", "Ma dwa koła."],
    "ru": ["Мельница стоит у реки.", "У неё два колеса."],
    "zh": ["磨坊位于河边。", "磨坊有两个轮子。"],
}


@pytest.mark.parametrize(
    ("language", "text", "unanswered", "answered"),
    [
        (
            "de",
            "Jonas Behringer kaufte die Mühle 1871.",
            "Wann wurde Jonas Behringer getauft?",
            "Wann kaufte Jonas Behringer die Mühle?",
        ),
        (
            "fr",
            "Armand Delcroix acheta le moulin en 1871.",
            "Quand est mort Armand Delcroix ?",
            "Quand Armand Delcroix a acheté le moulin ?",
        ),
        (
            "pl",
            "Zenon Brzechwa kupił młyn w 1871 roku.",
            "Kiedy zmarł Zenon Brzechwa?",
            "Kiedy Zenon Brzechwa kupił młyn?",
        ),
        (
            "ru",
            "Игнат Ларионов купил мельницу в 1871 году.",
            "Когда умер Игнат Ларионов?",
            "Когда Игнат Ларионов купил мельницу?",
        ),
        ("zh", "陈大海在1871年买下磨坊。", "陈大海哪年去世？", "陈大海哪年买下磨坊？"),
    ],
)
def test_when_somebody_was_born_or_died_is_not_told_by_what_they_did(
    language: str, text: str, unanswered: str, answered: str
) -> None:
    index = Index([article_of([text, *FILLER[language]], title="X", language=language)])
    assert index.search(unanswered).confidence < 0.5
    hit = index.search(answered).hits[0]
    assert hit.passage.text == text
    assert hit.confidence >= 0.5


def test_who_somebody_was_is_told_by_what_they_did() -> None:
    text = "Jonas Behringer kaufte die Mühle 1871."
    index = Index([article_of([text, *FILLER["de"]], title="X", language="de")])
    ranking = index.search("Wer war Jonas Behringer?")
    assert ranking.hits[0].passage.text == text
    assert ranking.confidence >= 0.5
