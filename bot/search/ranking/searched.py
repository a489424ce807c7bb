"""What is searched: how many passages, and how rare the question's terms are among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.index.bm25 import lucene_idf
from bot.search.index.corpus import Corpus
from bot.search.ranking.expansion import WeightedStems


@dataclass(frozen=True, eq=False)
class Searched:
    """The passages that were searched, before any was selected for a close look."""

    count: int
    rarities: Floats
    """The idf of each term in nats; of a term that no passage has, the largest there is."""


def searched_passages(exact: WeightedStems, terms: int, corpus: Corpus, allowed: Bools | None) -> Searched:
    """What is searched for `terms` terms, which `exact` stands for.

    `allowed` says which passages are searched; None stands for all. Of several stems that a term may be
    misspelled from, the most common one counts.
    """
    count = len(corpus.passages)
    postings = corpus.tables.postings
    if allowed is None:
        frequencies = np.diff(postings.offsets)[exact.stems]
    else:
        count = int(np.count_nonzero(allowed))
        frequencies = np.array(
            [
                np.count_nonzero(allowed[postings.texts[postings.slice_of(stem)]])
                for stem in exact.stems.tolist()
            ],
            dtype=np.int64,
        )
    highest = np.zeros(terms)
    np.maximum.at(highest, exact.rows, frequencies)
    return Searched(count, lucene_idf(highest, count))
