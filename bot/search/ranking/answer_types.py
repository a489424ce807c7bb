"""Answer types: how much a sentence looks like an answer of the type that a question asks for."""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Floats
from bot.search.index.signs import SignCounts, is_year
from bot.search.languages.questions import AnswerType
from bot.search.ranking.question import Question

MANY_NAMES = 2.0
"""A sentence with so many names that the question lacks looks like an answer as much as any can."""

# Set by hand: how much each sign, beside the surest one of its answer type, looks like an answer.
MONTH = 0.6
NUMBER_AS_TIME = 0.3
QUANTITY = 0.7
NAME_AFTER_PREPOSITION = 0.7
NEW_NAME_AS_PLACE = 0.3

UNDECIDED = 0.5
"""The likeness of every sentence where the question asks for no type."""


def answer_likeness(signs: SignCounts, question: Question, counts: Floats) -> Floats:
    """How much each sentence looks like an answer of the question's type, in [0, 1].

    `counts` says how often each term of the question (row) stands in each sentence (column): a year, a
    number or a name that the question itself holds isn't what it asks for.
    """
    answer_type = question.answer_type
    if answer_type is AnswerType.TIME:
        years = np.array([float(is_year(term.word.surface)) for term in question.terms])
        new_years = np.maximum(0.0, signs.years - years @ counts)
        numbers = _new_numbers(signs, question, counts) > 0
        times: Floats = new_years + MONTH * (signs.months > 0) + NUMBER_AS_TIME * numbers
        return np.minimum(1.0, times)
    if answer_type is AnswerType.NUMBER:
        amounts: Floats = (_new_numbers(signs, question, counts) > 0) + QUANTITY * (signs.quantities > 0)
        return np.minimum(1.0, amounts)
    if answer_type is AnswerType.PERSON:
        return np.minimum(1.0, _new_names(signs, question, counts) / MANY_NAMES)
    if answer_type is AnswerType.PLACE:
        new_names = _new_names(signs, question, counts) > 0
        places: Floats = NAME_AFTER_PREPOSITION * (signs.places > 0) + NEW_NAME_AS_PLACE * new_names
        return places
    if answer_type is AnswerType.REASON:
        return np.minimum(1.0, signs.reasons)
    return np.full(len(signs.lengths), UNDECIDED)


def _new_numbers(signs: SignCounts, question: Question, counts: Floats) -> Floats:
    """The numbers in each sentence that the question doesn't name."""
    is_number = np.array([float(term.word.stem[0].isdigit()) for term in question.terms])
    return np.maximum(0.0, signs.numbers - is_number @ counts)


def _new_names(signs: SignCounts, question: Question, counts: Floats) -> Floats:
    """The names in each sentence that the question doesn't name."""
    is_name = np.array([float(term.word.raw[0].isupper()) for term in question.terms])
    return np.maximum(0.0, signs.names - is_name @ counts)
