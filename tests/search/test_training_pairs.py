"""What the cross-encoder and the weights of its reading are trained on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Meaning
from bot.search.ranking.reading_model import LEAST
from bot.search.training.everyday_examples import everyday_examples
from bot.search.training.pairs import found_in, training_pairs
from bot.search.training.reading_examples import ReadExample
from bot.search.training.reading_weights import ANSWERED, ANSWERED_AMONG_SEVERAL, fit_reading
from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import read_written

ARTICLES = """# Aldwell Brewery
Aldwell Brewery was founded in 1871 by Martha Quill. Its beer was brown.

The brewery burned down in 1912.

# Penn Light
Penn Light was built by Tom Carrow.

The tower was moved inland in 1931.
"""
QUESTIONS = """Aldwell Brewery\tyes\t0.0\twho started the aldwell brewery
Aldwell Brewery\tno\t1.0\twho set the brewery on fire
Penn Light\tyes\t0.0\twho founded penn light
Penn Light\tyes\t1.0\twhen did they move it
"""


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[AnnotatedArticle]:
    folder = tmp_path_factory.mktemp("written")
    folder.joinpath("some.txt").write_text(ARTICLES, encoding="utf-8")
    folder.joinpath("some.tsv").write_text(QUESTIONS, encoding="utf-8")
    return read_written(folder)


@pytest.fixture(scope="module")
def meaning(articles: list[AnnotatedArticle]) -> Meaning:
    found = Meaning()
    found.learn(each.article for each in articles)
    return found


def test_a_sentence_answers_only_where_its_article_was_asked(
    articles: list[AnnotatedArticle], meaning: Meaning
) -> None:
    pairs = training_pairs(list(found_in(articles, meaning)))
    right = {(each.pair.question, each.pair.sentence) for each in pairs if each.answers}
    assert right == {
        (
            "who started the aldwell brewery",
            "Aldwell Brewery: Aldwell Brewery was founded in 1871 by Martha Quill.",
        ),
        ("who founded penn light", "Penn Light: Penn Light was built by Tom Carrow."),
        ("when did they move it", "Penn Light: The tower was moved inland in 1931."),
    }
    assert right.isdisjoint((each.pair.question, each.pair.sentence) for each in pairs if not each.answers)


def test_a_library_is_asked_what_names_another_article_s_subject(
    articles: list[AnnotatedArticle], meaning: Meaning
) -> None:
    asked = Counter((each.text, each.article.article.title) for each in found_in(articles, meaning))
    # Once as another's question, and once more as a question to a library.
    assert asked["who founded penn light", "Aldwell Brewery"] == 2
    assert asked["when did they move it", "Aldwell Brewery"] == 1


def test_everyday_examples_say_what_is_answered(articles: list[AnnotatedArticle], meaning: Meaning) -> None:
    kinds = Counter(each.kind for each in everyday_examples(articles, meaning))
    assert kinds["everyday own"] == 3
    assert kinds["everyday impossible"] == 1
    assert kinds["everyday library own"] == 3
    assert kinds["everyday off"] + kinds["everyday library off"] > 0
    assert sum(kinds.values()) == 3 + 1 + 3 + kinds["everyday off"] + kinds["everyday library off"]


def _examples(kind: str, *, are_own: bool = False) -> st.SearchStrategy[ReadExample]:
    """Questions that were read; `are_own`: they have an answer, and words and meaning said yes."""
    return st.builds(
        ReadExample,
        kind=st.just(kind),
        is_answerable=st.just(True) if are_own else st.booleans(),
        is_right=st.booleans(),
        log_odds=st.floats(0 if are_own else -8, 8),
        reading=st.floats(-6, 6),
        rival=st.floats(-8, 8),
        in_library=st.just(True),
        is_one_of_several=st.just(True),
    )


def _alone(example: ReadExample) -> ReadExample:
    return replace(example, rival=LEAST, in_library=False, is_one_of_several=False)


some_read = st.tuples(
    st.lists(_examples("squad", are_own=True), min_size=5, max_size=30),
    st.lists(_examples("everyday") | _examples("off"), min_size=5, max_size=30),
).map(lambda both: [*both[0], *both[1], *map(_alone, [*both[0], *both[1]])])


@given(some_read)
def test_as_many_of_the_own_questions_are_answered_as_wanted(examples: list[ReadExample]) -> None:
    models = fit_reading(examples)
    for model, in_library, share in (
        (models.alone, False, ANSWERED),
        (models.one_of_several, True, ANSWERED_AMONG_SEVERAL),
    ):
        own = [e for e in examples if e.kind == "squad" and e.in_library is in_library]
        answered = [model(e.log_odds, e.reading, e.rival) >= -1e-9 for e in own if e.reading is not None]
        assert sum(answered) >= share * len(own) - 1e-9


@given(some_read)
def test_no_weight_of_a_reading_goes_against_what_it_weighs(examples: list[ReadExample]) -> None:
    models = fit_reading(examples)
    for model in (models.alone, models.one_of_several):
        assert min(model.above, model.below, model.reading, model.rival) >= 0
