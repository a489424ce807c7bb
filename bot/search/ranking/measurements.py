"""What is measured in the sentences, passages and articles of a window: what the features are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.arrays import Bools, Floats, places_in
from bot.search.index.bm25 import saturated_frequency
from bot.search.ranking import proximity
from bot.search.ranking.answer_types import answer_likeness
from bot.search.ranking.defining_sentences import definitions
from bot.search.ranking.matches import Matches, stems_in_titles, title_discount
from bot.search.ranking.question import Question
from bot.search.ranking.stated_measures import StatedMeasures, stated_measures
from bot.search.ranking.unknown_predicates import unknown_predicates
from bot.search.ranking.window import Window

NEAR_WORD = 0.5
"""The cosine with a word of a sentence from which it may say a word of the question in other words. Of the
questions that were tried a third of those that aren't answered are nearer, and of those that are one in three
is farther."""

TINY = 1e-9
"""The weights of a question without words: nothing is divided by it."""


@dataclass(frozen=True, eq=False)
class Meant:
    """How near the sentences of a window are to the question in meaning.

    `cosines` has each sentence's, `cosines_with_before` those of each and the one before it together.
    `tokens` has for each piece of a word of the question (row) the largest cosine among those of each
    sentence (column), `weights` what each piece counts, `words` the word that it is of.
    """

    cosines: Floats
    cosines_with_before: Floats
    tokens: Floats
    weights: Floats
    words: Sequence[str]


@dataclass(frozen=True, eq=False)
class BestSentences:
    """For each passage the largest value among its sentences: of each, that of another one maybe."""

    frequency: Floats
    share_with_before: Floats
    same_form_share: Floats
    """The share that stands there in the very form in which it is asked."""
    likeness: Floats
    share_by_likeness: Floats
    """The product of share and likeness."""
    nearness: Floats
    phrases: Floats
    quotations: Floats
    meaning: Floats
    meaning_with_before: Floats
    word_meaning: Floats
    word_meaning_with_before: Floats
    definitions: Floats
    measures: Floats


@dataclass(frozen=True, eq=False)
class Measurements:
    """The measurements of one question in one window.

    A share is a sum over the question's terms, each by what it is worth in the article (`Matches.weights`).
    """

    matches: Matches
    sentence_share: Floats
    """The share of the question that each sentence holds."""
    sentence_frequency: Floats
    """The BM25 frequency of the question's terms in each sentence."""
    share_with_before: Floats
    share_with_after: Floats
    """The share that each sentence holds together with the one before, or after, in its passage."""
    likeness: Floats
    """How much each sentence looks like the kind of answer asked for, in [0, 1]."""
    phrases: Floats
    quotations: Floats
    """See bot.search.ranking.proximity; both for each sentence."""
    sentence_meaning: Floats
    """The cosine of each sentence's vector and the question's, in [0, 1]; 0 where words alone count."""
    word_meaning: Floats
    """The same word by word: the mean over the question's words, rare ones counting more, of the largest
    cosine with one of the sentence."""
    word_meaning_with_before: Floats
    """The same with one of the sentence or of the one before it in its passage."""
    definitions: Floats
    """1 for each sentence that says what the question asks the definition of, else 0."""
    stated: StatedMeasures
    """The sentences that state the measure which the question asks for."""
    held_or_near: Floats
    """What each sentence (column) holds of each term (row): all of it where a word is near in meaning."""
    says_nothing: Bools
    """Whether each article lacks all that is asked about its subject."""
    best: BestSentences
    held_in_passages: Floats
    """What each passage (column) holds of each term (row)."""
    held_below_headings: Floats
    """The same, the words of the heading over it included."""
    passage_share: Floats
    """The share of the question that each passage holds, its heading included."""
    share_with_title: Floats
    """The same, the words of its article's title included."""
    passage_frequency: Floats
    """The BM25 frequency of the question's terms in each passage."""
    is_titled: Floats
    """1 for each article whose title holds all that is asked ("What is …?"), else 0."""

    @property
    def question(self) -> Question:
        """The question."""
        return self.matches.question

    def own_share_of(self, sentence: int) -> float:
        """The share of the question's own terms, by their worth, that a sentence holds."""
        own = self.question.worths * ~self.question.is_of_context
        return float(own @ self.matches.held[:, sentence] / own.sum())

    @property
    def window(self) -> Window:
        """The window that was measured."""
        return self.matches.window


def measure(matches: Matches, meant: Meant | None = None) -> Measurements:
    """All measurements for `matches`.

    `meant` tells how near each sentence of the window is to the question in meaning; None: words alone count.
    """
    window, held = matches.window, matches.held
    stems = [] if meant is None else _stems_of(meant, window)
    sentence_meaning, meaning_with_before, word_meaning, word_meaning_with_before = _meanings(
        meant, stems, window
    )
    # A term is held by two sentences together where either holds it. `continues` wipes out the neighbour
    # that belongs to another passage.
    neighbours = np.zeros((2, *held.shape))
    before, after = neighbours
    before[:, 1:] = held[:, :-1] * window.continues[1:]
    after[:, :-1] = held[:, 1:] * window.continues[1:]
    np.maximum(neighbours, held, out=neighbours)
    frequency = saturated_frequency(matches.counts, window.sentence_norms)
    # Summed together, for one product of matrices takes less time than five.
    sentence_share, sentence_frequency, share_with_before, share_with_after, same_form_share = (
        matches.weighted_in_sentences(np.array([held, frequency, before, after, _same_forms(matches)]))
    )
    held_in_passages = window.best_in_passages(held)
    counts_in_passages = window.total_in_passages(matches.counts)
    held_below_headings = np.maximum(held_in_passages, matches.in_headings)
    in_titles = matches.in_titles[:, window.article_of_passage]
    passage_share, share_with_title, passage_frequency = matches.weighted_in_passages(
        np.array(
            [
                held_below_headings,
                np.maximum(held_below_headings, in_titles),
                saturated_frequency(counts_in_passages, window.passage_norms),
            ]
        )
    )
    likeness = answer_likeness(window.signs, matches.question, matches.counts)
    phrases, quotations = proximity.phrases(matches), proximity.quotations(matches)
    defined, stated = definitions(matches), stated_measures(matches)
    held_or_near = _held_or_near(matches, meant, stems)
    best = window.each_best_in_passages(
        frequency=sentence_frequency,
        share_with_before=share_with_before,
        same_form_share=same_form_share,
        likeness=likeness,
        share_by_likeness=sentence_share * likeness,
        nearness=proximity.nearness(matches),
        phrases=phrases,
        quotations=quotations,
        meaning=sentence_meaning,
        meaning_with_before=meaning_with_before,
        word_meaning=word_meaning,
        word_meaning_with_before=word_meaning_with_before,
        definitions=defined,
        measures=stated.of_sentences,
    )
    return Measurements(
        matches=matches,
        sentence_share=sentence_share,
        sentence_frequency=sentence_frequency,
        share_with_before=share_with_before,
        share_with_after=share_with_after,
        likeness=likeness,
        phrases=phrases,
        quotations=quotations,
        sentence_meaning=sentence_meaning,
        word_meaning=word_meaning,
        word_meaning_with_before=word_meaning_with_before,
        definitions=defined,
        stated=stated,
        held_or_near=held_or_near,
        says_nothing=unknown_predicates(matches, held_or_near),
        best=BestSentences(**best),
        held_in_passages=held_in_passages,
        held_below_headings=held_below_headings,
        passage_share=passage_share,
        share_with_title=share_with_title,
        passage_frequency=passage_frequency,
        is_titled=np.minimum.reduce(matches.in_titles, axis=0),
    )


def _held_or_near(matches: Matches, meant: Meant | None, stems: Sequence[str]) -> Floats:
    """See `Measurements`. How near a term is to a word is the mean of its pieces' cosines.

    `stems` has that of the word which each piece is of.
    """
    if meant is None:
        return matches.held
    nearest = np.zeros_like(matches.held)
    for row, term in enumerate(matches.question.terms):
        pieces = [place for place, stem in enumerate(stems) if stem == term.word.stem]
        if pieces:
            nearest[row] = meant.tokens[pieces].mean(axis=0)
    held_or_near: Floats = np.maximum(matches.held, nearest >= NEAR_WORD)
    return held_or_near


def _stems_of(meant: Meant, window: Window) -> Sequence[str]:
    """The stem of the word that each piece of the question is of."""
    stems = {word: window.corpus.tokenizer.analyse(word)[1] for word in dict.fromkeys(meant.words)}
    return [stems[word] for word in meant.words]


def _meanings(meant: Meant | None, stems: Sequence[str], window: Window) -> Floats:
    """For each sentence how near it is to the question, as a whole and word by word: each alone, and with the
    one before it."""
    if meant is None:
        return np.zeros((4, window.sentence_count))
    with_before = meant.tokens.copy()
    with_before[:, 1:] = np.where(
        window.continues[1:], np.maximum(meant.tokens[:, 1:], meant.tokens[:, :-1]), meant.tokens[:, 1:]
    )
    weights = _weights_in_articles(meant, stems, window)[:, window.article_of_sentence]
    rows = [
        meant.cosines,
        meant.cosines_with_before,
        np.einsum("ts,ts->s", weights, meant.tokens),
        np.einsum("ts,ts->s", weights, with_before),
    ]
    meanings: Floats = np.clip(rows, 0.0, 1.0)
    return meanings


def _weights_in_articles(meant: Meant, stems: Sequence[str], window: Window) -> Floats:
    """What each piece of a word of the question (row) counts in each article (column), all together 1.

    A word of the article's title counts less: every passage is about it.
    """
    in_titles = stems_in_titles(stems, window)
    weights = meant.weights[:, np.newaxis] * title_discount(in_titles)
    shares: Floats = weights / np.maximum(np.add.reduce(weights, axis=0), TINY)
    return shares


def _same_forms(matches: Matches) -> Floats:
    """1 for each term (row) that stands in a sentence (column) in the very form in which it is asked."""
    window, terms = matches.window, matches.question.terms
    surface_numbers = window.corpus.surfaces
    # Of terms with the same surface the last one's row.
    row_of_surface = {
        surface_numbers[term.word.surface]: row
        for row, term in enumerate(terms)
        if term.word.surface in surface_numbers
    }
    places = places_in(np.array(list(row_of_surface), dtype=np.int64), window.surfaces)
    found = (places >= 0).nonzero()[0]
    rows = np.array(list(row_of_surface.values()), dtype=np.int64)[places[found]]
    occurs = np.zeros((len(terms), window.sentence_count))
    occurs[rows, window.sentence_of_stem[found]] = 1.0
    return occurs
