"""After a question of former days, one about today: "and now?", "what about the one today?"."""

from __future__ import annotations

from functools import cache

import pytest

from bot.answering import NO_CONTEXT, Answer, Answerer, Reaction
from bot.library import Library, parse_article
from bot.settings import Settings

FERRIES = {
    "en": """Orle Ferry is a cable ferry on the river Orle. It carries eight cars.

The first ferryman was Jon Tarry, who ran it from 1788 to 1820. In 1900 the ferryman was Lew Hask, a joiner.

Today the ferryman is Mina Oss, who took over in 2004.

In 1850 the ferry carried 3,000 people a year, and today it carries 90,000.""",
    "de": """Die Orlefähre ist eine Seilfähre auf der Orle. Sie trägt acht Autos.

Der erste Fährmann war Jon Tarry, er betrieb sie von 1788 bis 1820. Im Jahr 1900 war Lew Hask der Fährmann.

Heute ist Mina Oss der Fährmann, sie begann 2004.""",
    "fr": """Le bac d'Orle est un bac à câble sur la rivière. Il porte huit voitures.

Le premier passeur était Jean Tarry, de 1788 à 1820. En 1900 le passeur était Louis Hask.

Aujourd'hui le passeur est Mina Oss, depuis 2004.""",
    "es": """La barca de Orle cruza el río con un cable. Lleva ocho coches.

El primer barquero fue Juan Tarry, de 1788 a 1820. En 1900 el barquero era Luis Hask.

Hoy el barquero es Mina Oss, desde 2004.""",
    "pt": """A balsa de Orle cruza o rio com um cabo. Leva oito carros.

O primeiro barqueiro foi João Tarry, de 1788 a 1820. Em 1900 o barqueiro era Luís Hask.

Hoje o barqueiro é Mina Oss, desde 2004.""",
    "ru": """Паром ходит по реке Орле на тросе. Он берёт восемь машин.

Первым паромщиком был Иван Тарри, с 1788 до 1820 года. В 1900 году паромщиком был Лев Хаск.

Сегодня паромщиком работает Мина Осс, с 2004 года.""",
}
FIRST = {
    "en": "who was the first ferryman?",
    "de": "wer war der erste Fährmann?",
    "fr": "qui était le premier passeur ?",
    "es": "¿quién fue el primer barquero?",
    "pt": "quem foi o primeiro barqueiro?",
    "ru": "кто был первым паромщиком?",
}


@cache
def _answerer(language: str) -> Answerer:
    text = f"---\ntitle: Orle\nlanguage: {language}\nlicense: CC0\n---\n\n{FERRIES[language]}\n"
    article, _ = parse_article(text, article="ferry", path="ferry.md")
    assert article is not None
    return Answerer(Library((article,)), Settings())


def _after(language: str, *said: str) -> Answer:
    """The answer to the last of what was `said`."""
    context, answer = NO_CONTEXT, None
    for each in said:
        answer = _answerer(language).answer(each, context=context)
        context = answer.context
    assert answer is not None
    return answer


@pytest.mark.parametrize("first", [FIRST["en"], "who was the ferryman in 1900?"])
@pytest.mark.parametrize(
    "then",
    ["what about the one today?", "and today?", "and now?", "and who is it now?", "and the current one?"],
)
def test_who_it_is_today_is_asked_of_the_same_office(first: str, then: str) -> None:
    answer = _after("en", first, then)
    assert "Mina Oss" in answer.passages[0].highlight_text


@pytest.mark.parametrize(
    ("language", "then"),
    [
        ("de", "und heute?"),
        ("de", "und wer ist es jetzt?"),
        ("de", "was ist mit dem heutigen?"),
        ("fr", "et aujourd'hui ?"),
        ("fr", "et maintenant ?"),
        ("es", "¿y hoy?"),
        ("es", "¿y el actual?"),
        ("pt", "e hoje?"),
        ("pt", "e agora?"),
        ("ru", "а сегодня?"),
        ("ru", "а сейчас?"),
    ],
)
def test_in_every_language(language: str, then: str) -> None:
    first = _after(language, FIRST[language])
    assert "Tarry" in first.passages[0].highlight_text or "Тарри" in first.passages[0].highlight_text
    answer = _after(language, FIRST[language], then)
    assert "Mina Oss" in answer.passages[0].highlight_text or "Мина Осс" in answer.passages[0].highlight_text


def test_a_sentence_that_tells_of_both_is_shown_again() -> None:
    answer = _after("en", "how many people did it carry in 1850?", "and today?")
    assert answer.again
    assert "90,000" in answer.passages[0].highlight_text


def test_what_is_only_of_the_past_is_no_answer() -> None:
    answer = _after("en", "who was a joiner?", "and today?")
    assert not answer.answered or "joiner" not in answer.passages[0].highlight_text


def test_after_a_question_of_today_it_is_a_wish_for_more() -> None:
    assert _after("en", "how many cars does it carry?", "and now?").reaction is Reaction.MORE
    assert _after("en", FIRST["en"], "and then?").reaction is Reaction.MORE
