"""What a sentence says otherwise than the question asks: affirmed, the opposite, another number.

A passage may hold all words of a question and tell of something else: "Which countries did not join?" isn't
answered by the countries that joined. A value for each sentence of a window, 1 where it is so, else 0.
"""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools
from bot.search.index.signs import is_year
from bot.search.ranking.matches import KNOWN, Matches


def affirmed(matches: Matches) -> Bools:
    """Whether a sentence says without a negation what the question negates."""
    window, negated = matches.window, matches.question.negated
    if not negated:
        return np.zeros(window.sentence_count, dtype=bool)
    is_said: Bools = np.logical_or.reduce(matches.held[list(negated)] >= KNOWN, axis=0)
    return is_said & ~window.sentences_with(window.corpus.tokenizer.language.negations)


def opposite(matches: Matches) -> Bools:
    """Whether a sentence lacks a word of the question and has one that means the opposite."""
    window, terms = matches.window, matches.question.terms
    known = window.corpus.stems
    opposites_of = window.corpus.tokenizer.language.relations.opposites_of
    asked = {word.stem for word in matches.question.words}
    # The stem of each opposite, and the row of the term that it is the opposite of.
    rows: list[int] = []
    stems: list[int] = []
    for row, term in enumerate(terms):
        others = opposites_of(term.word.stem)
        if asked.isdisjoint(others):
            found = [known[stem] for stem in others if stem in known]
            rows += [row] * len(found)
            stems += found
    is_opposite = np.zeros(window.sentence_count, dtype=bool)
    for row, stem in zip(rows, stems, strict=True):
        sentences = window.sentence_of_stem[(window.stems == stem).nonzero()[0]]
        is_opposite[sentences[matches.exact[row, sentences] == 0]] = True
    return is_opposite


def other_number(matches: Matches) -> Bools:
    """Whether a sentence lacks a number of the question and has another one; years are told from the rest."""
    signs, terms = matches.window.signs, matches.question.terms
    is_other = np.zeros(matches.window.sentence_count, dtype=bool)
    numbers = [row for row, term in enumerate(terms) if term.word.stem[0].isdigit()]
    years = [row for row in numbers if is_year(terms[row].word.surface)]
    for rows, count in (
        (years, signs.years),
        ([row for row in numbers if row not in years], signs.numbers - signs.years),
    ):
        if rows:
            # Those that the question names, too, aren't others.
            others = count - np.add.reduce(matches.counts[rows], axis=0)
            is_other |= (others > 0) & (matches.held[rows] == 0).any(axis=0)
    return is_other
