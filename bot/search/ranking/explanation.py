"""Why a passage stands where it stands: its matched terms and each signal's share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.search.index.arrays import Floats
from bot.search.ranking.evidence import Evidence
from bot.search.ranking.matching import Matching

SLIGHT = 0.005
"""A smaller share explains nothing."""


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
class Explanation:
    """The terms of the question, what of the score each signal gives, and what of the confidence.

    The shares of `score` add up to the score. Those of `confidence` add up to its log-odds (0 is one half);
    the first is where it starts before any word is looked at.
    """

    terms: tuple[MatchedTerm, ...] = ()
    score: tuple[tuple[str, float], ...] = ()
    confidence: tuple[tuple[str, float], ...] = ()


def matched_terms(matching: Matching, evidence: Evidence, passage: int) -> tuple[MatchedTerm, ...]:
    """The terms of the question, as they stand in the passage with this number in the excerpt."""
    held = np.maximum(evidence.held[:, passage], matching.in_sections[:, passage])
    weights = matching.weights[:, matching.excerpt.article_of_passage[passage]]
    return tuple(
        MatchedTerm(term.word.surface, weight, value)
        for term, weight, value in zip(matching.question.terms, weights.tolist(), held.tolist(), strict=True)
    )


def shares(names: Sequence[str], of_sum: Floats) -> tuple[tuple[str, float], ...]:
    """Each signal's share of a sum, the largest first, without the slight ones."""
    pairs = zip(names, of_sum.tolist(), strict=True)
    return tuple(sorted((p for p in pairs if abs(p[1]) >= SLIGHT), key=lambda pair: -abs(pair[1])))
