"""BM25 on rank_bm25: its scores, and corpora of any size."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from bot.search.index.bm25 import BM25, K1, B
from tests.benchmarks.generated import passages, questions

texts = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12), min_size=1, max_size=12)


class LuceneOkapi(BM25Okapi):  # type: ignore[misc]
    """rank_bm25's own scoring with the other idf."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        for term, count in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - count + 0.5) / (count + 0.5))


@given(texts, st.lists(st.sampled_from("abcdefghxyz"), max_size=6))
def test_scores_are_rank_bm25s(corpus: list[list[str]], query: list[str]) -> None:
    np.testing.assert_allclose(BM25(corpus).get_scores(query), LuceneOkapi(corpus).get_scores(query))


def test_the_scores_of_a_thousand_questions_are_rank_bm25s() -> None:
    corpus = passages(1000)
    ours, theirs = BM25(corpus), LuceneOkapi(corpus)
    for query in questions(corpus, 1000):
        np.testing.assert_allclose(ours.get_scores(query), theirs.get_scores(query), rtol=0, atol=1e-9)


@given(texts)
def test_a_text_with_the_term_scores_above_zero(corpus: list[list[str]]) -> None:
    scores = BM25(corpus).get_scores(["a"])
    assert all((score > 0) == ("a" in text) for score, text in zip(scores, corpus, strict=True))


@given(texts, st.lists(st.sampled_from("abcdefghxyz"), max_size=6), st.integers(1, 5))
def test_the_best_are_those_that_score_highest(corpus: list[list[str]], query: list[str], count: int) -> None:
    index = BM25(corpus)
    scores = index.get_scores(query)
    best, best_scores = index.best(query, count)
    expected = [place for place in np.argsort(-scores, kind="stable").tolist() if scores[place] > 0]
    assert best.tolist() == expected[:count]
    np.testing.assert_array_equal(best_scores, scores[best])


def test_rank_bm25_still_calls_the_private_methods_that_are_overridden() -> None:
    called = []

    class Recorder(BM25Okapi):  # type: ignore[misc]
        def _initialize(self, corpus: list[list[str]]) -> object:
            called.append("_initialize")
            return super()._initialize(corpus)

        def _calc_idf(self, nd: dict[str, int]) -> None:
            called.append("_calc_idf")
            super()._calc_idf(nd)

    Recorder([["a"], ["b"]])
    assert called == ["_initialize", "_calc_idf"]


def test_an_empty_corpus_finds_nothing() -> None:
    assert not BM25([]).get_scores(["a"]).any()
    assert not BM25([[], []]).get_scores(["a"]).any()


def test_rank_bm25_builds_its_index_by_the_methods_that_are_overridden() -> None:
    """They are private, so that pyproject.toml bounds rank_bm25 below its next minor version."""
    calls: list[tuple[str, object]] = []

    class Recorder(BM25Okapi):  # type: ignore[misc]
        def _initialize(self, corpus: list[list[str]]) -> dict[str, int]:
            frequencies: dict[str, int] = super()._initialize(corpus)
            calls.append(("_initialize", corpus))
            return frequencies

        def _calc_idf(self, nd: dict[str, int]) -> None:
            calls.append(("_calc_idf", nd))
            super()._calc_idf(nd)

    corpus = [["a", "b"], ["a"], ["c"]]
    index = Recorder(corpus)
    assert calls == [("_initialize", corpus), ("_calc_idf", {"a": 2, "b": 1, "c": 1})]
    assert (index.corpus_size, index.doc_len, index.k1, index.b) == (3, [2, 1, 1], K1, B)
