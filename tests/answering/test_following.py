"""What follows on an answer: more of it, what stands behind it, and what else a message may ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import NO_CONTEXT, Answerer, Reaction, reply
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE, Settings

LIBRARY = load_library(SHIPPED_KNOWLEDGE)
ANSWERER = Answerer(LIBRARY, Settings())
TITLES = [article.title for article in LIBRARY.articles]
FOUNDED = ANSWERER.answer("When was the Fourth International founded?")


def test_more_shows_every_passage_once_and_then_says_so() -> None:
    answer, shown = FOUNDED, [each.passage.id for each in FOUNDED.passages]
    while answer.answered:
        answer = ANSWERER.answer("tell me more", context=answer.context)
        assert answer.reaction is Reaction.MORE
        shown += [each.passage.id for each in answer.passages]
    assert len(shown) == len(set(shown))
    assert reply(answer, TITLES) == "That is all I have on that."


def test_the_source_of_what_was_shown() -> None:
    answer = ANSWERER.answer("says who?", context=FOUNDED.context)
    assert (answer.about, [cited.footnote.number for cited in answer.cited]) == ("footnotes", ["4"])
    assert answer.cited[0].sentences[0].text == FOUNDED.passages[0].highlight_text
    led = ANSWERER.answer("Who led the Red Army?")
    bare = ANSWERER.answer("source?", context=led.context)
    assert (bare.answered, bare.cited, bare.nearest[0].passage) == (False, (), led.passages[0].passage)
    assert reply(bare, TITLES).startswith("No footnote stands behind this sentence")


def test_a_doubt_is_answered_with_the_words_that_matched_and_another_passage() -> None:
    answer = ANSWERER.answer("are you sure?", context=FOUNDED.context)
    assert {"fourth", "international"} <= set(answer.matched)
    assert answer.nearest[0].passage.id != FOUNDED.passages[0].passage.id
    assert [each.article for each in answer.attributions] == ["trotskyism"]


def test_a_complaint_gets_an_apology_and_what_comes_next_nearest() -> None:
    answer = ANSWERER.answer("that's not what I asked", context=FOUNDED.context)
    assert reply(answer, TITLES).startswith("Sorry")
    assert FOUNDED.passages[0].passage.id not in {each.passage.id for each in answer.nearest}


@pytest.mark.parametrize(
    ("first", "then", "numbers"),
    [
        ("[1]", "and the second one?", ["2"]),
        ("footnote 4", "what about the third?", ["3"]),
        ("all footnotes", "the last one", ["5"]),
    ],
)
def test_what_is_counted_to_after_footnotes_is_a_footnote(first: str, then: str, numbers: list[str]) -> None:
    answer = ANSWERER.answer(then, context=ANSWERER.answer(first).context)
    assert [cited.footnote.number for cited in answer.cited] == numbers


@pytest.mark.parametrize(
    "message",
    [
        "Who led the Red Army? And when was the Fourth International founded?",
        "who led the red army and when was the fourth international founded",
        "Who led the Red Army?\nWhich dictionary is cited?",
    ],
)
def test_two_questions_are_both_answered(message: str) -> None:
    answer = ANSWERER.answer(message)
    assert answer.answered
    assert [half.answered for half in answer.halves] == [True, True]


def test_the_half_that_is_not_answered_is_named() -> None:
    answer = ANSWERER.answer("Who led the Red Army? What is the price of bread in Berlin?")
    assert [half.answered for half in answer.halves] == [True, False]
    assert "What is the price of bread in Berlin?" in reply(answer, TITLES)


def test_a_footnote_that_is_not_there_is_said_to_be_missing() -> None:
    answer = ANSWERER.answer("footnotes 4 and 9")
    assert ([cited.footnote.number for cited in answer.cited], answer.missing) == (["4"], ("9",))
    assert "9" in reply(answer, TITLES)


@given(
    st.lists(
        st.sampled_from(["more", "source?", "are you sure?", "wrong", "???", "[2]", "the third one"]),
        max_size=6,
    )
)
def test_whatever_is_said_back_every_passage_has_its_attribution(messages: list[str]) -> None:
    context = NO_CONTEXT
    for message in ("Who led the Red Army?", *messages):
        answer = ANSWERER.answer(message, context=context)
        context = answer.context
        shown = {each.passage.article for each in (*answer.passages, *answer.nearest)}
        shown |= {cited.article for cited in answer.cited}
        assert shown <= {attribution.article for attribution in answer.attributions}
        assert answer.passages or answer.cited or answer.attributions or reply(answer, TITLES)
