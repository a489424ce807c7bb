"""However a question is decorated, it is the same question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answerer
from bot.answering.typed_text import without_decoration
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE, Settings

QUESTION = "who led the Red Army"


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())


@pytest.mark.parametrize(
    "typed",
    [
        "**{}**",
        "*{}*",
        "`{}`",
        "||{}||",
        "> {}",
        "- {}",
        "1. {}",
        "Q1: {}",
        "question 2) {}",
        "# {}",
        "“{}”",
        '"{}"',
        "«{}»",
        "{}…",
        "{}...",
        "{}!!",
        "> **{}**",
    ],
)
def test_decoration_is_left_out(typed: str) -> None:
    assert without_decoration(typed.format(QUESTION)) == QUESTION


@pytest.mark.parametrize("marks", ["??", "?!", "????!!", "!?", "?…"])
def test_one_mark_is_enough(marks: str) -> None:
    assert without_decoration(QUESTION + marks) == f"{QUESTION}?"


@pytest.mark.parametrize(
    "text",
    [
        "who said “no better Bolshevik”",
        "“All that glitters is not gold”",
        "what is C++?",
        "what does snake_case_name mean?",
        "is 2 * 3 * 4 a product?",
        "1917 or 1918?",
        "2. Weltkrieg: wann begann er?",
        "?",
        "...",
        "",
    ],
)
def test_what_is_no_decoration_stays(text: str) -> None:
    assert without_decoration(text) == text


@pytest.mark.parametrize("typed", ["**{}**", "{}????!!", "“{}”", "> {}", "1. {}", "{}..."])
def test_the_answer_is_as_sure_as_without(answerer: Answerer, typed: str) -> None:
    plain, decorated = (answerer.answer(each) for each in (QUESTION, typed.format(QUESTION)))
    assert decorated.confidence == plain.confidence


@given(st.text() | st.text(alphabet="*_~|`> -#q1.)?!…“”\"'a\n", max_size=60))
def test_nothing_is_added_and_no_word_is_lost(text: str) -> None:
    plain = without_decoration(text)
    left = iter(text + "?")
    assert all(character in left for character in plain)
    assert plain.count("a") == text.count("a")
