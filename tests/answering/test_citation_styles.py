"""A citation in a form that nothing here writes: what there is instead is said, and shown."""

from __future__ import annotations

import pytest

from bot.answering import Answerer, reply
from bot.discord_app.cards import answer_card
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from tests.discord_app.reading_cards import texts

ANSWERER = Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())


@pytest.mark.parametrize(
    ("request_", "style"),
    [
        ("cite it in APA", "APA"),
        ("cite this in MLA style", "MLA"),
        ("how do I cite this in APA style?", "APA"),
        ("give me the RIS", "RIS"),
        ("cite this article as harvard", "Harvard"),
        ("Chicago style", "Chicago"),
        ("zitiere das in APA", "APA"),
        ("cita esto en formato APA", "APA"),
    ],
)
def test_a_form_that_cannot_be_had_is_named_with_those_that_can(request_: str, style: str) -> None:
    answer = ANSWERER.answer(request_)
    assert (answer.answered, answer.about, len(answer.attributions)) == (True, "source", 1)
    said = reply(answer, ["Trotskyism"])
    assert said.startswith(f"I write no {style} citation.")
    assert "plain credit" in said
    assert "BibTeX" in said
    assert any(said in text for text in texts(answer_card(answer, ["Trotskyism"], show_question=True)))


@pytest.mark.parametrize("request_", ["bibtex", "how do I cite this?", "cite it as BibTeX or RIS"])
def test_one_that_can_be_had_is_given_without_a_word(request_: str) -> None:
    answer = ANSWERER.answer(request_)
    assert answer.about == "source"
    assert reply(answer, ["Trotskyism"]) == ""


@pytest.mark.parametrize("question", ["tell me about Chicago", "Harvard?", "what is his style?"])
def test_a_place_or_a_style_by_itself_is_no_such_request(question: str) -> None:
    assert ANSWERER.answer(question).about is None
