"""What close reading makes of a confidence, learned by `python -m bot.search.training.reading_weights`."""

from __future__ import annotations

from dataclasses import dataclass

RAISED_FROM = -1.0
"""Log-odds below which nothing is raised where several articles are searched."""


@dataclass(frozen=True, slots=True)
class ReadingModel:
    """What the log-odds that words and meaning gave, and the reading, count together.

    Words and meaning tell what a passage is about: below 0, where that is open, they count by `below`; above,
    where it is settled, by `above`, and by `settled` at once: there reading takes back what clearly doesn't
    answer, below it must speak for it. `reading` is what a unit of the reading counts. Nothing is taken away
    below `doubtful`: what the bot isn't sure of is still shown as what comes closest. Below `least` and above
    `most` log-odds nothing is read: the one says too little of what is asked, the other next to all of it.
    Where several articles are searched, one of them has something like an answer to "who paid for it?",
    whatever that was asked of: nothing is raised there that has less than `raised_from`.
    """

    above: float
    below: float
    reading: float
    settled: float
    bias: float
    raised_from: float = RAISED_FROM
    doubtful: float = -1.5
    least: float = -5.0
    most: float = 8.0

    def __call__(self, log_odds: float, reading: float, *, among_several: bool = False) -> float:
        """The log-odds that count in the end."""
        about = self.above * max(0.0, log_odds) + self.below * min(0.0, log_odds)
        about += self.bias + (self.settled if log_odds >= 0 else 0.0)
        after = max(about + self.reading * reading, min(log_odds, self.doubtful))
        return min(after, log_odds) if among_several and log_odds < self.raised_from else after
