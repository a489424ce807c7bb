"""Who asks how long something is gets the sentence that says so, wherever its article names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Index
from bot.search.text.tokenizer import Tokenizer
from tests.search.making import article_of

OPENING = "Vell Bridge is a stone bridge in Orrin, built for carters. Its keeper lived beside the toll gate."
FILLER = [
    "The toll of Vell Bridge was paid in salt. In 1790 the council bought Vell Bridge from its owners.",
    "A storm in 1811 brought down the gate of Vell Bridge, and carters used the ford for two years.",
]
STATED = {
    "how long is {}": "It is 212 metres long and has nine arches.",
    "what is the length of {}": "It has nine arches. With a length of about 212 metres, the bridge is short.",
    "how wide is {}": "The bridge is only 14 feet wide between the parapets.",
    "how tall is {}": "The bridge rises 31 metres above the river.",
    "how heavy is {}": "The bridge weighs roughly 9,000 tons.",
    "how old is {}": "The bridge was opened by Anna Holt in May 1742.",
    "how much did {} cost": "The bridge cost 5,300 guineas.",
}
QUESTIONS = st.sampled_from(list(STATED))
NAMES = st.sampled_from(["Vell Bridge", "vell bridge", "the bridge"])


def _best(question: str, passages: list[str]) -> tuple[str, float]:
    ranking = Index([article_of(passages, title="Vell Bridge")]).search(question)
    best = ranking.hits[0]
    return best.passage.sentences[best.sentence].of(best.passage.text), ranking.confidence


@given(QUESTIONS, NAMES, st.permutations([*FILLER, ""]))
def test_the_sentence_that_states_the_measure_comes_first(
    question: str, name: str, others: list[str]
) -> None:
    passages = [OPENING, *(each or STATED[question] for each in others)]
    shown, confidence = _best(question.format(name), passages)
    assert shown in STATED[question]
    assert shown.split()[-1] == STATED[question].split()[-1]
    assert confidence >= 0.5


def test_a_sentence_that_has_no_word_of_the_question_states_it_too() -> None:
    shown, _ = _best("how heavy is Vell Bridge", [OPENING, *FILLER, "It weighs 9,000 tons."])
    assert shown == "It weighs 9,000 tons."


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("how long is {}", "Length · 212 m"),
        ("how heavy is {}", "Weight · 9,000 t"),
        ("how tall is {}", "Height · 31 m (102 ft)"),
        ("how long does {} live", "The average life span is 80 years."),
    ],
)
def test_a_row_of_a_table_states_it_and_so_does_what_begins_with_the_dimension(
    question: str, row: str
) -> None:
    shown, confidence = _best(question.format("Vell Bridge"), [OPENING, row, *FILLER])
    assert shown == row
    assert confidence >= 0.5


@pytest.mark.parametrize(
    "question", ["how deep is {}", "how wide is {}", "how high is {}", "how heavy is {}"]
)
def test_a_sentence_without_the_unit_is_no_answer(question: str) -> None:
    _, confidence = _best(question.format("the gate of Vell Bridge"), [OPENING, *FILLER])
    assert confidence < 0.5


@given(QUESTIONS, QUESTIONS, NAMES)
def test_another_dimension_is_no_answer(question: str, other: str, name: str) -> None:
    ways = ({"how long is {}", "what is the length of {}"},)
    same = question == other or any({question, other} <= way for way in ways)
    if not same:
        _, confidence = _best(question.format(name), [OPENING, STATED[other], *FILLER])
        assert confidence < 0.5


def test_what_is_measured_of_something_else_is_less_sure() -> None:
    bell, bridge = "The bell at the toll house weighs 2 tons.", "The bridge weighs 2 tons."
    of_bell, of_bridge = (
        _best("how heavy is vell bridge", [OPENING, each, *FILLER]) for each in (bell, bridge)
    )
    assert of_bell[1] < of_bridge[1]
    assert _best("how heavy is the bell", [OPENING, bell, *FILLER])[0] == bell


@pytest.mark.parametrize(
    ("question", "text", "is_stated"),
    [
        ("how long is it", "a 1,250-foot-long pier", True),
        ("how long is it", "length: 1,250 ft (381 m)", True),
        ("how long is it", "twenty-four feet long", True),
        ("how long is it", "3 km from the coast", False),
        ("how long is it", "a long pier, 24 feet wide", False),
        ("how long was it", "the siege lasted for nearly 40 days", True),
        ("how wide is it", "24 feet wide and 10 feet high", True),
        ("how high is it", "24 feet wide and 10 feet deep", False),
        ("how much does it weigh", "each loaf weighs 2.5 kg", True),
        ("how much does it weigh", "2.5 kg of flour", False),
        ("how old is it", "in 1903 it was built anew", True),
        ("how old is it", "built by a company of hoteliers", False),
        ("how old was she", "she was 12 years old", True),
        ("how big is it", "it covers 40 hectares", True),
        ("how hot does it get", "baked at about 140 °C", True),
        ("how much did it cost", "it cost $5 million", True),
        ("when was it built", "it was built in 1903", False),
    ],
)
def test_how_a_text_states_a_dimension(question: str, text: str, is_stated: bool) -> None:
    tokenizer = Tokenizer("en")
    asked = tokenizer.language.dimensions.asked(tokenizer.tokens(question))
    found = [
        pattern
        for dimension in asked.dimensions
        for pattern in (dimension.amounts, dimension.origins)
        if pattern.search(text.lower())
    ]
    assert bool(found) is is_stated


def test_a_language_without_dimensions_asks_for_none() -> None:
    tokenizer = Tokenizer("sv")
    assert not tokenizer.language.dimensions.asked(tokenizer.tokens("how long is the bridge")).dimensions
