"""What each signal weighs: learned by tests/benchmarks/train.py, kept in weights.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from bot.search.index.arrays import Floats
from bot.search.ranking.confidence import SHAPES, SIGNALS
from bot.search.ranking.evidence import PASSAGE_SIGNALS, SENTENCE_SIGNALS

FILE = "weights.json"

FIXED: Mapping[str, float] = {"quotation": 50.0, "opening": 6.0}
"""What isn't learned. A quoted phrase is asked for word for word: its passage stands before all others.
Who asks what the article's subject is gets the passage that introduces it."""

FIXED_CONFIDENCE: Mapping[str, float] = {
    "introduction": 4.0,
    "nothing missing": 0.75,
    "much unknown": -2.0,
    "phrase missing": -6.0,
}
"""What isn't learned of the confidence, in log-odds, for the training questions hold too few of it. The
passage that introduces the subject answers who asks for it. A passage with every word, a rare one among them,
answers who types keywords. A question of which the article knows one word and not the other ("Who killed
Trotsky?") names a subject, and nothing is told of it; half of that where it lacks one word in three.
A phrase that is quoted is asked for as it stands: a passage without it doesn't answer."""


@dataclass(frozen=True)
class Weights:
    """Weights in the order of the signals' names; `confidence` has a column for each shape of a signal."""

    passages: Floats
    sentences: Floats
    confidence: Floats
    bias: float

    @classmethod
    def of(cls, named: Mapping[str, Any]) -> Weights:
        """Weights from names, as weights.json has them; a signal without a name weighs nothing."""
        fixed = {name: [weight, 0.0, 0.0] for name, weight in FIXED_CONFIDENCE.items()}
        confidence = {**named["confidence"], **fixed}
        return cls(
            passages=_row(PASSAGE_SIGNALS, {**named["passages"], **FIXED}),
            sentences=_row(SENTENCE_SIGNALS, {**named["sentences"], **FIXED}),
            confidence=np.array([confidence.get(name, [0.0] * SHAPES) for name in SIGNALS]),
            bias=float(named["bias"]),
        )


def _row(names: Sequence[str], named: Mapping[str, float]) -> Floats:
    return np.array([named.get(name, 0.0) for name in names])


@cache
def shipped_weights() -> Weights:
    """The weights that travel with the program."""
    named = json.loads(resources.files("bot.search").joinpath("data", FILE).read_text(encoding="utf-8"))
    return Weights.of(named)
