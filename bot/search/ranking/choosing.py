"""Which passages of a large collection are worth a close look."""

from __future__ import annotations

import numpy as np

from bot.search.index.arrays import Bools, Ints, different
from bot.search.index.bm25 import best_of
from bot.search.index.collection import Collection
from bot.search.ranking.matching import RARITY
from bot.search.ranking.question import Question
from bot.search.ranking.wanted import Wanted

CLOSELY = 64
"""Passages of a language that are looked at closely; the others share less of the question's words."""

LOOSELY = 0.5
"""What another form or a related word counts here, beside what it counts in a close look."""


def chosen_passages(
    question: Question, wanted: Wanted, collection: Collection, allowed: Bools | None
) -> Ints:
    """The numbers of at most about CLOSELY passages that share most with the question, ascending.

    `allowed` says which passages may be chosen; None stands for all. An article's opening is chosen besides
    where the question asks for nothing but its title.
    """
    if allowed is not None and np.count_nonzero(allowed) <= CLOSELY:
        return np.flatnonzero(allowed)
    rows = np.concatenate([group.rows for group in wanted.groups])
    stems = np.concatenate([group.stems for group in wanted.groups])
    strengths = np.concatenate(
        [wanted.exact.weights, LOOSELY * wanted.alike.weights, LOOSELY * wanted.near.weights]
    )
    strengths *= question.worths[rows] * collection.bm25.idf[stems] ** RARITY
    texts, scores = collection.bm25.weighed(stems, strengths)
    under_headings = collection.passages_under(wanted.exact.stems)
    scores[under_headings] += 1e-9
    texts = np.concatenate([texts, under_headings])
    if allowed is not None:
        texts = texts[allowed[texts]]
    best = best_of(scores, texts, CLOSELY, most=len(stems) + 1)
    openings = collection.openings([term.word.stem for term in question.terms])
    if allowed is not None:
        openings = openings[allowed[openings]]
    return different(np.concatenate([best, openings]))
