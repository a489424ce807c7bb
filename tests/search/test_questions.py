"""What a question asks for, told by its phrases in every language that has any."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.languages.profile import language_of
from bot.search.languages.questions import AnswerType, QuestionPhrases
from bot.search.languages.reader import LanguageFileError, language_codes, language_file, parse
from bot.search.ranking.question import question_of
from bot.search.text.tokenizer import Tokenizer

QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))
ASKED = [
    (language, AnswerType(name), question)
    for language, types in QUESTIONS.items()
    for name, questions in types.items()
    for question in questions
]


def _answer_type(language: str, question: str) -> AnswerType:
    return question_of(question, Tokenizer(language)).answer_type


@pytest.mark.parametrize(("language", "answer_type", "question"), ASKED)
def test_a_question_asks_for_its_answer_type(language: str, answer_type: AnswerType, question: str) -> None:
    assert _answer_type(language, question) is answer_type


def test_every_language_with_phrases_has_questions_of_every_type() -> None:
    with_phrases = [code for code in language_codes() if "questions" in language_file(code).sections]
    assert sorted(QUESTIONS) == with_phrases
    for code, types in QUESTIONS.items():
        # Where no capital shows a name in a sentence, a person or a place isn't asked for by type.
        phrases = language_file(code).sections["questions"]
        assert {"time", "number", "reason", "other"} <= types.keys()
        assert types.keys() == {each.value for each in AnswerType} & {*phrases, "other"}
        assert all(len(questions) >= 3 for questions in types.values())


@pytest.mark.parametrize("language", sorted(QUESTIONS))
@pytest.mark.parametrize("spell", [str.upper, str.lower, "   {}".format, "“{}”".format, "{}\n!!".format])
def test_the_way_of_writing_does_not_matter(language: str, spell: Callable[[str], str]) -> None:
    for name, questions in QUESTIONS[language].items():
        assert _answer_type(language, spell(questions[0])) is AnswerType(name), questions[0]


def test_a_question_of_a_language_without_phrases_asks_for_nothing() -> None:
    assert _answer_type("xx", "When?") is AnswerType.OTHER
    assert language_of("xx").questions.answer_type([]) is AnswerType.OTHER


def test_the_longest_phrase_counts_and_then_the_first() -> None:
    assert _answer_type("de", "Wie alt war er und wann starb er?") is AnswerType.MEASURE
    assert _answer_type("de", "Wie hieß er und wann starb er?") is AnswerType.OTHER
    assert _answer_type("de", "Wann starb er und wie alt war er?") is AnswerType.TIME


def test_english_decides_by_type_and_then_by_place() -> None:
    assert _answer_type("en", "Who ruled when it was built?") is AnswerType.TIME
    assert _answer_type("en", "Why did the man who built it leave?") is AnswerType.PERSON


@given(st.text(max_size=200))
def test_any_text_has_an_answer_type(text: str) -> None:
    for language in ("en", "fr", "tr"):
        assert _answer_type(language, text) in AnswerType


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('[questions]\ntme = "when"', "[questions] tme: unknown; known are"),
        (
            '[questions]\ntime = "when"\nplace = "where, when"',
            "[questions] place: “when” stands under time too",
        ),
        ('[questions]\ntime = "a|b c"\nnumber = "b c"', "[questions] number: “b c” stands under time too"),
        ('[questions]\nprecedence = "length"', "[questions] precedence: “position” or “type” is expected"),
        ("[questions]\ntime = 3", "[questions] time: a text is expected, not 3"),
    ],
)
def test_a_wrong_phrase_is_named(content: str, problem: str) -> None:
    with pytest.raises(LanguageFileError) as raised:
        QuestionPhrases(parse("xx.toml", content))
    assert str(raised.value).startswith(f"xx.toml {problem}")
