"""What in a sentence an answer of a kind looks like: years, numbers, names, places, reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.search.languages import Asks
from bot.search.postings import Floats
from bot.search.question import Question
from bot.search.terms import Terms, Word

_YEAR = re.compile(r"(?:1\d|20)\d\d")
_MONTHS = frozenset(
    (
        "january february march april may june july august september october november december "
        "januar februar marz april mai juni juli august september oktober november dezember "
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    ).split()
)
_QUANTITIES = frozenset("percent percentage million billion thousand prozent millionen млн процентов".split())
_BEFORE_PLACES = frozenset(
    "in at to from near into across toward of im am nach bei aus en a de desde в на из под".split()
)
_OF_REASONS = frozenset(
    "because due since cause caused therefore thus result resulted reason order weil da denn deshalb porque "
    "debido causa parce потому поскольку из-за".split()
)
MANY_NAMES = 2.0
"""So many names that the question lacks are all the names an answer needs."""


@dataclass(frozen=True)
class Signs:
    """For each sentence of an article, how many of each it holds."""

    years: Floats
    months: Floats
    numbers: Floats
    names: Floats
    places: Floats
    reasons: Floats
    quantities: Floats
    lengths: Floats

    def of_answer(self, question: Question, counts: Floats) -> Floats:
        """How much each sentence looks like an answer of the kind asked for, in [0, 1].

        `counts`: how often each term of the question (rows) stands in each sentence (columns): what the
        question names isn't what it asks for.
        """
        asks = question.asks
        if asks is Asks.TIME:
            years = np.array([float(bool(_YEAR.fullmatch(t.word.surface))) for t in question.terms])
            new_years = np.maximum(0.0, self.years - years @ counts)
            numbers = self.new_numbers(question, counts) > 0
            times: Floats = new_years + 0.6 * (self.months > 0) + 0.3 * numbers
            return np.minimum(1.0, times)
        if asks is Asks.NUMBER:
            amounts: Floats = (self.new_numbers(question, counts) > 0) + 0.7 * (self.quantities > 0)
            return np.minimum(1.0, amounts)
        if asks is Asks.PERSON:
            return np.minimum(1.0, self.new_names(question, counts) / MANY_NAMES)
        if asks is Asks.PLACE:
            places: Floats = 0.7 * (self.places > 0) + 0.3 * (self.new_names(question, counts) > 0)
            return places
        if asks is Asks.REASON:
            return np.minimum(1.0, self.reasons)
        return np.full(len(self.lengths), 0.5)

    def new_numbers(self, question: Question, counts: Floats) -> Floats:
        """The numbers in each sentence that the question doesn't name."""
        numbers = np.array([float(term.word.stem[0].isdigit()) for term in question.terms])
        return np.maximum(0.0, self.numbers - numbers @ counts)

    def new_names(self, question: Question, counts: Floats) -> Floats:
        """The names in each sentence that the question doesn't name."""
        names = np.array([float(term.word.raw[0].isupper()) for term in question.terms])
        return np.maximum(0.0, self.names - names @ counts)


def signs_of(sentences: Sequence[Sequence[Word]], terms: Terms) -> Signs:
    """The signs in each of `sentences`."""
    rows = np.array([_row(sentence, terms) for sentence in sentences], dtype=float).reshape(-1, 8)
    return Signs(*rows.T)


def _row(sentence: Sequence[Word], terms: Terms) -> tuple[float, ...]:
    later = list(pairwise(sentence))
    surfaces = [word.surface for word in sentence]
    return (
        sum(bool(_YEAR.fullmatch(surface)) for surface in surfaces),
        sum(surface in _MONTHS for surface in surfaces),
        sum(surface[0].isdigit() or surface in terms.language.numbers for surface in surfaces),
        sum(word.raw[0].isupper() and not word.is_stop for _, word in later),
        sum(word.raw[0].isupper() and before.surface in _BEFORE_PLACES for before, word in later),
        sum(surface in _OF_REASONS for surface in surfaces) + 0.1 * surfaces.count("to"),
        sum(surface in _QUANTITIES for surface in surfaces),
        len(sentence),
    )
