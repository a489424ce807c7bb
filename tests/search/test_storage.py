"""An index that is kept and opened again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import Article
from bot.search import Index
from bot.search.engine import StoredIndex
from tests.search.making import article_of

ARTICLES = [
    article_of(
        ["The falcon nests on the tower.", "A co-leader made the “clock”."],
        title="Tower",
        aliases={"bird": "falcon"},
    ),
    article_of(["Der Turm wurde 1901 gebaut.", "Ein Café steht daneben."], title="Turm", language="de"),
    article_of(["Boats cross the lake.", "Nobody swims."], title="Lake", sections=["The summer", None]),
]
QUESTIONS = [
    "Who made the clock?",
    "which bird nests",
    "Wann wurde der Turm gebaut?",
    "cafe",
    "summer",
    "clokc",
    "?",
]


KEPT = Index(ARTICLES).to_bytes()


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_opened_index_finds_the_same(question: str) -> None:
    made, opened = Index(ARTICLES), Index(ARTICLES, known=StoredIndex(KEPT))
    assert opened.search(question, explain=True) == made.search(question, explain=True)
    assert opened.to_bytes() == KEPT
    assert StoredIndex(KEPT).is_of(ARTICLES)


OTHERS = [
    ARTICLES[:2],
    [
        *ARTICLES[:2],
        article_of(["Boats cross the lake.", "Nobody swims!"], title="Lake", sections=["The summer", None]),
    ],
    [
        *ARTICLES[:2],
        article_of(["Boats cross the lake.", "Nobody swims."], title="Lake", sections=["The winter", None]),
    ],
    [
        *ARTICLES[:2],
        article_of(["Boats cross the lake.", "Nobody swims."], title="A lake", sections=["The summer", None]),
    ],
    [
        *ARTICLES[1:],
        article_of(["The falcon nests on the tower.", "A co-leader made the “clock”."], title="Tower"),
    ],
    ARTICLES[::-1],
    [],
]


@pytest.mark.parametrize("others", OTHERS)
def test_for_other_articles_it_is_the_same_as_one_made_anew(others: list[Article]) -> None:
    """Whether their articles were read before, and in which order, changes nothing."""
    anew = Index(others)
    assert not StoredIndex(KEPT).is_of(others)
    for made in (Index(others, known=StoredIndex(KEPT)), Index(others, known=Index(ARTICLES))):
        assert made.to_bytes() == anew.to_bytes()
        for question in QUESTIONS:
            assert made.search(question, explain=True) == anew.search(question, explain=True)


@given(st.integers(min_value=0), st.integers(1, 255), st.booleans())
@settings(max_examples=80, deadline=None)
def test_what_is_damaged_is_made_anew(place: int, change: int, cut: bool) -> None:
    kept = bytearray(KEPT)
    place %= len(kept)
    kept[place] ^= change
    try:
        known = StoredIndex(KEPT[:place] if cut else bytes(kept))
    except ValueError:  # not a word of it can be trusted
        return
    assert Index(ARTICLES, known=known).to_bytes() == KEPT


def test_no_article_is_an_index_too() -> None:
    assert Index([], known=StoredIndex(Index([]).to_bytes())).search("Who?").hits == ()
