"""What is said around a question asks nothing, and changes nothing of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from bot.answering import Answerer
from bot.answering.phrase_matcher import PhraseMatcher
from bot.library import load_library
from bot.search import Index, Meaning
from bot.settings import SHIPPED_KNOWLEDGE, Settings

SETS = Path(__file__).parent / "sets"
SAME = 0.001
"""What a wish for an overview may be surer than a question that finds the same passage."""

SOME = 8
"""Questions that are asked in each way: so many that are answered, and as many that aren't."""

WAYS = (
    "{}?",
    "{} ???",
    "{} 🤔",
    "🤔 {}",
    "1️⃣ {}",
    "hmm {}",
    "bro {}",
    "{} bro",
    "{} tbh",
    "ngl {}",
    "{} though",
    "{} exactly",
    "{} anyway?",
    "{}, anyone?",
    "actually {}",
    "honestly, {}",
    "quick question - {}",
    "{} (serious question)",
    "dumb question, {}",
    "one more thing, {}",
    "follow up: {}",
    "based on the article, {}",
    "{} for my homework",
    "{} any help appreciated",
)
ASKING = ("um {}", "wait, {}", "wait so {}", "ok but {}", "could you look up {}", "i keep forgetting {}")
"""Before a word that asks."""

OF_SUBJECT = (
    "wait what is {}",
    "uh what is {}",
    "what is {} exactly?",
    "what is {}, basically?",
    "what is {} anyway",
    "what is this {} thing",
    "what's that {} stuff about",
    "what kind of thing is {}",
    "who or what is {}",
    "never heard of {}, what is it",
    "i don't get {}",
    "i need info about {} for school",
    "please explain what {} means",
    "help me understand {}",
    "talk to me about {}",
    "give me a rundown on {}",
    "basics of {}",
    "introduction to {}",
    "walk me through {}",
    "{} 101",
)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())


def _questions() -> Sequence[str]:
    questions = yaml.safe_load((SETS / "trotskyism.yaml").read_text(encoding="utf-8"))
    return [*list(questions["answered"])[:SOME], *list(questions["refused"])[:SOME]]


def _changed(answerer: Answerer, ways: Sequence[str], questions: Sequence[str]) -> list[str]:
    """The questions that aren't as sure in one of these ways."""

    def sure(text: str) -> float:
        return answerer.answer(text).confidence

    return [
        text
        for question in questions
        for text in (way.format(question) for way in ways)
        if sure(text) != pytest.approx(sure(question), abs=SAME)
    ]


def test_what_is_said_around_a_question_changes_nothing(answerer: Answerer) -> None:
    # Of a few keywords "lol" might be one.
    questions = [each.rstrip("?") for each in _questions() if len(each.split()) > 2]
    assert not _changed(answerer, WAYS, questions)
    asking = [each for each in questions if each.lower().startswith(("wh", "how"))]
    assert len(asking) >= SOME
    assert not _changed(answerer, ASKING, asking)


def test_nor_where_the_question_is_read_with_the_sentence() -> None:
    library = load_library(SHIPPED_KNOWLEDGE)
    read = Answerer(library, Settings(), Index(library.articles, meaning=Meaning()))
    questions = ("who founded the Fourth International", "what did Trotsky oppose", "was Trotsky married")
    assert not _changed(read, WAYS, questions)


@pytest.mark.parametrize("way", OF_SUBJECT)
def test_whoever_asks_for_the_subject_is_given_its_introduction(answerer: Answerer, way: str) -> None:
    answer = answerer.answer(way.format("Trotskyism"))
    assert answer.answered
    assert answer.passages[0].passage.paragraph == 1


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ähm, wer gründete die Partei", "wer gründete die Partei"),
        ("was ist Trotzkismus eigentlich?", "was ist Trotzkismus"),
        ("kurze Frage: wann sank das Schiff genau", "wann sank das Schiff"),
        ("euh, qui dirigeait l'armée", "qui dirigeait l'armée"),
        ("quién fundó el partido, en serio", "quién fundó el partido, "),
        ("quem fundou o partido, alguém sabe?", "quem fundou o partido,"),
        ("кстати, кто основал партию", "кто основал партию"),
    ],
)
def test_in_other_languages_too(typed: str, asked: str) -> None:
    assert PhraseMatcher(["en"], {}).without_courtesies(typed) == asked


@pytest.mark.parametrize(
    "text",
    [
        "what is the next question",
        "what did the dude want",
        "who was the bro",
        "was that a serious question",
        "how long did they wait",
        "wann wurde er geboren",
        "um wie viel Uhr begann es",
        "em que ano foi fundada",
        "what is ♥",
        "how hot is 20°",
    ],
)
def test_what_is_asked_stays(text: str) -> None:
    assert PhraseMatcher(["en"], {}).without_courtesies(text) == text
