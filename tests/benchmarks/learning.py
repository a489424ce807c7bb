"""How weights are fitted: a listwise softmax for what is ranked, a logistic regression for confidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bot.search.index.arrays import Floats

PENALTY = 3e-4
"""Of squared weights of signals that were scaled to a deviation of 1."""


STRENGTH = 0.5
"""The inverse of the logistic regression's penalty, of signals scaled likewise."""


def fit_listwise(rows: Floats, labels: Floats, lengths: Sequence[int], free: Sequence[int] = ()) -> Floats:
    """Weights, none below 0 but those in `free`, under which each list's labelled rows come out best.

    `rows` holds list after list, `labels` each list's share of right rows (adding up to 1).
    """
    scale = rows.std(axis=0)
    used = scale > 1e-9
    scale = np.where(used, scale, 1.0)
    scaled = rows / scale
    sizes = np.asarray(lengths)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = scaled @ weights
        scores = scores - np.repeat(np.maximum.reduceat(scores, starts), sizes)
        powers = np.exp(scores)
        sums = np.add.reduceat(powers, starts)
        misfit = -(labels @ (scores - np.repeat(np.log(sums), sizes))) / len(sizes)
        slope = scaled.T @ (powers / np.repeat(sums, sizes) - labels) / len(sizes)
        return float(misfit + PENALTY * weights @ weights), slope + 2 * PENALTY * weights

    bounds = [
        (None, None) if place in free else (0.0, None) if used[place] else (0.0, 0.0)
        for place in range(rows.shape[1])
    ]
    begin = np.where(used, 0.1, 0.0)
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    weights: Floats = found.x / scale
    return weights


def fit_logistic(rows: Floats, right: Floats, worth: Floats) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression in which a row counts by its worth."""
    scale = np.where(rows.std(axis=0) > 1e-9, rows.std(axis=0), 1.0)
    model = LogisticRegression(C=STRENGTH, tol=1e-8, max_iter=50_000).fit(rows / scale, right, worth)
    return model.coef_[0] / scale, float(model.intercept_[0])
