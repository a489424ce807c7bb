"""Confidence that means what it says: of ten passages of 0.8, eight answer.

The models are fitted so that what they answer at one half is right; further from it they are too timid: of 100
that they gave 0.75, 90 answered. A confidence's log-odds are multiplied by what makes up for that, as by the
inverse of a temperature (Guo et al., "On Calibration of Modern Neural Networks", 2017, section 4.2). One half
stays where it is.
"""

from __future__ import annotations

from dataclasses import replace

from bot.search.ranking.explanation import Contribution
from bot.search.ranking.feature_set import Direction, Feature, Unit
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import log_odds_of, probabilities

CALIBRATION = Feature(
    "calibration",
    Unit.FLAG,
    Direction.EITHER,
    "what makes the confidence the share of such passages that answer",
)


def calibrated(hit: Hit, slope: float) -> Hit:
    """The hit with its confidence's log-odds multiplied by `slope`."""
    before = log_odds_of(hit.confidence)
    if not 0 < hit.confidence < 1:
        return hit
    why = hit.explanation
    if why.confidence:
        added = Contribution(CALIBRATION, (slope - 1) * before)
        why = replace(why, confidence=(*why.confidence, added))
    return replace(hit, confidence=probabilities([slope * before])[0], explanation=why)
