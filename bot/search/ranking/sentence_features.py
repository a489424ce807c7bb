"""The features by which the sentences of a passage are ranked: the best one is highlighted."""

from __future__ import annotations

from bot.search.arrays import Floats
from bot.search.ranking import proximity
from bot.search.ranking.feature_set import Direction, FeatureSet, Unit
from bot.search.ranking.measurements import Measurements

SENTENCE_FEATURES: FeatureSet[Measurements] = FeatureSet()

_register = SENTENCE_FEATURES.register
_FOR = Direction.FOR


@_register("words", Unit.SHARE, _FOR, "how much of the question the sentence holds, rare words counting more")
def _words(measured: Measurements) -> Floats:
    return measured.sentence_share


@_register("frequency", Unit.FREQUENCY, _FOR, "how often it has the question's words, for its length (BM25)")
def _frequency(measured: Measurements) -> Floats:
    return measured.sentence_frequency


@_register("pairs", Unit.PAIRS, _FOR, "pairs of the question's words stand in it, rare pairs counting more")
def _pairs(measured: Measurements) -> Floats:
    return proximity.cooccurrence(measured.matches)


@_register("phrases", Unit.PAIR_SHARE, _FOR, "neighbouring words of the question stand side by side in it")
def _phrases(measured: Measurements) -> Floats:
    return measured.phrases


@_register("with sentence before", Unit.SHARE, _FOR, "how much it holds together with the sentence before")
def _with_sentence_before(measured: Measurements) -> Floats:
    return measured.share_with_before


@_register("with sentence after", Unit.SHARE, _FOR, "how much it holds together with the sentence after")
def _with_sentence_after(measured: Measurements) -> Floats:
    return measured.share_with_after


@_register(
    "answer type", Unit.LIKENESS, _FOR, "it has what is asked for, as a year where a time is asked for"
)
def _answer_type(measured: Measurements) -> Floats:
    return measured.likeness


@_register("meaning", Unit.LIKENESS, _FOR, "how near it is to the question in meaning (cosine)")
def _meaning(measured: Measurements) -> Floats:
    return measured.sentence_meaning


@_register("meaning of words", Unit.LIKENESS, _FOR, "how near its words are to the question's, one by one")
def _meaning_of_words(measured: Measurements) -> Floats:
    return measured.word_meaning


@_register(
    "meaning of words, two sentences",
    Unit.LIKENESS,
    _FOR,
    "how near the words of it and the sentence before are to the question's",
)
def _meaning_of_words_two_sentences(measured: Measurements) -> Floats:
    return measured.word_meaning_with_before


@_register("length", Unit.LOG_COUNT, Direction.EITHER, "how long it is")
def _length(measured: Measurements) -> Floats:
    return measured.window.log_lengths


@_register("beginning", Unit.POSITION, _FOR, "how near the passage's beginning it stands")
def _beginning(measured: Measurements) -> Floats:
    return measured.window.earliness


@_register(
    "opening", Unit.SHARE, _FOR, "it introduces the article's subject, which is asked for", fixed_weight=6.0
)
def _opening(measured: Measurements) -> Floats:
    window = measured.window
    return measured.sentence_share * window.opens_article * measured.is_titled[window.article_of_sentence]


@_register("definition", Unit.FLAG, _FOR, "it says what the thing is that is asked for", fixed_weight=6.0)
def _definition(measured: Measurements) -> Floats:
    return measured.definitions


@_register("measure", Unit.FLAG, _FOR, "it states the measure that is asked for", fixed_weight=40.0)
def _measure(measured: Measurements) -> Floats:
    return measured.stated.of_sentences


@_register("quotation", Unit.FLAG, _FOR, "a quoted phrase begins in it word for word", fixed_weight=50.0)
def _quotation(measured: Measurements) -> Floats:
    return measured.quotations
