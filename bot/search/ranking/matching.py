"""Where passages hold the terms of a question: the word itself, another form of it, a related word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.index.arrays import Bools, Floats, Ints
from bot.search.index.bm25 import idf_of
from bot.search.ranking.excerpt import Excerpt
from bot.search.ranking.question import Question
from bot.search.ranking.wanted import Stands, Wanted

SECTION_WEIGHT = 0.5
"""What a word counts that stands in the heading over a passage and not in the passage."""

RARITY = 0.3
"""The power of the idf in what a term is worth: how rare a word is in the language says more than how rare
it is in an article of forty passages."""


@dataclass(frozen=True, eq=False)
class Matching:
    """The terms of a question (rows) in the sentences of an excerpt (columns).

    `counts`: how often the term stands there, a likely misspelling counting less than 1. `exact`: 1 where
    it stands, less for a likely misspelling. `held`: the best of `exact`, another form and a related word.
    `places` and `rows`: each word of the excerpt that is a term, in reading order.
    With articles as columns: `weights`, what each term is worth in an article, which add up to 1;
    `frequencies`, in how many of its sentences it stands; `sure`, 1 where the article has it, less for a
    likely misspelling, 0 where it lacks it. With passages as columns: `in_sections`.
    """

    question: Question
    excerpt: Excerpt
    counts: Floats
    exact: Floats
    held: Floats
    places: Ints
    rows: Ints
    weights: Floats
    frequencies: Ints
    sure: Floats
    in_sections: Floats

    def in_sentences(self, tables: Floats) -> Floats:
        """The sums over the terms, by what each is worth, of tables of terms in sentences."""
        return self._summed(tables, self.excerpt.article_of_sentence)

    def in_passages(self, tables: Floats) -> Floats:
        """The same for tables of terms in passages."""
        return self._summed(tables, self.excerpt.article_of_passage)

    def _summed(self, tables: Floats, articles: Ints) -> Floats:
        summed: Floats
        if self.weights.shape[1] == 1:
            summed = self.weights[:, 0] @ tables
        else:
            summed = np.einsum("tc,ktc->kc", self.weights[:, articles], tables)
        return summed


def match(question: Question, wanted: Wanted, excerpt: Excerpt) -> Matching | None:
    """Where `excerpt` holds the terms of `question`; None where it holds none, in any form."""
    numbered: dict[int, int] = {}
    of_exact, of_alike, of_near = (
        [numbered.setdefault(stem, len(numbered)) for stem in group.stems.tolist()] for group in wanted.groups
    )
    stems = list(numbered)
    if not stems:
        return None
    # For each stem of the collection its place among these, counted from 1.
    places_of_stems = np.zeros(len(excerpt.collection.stems), dtype=np.int32)
    places_of_stems[stems] = np.arange(1, len(stems) + 1)
    of_words = places_of_stems[excerpt.stems]
    hits = of_words.nonzero()[0]
    hit_stems, hit_sentences = of_words[hits] - 1, excerpt.sentences[hits]
    found = np.bincount(
        hit_stems * excerpt.sentence_count + hit_sentences, minlength=len(stems) * excerpt.sentence_count
    ).reshape(len(stems), excerpt.sentence_count)
    there = found > 0

    shape = (len(question.terms), excerpt.sentence_count)
    counts, exact = np.zeros(shape), np.zeros(shape)
    _gather(np.add, wanted.exact, found[of_exact], counts)
    _gather(np.maximum, wanted.exact, there[of_exact], exact)
    held = exact.copy()
    _gather(np.maximum, wanted.alike, there[of_alike], held)
    _gather(np.maximum, wanted.near, there[of_near], held)
    row_of_stem = np.zeros(len(stems) + 1, dtype=np.int64) - 1
    row_of_stem[of_exact] = wanted.exact.rows
    in_sections = np.zeros((len(question.terms), excerpt.passage_count))
    if len(excerpt.heading_stems):
        rows_of_headings = row_of_stem[places_of_stems[excerpt.heading_stems] - 1]
        is_term = rows_of_headings >= 0
        in_sections[rows_of_headings[is_term], excerpt.heading_passages[is_term]] = SECTION_WEIGHT
    if not len(hits) and not in_sections.any():
        return None

    rows = row_of_stem[hit_stems]
    is_exact = rows >= 0
    places, rows = excerpt.places[hits][is_exact], rows[is_exact]
    order = places.argsort(kind="stable")
    frequencies, sure = _in_articles(wanted.exact, exact, excerpt)
    rarity = idf_of(frequencies, excerpt.sentences_of_articles) ** RARITY
    worths = question.worths[:, np.newaxis] * rarity
    return Matching(
        question=question,
        excerpt=excerpt,
        counts=counts,
        exact=exact,
        held=held,
        places=places[order],
        rows=rows[order],
        weights=worths / np.add.reduce(worths, axis=0),
        frequencies=frequencies,
        sure=sure,
        in_sections=in_sections,
    )


def _gather(function: np.ufunc, stands: Stands, found: NDArray[np.integer] | Bools, into: Floats) -> None:
    """Bring together in each row of `into` what was `found` of the stems that stand for its term."""
    if not len(stands.rows):
        return
    rows, begins = stands.firsts
    if len(rows) == len(stands.rows):
        into[rows] = function(into[rows], found * stands.weights[:, np.newaxis])
        return
    gathered = function.reduceat(found * stands.weights[:, np.newaxis], begins, axis=0)
    into[rows] = function(into[rows], gathered)


def _in_articles(stands: Stands, exact: Floats, excerpt: Excerpt) -> tuple[Ints, Floats]:
    """In how many sentences of each article each term stands, and how sure it is that it does."""
    if excerpt.is_whole:
        first_sentences = excerpt.first_sentences[excerpt.first_passages]
        return (
            np.add.reduceat(exact > 0, first_sentences, axis=1, dtype=np.int64),
            np.maximum.reduceat(exact, first_sentences, axis=1),
        )
    frequencies = np.zeros((len(exact), len(excerpt.articles)), dtype=np.int64)
    sure = np.zeros((len(exact), len(excerpt.articles)))
    found = zip(stands.rows.tolist(), stands.stems.tolist(), stands.weights.tolist(), strict=True)
    for row, stem, weight in found:
        in_sentences = excerpt.collection.sentences_with(stem, excerpt.articles)
        frequencies[row] += in_sentences
        sure[row] = np.maximum(sure[row], weight * (in_sentences > 0))
    return frequencies, sure
