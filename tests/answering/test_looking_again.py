"""What a follow-up finds where what was said before doesn't help: never less than by itself."""

from __future__ import annotations

import pytest

from bot.answering import NO_CONTEXT, Answer, Answerer
from bot.library import Library
from bot.settings import Settings
from tests.search.making import article_of

TOWER = article_of(
    [
        "Orle Tower is a lighthouse at the mouth of the river Orle.",
        "The first tower was built by Tomas Harrow. Its keeper, Ruth Alder, was 71 years old. "
        "Alder survived the fire, and a spaniel was saved with her. Her spaniel lived for another year.",
        "The engineer John Wick came from Teck. The tower that Wick built was 18 metres high.",
        "The whole rock was bought by a merchant, Ada Holt, for 20 pounds.",
    ],
    title="Orle Tower",
)
STARTER = article_of(
    [
        "A sour starter is a mixture of flour and water.",
        "Chlorine in tap water slows the starter down; let the water stand overnight.",
        "A cat was kept in the bakery against mice.",
    ],
    title="Sour starter",
)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(Library((TOWER, STARTER)), Settings())


def _after(answerer: Answerer, *said: str) -> Answer:
    context, answer = NO_CONTEXT, None
    for each in said:
        answer = answerer.answer(each, context=context)
        context = answer.context
    assert answer is not None
    return answer


def _shown(answer: Answer) -> list[str]:
    passages = answer.passages or (answer.nearest[:1] if answer.closest else ())
    return [each.highlight_text for each in passages]


@pytest.mark.parametrize("first", ["who bought the rock?", "how old was the keeper?", "can i use tap water"])
@pytest.mark.parametrize(
    "then", ["what about the cat", "and the spaniel?", "what is in the starter", "who was Tomas Harrow"]
)
def test_what_is_found_by_itself_is_found_after_another_question(
    answerer: Answerer, first: str, then: str
) -> None:
    alone = _shown(answerer.answer(then))
    assert alone
    assert _shown(_after(answerer, first, then))


@pytest.mark.parametrize(("then", "named"), [("what about the cat", "cat"), ("and the spaniel?", "spaniel")])
def test_what_says_nothing_of_a_new_topic_is_not_shown_for_it(
    answerer: Answerer, then: str, named: str
) -> None:
    answer = _after(answerer, "who bought the rock?", then)
    assert named in (answer.passages or answer.nearest)[0].passage.text


def test_a_pronoun_is_looked_for_where_it_was_shown(answerer: Answerer) -> None:
    answer = _after(answerer, "how old was the keeper?", "did she survive")
    assert _shown(answer)[0].startswith("Alder survived the fire")


def test_the_question_before_asks_for_its_own_kind_of_another_thing(answerer: Answerer) -> None:
    assert "18 metres" in _shown(_after(answerer, "how high was the tower?", "and wick's?"))[0]


@pytest.mark.parametrize("why", ["why not", "why?"])
def test_what_was_shown_to_a_question_for_yes_or_no_may_tell_why(answerer: Answerer, why: str) -> None:
    answer = _after(answerer, "can i use tap water", why)
    assert "Chlorine" in _shown(answer)[0]
    assert not answer.sure


def test_why_of_what_gives_no_reason_is_still_a_no(answerer: Answerer) -> None:
    assert not _shown(_after(answerer, "who built the first tower?", "why?"))
