"""How a question is typed: slips, capitals, courtesies and emoji never make the bot surer than it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml

from bot.answering import Answerer
from bot.library import load_library
from bot.search.text.tokenizer import Tokenizer
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from tests.benchmarks.typos import with_typo

SETS = Path(__file__).parent / "sets"

TOLERANCE = 0.02
"""Confidence that a question may gain by how it is typed."""

Typing = Callable[[str, Random], str]


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())


def _questions() -> list[str]:
    questions = yaml.safe_load((SETS / "trotskyism.yaml").read_text(encoding="utf-8"))
    return [*questions["answered"], *questions["refused"]]


def _with_slip_in_any_word(question: str, random: Random) -> str:
    """`question` with two letters of a word changed, in empty words too."""
    words = list(re.finditer(r"[A-Za-z]{3,}", question))
    if not words:
        return question
    word = random.choice(words)
    place = word.start() + random.randrange(len(word[0]) - 1)
    return question[:place] + question[place + 1] + question[place] + question[place + 2 :]


def _with_courtesy(question: str, random: Random) -> str:
    before, after = random.choice(
        [
            ("", " please"),
            ("", " pls"),
            ("", "? Thanks!"),
            ("please ", ""),
            ("", " thank you"),
            ("Hi! ", ""),
            ("hey, ", ", thx"),
        ]
    )
    return before + question + after


def _with_emoji(question: str, random: Random) -> str:
    return question + random.choice([" 😂", "🙏", " ❤️", " 🤔🤔", " 1️⃣", " <3", " :D", " 👍🏽", " ℹ️"])


TYPOS = Tokenizer("en")
TYPINGS: list[tuple[Typing, float]] = [
    (lambda question, random: with_typo(question, TYPOS, random), 0.01),
    (_with_slip_in_any_word, 0.01),
    (lambda question, _: question.lower(), 0.01),
    (_with_courtesy, 0.0),
    (_with_emoji, 0.0),
]
"""Ways of typing, and the share of questions that may gain: a slip may make another word of the language."""


@pytest.mark.parametrize(("typing", "share"), TYPINGS)
def test_no_question_gains_by_how_it_is_typed(answerer: Answerer, typing: Typing, share: float) -> None:
    random, gaining, count = Random(7), [], 0
    for question in _questions():
        right = answerer.answer(question).confidence
        for typed in {typing(question, random) for _ in range(2)} - {question}:
            count += 1
            confidence = answerer.answer(typed).confidence
            if confidence > right + TOLERANCE:
                gaining.append((right, confidence, question, typed))
    assert count >= 10
    assert len(gaining) <= share * count + 1e-9, gaining


@pytest.mark.parametrize(
    "typed",
    [
        "who led teh Red Army",
        "Who led the Red Army please",
        "who led the red army 🙏",
        "pls who led the red army, thank you so much!",
        "hwo led the rde army",
        "Who led the Red Army? Thanks in advance!",
    ],
)
def test_such_questions_are_still_answered(answerer: Answerer, typed: str) -> None:
    answer = answerer.answer(typed)
    assert answer.answered
    assert answer.passages[0].passage.paragraph == 2


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("who led it? thanks", "who led it? "),
        ("who led the army please", "who led the army"),
        ("who said please", "who said please"),
        ("please", "please"),
        ("what is - and what is not - art", "what is - and what is not - art"),
        ("", ""),
    ],
)
def test_courtesies_are_no_part_of_a_question(answerer: Answerer, typed: str, asked: str) -> None:
    assert answerer._phrases.without_courtesies(typed) == asked


@pytest.mark.parametrize(
    "question",
    ["Wehn was the fourth international established", "Whta is trotskyism", "waht is trotskism"],
)
def test_a_slip_in_an_empty_word_is_corrected(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).answered
