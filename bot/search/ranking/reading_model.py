"""What close reading makes of a confidence, set by hand: `bot/search/training/README.md` says why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """What a reading makes of the log-odds that words and meaning gave.

    Each unit of the reading above `good` adds `help`, each below `bad` takes `harm` away; between them it
    tells nothing. Nothing is taken away below `doubtful`: what the bot isn't sure of is still shown as what
    comes closest. Below `least` and above `most` log-odds nothing is read: the one says too little of what is
    asked, for the other no reading would change whether it answers.
    """

    good: float = -0.5
    help: float = 2.0
    bad: float = -3.0
    harm: float = 0.5
    doubtful: float = -1.5
    least: float = -4.0
    most: float = 2.0

    def __call__(self, log_odds: float, reading: float) -> float:
        """The log-odds that count in the end."""
        if reading >= self.bad:
            return log_odds + self.help * max(0.0, reading - self.good)
        return max(log_odds - self.harm * (self.bad - reading), min(log_odds, self.doubtful))


SHIPPED = ReadingModel()
"""The one that the program reads with."""
