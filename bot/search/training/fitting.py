"""Fits the weights: a listwise softmax for what is ranked, a logistic regression for the confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from bot.search.arrays import Bools, Floats, Ints, largest_of_runs, owner_of_each, run_starts
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES, MANY_PASSAGES
from bot.search.ranking.feature_set import Direction, Feature, FeatureSet, FeatureTable
from bot.search.ranking.linear_model import SHAPES, LinearModel, fixed_weights, shaped_values
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.sentence_features import SENTENCE_FEATURES
from bot.search.training.examples import Example

EXAMPLE_WEIGHTS: Mapping[str, float] = {
    "own": 1.0,
    "impossible": 0.15,
    "off": 1.25,
    "talk": 1.0,
    "part own": 0.5,
    "part off": 0.5,
    "part absent": 0.1,
    "library own": 2.0,
    "library off": 3.0,
    "library talk": 3.0,
    "everyday own": 0.3,
    "everyday impossible": 0.03,
    "everyday off": 1.25,
    "everyday library off": 3.0,
}
"""What an example of each kind counts when the confidence is fitted; those of other kinds aren't used."""


class Answered(NamedTuple):
    """The share of the own questions that is answered at a confidence of 0.5.

    It gives the bias in articles alone, and the weight of MANY_PASSAGES in libraries.
    """

    alone: float
    in_libraries: float


WORDS_ANSWERED, MEANING_ANSWERED = Answered(0.964, 0.945), Answered(0.94, 0.94)
"""By words alone and with meaning: a little over the 93 % wanted, for articles that weren't trained on do a
little worse."""


RANKING_PENALTY = 3e-4
"""The factor of the squared weights, of features scaled to a deviation of 1."""

CONFIDENCE_PENALTY = 1.0
"""The same for the logistic regression, half of it."""

ROUNDS = 2
"""How often the confidence is fitted anew to the passages that it puts first itself."""

Bound = tuple[float | None, float | None]

_BOUNDS: Mapping[Direction, Bound] = {
    Direction.FOR: (0.0, None),
    Direction.AGAINST: (None, 0.0),
    Direction.EITHER: (None, None),
}
"""The least and the largest weight of a feature that is ranked by."""

LEAST_DEVIATION = 1e-9
"""A feature that varies less is the same everywhere, and gets no weight."""


def fit_model(examples: Sequence[Example], answered: Answered) -> LinearModel:
    """The model that fits these examples. `answered`: see `fit_weights`."""
    return LinearModel.from_names(fit_weights(examples, answered))


def fit_weights(examples: Sequence[Example], answered: Answered) -> dict[str, Any]:
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
    confidence, bias = fit_confidence([e for e in examples if e.kind in EXAMPLE_WEIGHTS], passages, answered)
    rows = zip(CONFIDENCE_FEATURES, confidence.tolist(), strict=True)
    return {
        "passages": _named(PASSAGE_FEATURES, passages),
        "sentences": _named(SENTENCE_FEATURES, sentences),
        "confidence": {
            feature.name: rounded
            for feature, weights in rows
            if any(rounded := [round(weight, 3) for weight in weights])
        },
        "bias": round(bias, 3),
    }


def fit_confidence(examples: Sequence[Example], passages: Floats, answered: Answered) -> tuple[Floats, float]:
    """The weights of the confidence, (features, SHAPES), each in its feature's direction, and the bias.

    The confidence is that of the passage which comes out first: of each article the one that the weights of
    `passages` put first, and of several articles the one with the largest confidence. That isn't known until
    it is fitted, so articles by themselves are fitted first.
    """
    firsts = [_firsts(example, passages) for example in examples]
    rows = np.concatenate(firsts)
    lengths = np.array([len(each) for each in firsts])
    starts = np.cumsum(lengths) - lengths
    shaped = shaped_values(FeatureTable(CONFIDENCE_FEATURES, rows)).reshape(len(rows), -1)
    is_fitted = _learned(CONFIDENCE_FEATURES)
    is_fitted[CONFIDENCE_FEATURES.column(MANY_PASSAGES)] = 0.0
    shaped = shaped * np.repeat(is_fitted, len(SHAPES))
    by_hand = rows @ fixed_weights(CONFIDENCE_FEATURES)
    is_right = np.array([float(e.kind.endswith("own")) for e in examples])
    weights = np.array([EXAMPLE_WEIGHTS[e.kind] for e in examples])
    bounds = [_BOUNDS[feature.direction] for feature in CONFIDENCE_FEATURES for _ in SHAPES]
    alone = (lengths == 1).nonzero()[0]
    used, chosen = alone, starts[alone]
    for _ in range(1 + ROUNDS):
        fitted, bias = fit_logistic(shaped[chosen], by_hand[chosen], is_right[used], weights[used], bounds)
        log_odds = shaped @ fitted + by_hand + bias
        used, chosen = np.arange(len(examples)), _largest(log_odds, starts)
    # One half is put where as many of the own questions are answered as wanted.
    kinds = np.array([example.kind for example in examples])
    border = float(np.quantile(log_odds[chosen][kinds == "own"], 1 - answered.alone))
    by_shape = fitted.reshape(-1, len(SHAPES))
    in_libraries = chosen[kinds == "library own"]
    by_shape[CONFIDENCE_FEATURES.column(MANY_PASSAGES), SHAPES.index("root")] = _weight_of_size(
        log_odds[in_libraries] - border, rows[in_libraries], answered.in_libraries
    )
    return by_shape, bias - border


def _weight_of_size(log_odds: Floats, rows: Floats, answered: float) -> float:
    """The weight of MANY_PASSAGES' root by which this share of the rows has log-odds of 0 or more, or 0.

    The questions that an article answers are as sure among others as they were alone. What is off-topic gets
    surer, for the best of more passages is taken: likelihood gives no weight by which both are kept in hand.
    """
    roots = np.sqrt(rows[:, CONFIDENCE_FEATURES.column(MANY_PASSAGES)])
    if not (roots > 0).any():
        return 0.0
    return -max(0.0, float(np.quantile(log_odds[roots > 0] / roots[roots > 0], 1 - answered)))


def fit_listwise(features: FeatureSet[Any], lists: Sequence[Floats], shares: Sequence[Floats]) -> Floats:
    """Weights, each in its feature's direction, under which the right rows of each list come out best.

    `lists` holds a table of features for each list, `shares` what each of its rows has of being right (a
    list's add up to 1). A feature that isn't learned gets 0.
    """
    rows = np.concatenate(lists) * _learned(features)
    labels = np.concatenate(shares)
    varies, scale = _scale_of(rows)
    cross_entropy = _listwise(rows / scale, labels, lists)

    def loss(weights: Floats) -> tuple[float, Floats]:
        entropy, gradient = cross_entropy(weights)
        penalty = RANKING_PENALTY * weights @ weights
        return float(entropy + penalty), gradient + 2 * RANKING_PENALTY * weights

    bounds = _within([_BOUNDS[feature.direction] for feature in features], varies)
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


def fit_logistic(
    rows: Floats, offsets: Floats, is_right: Floats, row_weights: Floats, bounds: Sequence[Bound]
) -> tuple[Floats, float]:
    """Weights within bounds and bias of a logistic regression in which a row counts by its weight.

    `offsets` is what each row's log-odds have beside.
    """
    varies, scale = _scale_of(rows)
    scaled = rows / scale

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, bias = parameters[:-1], parameters[-1]
        log_odds = scaled @ weights + bias + offsets
        surprise = np.logaddexp(0.0, log_odds) - is_right * log_odds
        slope = row_weights * (1 / (1 + np.exp(-log_odds)) - is_right)
        penalty = 0.5 * CONFIDENCE_PENALTY * weights @ weights
        gradient = np.append(scaled.T @ slope + CONFIDENCE_PENALTY * weights, slope.sum())
        return float(row_weights @ surprise + penalty), gradient

    found = minimize(
        loss,
        np.zeros(rows.shape[1] + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=[*_within(bounds, varies), (None, None)],
        options={"maxiter": 2_000, "ftol": 1e-12, "gtol": 1e-6},
    )
    weights: Floats = found.x[:-1] / scale
    return weights, float(found.x[-1])


def _scale_of(rows: Floats) -> tuple[Bools, Floats]:
    """Which columns vary, and what each is divided by so that the penalty asks as much of every feature."""
    deviations = rows.std(axis=0)
    varies = deviations > LEAST_DEVIATION
    return varies, np.where(varies, deviations, 1.0)


def _within(bounds: Sequence[Bound], varies: Bools) -> list[Bound]:
    """The bounds of the weights: nothing but 0 for a feature that doesn't vary."""
    return [bound if used else (0.0, 0.0) for bound, used in zip(bounds, varies.tolist(), strict=True)]


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


def _firsts(example: Example, passages: Floats) -> Floats:
    """The confidence features of each article's candidate that the weights of passages put first."""
    scores = example.passages.values[example.candidates] @ passages
    order = np.lexsort((-scores, example.articles))
    firsts: Floats = example.confidence.values[order[run_starts(example.articles[order])]]
    return firsts


def _largest(values: Floats, starts: Ints) -> Ints:
    """The place of the largest value of each run, of equals the first."""
    owners = owner_of_each(np.append(starts, len(values)))
    return largest_of_runs(values, np.maximum.reduceat(values, starts), owners)
