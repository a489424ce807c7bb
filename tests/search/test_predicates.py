"""Who asks whether something is so isn't answered by a sentence that has its name and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Index, Meaning
from tests.search.making import article_of

LOAF = article_of(
    [
        "Fen loaf is a dense, dark bread from the Ostmark, made of rye, barley and the flour of roots.",
        "The dough is raised with a sour starter. Fen loaf is baked slowly, in clay pots, and sold at fairs.",
        "In 1931 the old bakery of Lindwerder burnt down, and its owner left the town for good.",
    ],
    title="Fen loaf",
)
WORDS = Index([LOAF])

UNSAID = st.sampled_from(
    ["haunted", "beautiful", "expensive", "purple", "religious", "waterproof", "illegal"]
)
VERBS = st.sampled_from(["repair", "photograph", "vaccinate", "postpone", "translate", "insure"])
NAMES = st.sampled_from(["fen loaf", "Fen loaf", "the bread", "a fen loaf"])


@pytest.fixture(scope="module")
def meaning() -> Index:
    vectors = Meaning()
    vectors.learn([LOAF])
    return Index([LOAF], meaning=vectors)


@given(st.sampled_from(["is", "was"]), NAMES, UNSAID)
def test_a_property_that_the_article_lacks_is_no_answer(
    meaning: Index, verb: str, name: str, unsaid: str
) -> None:
    for index in (WORDS, meaning):
        assert index.search(f"{verb} {name} {unsaid}").confidence < 0.5


@given(st.sampled_from(["how do i", "how can you", "how to"]), VERBS, NAMES)
def test_neither_is_what_it_never_does(meaning: Index, how: str, verb: str, name: str) -> None:
    for index in (WORDS, meaning):
        assert index.search(f"{how} {verb} {name}").confidence < 0.5


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("is fen loaf baked slowly", "baked slowly"),
        ("is fen loaf dense", "dense, dark bread"),
        ("how do you bake fen loaf", "baked slowly"),
        ("can you buy fen loaf", "sold at fairs"),
    ],
)
def test_what_it_says_is_answered_in_other_words_too(meaning: Index, question: str, told: str) -> None:
    best = meaning.search(question).hits[0]
    assert best.confidence >= 0.5
    assert told in best.passage.text


def test_a_question_of_another_kind_is_read_as_before(meaning: Index) -> None:
    explained = meaning.search("who invented fen loaf", explain=True).hits[0].explanation
    assert not any(part.feature.name == "undefined" for part in explained.confidence)
