"""Fits the weights: a listwise softmax for what is ranked, a logistic regression for the confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bot.search.arrays import Floats
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import Direction, Feature, FeatureSet
from bot.search.ranking.linear_model import SHAPES, LinearModel, shaped_values
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.sentence_features import SENTENCE_FEATURES
from bot.search.training.examples import Example

EXAMPLE_WEIGHTS: Mapping[str, float] = {
    "own": 1.0,
    "off": 1.25,
    "talk": 1.0,
    "part own": 0.5,
    "part off": 0.5,
    "part absent": 0.1,
}
"""What an example of each kind counts when the confidence is fitted; those of other kinds aren't used."""

ANSWERED = 0.964
"""The share of the own questions that is answered at a confidence of 0.5: a little over the 95 % wanted, for
articles that weren't trained on do a little worse."""

RANKING_PENALTY = 3e-4
"""The factor of the squared weights, of features scaled to a deviation of 1."""

INVERSE_CONFIDENCE_PENALTY = 0.5
"""The inverse of the logistic regression's penalty, of features scaled likewise."""

Bound = tuple[float | None, float | None]

_BOUNDS: Mapping[Direction, Bound] = {
    Direction.FOR: (0.0, None),
    Direction.AGAINST: (None, 0.0),
    Direction.EITHER: (None, None),
}
"""The least and the largest weight of a feature that is ranked by."""

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
    used = [e for e in examples if e.kind in EXAMPLE_WEIGHTS]
    # The confidence is that of the passage which the fitted ranking puts first.
    shaped = np.array([_shaped_best(e, passages) for e in used])
    columns = shaped.reshape(len(used), -1)
    is_right = np.array([float(e.kind in ("own", "part own")) for e in used])
    example_weights = np.array([EXAMPLE_WEIGHTS[e.kind] for e in used])
    is_learned = np.repeat(_learned(CONFIDENCE_FEATURES), len(SHAPES))
    confidence, bias = fit_logistic(columns * is_learned, is_right, example_weights)
    # One half is put where as many of the own questions are answered as wanted.
    log_odds = columns[np.array([e.kind == "own" for e in used])] @ confidence + bias
    bias -= float(np.quantile(log_odds, 1 - ANSWERED))
    rows = zip(CONFIDENCE_FEATURES, confidence.reshape(-1, len(SHAPES)).tolist(), strict=True)
    return {
        "passages": _named(PASSAGE_FEATURES, passages),
        "sentences": _named(SENTENCE_FEATURES, sentences),
        "confidence": {
            feature.name: [round(weight, 3) for weight in weights]
            for feature, weights in rows
            if any(weights)
        },
        "bias": round(bias, 3),
    }


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
    cross_entropy = _listwise(scaled, labels, lists)

    def loss(weights: Floats) -> tuple[float, Floats]:
        entropy, gradient = cross_entropy(weights)
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


def _listwise(
    rows: Floats, shares: Floats, lists: Sequence[Floats]
) -> Callable[[Floats], tuple[float, Floats]]:
    """Weights → the cross-entropy between shares and softmax, averaged over the lists, and its gradient.

    `rows` are those of all `lists`, one below the other, and `shares` theirs.
    """
    lengths = np.array([len(each) for each in lists])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])

    def cross_entropy(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        # The softmax is the same when a list's best score is subtracted, and can't overflow then.
        scores = scores - np.repeat(np.maximum.reduceat(scores, starts), lengths)
        powers = np.exp(scores)
        sums = np.add.reduceat(powers, starts)
        entropy = -(shares @ (scores - np.repeat(np.log(sums), lengths))) / len(lengths)
        gradient: Floats = rows.T @ (powers / np.repeat(sums, lengths) - shares) / len(lengths)
        return float(entropy), gradient

    return cross_entropy


def fit_ratio(lists: Sequence[Floats], right: Sequence[Sequence[int]]) -> float:
    """What the second column of each list weighs beside the first, so that its right rows come out best."""
    rows = np.concatenate(lists)
    shares = np.concatenate([_shares(len(each), places) for each, places in zip(lists, right, strict=True)])
    loss = _listwise(rows, shares, lists)
    found = minimize(loss, np.ones(2), jac=True, method="L-BFGS-B", bounds=[(1e-3, None), (0.0, None)])
    return float(found.x[1] / found.x[0])


def fit_logistic(rows: Floats, is_right: Floats, row_weights: Floats) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression in which a row counts by its weight."""
    deviations = rows.std(axis=0)
    scale = np.where(deviations > LEAST_DEVIATION, deviations, 1.0)
    regression = LogisticRegression(C=INVERSE_CONFIDENCE_PENALTY, tol=1e-8, max_iter=50_000)
    regression.fit(rows / scale, is_right, row_weights)
    return regression.coef_[0] / scale, float(regression.intercept_[0])


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


def _shaped_best(example: Example, passage_weights: Floats) -> Floats:
    """The shaped confidence features of the candidate that the weights put first."""
    scores = example.passages.values[example.candidates] @ passage_weights
    best: Floats = shaped_values(example.confidence)[int(np.argmax(scores))]
    return best
