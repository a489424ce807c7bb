"""Features by name: what is registered holds of what is computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.encoder import TOKEN_WIDTH, WIDTH
from bot.search.index.builder import build_corpus
from bot.search.index.corpus import Corpus
from bot.search.meaning.nearness import Nearness
from bot.search.meaning.passage_vectors import PassageVectors, as_bytes
from bot.search.meaning.question_vectors import QuestionVectors
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import Direction, FeatureSet, Unit
from bot.search.ranking.linear_model import shipped_models
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.question import question_of
from bot.search.ranking.ranker import Ranker
from bot.search.ranking.sentence_features import SENTENCE_FEATURES
from bot.search.text.tokenizer import Tokenizer
from tests.search.making import article_of

ALL: tuple[FeatureSet[Any], ...] = (PASSAGE_FEATURES, SENTENCE_FEATURES, CONFIDENCE_FEATURES)
ROUNDING = 1e-9

WORDS = (
    "who when what why where the of in was is Lake lake lakes Ghent tower 1901 1917 twelve built build "
    "because percent in Paris anchor anchors candle “the tower” harbour"
).split()
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
paragraphs = st.lists(texts, min_size=1, max_size=3).map(lambda each: ". ".join(each) + ".")


cosines_of_sentences = st.none() | st.lists(
    st.floats(-1, 1, allow_nan=False, width=32), min_size=12 * 14, max_size=12 * 14
)


@given(st.lists(paragraphs, min_size=1, max_size=4, unique=True), texts, cosines_of_sentences)
@settings(max_examples=80, deadline=None)
def test_every_feature_is_a_number_within_its_unit(
    passages: list[str], question: str, cosines: list[float] | None
) -> None:
    article = article_of(passages, title="Tower", sections=["The lake", *[None] * (len(passages) - 1)])
    ranker = Ranker(build_corpus([article], Tokenizer("en")), shipped_models())
    nearness = None if cosines is None else _nearness(cosines, ranker.corpus)
    assessment = ranker.assess(question_of(question, ranker.tokenizer), None, nearness)
    if assessment is None:
        return
    everywhere = np.arange(len(assessment.passages))
    tables = (assessment.passages, assessment.sentences, assessment.confidence_features(everywhere))
    for features, table in zip(ALL, tables, strict=True):
        for feature in features:
            values = table[feature.name]
            assert np.isfinite(values).all(), feature.name
            assert values.min() >= -ROUNDING, feature.name
            assert values.max() <= feature.unit.largest + ROUNDING, feature.name


def _nearness(cosines: list[float], corpus: Corpus) -> Nearness:
    """Sentences of two tokens each, beside a question of three."""
    random = np.random.default_rng(len(cosines))
    passages = []
    for passage in corpus.passages:
        count = len(passage.sentences)
        sentences, tokens = random.normal(size=(count, WIDTH)), random.normal(size=(2 * count, TOKEN_WIDTH))
        passages.append(
            PassageVectors(
                as_bytes(sentences.astype(np.float32)),
                as_bytes(tokens.astype(np.float32)),
                np.full(count, 2, dtype=np.uint16),
            )
        )
    asked = as_bytes(random.normal(size=(3, TOKEN_WIDTH)).astype(np.float32))
    weights = np.array([0.5, 0.3, 0.2], dtype=np.float32)
    question = QuestionVectors(np.ones(WIDTH, np.float32), asked, weights, ["one", "two", "three"])
    of_sentences = np.array(cosines[: corpus.sentence_count], dtype=np.float32)
    everything = np.arange(len(passages)), np.arange(corpus.sentence_count)
    return Nearness(*everything, of_sentences, of_sentences, question, passages)


@pytest.mark.parametrize("features", ALL)
def test_every_feature_has_a_line_for_people_and_fixed_weights_go_its_way(features: FeatureSet[Any]) -> None:
    assert len({feature.description for feature in features}) == len(features)
    for feature in features:
        assert feature.name == feature.name.strip().lower()
        assert 10 <= len(feature.description) <= 80
        assert "\n" not in feature.description
        if feature.fixed_weight is not None:
            assert feature.direction is (Direction.FOR if feature.fixed_weight > 0 else Direction.AGAINST)


def test_tables_and_rows_are_read_by_name() -> None:
    features: FeatureSet[list[float]] = FeatureSet()

    @features.register("size", Unit.SHARE, Direction.FOR, "how large it is")
    def _size(source: list[float]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array(source)

    @features.register("rarity", Unit.INFORMATION, Direction.FOR, "how rare it is")
    def _rarity(source: list[float]) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array(source) * 30

    table = features.compute([0.5, 1.0])
    np.testing.assert_allclose(table["rarity"], [0.5, 1.0])
    np.testing.assert_array_equal(table.rows(np.array([1]))["size"], [1.0])
    np.testing.assert_array_equal(features.row({"rarity": 2.0}), [0.0, 2.0])
    with pytest.raises(KeyError):
        table["weight"]
    with pytest.raises(ValueError, match="no such feature: weight"):
        features.row({"weight": 1.0})
    with pytest.raises(ValueError, match="registered twice"):
        features.register("size", Unit.SHARE, Direction.FOR, "the same once more")
