"""What it says for a passage that it is one of few, in a language whose related words are unknown.

Fitted on English, whose questions are two or three times as long and whose related words are known, the
confidence asks too much of others'; and where there is little to choose from, what has anything of the
question most likely answers it.
"""

from __future__ import annotations

from math import log

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.ranking.coverage import Coverage

OF_ONE_ARTICLE = 75
"""Passages that count as one article: the longest of the training articles has 73."""

FEWEST = 7
"""Passages than which no library is smaller, as it counts: of one sentence any question would be answered."""

ONE_WORD = 0.4
"""What a small library gives a passage that has one word of the question; another may have it by chance."""


def few_passages(coverage: Coverage) -> Floats:
    """How many times fewer passages are searched than one article has, for those that know enough words."""
    # "How do you make bread?" asks for one thing, and many an article has bread.
    has_one = (coverage.known_count > 0) & coverage.tells_more
    few: Floats = _times_fewer(coverage) * np.where(coverage.known_count >= 2, 1.0, ONE_WORD * has_one)
    return few * ~_lacks_what_is_asked(coverage)


def ahead_of_few(coverage: Coverage) -> Floats:
    """The same, as far as no other passage has as much of the question."""
    return few_passages(coverage) * coverage.lead


def _lacks_what_is_asked(coverage: Coverage) -> Bools:
    lacks: Bools = (coverage.has_name_alone > 0) | coverage.lacks_unit | coverage.lacks_number
    return lacks


def _times_fewer(coverage: Coverage) -> float:
    """The logarithm of how many times as many passages one article has; 0 where related words are known."""
    if coverage.language.relations.lines:
        return 0.0
    return log(max(1.0, OF_ONE_ARTICLE / max(FEWEST, coverage.searched)))
