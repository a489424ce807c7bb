"""How sure an answer is, in three steps: sure, answered, closest.

`python -m tests.benchmarks.borders --write FILE` finds the borders anew and puts them here; run it where the
confidence is fitted anew. The figures are those of 16 articles of SQuAD 2.0, of 2,910 questions that they
answer and 6,400 about other articles, with weights fitted on other articles than they are measured by.
"""

from __future__ import annotations

from typing import Protocol

SURE = 0.5
"""An answer of this confidence, and …"""

SURE_LEAD = 0.05
"""… where its first passage is ahead of the next one of its article by this share of its score, it is sure.

It is right in 96 of 100 cases then, and in 61 otherwise. Confidence tells whether the words of a question are
there, the lead whether they are in one place.
"""

CLOSEST = 0.36
"""From this share of the confidence that an answer needs, and …"""

CLOSEST_LEAD = 0.05
"""… where it is ahead by this share of its score, the closest sentence is shown unasked.

It is then right in 88 of 100 cases, where a question is refused that the article does answer; most of those
see it (125 of 176). Of questions about something else 16 in 1,000 see it.
"""


class AnsweringSettings(Protocol):
    """What an answer depends on besides the library."""

    @property
    def passages(self) -> int:
        """Passages in an answer, at the most."""

    @property
    def confidence(self) -> float:
        """An answer needs at least this, in [0, 1]."""


def is_sure(confidence: float, lead: float) -> bool:
    """Whether an answer is shown without a word of doubt. `lead`: see `bot.search.Ranking.lead`."""
    return confidence >= SURE and lead >= SURE_LEAD


def is_closest(confidence: float, lead: float, needed: float) -> bool:
    """Whether the best passage is worth showing unasked, where an answer needs `needed`."""
    return CLOSEST * needed <= confidence < needed and lead >= CLOSEST_LEAD
