"""What became of one question put to one engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Outcome:
    """One question put to one article's library.

    `kind`: own, impossible, off or talk. `rank` counts from 0 the paragraph that holds the answer (99: not
    found); `sentence_right`: the best passage is right and so is its highlighted sentence. `seconds` is None
    where the time wasn't taken.
    """

    kind: str
    article: str
    question: str
    score: float
    rank: int = 99
    sentence_right: bool = False
    seconds: float | None = None


def threshold(outcomes: Sequence[Outcome], answered: float = 0.95) -> float:
    """The score at which this share of the own answerable questions is answered."""
    return float(np.quantile([o.score for o in outcomes if o.kind == "own"], 1 - answered))
