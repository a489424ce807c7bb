"""What in a sentence an answer of a kind looks like: years, numbers, names, places, reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag, auto

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Bools, Floats, Ints, owner_of_each
from bot.search.languages.language import Asks, Language
from bot.search.ranking.question import Question

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
    """For each sentence, how many of each it holds."""

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


class Sign(IntFlag):
    """What a word is a sign of by itself."""

    STOP = auto()
    CAPITAL = auto()
    YEAR = auto()
    MONTH = auto()
    NUMBER = auto()
    REASON = auto()
    TO = auto()
    QUANTITY = auto()
    BEFORE_PLACE = auto()


def sign_of(raw: str, surface: str, language: Language) -> int:
    """The signs of a word, as it is written and folded; whether it is a stop word isn't told."""
    told = (
        (Sign.CAPITAL, raw[0].isupper()),
        (Sign.YEAR, _YEAR.fullmatch(surface)),
        (Sign.MONTH, surface in _MONTHS),
        (Sign.NUMBER, surface[0].isdigit() or surface in language.numbers),
        (Sign.REASON, surface in _OF_REASONS),
        (Sign.TO, surface == "to"),
        (Sign.QUANTITY, surface in _QUANTITIES),
        (Sign.BEFORE_PLACE, surface in _BEFORE_PLACES),
    )
    return sum(sign.value for sign, is_told in told if is_told)


def signs_of(words: NDArray[np.uint16], first_words: Ints) -> NDArray[np.float32]:
    """How many of each sign each sentence holds, in the order of `Signs`; `words` are the words' `Sign`s."""
    lengths = np.diff(first_words)
    sentences = owner_of_each(first_words)
    is_first = np.zeros(len(words) + 1, dtype=bool)
    is_first[first_words] = True
    follows = ~is_first[:-1]
    after_place = np.zeros(len(words), dtype=bool)
    after_place[1:] = words[:-1] & Sign.BEFORE_PLACE > 0

    def count(of_words: Bools) -> Ints:
        return np.bincount(sentences[of_words], minlength=len(lengths))

    capital = (words & Sign.CAPITAL > 0) & follows
    return np.stack(
        [
            count(words & Sign.YEAR > 0),
            count(words & Sign.MONTH > 0),
            count(words & Sign.NUMBER > 0),
            count(capital & (words & Sign.STOP == 0)),
            count(capital & after_place),
            count(words & Sign.REASON > 0) + 0.1 * count(words & Sign.TO > 0),
            count(words & Sign.QUANTITY > 0),
            lengths,
        ],
        axis=1,
    ).astype(np.float32)
