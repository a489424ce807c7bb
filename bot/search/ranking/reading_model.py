"""What close reading makes of a confidence: weights that `bot.search.training.cross_encoder` fits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """What a reading makes of the log-odds that words and meaning gave.

    They count by `doubt` where they are below 0 and by `trust` where they are above, the reading by
    `reading`, and `bias` is added. No weight is negative. Below `least` and above `most` nothing is read: the
    one says too little of what is asked, for the other no reading would change whether it answers.
    """

    least: float
    most: float
    doubt: float
    trust: float
    reading: float
    bias: float

    def __call__(self, log_odds: float, reading: float) -> float:
        """The log-odds that count in the end."""
        before = self.doubt * min(log_odds, 0.0) + self.trust * max(log_odds, 0.0)
        return before + self.reading * reading + self.bias


@cache
def shipped_reading_model() -> ReadingModel:
    """The model that comes with the program."""
    file = resources.files("bot.search").joinpath("data", "cross_encoder", "confidence.json")
    named: Mapping[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return ReadingModel(**named)
