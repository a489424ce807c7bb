"""What close reading makes of a confidence, learned by `python -m bot.search.training.reading_weights`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEAST, MOST = -5.0, 8.0
"""Log-odds below and above which nothing is read: the one says too little of what is asked, the other next to
all of it."""

RAISED_FROM = -2.0
"""Log-odds below which nothing is raised that is one of several: one of them has something like an answer to
"who paid for it?", whatever that was asked of."""

DOUBTFUL = -1.5
"""Log-odds below which nothing is taken away: what the bot isn't sure of is still shown as what comes
closest."""


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """What the log-odds that words and meaning gave, and the reading, count together.

    Words and meaning tell what a passage is about: below 0, where that is open, they count by `below`, above,
    where it is settled, by `above`. `reading` is what a unit of the reading counts. By `rival` counts, and
    against it, what another article has: its log-odds above LEAST. Nothing is taken away below `doubtful`,
    and nothing raised that has less than `raised_from`.
    """

    above: float
    below: float
    reading: float
    bias: float
    rival: float = 0.0
    raised_from: float = LEAST
    doubtful: float = DOUBTFUL

    def __call__(self, log_odds: float, reading: float, rival: float = LEAST) -> float:
        """The log-odds that count in the end; `rival` are the most that words and meaning gave another
        article."""
        about = self.above * max(0.0, log_odds) + self.below * min(0.0, log_odds) + self.bias
        about -= self.rival * max(0.0, rival - LEAST)
        after = max(about + self.reading * reading, min(log_odds, self.doubtful))
        return min(after, log_odds) if log_odds < self.raised_from else after


@dataclass(frozen=True, slots=True)
class ReadingModels:
    """The model for what is found where one article is meant, and where any of several may be."""

    alone: ReadingModel
    one_of_several: ReadingModel

    @classmethod
    def from_names(cls, named: Mapping[str, Mapping[str, float]]) -> ReadingModels:
        """Models of learned weights by name, as reading.json has them."""
        one_of_several = ReadingModel(**named["one of several"], raised_from=RAISED_FROM)
        return cls(ReadingModel(**named["alone"]), one_of_several)
