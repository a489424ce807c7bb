"""Where an article holds the terms of a question: the word itself, another form of it, another word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.postings import Floats, Ints
from bot.search.question import Question, Term
from bot.search.text import IndexedText

FORM_WEIGHT = 0.8
"""What another form of a word counts, by how alike the two are."""

RELATED_WEIGHT = 0.5
"""What a related word counts, by how close the two are."""

SECTION_WEIGHT = 0.5
"""What a word counts that stands in the heading over a passage and not in the passage."""

RARITY = 0.3
"""The power of the idf in what a term is worth: how rare a word is in the language says more than how rare
it is in an article of forty passages."""


@dataclass(frozen=True)
class Matching:
    """The terms of a question (rows) in the sentences of an article (columns).

    `counts`: how often the term stands there, a likely misspelling counting less than 1. `exact`: 1 where
    it stands, less for a likely misspelling. `held`: the best of `exact`, another form and a related word.
    `formed`: the best of `exact` and another form. `sure`: for each term 1 if the article has it, less for
    a likely misspelling, 0 if it lacks it. `positions` and `rows`: each word of the article that is a term,
    in reading order. `weights`: what each term is worth in this article; they add up to 1.
    """

    question: Question
    text: IndexedText
    counts: Floats
    exact: Floats
    formed: Floats
    held: Floats
    sure: Floats
    positions: Ints
    rows: Ints
    weights: Floats
    in_sections: Floats


def match(question: Question, text: IndexedText) -> Matching | None:
    """Where `text` holds the terms of `question`; None where it holds none, in any form."""
    terms = question.terms
    found = [_found(term, text) for term in terms]
    size = len(terms) * text.sentence_count
    positions, rows, weights = _gathered([hits for hits, _ in found])
    cells = rows * text.sentence_count + text.sentence_of[positions]
    counts = np.bincount(cells, weights=weights, minlength=size)
    exact = np.zeros(size)
    np.maximum.at(exact, cells, weights)

    formed = exact.copy()
    held = exact.copy()
    alike_positions, alike_rows, alike_weights = _gathered([_forms(term, text) for term in terms])
    alike_cells = alike_rows * text.sentence_count + text.sentence_of[alike_positions]
    np.maximum.at(formed, alike_cells, alike_weights)
    np.maximum.at(held, alike_cells, alike_weights)
    near_positions, near_rows, near_weights = _gathered([_related(term, text) for term in terms])
    np.maximum.at(held, near_rows * text.sentence_count + text.sentence_of[near_positions], near_weights)
    shape = (len(terms), text.sentence_count)
    in_sections = np.zeros((len(terms), text.passage_count))
    for row, term in enumerate(terms):
        in_sections[row, text.sections.of(term.word.stem)] = SECTION_WEIGHT
    if not held.any() and not in_sections.any():
        return None

    exact = exact.reshape(shape)
    sentences_with = (exact > 0).sum(axis=1)
    rarity = np.log(1 + (text.sentence_count - sentences_with + 0.5) / (sentences_with + 0.5)) ** RARITY
    worths = question.worths * rarity
    order = np.argsort(positions, kind="stable")
    return Matching(
        question=question,
        text=text,
        counts=counts.reshape(shape),
        exact=exact,
        formed=formed.reshape(shape),
        held=held.reshape(shape),
        sure=np.array([sure for _, sure in found]),
        positions=positions[order],
        rows=rows[order],
        weights=worths / worths.sum(),
        in_sections=in_sections,
    )


Hits = Sequence[tuple[Ints, float]]
"""Positions and what a word that stands there counts."""


def _found(term: Term, text: IndexedText) -> tuple[Hits, float]:
    """Where the term itself stands, or what it may be a misspelling of, and how sure that is."""
    for stem in (term.word.stem, term.word.plain):
        if stem in text.stem_postings:
            return [(text.stem_postings.of(stem), 1.0)], 1.0
    candidates: dict[str, float] = {}
    for surface, sure in text.spelling.candidates(term.word.surface, is_common=term.is_common):
        candidates.setdefault(text.stem_of_surface[surface], sure)
    hits = [(text.stem_postings.of(stem), sure) for stem, sure in candidates.items()]
    return hits, max(candidates.values(), default=0.0)


def _forms(term: Term, text: IndexedText) -> Hits:
    places, alike = text.forms.like(term.word.stem)
    own = text.stem_postings.places.get(term.word.stem)
    return [
        (text.stem_postings.at(place), FORM_WEIGHT * weight)
        for place, weight in zip(places.tolist(), alike.tolist(), strict=True)
        if place != own
    ]


def _related(term: Term, text: IndexedText) -> Hits:
    related = text.terms.language.relations.get(term.word.stem, {})
    return [
        (text.stem_postings.of(stem), RELATED_WEIGHT * closeness)
        for stem, closeness in related.items()
        if stem in text.stem_postings
    ]


def _gathered(hits_of_terms: Sequence[Hits]) -> tuple[Ints, Ints, Floats]:
    """All positions, the row of the term at each, and what it counts."""
    hits = [
        (row, positions, weight) for row, found in enumerate(hits_of_terms) for positions, weight in found
    ]
    if not hits:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    lengths = [len(positions) for _, positions, _ in hits]
    return (
        np.concatenate([positions for _, positions, _ in hits]),
        np.repeat(np.array([row for row, _, _ in hits], dtype=np.int64), lengths),
        np.repeat(np.array([weight for _, _, weight in hits]), lengths),
    )
