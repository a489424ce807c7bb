"""Fits the weights: a listwise softmax for what is ranked, a logistic regression for the confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from bot.search.arrays import Floats, Ints
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import Direction, Feature, FeatureSet
from bot.search.ranking.linear_model import LinearModel, fixed_weights
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.sentence_features import SENTENCE_FEATURES
from bot.search.training.examples import Example

EXAMPLE_WEIGHTS: Mapping[str, float] = {
    "own": 1.0,
    "off": 1.25,
    "talk": 2.0,
    "part own": 2.0,
    "part off": 1.0,
    "part absent": 0.4,
    "library own": 1.0,
    "library off": 2.0,
    "library talk": 2.0,
}
"""What an example of each kind counts when the confidence is fitted; those of other kinds aren't used."""

OWN = ("own", "part own", "library own")
"""The kinds that are answered."""

ROUNDS = 2
"""How often the confidence is fitted: which article comes first in a library depends on the confidence."""

RANKING_PENALTY = 3e-4
"""The factor of the squared weights, of features scaled to a deviation of 1."""

CONFIDENCE_PENALTY = 1e-4
"""The same for the confidence."""

Bound = tuple[float | None, float | None]

_BOUNDS: Mapping[Direction, Bound] = {
    Direction.FOR: (0.0, None),
    Direction.AGAINST: (None, 0.0),
    Direction.EITHER: (None, None),
}
"""The least and the largest weight of a feature."""

LEAST_DEVIATION = 1e-9
"""A feature that varies less is the same everywhere, and gets no weight."""


def fit_model(examples: Sequence[Example]) -> LinearModel:
    """The model that fits these examples."""
    return LinearModel.from_names(fit_weights(examples))


def fit_weights(examples: Sequence[Example]) -> dict[str, Any]:
    """The learned weights by name, as weights.json has them, without those that are 0."""
    own = [e for e in examples if e.kind in ("own", "impossible") and e.sentence_features is not None]
    passages = fit_listwise(
        PASSAGE_FEATURES,
        [e.passages.values for e in own],
        [_shares(len(e.passages), [e.passage]) for e in own],
    )
    in_passages = [(e.sentence_features, e.sentences) for e in own if e.sentence_features is not None]
    sentences = fit_listwise(
        SENTENCE_FEATURES,
        [features.values for features, _ in in_passages],
        [_shares(len(features), right) for features, right in in_passages],
    )
    confidence, bias = _fit_confidence([e for e in examples if e.kind in EXAMPLE_WEIGHTS], passages)
    return {
        "passages": _named(PASSAGE_FEATURES, passages),
        "sentences": _named(SENTENCE_FEATURES, sentences),
        "confidence": _named(CONFIDENCE_FEATURES, confidence),
        "bias": round(bias, 4),
    }


def _fit_confidence(examples: Sequence[Example], passage_weights: Floats) -> tuple[Floats, float]:
    """Weights and bias of the confidence, which is that of the passage that the fitted ranking puts first."""
    firsts = [_first_of_each_article(example, passage_weights) for example in examples]
    values = [e.confidence.values[rows] for e, rows in zip(examples, firsts, strict=True)]
    are_right = [
        e.kind in OWN and e.articles[rows] == e.article for e, rows in zip(examples, firsts, strict=True)
    ]
    example_weights = np.array([EXAMPLE_WEIGHTS[e.kind] for e in examples])
    chosen = [0] * len(examples)
    for _ in range(ROUNDS):
        rows = np.array([each[place] for each, place in zip(values, chosen, strict=True)])
        is_right = np.array(
            [
                float(np.broadcast_to(each, len(v))[place])
                for each, v, place in zip(are_right, values, chosen, strict=True)
            ]
        )
        weights, bias = fit_logistic(CONFIDENCE_FEATURES, rows, is_right, example_weights)
        all_weights = weights + fixed_weights(CONFIDENCE_FEATURES)
        chosen = [int(np.argmax(each @ all_weights)) for each in values]
    return weights, bias


def fit_listwise(features: FeatureSet[Any], lists: Sequence[Floats], shares: Sequence[Floats]) -> Floats:
    """Weights, each in its feature's direction, under which the right rows of each list come out best.

    `lists` holds a table of features for each list, `shares` what each of its rows has of being right (a
    list's add up to 1). A feature that isn't learned gets 0.
    """
    rows = np.concatenate(lists) * _learned(features)
    labels = np.concatenate(shares)
    deviations = rows.std(axis=0)
    varies = deviations > LEAST_DEVIATION
    # Scaled to a deviation of 1, so that the penalty asks as much of every feature.
    scale = np.where(varies, deviations, 1.0)
    scaled = rows / scale
    lengths = np.array([len(each) for each in lists])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])

    def loss(weights: Floats) -> tuple[float, Floats]:
        """The cross-entropy between shares and softmax, averaged over the lists, and its gradient."""
        scores = scaled @ weights
        # The softmax is the same when a list's best score is subtracted, and can't overflow then.
        scores = scores - np.repeat(np.maximum.reduceat(scores, starts), lengths)
        powers = np.exp(scores)
        sums = np.add.reduceat(powers, starts)
        entropy = -(labels @ (scores - np.repeat(np.log(sums), lengths))) / len(lengths)
        gradient = scaled.T @ (powers / np.repeat(sums, lengths) - labels) / len(lengths)
        penalty = RANKING_PENALTY * weights @ weights
        return float(entropy + penalty), gradient + 2 * RANKING_PENALTY * weights

    bounds = [
        _BOUNDS[feature.direction] if used else (0.0, 0.0)
        for feature, used in zip(features, varies.tolist(), strict=True)
    ]
    start = np.where(varies, 0.1, 0.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    weights: Floats = found.x / scale
    return weights


def fit_logistic(
    features: FeatureSet[Any], rows: Floats, is_right: Floats, row_weights: Floats
) -> tuple[Floats, float]:
    """Weights, each in its feature's direction, and bias of a logistic regression.

    A row counts by its weight. Features that aren't learned contribute by their fixed weight, and get 0.
    """
    contributed = rows @ fixed_weights(features)
    learned = rows * _learned(features)
    deviations = learned.std(axis=0)
    varies = deviations > LEAST_DEVIATION
    scale = np.where(varies, deviations, 1.0)
    scaled = np.column_stack([learned / scale, np.ones(len(rows))])
    shares = row_weights / row_weights.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        """The weighted mean of the cross-entropy, with the penalty (the bias has none), and its gradient."""
        log_odds = scaled @ weights + contributed
        entropy = shares @ (np.logaddexp(0.0, log_odds) - is_right * log_odds)
        penalized = np.append(weights[:-1], 0.0)
        gradient = scaled.T @ (shares * (expit(log_odds) - is_right))
        penalty = CONFIDENCE_PENALTY * penalized @ penalized
        return float(entropy + penalty), gradient + 2 * CONFIDENCE_PENALTY * penalized

    bounds = [
        _BOUNDS[feature.direction] if used else (0.0, 0.0)
        for feature, used in zip(features, varies.tolist(), strict=True)
    ]
    found = minimize(
        loss,
        np.zeros(len(scale) + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None)],
        options={"maxiter": 2_000, "maxfun": 5_000, "ftol": 1e-13, "gtol": 1e-9},
    )
    weights: Floats = found.x[:-1] / scale
    return weights, float(found.x[-1])


def _learned(features: Iterable[Feature]) -> Floats:
    """1 for each feature whose weight is learned, 0 for one whose weight is set by hand."""
    return np.array([float(feature.is_learned) for feature in features])


def _named(features: Iterable[Feature], weights: Floats) -> dict[str, float]:
    return {
        feature.name: round(weight, 4)
        for feature, weight in zip(features, weights.tolist(), strict=True)
        if abs(weight) >= 5e-4
    }


def _shares(length: int, right: Sequence[int]) -> Floats:
    """1 for the right row of a list, or an equal share for each of several."""
    shares = np.zeros(length)
    shares[list(right)] = 1 / len(right)
    return shares


def _first_of_each_article(example: Example, passage_weights: Floats) -> Ints:
    """The candidate of each article that the weights put first, the best one's article first."""
    scores = example.passages.values[example.candidates] @ passage_weights
    order = np.argsort(-scores, kind="stable")
    _, firsts = np.unique(example.articles[order], return_index=True)
    best: Ints = order[np.sort(firsts)]
    return best
