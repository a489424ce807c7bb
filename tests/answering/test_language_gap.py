"""A question in a language that no article is in is told so, in its own language where the bot speaks it."""

from __future__ import annotations

import pytest

from bot.answering import Answerer, answer_as_json, reply
from bot.answering.answer import LanguageGap
from bot.discord_app.words.languages import Languages
from bot.library import Library, load_library
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from tests.search.making import article_of

LANGUAGES = Languages()


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("Wer hat das Telefon erfunden?", "de", "Die Artikel hier sind auf Englisch."),
        ("¿Quién inventó el teléfono?", "es", "Los artículos de aquí están en inglés."),
        ("Quem inventou o telefone?", "pt", "Os artigos daqui estão em inglês."),
        ("Où est né l'inventeur du téléphone ?", "fr", "Ici, les articles sont en anglais."),
        ("Кто изобрёл телефон?", "ru", "Язык статей здесь: английский."),
        ("谁发明了电话？", "zh", "The articles here are in English."),
        ("Was war das Telefon?", "de", "Die Artikel hier sind auf Englisch."),
    ],
)
def test_the_articles_languages_are_told(answerer: Answerer, question: str, language: str, told: str) -> None:
    answer = answerer.answer(question)
    assert not answer.answered
    assert answer.language_gap == LanguageGap(language, ("en",))
    words = LANGUAGES.in_language(language) or LANGUAGES.words_for("en")
    assert reply(answer, ["Trotskyism"], words) == told
    assert answer_as_json(answer)["language"] == {"question": language, "articles": ["en"]}


@pytest.mark.parametrize(
    "question",
    [
        "who invented the telephone?",
        "Karl Kautsky 1918",
        "???",
        "asdf qwer",
        "the dog's breed",
        "no, I meant her dog's name",
        "dog breed",
        "the hat's colour",
        "the men at the end",
    ],
)
def test_a_question_in_the_articles_language_or_in_none_is_just_refused(
    answerer: Answerer, question: str
) -> None:
    answer = answerer.answer(question)
    assert answer.language_gap is None
    assert "language" not in answer_as_json(answer)


def test_a_question_that_is_answered_tells_no_language(answerer: Answerer) -> None:
    answer = answerer.answer("trotskyism")
    assert answer.answered
    assert answer.language_gap is None


def test_only_the_languages_of_articles_that_may_answer_count() -> None:
    german = article_of(["Die Brücke wurde 1891 gebaut."], title="Brücke", language="de-AT")
    english = article_of(["The mill was built in 1902."], title="Mill")
    answerer = Answerer(Library((german, english)), Settings())
    question = "Wer war der Kaiser von China?"
    assert answerer.answer(question).language_gap is None
    assert answerer.answer(question, articles={"mill"}).language_gap == LanguageGap("de", ("en",))


def test_languages_are_named_three_at_the_most_and_by_their_code_without_a_name(answerer: Answerer) -> None:
    from dataclasses import replace

    answer = replace(
        answerer.answer("Wer war das?"), language_gap=LanguageGap("de", ("en", "xx", "fr", "es", "ru"))
    )
    assert reply(answer, ["a", "b"]) == "The articles here are in English, xx, French and 2 more."
