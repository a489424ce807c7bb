"""The features by which passages are ranked. Their weighted sum is the score of a passage."""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Floats
from bot.search.ranking.feature_set import Direction, FeatureSet, Unit
from bot.search.ranking.measurements import Measurements

PASSAGE_FEATURES: FeatureSet[Measurements] = FeatureSet()

_register = PASSAGE_FEATURES.register
_FOR = Direction.FOR


@_register("words", Unit.SHARE, _FOR, "how much of the question the passage holds, rare words counting more")
def _words(measured: Measurements) -> Floats:
    return measured.passage_share


@_register(
    "frequency", Unit.FREQUENCY, _FOR, "how often the passage has the question's words, for its length (BM25)"
)
def _frequency(measured: Measurements) -> Floats:
    return measured.passage_frequency


@_register(
    "sentence", Unit.FREQUENCY, _FOR, "how often its best sentence has the question's words, for its length"
)
def _sentence(measured: Measurements) -> Floats:
    return measured.best.frequency


@_register(
    "nearness", Unit.PAIRS, _FOR, "words that follow one another in the question stand near each other"
)
def _nearness(measured: Measurements) -> Floats:
    return measured.best.nearness


@_register(
    "answer type",
    Unit.LIKENESS,
    _FOR,
    "a sentence with the question's words has what is asked for, as a year",
)
def _answer_type(measured: Measurements) -> Floats:
    return measured.best.share_by_likeness


@_register("two sentences", Unit.SHARE, _FOR, "how much of the question two neighbouring sentences hold")
def _two_sentences(measured: Measurements) -> Floats:
    return measured.best.share_with_before


@_register("same form", Unit.SHARE, _FOR, "how much of the question a sentence has in the very same form")
def _same_form(measured: Measurements) -> Floats:
    return measured.best.same_form_share


@_register(
    "brevity", Unit.SHARE, _FOR, "how much of the question a short passage holds, long ones counting less"
)
def _brevity(measured: Measurements) -> Floats:
    return measured.passage_share * measured.window.brevity


@_register(
    "kind", Unit.LIKENESS, _FOR, "a passage with the question's words has what is asked for, as a year"
)
def _kind(measured: Measurements) -> Floats:
    return measured.passage_share * measured.best.likeness


@_register(
    "phrases", Unit.PAIR_SHARE, _FOR, "neighbouring words of the question stand side by side in a sentence"
)
def _phrases(measured: Measurements) -> Floats:
    return measured.best.phrases


@_register(
    "all phrases", Unit.PAIRS, _FOR, "neighbouring words of the question stand side by side, in all sentences"
)
def _all_phrases(measured: Measurements) -> Floats:
    return measured.window.total_in_passages(measured.phrases)


@_register(
    "meaning",
    Unit.LIKENESS,
    _FOR,
    "how near its best sentence is to the question in meaning (cosine)",
)
def _meaning(measured: Measurements) -> Floats:
    return measured.best.meaning


# Where the article has the question's words, they say more than meaning does.
@_register(
    "meaning without words",
    Unit.LIKENESS,
    _FOR,
    "the same, as far as no passage of the article has the question's words",
)
def _meaning_without_words(measured: Measurements) -> Floats:
    window = measured.window
    most = np.maximum.reduceat(measured.share_with_title, window.article_starts)
    lacking: Floats = 1 - np.minimum(1.0, most)
    return measured.best.meaning * lacking[window.article_of_passage]


@_register(
    "meaning, two sentences",
    Unit.LIKENESS,
    _FOR,
    "how near two neighbouring sentences are to the question in meaning (cosine)",
)
def _meaning_two_sentences(measured: Measurements) -> Floats:
    return measured.best.meaning_with_before


@_register(
    "meaning of words",
    Unit.LIKENESS,
    _FOR,
    "how near its best sentence's words are to the question's, one by one",
)
def _meaning_of_words(measured: Measurements) -> Floats:
    return measured.best.word_meaning


@_register(
    "meaning of words, two sentences",
    Unit.LIKENESS,
    _FOR,
    "how near the words of two neighbouring sentences are to the question's",
)
def _meaning_of_words_two_sentences(measured: Measurements) -> Floats:
    return measured.best.word_meaning_with_before


# Who asks what the article's subject is gets the passage that introduces it.
@_register(
    "opening", Unit.SHARE, _FOR, "the passage introduces the subject that is asked for", fixed_weight=6.0
)
def _opening(measured: Measurements) -> Floats:
    window = measured.window
    return measured.passage_share * window.is_opening * measured.is_titled[window.article_of_passage]


# Who asks what something is gets the passage that says so, before those that have the word.
@_register("definition", Unit.FLAG, _FOR, "it says what the thing is that is asked for", fixed_weight=6.0)
def _definition(measured: Measurements) -> Floats:
    return measured.best.definitions


# Who asks how long something is gets the passage that says so, before those that name it.
@_register("measure", Unit.FLAG, _FOR, "it states the measure that is asked for", fixed_weight=40.0)
def _measure(measured: Measurements) -> Floats:
    return measured.best.measures


# A quoted phrase is asked for word for word: its passage comes before all others.
@_register("quotation", Unit.FLAG, _FOR, "the passage has a quoted phrase word for word", fixed_weight=50.0)
def _quotation(measured: Measurements) -> Floats:
    return measured.best.quotations
