"""Fits what close reading makes of a confidence, on articles that the cross-encoder wasn't trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.encoder.cross_encoder import CrossEncoder, Pair
from bot.search.ranking.linear_model import log_odds_of
from bot.search.ranking.reading_model import ReadingModel
from bot.search.training.fitting import fit_logistic
from bot.search.training.pairs import Found

LEAST = -4.0
"""Log-odds below which nothing is read."""

UNANSWERED, OFF_TOPIC = 0.5, 6.0
"""What a question counts that the article doesn't answer, and one that was written for another: a wrong
answer is worse than none."""

WORST = -5.0
"""The lowest reading that counts: of the sentences that answer, one in a hundred was read lower."""

ANSWERED = 0.94
"""The share of the articles' own questions that is answered at a confidence of 0.5, as with meaning alone."""


def fit_reading_model(
    own: Sequence[Found], others: Sequence[Found], cross_encoder: CrossEncoder
) -> ReadingModel:
    """The weights under which what is right gets the largest confidence, with the border at ANSWERED.

    `own` are questions of the kind that the other weights are fitted to, from which the border comes,
    `others` those in people's words, and what a library of other articles was asked.
    """
    found = [each for each in (*own, *others) if each.hits]
    log_odds = np.array([log_odds_of(each.hits[0].confidence) for each in found])
    is_read = log_odds >= LEAST
    readings = np.zeros(len(found))
    pairs = [_first_pair(each) for each, read in zip(found, is_read.tolist(), strict=True) if read]
    readings[is_read] = cross_encoder.read(pairs)
    rows = np.stack([np.minimum(log_odds, 0), np.maximum(log_odds, 0), readings], axis=1)
    weights = np.array([_weight(each) for each in found])
    is_right = np.array([float(each.is_right) for each in found])
    fitted, _ = fit_logistic(
        rows[is_read],
        np.zeros(int(is_read.sum())),
        is_right[is_read],
        weights[is_read],
        [(0.0, None)] * rows.shape[1],
    )
    is_own = np.array([each.is_answered for each in found[: sum(1 for each in own if each.hits)]])
    border = _border((rows @ fitted)[: len(is_own)], is_own & is_read[: len(is_own)], int(is_own.sum()))
    doubt, trust, reading = (round(float(weight), 3) for weight in fitted)
    most = max(0.0, border - reading * WORST) / trust
    return ReadingModel(LEAST, round(most, 3), doubt, trust, reading, round(-border, 3))


def _border(values: Floats, is_own_and_read: Bools, own: int) -> float:
    """The value that ANSWERED of the own questions reach; those that aren't read don't."""
    reached = np.sort(values[is_own_and_read])
    return float(reached[max(0, len(reached) - round(ANSWERED * own))])


def _first_pair(found: Found) -> Pair:
    return found.pair(found.hits[0].passage, found.hits[0].sentence)


def _weight(found: Found) -> float:
    if found.question is None:
        return OFF_TOPIC
    return 1.0 if found.is_answered else UNANSWERED
