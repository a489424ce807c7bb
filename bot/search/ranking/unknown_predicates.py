"""Whether an article says nothing of what is asked about its subject: "is Marsh loaf vegan?".

The subject's name alone makes such a question sure: each passage is about it. What is said in other words is
near in meaning: "abandoned" where "the last keepers left".
"""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.ranking.matches import Matches
from bot.search.ranking.stated_measures import HELD, Subject

NEAR = 0.5
"""The cosine with a word of the article from which it may say a word of the question in other words. Of the
questions that were tried a third of those that aren't answered are nearer, and of those that are one in three
is farther."""

MOST_UNKNOWN = 2
"""Words that a question has beside its subject's name; more of them ask for more than one thing."""


def unknown_predicates(matches: Matches, nearest_words: Floats | None) -> Bools:
    """For each article whether it lacks, in any form, all that a question says of its subject.

    Only of questions that ask yes or no, or how to do something. `nearest_words` has for each term (row) the
    largest cosine with a word of each sentence; None where words alone are compared.
    """
    window, question = matches.window, matches.question
    unknown = np.zeros(len(window.articles), dtype=bool)
    if not question.asks_of_subject or question.phrases:
        return unknown
    near = matches.held if nearest_words is None else np.maximum(matches.held, (nearest_words >= NEAR) * 1.0)
    for article in range(len(window.articles)):
        subject = Subject.of(matches, article)
        others = [row for row in range(len(question.terms)) if row not in subject.rows]
        if subject.is_named and 0 < len(others) <= MOST_UNKNOWN:
            in_sentences = near[others][:, window.article_of_sentence == article].max(axis=1)
            unknown[article] = bool(
                (np.maximum(in_sentences, matches.in_articles[others, article]) < HELD).all()
            )
    return unknown
