"""How much of a question some passages cover, and what they lack: what the confidence is made of.

A word that the article lacks weighs by its information in the language at large, for the article itself can't
tell how rare it is; a name that it lacks weighs most. A word of the article's title is told by no passage in
particular: each is about it, and none is surer for having it.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property

import numpy as np

from bot.search.arrays import Bools, Floats, Ints, largest_of_runs
from bot.search.ranking import amounts
from bot.search.ranking.answer_types import UNDECIDED, missing_number
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.full_names import names_alone
from bot.search.ranking.life_events import lacks_life_event
from bot.search.ranking.matches import KNOWN, title_discount
from bot.search.ranking.measurements import Measurements
from bot.search.ranking.name_origins import lacks_name_origin
from bot.search.ranking.question import CONTEXT_WEIGHT, FRAMING
from bot.search.ranking.stated_measures import OF_ANOTHER

RARE = 12.0
"""Nats: a word that is one in 160,000 words of the language, or a rarer one."""

TINY = 1e-9
"""Nats: less is nothing."""


class Reading(IntEnum):
    """Where a term is looked for; `…_EXACT` as it is (or a likely misspelling), the others in any form."""

    PASSAGE = 0
    """The words of its article's title included, as for the article."""
    PASSAGE_EXACT = 1
    SENTENCE = 2
    """The sentence of the passage that holds most of the question."""
    SENTENCE_EXACT = 3
    ARTICLE = 4
    ARTICLE_EXACT = 5


class Coverage:
    """The coverage of one question by some passages of a window. Arrays have a column for each passage."""

    def __init__(
        self, measurements: Measurements, features: FeatureTable, passages: Ints, searched: int
    ) -> None:
        """`passages` are places in the window, `features` the passage features of the whole window.

        `searched` is the number of passages that could have been the best one, those outside the window
        included.
        """
        self.measurements = measurements
        self.searched = searched
        self.passage_features = features.rows(passages)
        self.question = measurements.question
        self.language = measurements.window.corpus.tokenizer.language
        self.passages = passages
        self.articles = measurements.window.article_of_passage[passages]
        self.best_sentences = _best_sentences(measurements)[passages]
        """The sentence of each passage that holds most of the question."""
        self.held = _held(measurements, passages, self.articles, self.best_sentences)
        """What each reading (first axis) holds of each term (second axis): 1 all of it, 0 nothing."""
        self._information: Floats = self.question.information[:, np.newaxis]
        in_titles = measurements.matches.in_titles[:, self.articles]
        self._in_titles = in_titles * (1 - self.is_asked_for_title)
        """1 for each term in the title of each passage's article, where something else is asked, too."""
        said = np.where(self.question.is_of_context, CONTEXT_WEIGHT, 1.0)[:, np.newaxis]
        self._asked: Floats = self._information * said * title_discount(self._in_titles)
        """The information of each term for each passage, that of a title and of the context discounted."""
        self._names: Floats = self._information * self.question.names[:, np.newaxis]
        self._topics: Floats = self._asked * np.log1p(measurements.matches.frequencies[:, self.articles])

    @cached_property
    def sentence_share(self) -> Floats:
        """How much of the question the best sentence holds, by what its terms are worth in the article."""
        return self._total(self.measurements.matches.weights[:, self.articles], Reading.SENTENCE)

    @cached_property
    def sentence_information(self) -> Floats:
        """The information of the terms that the best sentence has, in nats."""
        return self._total(self._asked, Reading.SENTENCE_EXACT)

    @cached_property
    def missing_share(self) -> Floats:
        """How much of the question's information the passage lacks in any form, in [0, 1]."""
        held = self._total(self._information, Reading.PASSAGE)
        return np.maximum(0.0, 1 - held / float(self.question.information.sum()))

    @cached_property
    def title_information(self) -> Floats:
        """The information of the terms in the article's title, in nats, as far as the passage holds what else
        is asked.
        """
        in_titles = self.measurements.matches.in_titles[:, self.articles]
        others = self._information * (1 - in_titles)
        whole = np.add.reduce(others, axis=0)
        share = np.where(whole > 0, self._total(others, Reading.PASSAGE) / np.maximum(whole, TINY), 1.0)
        of_title: Floats = np.add.reduce(self._information * in_titles, axis=0)
        return of_title * share

    @cached_property
    def rarest(self) -> Floats:
        """The information of the rarest term that the passage has, in nats."""
        return _most(self._asked * self.held[Reading.PASSAGE_EXACT])

    @cached_property
    def has_rare(self) -> Bools:
        """Whether the passage has a rare term, be it of the title."""
        has_rare: Bools = _most(self._information * self.held[Reading.PASSAGE_EXACT]) >= RARE
        return has_rare

    @cached_property
    def most_topical(self) -> Floats:
        """The largest information of a term that the passage has, multiplied by the logarithm of how many of
        the article's sentences have it.
        """
        return _most(self._topics * self.held[Reading.PASSAGE_EXACT])

    def rarest_name_lacked(self, reading: Reading) -> Floats:
        """The information of the rarest name or number that `reading` lacks, in nats."""
        return _most(self._names * (1 - self.held[reading]))

    @cached_property
    def _is_telling(self) -> Bools:
        """Which terms ask for something and don't only frame the question."""
        is_telling: Bools = self.question.worths >= FRAMING * self.question.information
        return is_telling

    @cached_property
    def has_all(self) -> Bools:
        """Whether the passage has every telling term as it is."""
        telling = self.held[Reading.PASSAGE_EXACT][self._is_telling]
        has_all: Bools = np.minimum.reduce(telling, axis=0, initial=1.0) == 1.0
        return has_all

    @cached_property
    def known_count(self) -> Ints:
        """How many terms the passage has, in any form or in its article's title."""
        count: Ints = np.add.reduce(self.held[Reading.PASSAGE] >= KNOWN, axis=0)
        return count

    @cached_property
    def lead(self) -> Floats:
        """How much more of the question the passage holds than any other, as a part of what it holds."""
        share = self.measurements.passage_share
        first, second = (*np.sort(share)[::-1][:2], 0.0)[:2]
        own = share[self.passages]
        others = np.where(own < first, first, second)
        lead: Floats = np.maximum(0.0, own - others) / np.maximum(own, TINY)
        return lead

    @cached_property
    def tells_more(self) -> Bools:
        """Whether the question has several telling terms, or the passage the kind of answer it wants."""
        has_kind: Bools = self.passage_features["kind"] > UNDECIDED
        return has_kind | (np.count_nonzero(self._is_telling) > 1)

    @cached_property
    def much_unknown(self) -> Floats:
        """1 where the article knows one telling term and lacks another, or lacks half of them; 0.5 where it
        lacks one in three; else 0.
        """
        known = self.held[Reading.ARTICLE][self._is_telling]
        held = self.held[Reading.PASSAGE][self._is_telling]
        count, unknown_count = len(known), np.add.reduce(known < KNOWN, axis=0)
        much: Floats = 0.5 * (unknown_count * 3 >= count)
        much[(unknown_count * 2 >= count) | (np.add.reduce(held >= KNOWN, axis=0) == 1)] = 1.0
        much[(unknown_count == 0) | (self.states_measure == 1)] = 0.0  # "38 metres" says how high it is
        return much

    @cached_property
    def is_undefined(self) -> Bools:
        """Whether a definition is asked, and neither a sentence nor the heading of the passage has it, nor is
        the whole article about it.
        """
        to_define = list(self.question.to_define)
        if not to_define:
            return np.zeros(len(self.passages), dtype=bool)
        measured = self.measurements
        is_headed = measured.matches.in_headings[to_define][:, self.passages].all(axis=0)
        is_defined = measured.best.definitions[self.passages] > 0
        undefined: Bools = ~(is_defined | is_headed | self.is_asked_for_title)
        return undefined

    @cached_property
    def lacks_number(self) -> Bools:
        """Whether an amount, measure or year is asked for, and the best sentence has none, nor the next."""
        matches, best = self.measurements.matches, self.best_sentences
        states_none = self.measurements.best.measures[self.passages] < OF_ANOTHER
        lacks_any: Bools = states_none & (
            missing_number(matches)[best] | ~amounts.has_amount_near(matches, best)
        )
        return lacks_any

    @cached_property
    def lacks_unit(self) -> Bools:
        """Whether a measure is asked for, and neither the best sentence nor the next has one in its units."""
        return ~amounts.has_measure_near(self.measurements.matches, self.best_sentences)

    @cached_property
    def has_name_alone(self) -> Floats:
        """1 where the passage has a name that the question asks about, and nothing of what is asked."""
        measured = self.measurements
        return names_alone(measured.matches, measured.held_in_passages, self.passages, self.best_sentences)

    @cached_property
    def states_measure(self) -> Floats:
        """How surely the passage states the measure of the article's subject that is asked for, in [0, 1]."""
        stated: Floats = self.measurements.best.measures[self.passages] * self.is_asked_for_measure
        return stated

    @cached_property
    def is_asked_for_measure(self) -> Bools:
        """Whether a measure of the article's subject is asked for, and of nothing else."""
        asked: Bools = self.measurements.stated.of_subject[self.articles]
        return asked

    @cached_property
    def lacks_life_event(self) -> Bools:
        """Whether an event of a life is asked for (birth, death, marriage) that the passage doesn't tell."""
        return lacks_life_event(self.question, self.measurements.window, self.passages)

    @cached_property
    def lacks_name_origin(self) -> Bools:
        """Whether it is asked where a name comes from, and the passage doesn't tell."""
        return lacks_name_origin(self.question, self.measurements.window, self.passages)

    @cached_property
    def says_nothing(self) -> Bools:
        """Whether the whole article lacks all that is asked about its subject."""
        says_nothing: Bools = self.measurements.says_nothing[self.articles]
        return says_nothing

    @cached_property
    def is_asked_for_title(self) -> Bools:
        """Whether the article's title holds all that is asked."""
        is_titled: Bools = self.measurements.is_titled[self.articles] > 0
        return is_titled

    def _total(self, of_terms: Floats, reading: Reading) -> Floats:
        """The sum over the terms of what each counts, by what `reading` holds of it."""
        total: Floats = np.add.reduce(of_terms * self.held[reading], axis=0)
        return total


def _held(measurements: Measurements, passages: Ints, articles: Ints, best: Ints) -> Floats:
    """(readings, terms, passages): what each reading holds of each term; `best` are the best sentences."""
    matches, window = measurements.matches, measurements.window
    exact_in_passages = window.best_in_passages(matches.exact)
    # A word of a heading is known to its article: what stands below "Sinking" tells how a ship sank.
    held_in_articles = np.maximum.reduceat(measurements.held_below_headings, window.article_starts, axis=1)
    held = np.empty((len(Reading), len(matches.held), len(passages)))
    implied = matches.in_titles[:, articles]
    held[Reading.PASSAGE] = measurements.held_below_headings[:, passages]
    held[Reading.PASSAGE_EXACT] = exact_in_passages[:, passages]
    held[Reading.SENTENCE] = matches.held[:, best]
    held[Reading.SENTENCE_EXACT] = matches.exact[:, best]
    held[Reading.ARTICLE] = np.maximum(matches.in_articles, held_in_articles)[:, articles]
    held[Reading.ARTICLE_EXACT] = matches.in_articles[:, articles]
    for reading in (Reading.PASSAGE, Reading.ARTICLE, Reading.ARTICLE_EXACT):
        np.maximum(held[reading], implied, out=held[reading])
    return held


def _best_sentences(measurements: Measurements) -> Ints:
    """The sentence of each passage that holds most of the question, of equals the first."""
    window, share = measurements.window, measurements.sentence_share
    return largest_of_runs(share, window.best_in_passages(share), window.passage_of_sentence)


def _most(of_terms: Floats) -> Floats:
    """The largest of the terms' values (rows) for each passage."""
    most: Floats = np.maximum.reduce(of_terms, axis=0)
    return most
