"""The index's door: what is to be fetched for a question, and what fetches it.

A question is planned into a `Request`, a `CandidateSource` fetches the passages that share most with it, and
the ranking is made of what was fetched: planning and ranking are pure, and only the source may be another
one, such as a database of full texts. tests/search/test_candidates.py is the contract for each.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from bot.search.arrays import Floats, Ints, unique
from bot.search.index.bm25 import best_texts
from bot.search.index.corpus import Corpus
from bot.search.index.vocabulary import Vocabulary
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


@dataclass(frozen=True, eq=False)
class Request:
    """What is to be fetched for one question: at most about `limit` passages.

    They are the best by BM25 over the passages' stems, where each of `stems` (its number in `vocabulary`) has
    the weight in `weights` in place of its idf; a stem that stands twice counts twice. A passage's length
    counts by the mean length of its own article's: by that of all passages a source would fetch a tenth of
    other ones. Passages below a
    heading that holds one of `heading_stems` come after all others, and the first passages of the articles
    whose titles hold all of `title_stems` are fetched in any case. `articles` holds the ids of those that may
    be looked at; None stands for all. Its `repr` holds none of the asker's words.
    """

    stems: Ints
    weights: Floats
    heading_stems: Ints
    title_stems: Sequence[str] = field(repr=False)
    articles: Collection[str] | None
    limit: int
    vocabulary: Vocabulary = field(repr=False)

    @property
    def terms(self) -> Sequence[tuple[str, float]]:
        """The stems themselves with their weights, for a source that has no numbers for them."""
        texts = self.vocabulary.texts
        return [
            (texts[stem], weight)
            for stem, weight in zip(self.stems.tolist(), self.weights.tolist(), strict=True)
        ]


class CandidateSource(Protocol):
    """What fetches the candidates for a request."""

    def fetch(self, request: Request) -> Ints:
        """The numbers of the passages, each once and ascending; they count through all articles."""


def plan(
    question: Question, expansion: Expansion, corpus: Corpus, articles: Collection[str] | None
) -> Request:
    """What is to be fetched for `question` from `articles`."""
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
    return Request(
        stems=stems,
        weights=weights,
        heading_stems=expansion.exact.stems,
        title_stems=[term.word.stem for term in question.terms],
        articles=articles,
        limit=MAX_CANDIDATES,
        vocabulary=corpus.stems,
    )


class EmbeddedSource:
    """Fetches candidates from the corpus itself."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def fetch(self, request: Request) -> Ints:
        """The numbers of the passages, ascending."""
        corpus, allowed = self._corpus, self._corpus.passages_of(request.articles)
        if allowed is not None and np.count_nonzero(allowed) <= request.limit:
            return np.flatnonzero(allowed)
        # A passage's length is measured by its own article's: beside a dictionary's entries every paragraph
        # of an encyclopedia is long, and the entries alone would be selected.
        texts, scores = corpus.bm25.weighted_scores(request.stems, request.weights, corpus.passage_norms)
        under_headings = corpus.passages_under(request.heading_stems)
        scores[under_headings] += HEADING_SCORE
        texts = np.concatenate([texts, under_headings])
        if allowed is not None:
            texts = texts[allowed[texts]]
        # A passage is listed once for each stem that it holds, and once more below a heading.
        best = best_texts(scores, texts, request.limit, repeats=len(request.stems) + 1)
        openings = corpus.openings(request.title_stems)
        if allowed is not None:
            openings = openings[allowed[openings]]
        return unique(np.concatenate([best, openings]))
