"""The spelling of questions: corrected before any word is weighed."""

from __future__ import annotations

import pytest

from bot.search import Index
from tests.search.making import article_of

ENGLISH = [
    "The Fourth International was established in France in 1938.",
    "Trotsky led the Red Army during the civil war and wrote about bureaucracy.",
    "The museum of Coyoacan shows his desk, his lamp and his books.",
]
GERMAN = [
    "Die Brücke wurde 1891 von der Ingenieurin Klara Voss gebaut.",
    "Der Verein der Fischer hat zweihundert Mitglieder und ein Haus am Hafen.",
]


def _confidence(index: Index, question: str) -> float:
    return index.search(question).confidence


@pytest.mark.parametrize(
    ("right", "mistyped"),
    [
        ("When was the Fourth International established?", "Wehn was the Fourth International established?"),
        ("What is the Fourth International?", "Whta is the Fourth International?"),
        ("who led the Red Army", "who led teh Red Army"),
        ("who led the red army", "hwo led the rde army"),
        ("who led the red army", "who led the red amry"),
        ("what did he write about bureaucracy", "waht did he wriet about beureaucracy"),
        ("what is in the museum of Coyoacan", "what si ni the musuem fo coyocan"),
        ("who led the red army in the civil war", "WHO LED TEH RED AMRY IN THE CIVIL WAR"),
    ],
)
def test_a_mistyped_question_is_the_right_one(right: str, mistyped: str) -> None:
    index = Index([article_of(ENGLISH)])
    assert _confidence(index, mistyped) <= _confidence(index, right) + 0.02
    found, meant = index.search(mistyped).hits, index.search(right).hits
    assert found[0].passage == meant[0].passage
    assert found[0].confidence == pytest.approx(meant[0].confidence, abs=0.2)


@pytest.mark.parametrize(
    ("right", "mistyped"),
    [
        ("Wann wurde die Brücke gebaut?", "Wnan wurde die Brücke gebaut?"),
        ("Wer hat die Brücke gebaut?", "Wer hat ide Brükce gebaut?"),
        ("Wie viele Mitglieder hat der Verein?", "Wie veile Mitgleider hat dre Verein?"),
    ],
)
def test_other_languages_are_corrected_too(right: str, mistyped: str) -> None:
    index = Index([article_of(GERMAN, language="de")])
    assert _confidence(index, mistyped) == pytest.approx(_confidence(index, right), abs=0.05)


@pytest.mark.parametrize(
    "question",
    [
        "Who was Kwan?",
        "what does the KGB do",
        "Was Ahn there?",
        "who is the hte",
        "C#",
        "AT&T",
        "1918",
        "4th",
    ],
)
def test_names_acronyms_numbers_and_what_is_right_are_left_as_they_are(question: str) -> None:
    index = Index([article_of([*ENGLISH, "The hte of Kwan, of the KGB."])])
    [ranker] = index._rankers
    assert [word.surface for word in ranker.read(question).words] == [
        word.surface for word in ranker.tokenizer.tokens(question)
    ]


def test_a_question_in_another_language_is_not_read_as_this_one() -> None:
    [ranker] = Index([article_of(GERMAN, language="de")])._rankers
    typed = "shto eto takoye zdes bylo vchera"
    assert [word.surface for word in ranker.read(typed).words] == typed.split()


def test_the_words_of_a_conversation_are_kept_as_typed() -> None:
    index = Index([article_of(ENGLISH)])
    assert index.search("who led teh red amry").words == ("led", "red", "amry")


@pytest.mark.parametrize("question", ["who led the red army in mexico", "who met isaac in london"])
def test_a_name_without_its_capital_is_a_name(question: str) -> None:
    [ranker] = Index([article_of(ENGLISH)])._rankers
    names = {term.word.surface for term in ranker.read(question).terms if term.is_name}
    assert names & {"mexico", "isaac"}
