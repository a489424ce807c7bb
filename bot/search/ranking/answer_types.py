"""Answer types: how much a sentence looks like an answer of the type that a question asks for."""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.index.signs import SignCounts, is_year
from bot.search.languages.questions import AnswerType
from bot.search.ranking.matches import Matches
from bot.search.ranking.question import Question, Term
from bot.search.ranking.window import Window

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

_TIMES = (AnswerType.YEAR, AnswerType.TIME)
_AMOUNTS = (AnswerType.MEASURE, AnswerType.NUMBER)


def answer_likeness(signs: SignCounts, question: Question, counts: Floats) -> Floats:
    """How much each sentence looks like an answer of the question's type, in [0, 1].

    `counts` says how often each term of the question (row) stands in each sentence (column): a year, a
    number or a name that the question itself holds isn't what it asks for.
    """
    answer_type = question.answer_type
    if answer_type in _TIMES:
        numbers = _new_numbers(signs, question, counts) > 0
        times: Floats = (
            _new_years(signs, question, counts) + MONTH * (signs.months > 0) + NUMBER_AS_TIME * numbers
        )
        return np.minimum(1.0, times)
    if answer_type in _AMOUNTS:
        # A year is a number, but no amount.
        counted = _new_numbers(signs, question, counts) - _new_years(signs, question, counts)
        amounts: Floats = (counted > 0) + QUANTITY * (signs.quantities > 0)
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


def missing_person(matches: Matches) -> Bools:
    """Whether neither a sentence nor its neighbours name anybody where a person is asked for.

    Only in languages whose common names are known: elsewhere "who" is often answered by "two students".
    """
    window, question = matches.window, matches.question
    if question.answer_type is not AnswerType.PERSON or not window.corpus.tokenizer.language.names:
        return np.zeros(window.sentence_count, dtype=bool)
    return ~_is_near(_new_names(window.signs, question, matches.counts) > 0, window)


def missing_number(matches: Matches) -> Bools:
    """Whether neither a sentence nor its neighbours have the year or the measure that is asked for.

    An answer can't do without one, as it can where a time is asked for, which may be told by an event. Of
    amounts see `bot.search.ranking.amounts`.
    """
    window, question = matches.window, matches.question
    if question.answer_type is AnswerType.YEAR:
        return ~_is_near(_new_years(window.signs, question, matches.counts) > 0, window)
    if question.answer_type is AnswerType.MEASURE and window.corpus.tokenizer.language.measures:
        return ~_is_near(_has_measures(matches), window)
    return np.zeros(window.sentence_count, dtype=bool)


def _is_near(has_any: Bools, window: Window) -> Bools:
    """Whether a sentence or one of its neighbours in its passage has it."""
    is_near = has_any.copy()
    is_near[1:] |= has_any[:-1] & window.continues[1:]
    is_near[:-1] |= has_any[1:] & window.continues[1:]
    return is_near


def _has_measures(matches: Matches) -> Bools:
    """Whether a sentence has a unit, or what else a measure is told with, that the question lacks."""
    asked = {word.surface for word in matches.question.words}
    return matches.window.sentences_with(matches.window.corpus.tokenizer.language.measures - asked)


def _new_years(signs: SignCounts, question: Question, counts: Floats) -> Floats:
    """The years in each sentence that the question doesn't name."""
    years = np.array([float(is_year(term.word.surface)) for term in question.terms])
    return np.maximum(0.0, signs.years - years @ counts)


def _new_numbers(signs: SignCounts, question: Question, counts: Floats) -> Floats:
    """The numbers in each sentence that the question doesn't name."""
    is_number = np.array([float(term.word.stem[0].isdigit()) for term in question.terms])
    return np.maximum(0.0, signs.numbers - is_number @ counts)


def _new_names(signs: SignCounts, question: Question, counts: Floats) -> Floats:
    """The names in each sentence that the question doesn't name."""
    is_name = np.array([float(_is_name(term)) for term in question.terms])
    return np.maximum(0.0, signs.names - is_name @ counts)


def _is_name(term: Term) -> bool:
    """Whether a word of the question is a name: it has a capital, or is known or taken for one without."""
    return term.word.raw[0].isupper() or (term.is_name and not term.word.stem[0].isdigit())
