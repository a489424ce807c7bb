"""Finds the passages that share a text's rarest words: where a quotation may be from."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bot.library import Passage
from bot.search.index.bm25 import lucene_idf
from bot.search.index.corpus import Corpus

MOST_WORDS = 10
"""Words of a text that are looked up: the rarest of them tell its passage."""

MOST_POSTINGS = 8_000
"""Postings that are read. A text of common words alone is looked up by the rarest one."""


def passages_sharing(corpus: Corpus, stems: Iterable[str], limit: int) -> list[Passage]:
    """At most `limit` passages that hold most of the rarest of `stems`, best first.

    A passage that holds all of a text's words is among the first: no other one holds more of them.
    """
    postings = corpus.tables.postings
    known = {corpus.stems[stem] for stem in stems if stem in corpus.stems}
    lengths = {term: int(postings.offsets[term + 1] - postings.offsets[term]) for term in known}
    rarest = sorted(known, key=lambda term: (lengths[term], term))[:MOST_WORDS]
    while len(rarest) > 1 and sum(lengths[term] for term in rarest) > MOST_POSTINGS:
        rarest.pop()
    if not rarest:
        return []
    slices = [postings.slice_of(term) for term in rarest]
    idf = lucene_idf(np.array([lengths[term] for term in rarest]), len(corpus.passages))
    texts = np.concatenate([postings.texts[each] for each in slices])
    weights = np.repeat(idf, [lengths[term] for term in rarest])
    found, places = np.unique(texts, return_inverse=True)
    scores = np.bincount(places, weights=weights)
    if len(scores) > limit:  # sorting all of them takes ten times as long
        best = scores >= np.partition(scores, -limit)[-limit]
        found, scores = found[best], scores[best]
    order = np.argsort(-scores, kind="stable")[:limit]
    return [corpus.passages[number] for number in found[order].tolist()]
