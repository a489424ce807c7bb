"""What was asked before is kept for a while, for its asker alone, and nowhere else."""

from __future__ import annotations

import dataclasses
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import NO_CONTEXT, Answerer, Context, Conversations, SmallTalk, answer_as_json, reply
from bot.answering.phrase_matcher import PhraseMatcher
from bot.answering.understood import MOST_CONTEXT
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from tests.clock import Clock
from tests.strategies import questions

LIBRARY = load_library(SHIPPED_KNOWLEDGE)
LENIN, STALIN, TROTSKY = Context(("lenin",)), Context(("stalin",)), Context(("trotsky",))


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(LIBRARY, Settings())


def test_each_asker_has_a_context_of_his_own() -> None:
    said = Conversations(Clock())
    said.remember(("ann", 1), LENIN)
    said.remember(("bo", 1), STALIN)
    assert said.context(("ann", 1)) == LENIN
    assert said.context(("bo", 1)) == STALIN
    assert said.context(("ann", 2)) == NO_CONTEXT


def test_a_context_holds_while_its_answer_is_sent_and_not_where_that_fails() -> None:
    said = Conversations(Clock())
    said.remember("ann", LENIN)
    with said.remembering("ann", STALIN):
        assert said.context("ann") == STALIN
    assert said.context("ann") == STALIN
    with suppress(OSError), said.remembering("ann", TROTSKY):
        raise OSError
    assert said.context("ann") == STALIN
    with suppress(OSError), said.remembering("ann", TROTSKY):
        said.remember("ann", LENIN)  # asked meanwhile, and answered
        raise OSError
    assert said.context("ann") == LENIN


def test_a_context_is_forgotten_after_its_time() -> None:
    clock = Clock(100)
    said = Conversations(clock, seconds=60)
    said.remember("ann", LENIN)
    clock.now = 159.9
    assert said.context("ann") == LENIN
    clock.now = 160
    assert said.context("ann") == NO_CONTEXT
    assert len(said) == 0


def test_a_new_question_renews_the_time_and_an_empty_context_ends_it() -> None:
    clock = Clock()
    said = Conversations(clock, seconds=60)
    said.remember("ann", LENIN)
    said.remember("bo", STALIN)
    clock.now = 50
    said.remember("ann", TROTSKY)
    clock.now = 100
    assert said.context("ann") == TROTSKY
    said.remember("ann", NO_CONTEXT)
    assert said.context("ann") == NO_CONTEXT


def test_the_longest_silent_is_forgotten_where_there_are_too_many() -> None:
    said = Conversations(Clock(), most=2)
    for asker in ("ann", "bo", "ann", "cy"):
        said.remember(asker, Context((asker,)))
    assert [said.context(asker) for asker in ("ann", "bo", "cy")] == [
        Context(("ann",)),
        NO_CONTEXT,
        Context(("cy",)),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from([NO_CONTEXT, LENIN, STALIN]), st.floats(0, 50))
    )
)
def test_no_more_is_kept_than_was_said_in_time(steps: list[tuple[str, Context, float]]) -> None:
    clock, last = Clock(), dict[str, tuple[float, Context]]()
    said = Conversations(clock, seconds=60, most=3)
    for asker, context, passed in steps:
        clock.now += passed
        said.remember(asker, context)
        last[asker] = (clock.now, context)
        assert len(said) <= 3
        for other, (since, kept) in last.items():
            assert said.context(other) in (NO_CONTEXT, kept if clock.now < since + 60 else NO_CONTEXT)
        assert said.context(asker) == context


@given(questions(), questions(), st.text(max_size=30))
def test_a_context_is_a_few_words_and_never_shown(first: str, second: str, other: str) -> None:
    answerer = Answerer(LIBRARY, Settings())
    context = answerer.answer(first).context
    assert len(context.words) <= MOST_CONTEXT
    for before in (context, Context((other,))):
        answer = answerer.answer(second, context=before)
        assert answer.question == second
        assert "context" not in answer_as_json(answer)


@given(st.text())
def test_any_text_is_small_talk_or_is_not(text: str) -> None:
    phrases = PhraseMatcher(["en", "de", "tlh"], {"Trotskyism": "trotskyism", "???": "x", "": "y"})
    phrases.small_talk(text)
    assert phrases.without_courtesies(text) in text
    phrases.overview(text)
    phrases.has_pronoun(text)
    phrases.has_opening(text)


@pytest.mark.parametrize("kind", SmallTalk)
def test_every_kind_of_small_talk_has_a_reply_that_names_the_articles_safely(
    answerer: Answerer, kind: SmallTalk
) -> None:
    answer = dataclasses.replace(answerer.answer("hello"), small_talk=kind)
    said = reply(answer, ["{0} {title} %s", "B", "C", "D", "E"])
    assert said
    assert "{titles}" not in said
    if "“" in said:
        assert "“{0} {title} %s”, “B”, “C” and 2 more" in said


def test_small_talk_has_no_passage(answerer: Answerer) -> None:
    for text in ("Hi!", "thank you so much", "who are you?", "help", "bye 👋"):
        answer = answerer.answer(text, context=LENIN)
        assert answer.small_talk
        assert (answer.answered, answer.passages, answer.nearest, answer.attributions) == (False, (), (), ())
        assert answer.context == LENIN
        assert answer_as_json(answer)["small_talk"] == answer.small_talk.value
