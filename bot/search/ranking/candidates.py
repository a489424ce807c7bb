"""Candidate selection: which passages of a large corpus are worth a close look."""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools, Ints, unique
from bot.search.index.bm25 import best_texts
from bot.search.index.corpus import Corpus
from bot.search.ranking.expansion import Expansion
from bot.search.ranking.matches import RARITY_EXPONENT
from bot.search.ranking.question import Question

MAX_CANDIDATES = 64
"""Passages of a language that are looked at closely; the others share less of the question's words."""

EXPANDED_WEIGHT = 0.5
"""What another form or a related word counts in the selection, beside what it counts in the close look."""

HEADING_SCORE = 1e-9
"""What a heading gives the passages below it: enough to be found, too little to come before a passage whose
own text has a word."""


def select_candidates(
    question: Question, expansion: Expansion, corpus: Corpus, allowed: Bools | None
) -> Ints:
    """The numbers of at most about MAX_CANDIDATES passages that share most with the question, ascending.

    `allowed` says which passages may be selected; None stands for all. Where the question asks for nothing
    but the title of an article, the article's opening is a candidate too.
    """
    if allowed is not None and np.count_nonzero(allowed) <= MAX_CANDIDATES:
        return np.flatnonzero(allowed)
    rows = np.concatenate([group.rows for group in expansion.groups])
    stems = np.concatenate([group.stems for group in expansion.groups])
    weights = np.concatenate(
        [
            expansion.exact.weights,
            EXPANDED_WEIGHT * expansion.inflected.weights,
            EXPANDED_WEIGHT * expansion.related.weights,
        ]
    )
    # A weighted BM25, whose weights say what a term is worth in the question and how rare it is here.
    weights *= question.worths[rows] * corpus.bm25.idf[stems] ** RARITY_EXPONENT
    texts, scores = corpus.bm25.weighted_scores(stems, weights)
    under_headings = corpus.passages_under(expansion.exact.stems)
    scores[under_headings] += HEADING_SCORE
    texts = np.concatenate([texts, under_headings])
    if allowed is not None:
        texts = texts[allowed[texts]]
    # A passage is listed once for each stem that it holds, and once more below a heading.
    best = best_texts(scores, texts, MAX_CANDIDATES, repeats=len(stems) + 1)
    openings = corpus.openings([term.word.stem for term in question.terms])
    if allowed is not None:
        openings = openings[allowed[openings]]
    return unique(np.concatenate([best, openings]))
