"""Where passages hold the terms of a question: the word itself, another form of it, a related word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Bools, Floats, Ints, places_in
from bot.search.index.bm25 import lucene_idf
from bot.search.ranking.expansion import Expansion, WeightedStems
from bot.search.ranking.life_events import hold_by_years
from bot.search.ranking.question import Question
from bot.search.ranking.window import Window
from bot.search.text.compounds import may_be_same

HEADING_WEIGHT = 0.5
"""What a word counts that stands in the heading over a passage and not in the passage."""

RARITY_EXPONENT = 0.3
"""The power of the idf in what a term is worth: how rare a word is in the language says more than how rare
it is in an article of forty passages."""

KNOWN = 0.45
"""A word of which a sentence or an article holds less is as good as unknown there."""

TITLE_WEIGHT = 0.5
"""What a word of an article's title counts within that article, whose every passage is about it."""


@dataclass(frozen=True, eq=False)
class Matches:
    """The matches of a question's terms in a window. All tables have a row for each term."""

    question: Question
    window: Window
    counts: Floats
    """How often a term occurs in each sentence; a likely misspelling counts less than 1."""
    exact: Floats
    """1 in each sentence that has the term, less for a likely misspelling, else 0."""
    held: Floats
    """The largest of `exact` and what other forms and related words count, for each sentence."""
    in_headings: Floats
    """HEADING_WEIGHT for each passage below a heading that has the term, else 0."""
    in_titles: Floats
    """1 for each term in the title of each article (column), else 0."""
    weights: Floats
    """What a term is worth in each article (column); a column adds up to 1."""
    frequencies: Ints
    """In how many sentences of each article (column) the term occurs."""
    in_articles: Floats
    """1 for each article that has the term, less for a likely misspelling, else 0."""
    match_tokens: Ints
    match_rows: Ints
    """The tokens that are terms, in reading order, and the row of the term that each one is."""

    def weighted_in_sentences(self, tables: Floats) -> Floats:
        """Weighted sums over the terms: (k, terms, sentences) → (k, sentences)."""
        return self._weighted(tables, self.window.article_of_sentence)

    def weighted_in_passages(self, tables: Floats) -> Floats:
        """Weighted sums over the terms: (k, terms, passages) → (k, passages)."""
        return self._weighted(tables, self.window.article_of_passage)

    def _weighted(self, tables: Floats, articles: Ints) -> Floats:
        sums: Floats
        if self.weights.shape[1] == 1:
            # One article, one set of weights: a product of matrices, several times as fast.
            sums = self.weights[:, 0] @ tables
        else:
            sums = np.einsum("tc,ktc->kc", self.weights[:, articles], tables)
        return sums


def find_matches(
    question: Question, expansion: Expansion, window: Window, *, may_have_none: bool = False
) -> Matches | None:
    """The matches of `question` in `window`; None where it holds none of its terms in any form.

    `may_have_none`: then they are matches all the same, of which each passage holds nothing.
    """
    # Several terms may share a stem (one term's related word is another's own): each stem is counted once.
    stem_rows: dict[int, int] = {}
    exact_stems, inflected_stems, related_stems = (
        [stem_rows.setdefault(stem, len(stem_rows)) for stem in group.stems.tolist()]
        for group in expansion.groups
    )
    if not stem_rows and not may_have_none:
        return None
    stem_count, sentence_count = len(stem_rows), window.sentence_count
    stem_numbers = np.array(list(stem_rows), dtype=np.int64)
    looked_up = places_in(stem_numbers, window.stems)
    hits = (looked_up >= 0).nonzero()[0]
    hit_stems, hit_sentences = looked_up[hits], window.sentence_of_stem[hits]
    # Counts of pairs (stem, sentence): bincount of the packed pairs is a two-dimensional histogram.
    occurrences = np.bincount(
        hit_stems * sentence_count + hit_sentences, minlength=stem_count * sentence_count
    ).reshape(stem_count, sentence_count)
    occurs = occurrences > 0

    counts = np.zeros((len(question.terms), sentence_count))
    exact = np.zeros_like(counts)
    _combine(np.add, expansion.exact, occurrences[exact_stems], counts)
    _combine(np.maximum, expansion.exact, occurs[exact_stems], exact)
    held = exact.copy()
    _combine(np.maximum, expansion.inflected, occurs[inflected_stems], held)
    _combine(np.maximum, expansion.related, occurs[related_stems], held)
    hold_by_years(question, window, held)

    # The term that each stem is exactly; -1 for other forms and related words, and (the last entry) for none.
    term_of_stem = np.full(stem_count + 1, -1, dtype=np.int64)
    term_of_stem[exact_stems] = expansion.exact.rows
    in_headings = np.zeros((len(question.terms), window.passage_count))
    if len(window.heading_stems):
        terms_of_headings = term_of_stem[places_in(stem_numbers, window.heading_stems)]
        is_term = terms_of_headings >= 0
        in_headings[terms_of_headings[is_term], window.heading_passages[is_term]] = HEADING_WEIGHT
    if not len(hits) and not in_headings.any() and not may_have_none:
        return None

    match_rows = term_of_stem[hit_stems]
    is_exact = match_rows >= 0
    match_tokens, match_rows = window.token_of_stem[hits][is_exact], match_rows[is_exact]
    # Further stems come after all tokens in `window.stems`: sorted by token they are in reading order again.
    reading_order = match_tokens.argsort(kind="stable")
    frequencies, in_articles = _in_articles(expansion.exact, exact, window)
    rarity = lucene_idf(frequencies, window.article_sentence_counts) ** RARITY_EXPONENT
    in_titles = stems_in_titles([term.word.stem for term in question.terms], window)
    worths = question.worths[:, np.newaxis] * rarity * title_discount(in_titles)
    return Matches(
        question=question,
        window=window,
        counts=counts,
        exact=exact,
        held=held,
        in_headings=in_headings,
        in_titles=in_titles,
        weights=worths / np.add.reduce(worths, axis=0),
        frequencies=frequencies,
        in_articles=in_articles,
        match_tokens=match_tokens[reading_order],
        match_rows=match_rows[reading_order],
    )


def title_discount(in_titles: Floats | Bools) -> Floats:
    """What counts within each article: TITLE_WEIGHT where it is in the title, else 1."""
    return np.where(in_titles, TITLE_WEIGHT, 1.0)


def stems_in_titles(stems: Sequence[str], window: Window) -> Floats:
    """1 for each stem (row) that is in the title of each article (column), else 0.

    Where no related words are known, another form of the title's word is enough, for its passages name what
    they are about by any: "the mill" in an article on a watermill.
    """
    titles = [window.corpus.titles[number] for number in window.articles.tolist()]
    language = window.corpus.tokenizer.language

    def is_in(stem: str, title: Collection[str]) -> bool:
        if stem in title or language.relations.lines:
            return stem in title
        return any(may_be_same(stem, other, language) for other in title)

    found = np.array([[float(is_in(stem, title)) for title in titles] for stem in stems])
    return found.reshape(len(stems), len(titles))


def _combine(
    combine: np.ufunc, stems: WeightedStems, occurrences: NDArray[np.integer] | Bools, into: Floats
) -> None:
    """Combine in each term's row of `into` the weighted `occurrences` of the stems that stand for it."""
    if not len(stems.rows):
        return
    rows, starts = stems.row_starts
    weighted = occurrences * stems.weights[:, np.newaxis]
    if len(rows) < len(stems.rows):
        weighted = combine.reduceat(weighted, starts, axis=0)
    into[rows] = combine(into[rows], weighted)


def _in_articles(stems: WeightedStems, exact: Floats, window: Window) -> tuple[Ints, Floats]:
    """In how many sentences of each article each term occurs, and how surely the article has it."""
    if window.is_whole:
        starts = window.passage_starts[window.article_starts]
        return (
            np.add.reduceat(exact > 0, starts, axis=1, dtype=np.int64),
            np.maximum.reduceat(exact, starts, axis=1),
        )
    # The window shows a part of its articles; what the rest of them holds is in the postings.
    frequencies = np.zeros((len(exact), len(window.articles)), dtype=np.int64)
    in_articles = np.zeros((len(exact), len(window.articles)))
    rows, numbers, weights = stems.rows.tolist(), stems.stems.tolist(), stems.weights.tolist()
    for row, stem, weight in zip(rows, numbers, weights, strict=True):
        sentences = window.corpus.sentence_frequency(stem, window.articles)
        frequencies[row] += sentences
        in_articles[row] = np.maximum(in_articles[row], weight * (sentences > 0))
    # A sentence that has two stems of a term was counted twice; an article of one sentence has it in one.
    return np.minimum(frequencies, window.article_sentence_counts), in_articles
