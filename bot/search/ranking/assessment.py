"""What the candidates for a question have: measurements, and the features that are made of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.search.arrays import Ints
from bot.search.meaning.nearness import Nearness
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.coverage import Coverage
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.matches import Matches
from bot.search.ranking.measurements import Meant, Measurements, measure
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.sentence_features import SENTENCE_FEATURES


@dataclass(frozen=True, eq=False)
class Assessment:
    """What the candidates for a question have: measurements, and the features that are made of them.

    `searched` is the number of passages that they were chosen from.
    """

    measurements: Measurements
    passages: FeatureTable
    sentences: FeatureTable
    searched: int

    @classmethod
    def of(cls, matches: Matches, searched: int, nearness: Nearness | None = None) -> Assessment:
        """The features of matches. `nearness`: see `Ranker.assess`."""
        measurements = measure(matches, None if nearness is None else _meant(matches, nearness))
        passages, sentences = PASSAGE_FEATURES.compute(measurements), SENTENCE_FEATURES.compute(measurements)
        return cls(measurements, passages, sentences, searched)

    def confidence_features(self, places: Ints) -> FeatureTable:
        """The confidence features of the passages at these places of the window."""
        return CONFIDENCE_FEATURES.compute(Coverage(self.measurements, self.passages, places, self.searched))


def _meant(matches: Matches, nearness: Nearness) -> Meant:
    window = matches.window
    cosines, with_before = nearness.of_sentences(window.sentences)
    return Meant(
        cosines.astype(np.float64),
        with_before.astype(np.float64),
        nearness.of_tokens(window.passages).astype(np.float64),
        nearness.weights.astype(np.float64),
        nearness.words,
    )
