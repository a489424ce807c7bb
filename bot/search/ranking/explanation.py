"""Why a passage is ranked where it is: its matched terms, and what each feature contributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.search.arrays import Floats
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import Direction, Feature, FeatureTable, Unit
from bot.search.ranking.linear_model import LinearModel, shaped_values
from bot.search.ranking.measurements import Measurements
from bot.search.ranking.passage_features import PASSAGE_FEATURES

SLIGHT = 0.005
"""A smaller contribution explains nothing."""

BIAS = Feature(
    "before any word",
    Unit.FLAG,
    Direction.AGAINST,
    "where the confidence starts before any word is looked at",
)


@dataclass(frozen=True, slots=True)
class MatchedTerm:
    """A word of the question in a passage.

    `weight` is its share of what the question asks, `held` what the passage has of it: 1 the word itself,
    less another form, a related word or a likely misspelling, 0 nothing.
    """

    word: str = field(repr=False)
    weight: float
    held: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a feature contributes to a sum: its value by its weight."""

    feature: Feature
    value: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The terms of the question, and what each feature contributes to the score and to the confidence.

    The contributions to the score add up to it. Those to the confidence add up to its log-odds (0 is one
    half); the first is where it starts before any word is looked at.
    """

    terms: tuple[MatchedTerm, ...] = ()
    score: tuple[Contribution, ...] = ()
    confidence: tuple[Contribution, ...] = ()


def explain_passage(
    measurements: Measurements,
    model: LinearModel,
    place: int,
    passage_features: FeatureTable,
    confidence_features: FeatureTable,
) -> Explanation:
    """The explanation of the passage at `place` of the window; the tables hold its row alone."""
    of_score = passage_features.values[0] * model.passages
    of_confidence = (shaped_values(confidence_features)[0] * model.confidence).sum(axis=1)
    return Explanation(
        _matched_terms(measurements, place),
        _contributions(PASSAGE_FEATURES, of_score),
        (Contribution(BIAS, model.bias), *_contributions(CONFIDENCE_FEATURES, of_confidence)),
    )


def _matched_terms(measurements: Measurements, place: int) -> tuple[MatchedTerm, ...]:
    matches = measurements.matches
    held = measurements.held_below_headings[:, place]
    weights = matches.weights[:, matches.window.article_of_passage[place]]
    return tuple(
        MatchedTerm(term.word.surface, weight, value)
        for term, weight, value in zip(matches.question.terms, weights.tolist(), held.tolist(), strict=True)
    )


def _contributions(features: Iterable[Feature], values: Floats) -> tuple[Contribution, ...]:
    """The contributions, the largest first, without the slight ones."""
    contributions = map(Contribution, features, values.tolist())
    return tuple(sorted((c for c in contributions if abs(c.value) >= SLIGHT), key=lambda c: -abs(c.value)))
