"""The second stage: what meaning adds to the words, by weights that are learned from questions.

`python -m bot.search.training.meaning` makes them. Where the words alone are certain it isn't asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from bot.search.arrays import Floats
from bot.search.ranking.feature_set import Direction, Feature, Unit

WEIGHTS_FILE = "meaning.json"

CERTAIN_WORDS = 6.0
"""Log-odds of the best passage from which its words alone decide: 57 in 100 questions that an article answers
are as certain."""

MOST_LOG_ODDS = 12.0
"""Log-odds of the words beyond which more of them tell nothing more."""

NEAREST = 8
"""Passages nearest in meaning that are candidates, whatever words they have."""

NEAR = 0.3
"""The cosine from which a passage without a word of the question is a hit."""

MEANING = Feature(
    "meaning",
    Unit.LIKENESS,
    Direction.FOR,
    "how near its best sentence is to the question in meaning (cosine)",
)


@dataclass(frozen=True)
class MeaningModel:
    """The weights of cosines: in a passage's score, a sentence's, and (with the words' log-odds) the
    confidence.
    """

    passage: float
    sentence: float
    log_odds: float
    cosine: float
    bias: float

    def combined(self, log_odds: Floats, cosines: Floats) -> Floats:
        """The log-odds of passages, of those by their words and their best sentences' cosines."""
        words = np.clip(log_odds, -MOST_LOG_ODDS, MOST_LOG_ODDS)
        combined: Floats = self.log_odds * words + self.cosine * cosines + self.bias
        return combined


@cache
def shipped_meaning_model() -> MeaningModel:
    """The model that comes with the program."""
    text = resources.files("bot.search").joinpath("data", WEIGHTS_FILE).read_text(encoding="utf-8")
    return MeaningModel(**json.loads(text))
