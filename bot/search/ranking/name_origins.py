"""Whether a passage tells where a name comes from, for questions that ask for it.

A name stands in many sentences, and "where does the Lammergeier have its name from" has hardly another word.
"""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools, Ints
from bot.search.ranking.question import Question
from bot.search.ranking.window import Window


def lacks_name_origin(question: Question, window: Window, passages: Ints) -> Bools:
    """Whether each of `passages` lacks what the question asks for: where a name comes from."""
    lacks = np.zeros(len(passages), dtype=bool)
    for origin in window.corpus.tokenizer.language.name_origins:
        if origin.is_asked(question.words):
            tells = window.sentences_with(origin.names) & window.sentences_with(origin.told_of_name)
            tells |= window.sentences_with(origin.told)
            lacks |= window.best_in_passages(tells.astype(float))[passages] == 0
    return lacks
