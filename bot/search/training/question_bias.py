"""What a question's own words tell of whether it is answered, before any sentence is looked at.

Written questions have a fashion: those that were written to have no answer begin with "which" or ask for a
price more often. A reader that learned it would judge by it, and people's questions have another. So what the
words alone tell is given to the training beforehand (Clark et al., "Don't Take the Easy Way Out", 2019,
https://arxiv.org/abs/1909.03683), and only what the sentence adds is left to learn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from bot.search.arrays import Floats

LEAST_SEEN = 8
"""Questions that have a word or a pair of words before it is counted."""

PENALTY = 4.0
"""Of the squared weights, half of it."""

FOLDS = 4
"""Parts of the articles; what a part's questions tell is learned from the others."""


class Asked(NamedTuple):
    """A question, the number of its article, and whether that answers it."""

    text: str
    article: int
    is_answered: bool


def bias_of(questions: Sequence[Asked]) -> Mapping[str, float]:
    """The log-odds that each question is answered, by its words alone, learned from other articles'."""
    words = [_signs(each.text) for each in questions]
    counts = Counter(sign for signs in words for sign in signs)
    columns = {sign: number for number, sign in enumerate(s for s, n in counts.items() if n >= LEAST_SEEN)}
    values: Floats = np.zeros((len(questions), len(columns)))
    for row, signs in zip(values, words, strict=True):
        row[[columns[sign] for sign in signs if sign in columns]] = 1
    is_answered = np.array([float(each.is_answered) for each in questions])
    folds = np.array([each.article % FOLDS for each in questions])
    found = np.zeros(len(questions))
    for fold in range(FOLDS):
        others = folds != fold
        if others.all() or not others.any():
            continue
        weights = _fitted(values[others], is_answered[others])
        found[~others] = values[~others] @ weights[:-1] + weights[-1]
    return dict(zip((each.text for each in questions), found.tolist(), strict=True))


def _fitted(values: Floats, is_answered: Floats) -> Floats:
    """The weights of a logistic regression, the last of which is the bias."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        log_odds = values @ weights[:-1] + weights[-1]
        surprise = np.logaddexp(0.0, log_odds) - is_answered * log_odds
        slope = 1 / (1 + np.exp(-log_odds)) - is_answered
        gradient = np.append(values.T @ slope + PENALTY * weights[:-1], slope.sum())
        return float(surprise.sum() + PENALTY / 2 * weights[:-1] @ weights[:-1]), gradient

    start = np.zeros(values.shape[1] + 1)
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return found


def _signs(text: str) -> Iterable[str]:
    words = re.findall(r"\w+|\?", text.lower())
    pairs = (" ".join(pair) for pair in pairwise(words))
    return {*words, *pairs, *(f"first: {word}" for word in words[:1])}
