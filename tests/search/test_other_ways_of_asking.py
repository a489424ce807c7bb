"""What the reader's questions are made of, that it learns what asks nothing."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.search.training.ways_of_asking import SLIPS, WITH_BEFORE, WITH_BEHIND, WITH_BOTH, varied

QUESTION = "who founded the lighthouse company?"


def test_so_many_questions_have_words_before_and_behind_them_and_slips() -> None:
    random = Random(1)
    made = [varied(QUESTION, random) for _ in range(4000)]
    plain = QUESTION.rstrip("?")
    before = sum(not each.startswith("wh") for each in made) / len(made)
    assert abs(before - WITH_BEFORE - WITH_BOTH) < 0.03
    whole = [each for each in made if plain in each]
    behind = sum(not each.endswith(plain) for each in whole) / len(whole)
    assert abs(behind - WITH_BEHIND - WITH_BOTH) < 0.03
    assert abs(1 - len(whole) / len(made) - SLIPS) < 0.03


@given(st.text(), st.integers(0, 100))
def test_any_text_can_be_asked_otherwise(text: str, seed: int) -> None:
    assert varied(text, Random(seed)) == varied(text, Random(seed))
