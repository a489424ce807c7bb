"""An index put together of others is the one that is made of its articles alone, to the last byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import Article
from bot.search import Index
from bot.search.engine import StoredIndex, index_chunks
from bot.search.index import appearance, table_merging
from tests.search.making import article_of

WORDS = (
    "the The it US us weir WEIR weirs mill mills Mill café cafe Café cafés rock'n'roll co-leader co leader "
    "1901 1,000 3.5 4th U.S. C++ geese goose naïve naive running run to because in thirty April ʼs x yes"
).split(" ")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
PARAGRAPHS = st.lists(
    st.tuples(
        st.lists(SENTENCES, min_size=1, max_size=3).map(lambda each: ". ".join(each) + "."),
        st.sampled_from([None, "The mill", "Of weirs", "Zebra"]),
    ),
    min_size=1,
    max_size=4,
)
ALIASES = st.sampled_from([{}, {}, {"bird": "goose"}, {"dam": "weir", "café": "mill"}])


@st.composite
def articles(draw: st.DrawFn, number: int) -> Article:
    """An article with the place `number` in every library."""
    texts, sections = zip(*draw(PARAGRAPHS), strict=True)
    return article_of(
        texts,
        title=f"{number} {draw(SENTENCES)}",
        sections=sections,
        aliases=draw(ALIASES),
        language=draw(st.sampled_from(["en", "en", "en", "de"])),
    )


@st.composite
def libraries(draw: st.DrawFn) -> list[list[Article]]:
    """A library, and what it is after some of its articles were added, changed or removed, several times."""
    places = range(draw(st.integers(1, 6)))
    state: dict[int, Article] = {n: draw(articles(n)) for n in places if draw(st.booleans())}
    states = [list(state.values())]
    for _ in range(draw(st.integers(1, 3))):
        for number in draw(st.sets(st.sampled_from(places), min_size=1, max_size=2)):
            state.pop(number, None)
            if draw(st.integers(0, 3)):
                state[number] = draw(articles(number))
        states.append([state[number] for number in sorted(state)])
    return states


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> Iterator[None]:
    """Blocks of a few numbers, so that a small library has several."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appearance, "BLOCK", 7)
        patch.setattr(table_merging, "BLOCK", 7)
        yield


@given(libraries())
@settings(max_examples=80, deadline=None)
def test_an_index_after_changes_is_the_one_made_from_nothing(states: list[list[Article]]) -> None:
    before = Index(states[0])
    stored = StoredIndex(before.to_bytes())
    for state in states[1:]:
        anew = Index(state)
        wanted = anew.to_bytes()
        assert Index(state, known=before).to_bytes() == wanted
        assert b"".join(index_chunks(state, stored)) == wanted
        before, stored = Index(state, known=before), StoredIndex(wanted)
        assert stored.is_of(state)
        for question in ("weir", "Which goose runs because of April?", "cafe 1901", "What is the mill?"):
            assert before.search(question, explain=True) == anew.search(question, explain=True)


def test_counts_take_the_room_that_they_need_now() -> None:
    """An article with more occurrences than a byte counts comes, and goes again."""
    some = [article_of(["A weir.", "The mill."], title=f"A {n}") for n in range(2)]
    long = article_of(["Weir" + " weir" * 400 + "."], title="B")
    few, many = Index(some), Index([*some, long])
    assert Index([*some, long], known=few).to_bytes() == many.to_bytes() != few.to_bytes()
    assert Index(some, known=many).to_bytes() == few.to_bytes()
