"""Footnotes that are quoted themselves: found as such, by their words and their numbers."""

from __future__ import annotations

import json

import pytest

from bot.answering import Answerer, Verdict, answer_as_json
from bot.answering.answer_check import check_answer
from bot.answering.check_json import check_as_json
from bot.discord_app.cards.quotation_card import quotation_card
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE, Settings

LIBRARY = load_library(SHIPPED_KNOWLEDGE)
ANSWERER = Answerer(LIBRARY, Settings())
CHECKER = ANSWERER.quotations
PROGRAM = "The Transitional Program. Retrieved November 5, 2008."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"“{PROGRAM}”", "4"),
        (PROGRAM, "4"),
        (f"[4] {PROGRAM}", "4"),
        (f"[^4]: {PROGRAM}", "4"),
        (f"4. {PROGRAM}", "4"),
        (f"^ {PROGRAM}", "4"),
        (f"{PROGRAM}[4]", "4"),
        ("a note says “Collins Dictionary and Thesaurus”, no more", "5"),
        ('V.I. Lenin, "Disruption of Unity", 1914', "2"),
    ],
)
def test_the_text_of_a_footnote_is_found_and_said_to_be_one(text: str, number: str) -> None:
    (check,) = CHECKER.check(text)
    assert check.verdict is Verdict.FOUND
    assert [place.footnote and place.footnote.number for place in check.places] == [number]
    (place,) = check_as_json(check)["places"]
    assert (place["footnote"], place["passage"], place["paragraph"]) == (number, None, None)
    assert f"Footnotes › \\\\[{number}" in str(
        [item.to_component_dict() for item in quotation_card([check]).children]
    )


def test_words_of_the_text_are_no_footnote() -> None:
    (check,) = CHECKER.check("“All that glitters is not gold.”")
    assert check_as_json(check)["places"][0]["footnote"] is None


@pytest.mark.parametrize(
    ("text", "quoted", "written"),
    [
        ("“The Transitional Program. Retrieved November 5, 2018.”", "2018", "2008"),
        (f"[3] {PROGRAM}", "[3]", "[4]"),
        (f"3. {PROGRAM}", "[3]", "[4]"),
    ],
)
def test_what_is_changed_of_a_footnote_is_a_difference(text: str, quoted: str, written: str) -> None:
    (check,) = CHECKER.check(text)
    assert check.verdict is Verdict.NEARLY
    assert [(each.quoted, each.written) for each in check.differences] == [(quoted, written)]


def _kept(question: str) -> str:
    return json.dumps(answer_as_json(ANSWERER.answer(question)))


@pytest.mark.parametrize("question", ["Who led the Red Army?", "show footnote 2"])
@pytest.mark.parametrize(
    ("written", "forged"), [('\\"Disruption of Unity\\", 1914', "1999"), ('"number": "2"', '"number": "3"')]
)
def test_a_forged_footnote_of_a_kept_answer_is_told(question: str, written: str, forged: str) -> None:
    kept = _kept(question)
    assert {check.verdict for check in check_answer(json.loads(kept), CHECKER)} == {Verdict.FOUND}
    changed = json.loads(kept.replace(written, forged))
    assert Verdict.NEARLY in {check.verdict for check in check_answer(changed, CHECKER)}
