"""The model: a weight for each feature, learned by `python -m bot.search.training.weights` or set by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from bot.search.arrays import Floats
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import FeatureSet, FeatureTable
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.reading_model import ReadingModels
from bot.search.ranking.sentence_features import SENTENCE_FEATURES

WEIGHTS_FILE, MEANING_FILE, READING_FILE = "weights.json", "meaning.json", "reading.json"

SHAPES = ("itself", "root")
"""A feature of the confidence weighs by itself and by its root: the first nats tell more than the last. Both
weights have the sign of its direction, so that more of it never tells the contrary."""

CERTAIN = 30.0
"""Log-odds beyond which a confidence is as good as 0 or 1."""


@dataclass(frozen=True)
class LinearModel:
    """Weights in the order of the feature sets.

    `confidence` has a row for each feature and a column for each of SHAPES; with `bias` it gives log-odds.
    """

    passages: Floats
    sentences: Floats
    confidence: Floats
    bias: float

    @classmethod
    def from_names(cls, named: Mapping[str, Any]) -> LinearModel:
        """A model from learned weights by name, as weights.json has them; the fixed ones are added.

        A feature that isn't named weighs nothing. Raises ValueError for a name that no feature has.
        """
        shaped: Mapping[str, Sequence[float]] = named["confidence"]
        columns = [
            CONFIDENCE_FEATURES.row({name: weights[place] for name, weights in shaped.items()})
            for place in range(len(SHAPES))
        ]
        columns[SHAPES.index("itself")] += fixed_weights(CONFIDENCE_FEATURES)
        return cls(
            passages=PASSAGE_FEATURES.row(named["passages"]) + fixed_weights(PASSAGE_FEATURES),
            sentences=SENTENCE_FEATURES.row(named["sentences"]) + fixed_weights(SENTENCE_FEATURES),
            confidence=np.array(columns).T,
            bias=float(named["bias"]),
        )

    def passage_scores(self, features: FeatureTable) -> Floats:
        """The score of each row of a table of PASSAGE_FEATURES."""
        scores: Floats = features.values @ self.passages
        return scores

    def sentence_scores(self, features: FeatureTable) -> Floats:
        """The score of each row of a table of SENTENCE_FEATURES."""
        scores: Floats = features.values @ self.sentences
        return scores

    def log_odds(self, features: FeatureTable) -> Floats:
        """The logarithm of the odds that each row of a table of CONFIDENCE_FEATURES answers."""
        log_odds: Floats = shaped_values(features).reshape(len(features), -1) @ self.confidence.ravel()
        return log_odds + self.bias

    def contribution(self, features: FeatureTable, name: str) -> Floats:
        """What one feature adds to the log-odds of each row."""
        column = features.features.column(name)
        added: Floats = shaped_values(features)[:, column] @ self.confidence[column]
        return added


def probabilities(log_odds: Iterable[float]) -> list[float]:
    """The probability in [0, 1] that each of `log_odds` stands for."""
    return [_probability(each) for each in log_odds]


def log_odds_of(probability: float) -> float:
    """The log-odds that a probability stands for, between those that are as good as certain."""
    if not 0 < probability < 1:
        return math.copysign(CERTAIN, probability - 0.5)
    return max(-CERTAIN, min(CERTAIN, math.log(probability / (1 - probability))))


def shaped_values(features: FeatureTable) -> Floats:
    """(rows, features, SHAPES): the values of a table, and their roots."""
    values = features.values
    return np.stack([values, np.sqrt(np.maximum(values, 0.0))], axis=-1)


def fixed_weights(features: FeatureSet[Any]) -> Floats:
    """The weights that are set by hand, 0 for those that are learned."""
    return np.array([feature.fixed_weight or 0.0 for feature in features])


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-CERTAIN, min(CERTAIN, log_odds))))


@dataclass(frozen=True)
class Models:
    """The model for questions that are read by their words alone, and for those whose meaning counts, too.

    `reading` is what close reading makes of the latter's confidence; None: nothing is read closely.
    """

    words: LinearModel
    meaning: LinearModel
    reading: ReadingModels | None = None


@cache
def shipped_models() -> Models:
    """The models that come with the program."""
    folder = resources.files("bot.search").joinpath("data")
    words, meaning, reading = (
        json.loads(folder.joinpath(name).read_text(encoding="utf-8"))
        for name in (WEIGHTS_FILE, MEANING_FILE, READING_FILE)
    )
    return Models(
        LinearModel.from_names(words), LinearModel.from_names(meaning), ReadingModels.from_names(reading)
    )
