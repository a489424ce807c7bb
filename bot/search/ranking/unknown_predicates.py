"""Whether an article says nothing of what is asked about its subject: "is Marsh loaf vegan?".

The subject's name alone makes such a question sure: each passage is about it. What is said in other words is
near in meaning: "abandoned" where "the last keepers left".
"""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.ranking.matches import KNOWN, Matches
from bot.search.ranking.stated_measures import Subject

MOST_UNKNOWN = 2
"""Words that a question has beside its subject's name; more of them ask for more than one thing."""


def unknown_predicates(matches: Matches, held_or_near: Floats) -> Bools:
    """For each article whether it lacks, in any form, all that a question says of its subject.

    Only of questions that ask yes or no, or how to do something. `held_or_near`: see
    `bot.search.ranking.measurements.Measurements`.
    """
    window, question = matches.window, matches.question
    unknown = np.zeros(len(window.articles), dtype=bool)
    if not question.asks_of_subject or question.phrases:
        return unknown
    for article in range(len(window.articles)):
        subject = Subject.of(matches, article)
        others = [row for row in range(len(question.terms)) if row not in subject.rows]
        if subject.is_named and 0 < len(others) <= MOST_UNKNOWN:
            in_sentences = held_or_near[others][:, window.article_of_sentence == article].max(axis=1)
            unknown[article] = bool(
                (np.maximum(in_sentences, matches.in_articles[others, article]) < KNOWN).all()
            )
    return unknown
