"""What in a sentence looks like an answer of some type: years, numbers, names, places, reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag, auto

import numpy as np
from numpy.typing import NDArray

from bot.search.index.arrays import Bools, Floats, Ints, owners
from bot.search.languages.profile import Language
from bot.search.languages.questions import AnswerType
from bot.search.ranking.question import Question

_YEAR = re.compile(r"(?:1\d|20)\d\d")
MANY_NAMES = 2.0
"""A sentence with so many names that the question lacks looks like an answer as much as any can."""


@dataclass(frozen=True)
class Signs:
    """For each sentence of a window, how many signs of each sort it holds."""

    years: Floats
    months: Floats
    numbers: Floats
    names: Floats
    places: Floats
    reasons: Floats
    quantities: Floats
    lengths: Floats

    def of_answer(self, question: Question, counts: Floats) -> Floats:
        """How much each sentence looks like an answer of the question's type, in [0, 1].

        `counts` says how often each term of the question (row) stands in each sentence (column): a year, a
        number or a name that the question itself holds isn't what it asks for.
        """
        answer_type = question.answer_type
        if answer_type is AnswerType.TIME:
            years = np.array([float(bool(_YEAR.fullmatch(t.word.surface))) for t in question.terms])
            new_years = np.maximum(0.0, self.years - years @ counts)
            numbers = self.new_numbers(question, counts) > 0
            times: Floats = new_years + 0.6 * (self.months > 0) + 0.3 * numbers
            return np.minimum(1.0, times)
        if answer_type is AnswerType.NUMBER:
            amounts: Floats = (self.new_numbers(question, counts) > 0) + 0.7 * (self.quantities > 0)
            return np.minimum(1.0, amounts)
        if answer_type is AnswerType.PERSON:
            return np.minimum(1.0, self.new_names(question, counts) / MANY_NAMES)
        if answer_type is AnswerType.PLACE:
            places: Floats = 0.7 * (self.places > 0) + 0.3 * (self.new_names(question, counts) > 0)
            return places
        if answer_type is AnswerType.REASON:
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
    """What a word is a sign of. A word may be several."""

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
    """The signs of a word that is written `raw` and folded `surface`, but for STOP."""
    signs = language.signs
    found = (
        (Sign.CAPITAL, raw[0].isupper()),
        (Sign.YEAR, _YEAR.fullmatch(surface)),
        (Sign.MONTH, surface in signs.months),
        (Sign.NUMBER, surface[0].isdigit() or surface in language.numbers),
        (Sign.REASON, surface in signs.reasons),
        (Sign.TO, surface == "to"),
        (Sign.QUANTITY, surface in signs.quantities),
        (Sign.BEFORE_PLACE, surface in signs.place_prepositions),
    )
    return sum(sign.value for sign, is_found in found if is_found)


def signs_of(words: NDArray[np.uint16], first_words: Ints) -> NDArray[np.float32]:
    """How many signs of each sort each sentence (row) holds, in the order of the fields of `Signs`.

    `words` holds the `Sign`s of each word, `first_words` the first word of each sentence, and the end.
    """
    lengths = np.diff(first_words)
    sentences = owners(first_words)
    is_first = np.zeros(len(words) + 1, dtype=bool)
    is_first[first_words] = True
    follows = ~is_first[:-1]
    # The word before stands in the same array, one place to the left.
    after_place = np.zeros(len(words), dtype=bool)
    after_place[1:] = words[:-1] & Sign.BEFORE_PLACE > 0

    def count(of_words: Bools) -> Ints:
        return np.bincount(sentences[of_words], minlength=len(lengths))

    # Every sentence begins with a capital: only a later one is a name's.
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
