"""The model: a weight for each feature, learned by `python -m bot.search.training.weights` or set by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from bot.search.arrays import Floats
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import FeatureSet, FeatureTable
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.sentence_features import SENTENCE_FEATURES

WEIGHTS_FILE = "weights.json"

CERTAIN = 30.0
"""Log-odds beyond which a confidence is as good as 0 or 1."""


@dataclass(frozen=True)
class LinearModel:
    """Weights in the order of the feature sets. The confidence's, with `bias`, give log-odds."""

    passages: Floats
    sentences: Floats
    confidence: Floats
    bias: float

    @classmethod
    def from_names(cls, named: Mapping[str, Any]) -> LinearModel:
        """A model from learned weights by name, as weights.json has them; the fixed ones are added.

        A feature that isn't named weighs nothing. Raises ValueError for a name that no feature has.
        """
        return cls(
            passages=PASSAGE_FEATURES.row(named["passages"]) + fixed_weights(PASSAGE_FEATURES),
            sentences=SENTENCE_FEATURES.row(named["sentences"]) + fixed_weights(SENTENCE_FEATURES),
            confidence=CONFIDENCE_FEATURES.row(named["confidence"]) + fixed_weights(CONFIDENCE_FEATURES),
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

    def confidences(self, features: FeatureTable) -> list[float]:
        """The confidence in [0, 1] of each row of a table of CONFIDENCE_FEATURES."""
        log_odds = features.values @ self.confidence
        return [_probability(each + self.bias) for each in log_odds.tolist()]


def fixed_weights(features: FeatureSet[Any]) -> Floats:
    """The weights that are set by hand, 0 for those that are learned."""
    return np.array([feature.fixed_weight or 0.0 for feature in features])


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-CERTAIN, min(CERTAIN, log_odds))))


@cache
def shipped_model() -> LinearModel:
    """The model that comes with the program."""
    text = resources.files("bot.search").joinpath("data", WEIGHTS_FILE).read_text(encoding="utf-8")
    return LinearModel.from_names(json.loads(text))
