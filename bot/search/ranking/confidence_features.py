"""The features that give the confidence: what of a question a passage covers and lacks, and its rivals.

They are few, and each weighs in its declared direction alone: none that speaks for a passage takes away.
"""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.ranking.coverage import Coverage, Reading
from bot.search.ranking.feature_set import Direction, FeatureSet, Unit

RARE = 12.0
"""Nats: a word that is one in 160,000 words of the language, or a rarer one."""

CONFIDENCE_FEATURES: FeatureSet[Coverage] = FeatureSet()

_register = CONFIDENCE_FEATURES.register
_FOR, _AGAINST = Direction.FOR, Direction.AGAINST


# Where a feature is a square root, the first nats tell more than the last.
@_register(
    "information in one sentence",
    Unit.ROOT_INFORMATION,
    _FOR,
    "how rare the words are that its best sentence has",
)
def _information_in_one_sentence(coverage: Coverage) -> Floats:
    return np.sqrt(coverage.information_held(Reading.SENTENCE_EXACT))


@_register(
    "rare word", Unit.ROOT_INFORMATION, _FOR, "how rare in the language the rarest word is that it has"
)
def _rare_word(coverage: Coverage) -> Floats:
    return np.sqrt(coverage.rarest)


@_register(
    "rare words in the library",
    Unit.ROOT_INFORMATION,
    _FOR,
    "how rare in the library the words are that it has",
)
def _rare_words_in_the_library(coverage: Coverage) -> Floats:
    return np.sqrt(coverage.rarity_held)


@_register(
    "rare word in the library",
    Unit.INFORMATION,
    _FOR,
    "how rare in the library the rarest word is that its best sentence has",
)
def _rare_word_in_the_library(coverage: Coverage) -> Floats:
    return coverage.rarest_in_library


@_register(
    "topical word", Unit.ROOT_TOPIC, _FOR, "how often the article has one rare word that the passage has"
)
def _topical_word(coverage: Coverage) -> Floats:
    return np.sqrt(coverage.most_topical)


@_register(
    "phrases",
    Unit.ROOT_PAIR_SHARE,
    _FOR,
    "neighbouring words of the question stand side by side in a sentence",
)
def _phrases(coverage: Coverage) -> Floats:
    return np.sqrt(coverage.passage_features["phrases"])


@_register(
    "frequency", Unit.ROOT_FREQUENCY, _FOR, "how often it has the question's words, for its length (BM25)"
)
def _frequency(coverage: Coverage) -> Floats:
    return np.sqrt(coverage.passage_features["frequency"])


# The passage that introduces the subject answers who asks for the subject alone.
@_register("introduction", Unit.FLAG, _FOR, "it introduces the subject that is asked for", fixed_weight=4.0)
def _introduction(coverage: Coverage) -> Bools:
    is_opening = coverage.measurements.window.is_opening[coverage.passages]
    return is_opening & coverage.is_asked_for_title & coverage.question.has_content


# A passage with every word, a rare one among them, answers who types keywords.
@_register(
    "nothing missing", Unit.FLAG, _FOR, "it has every word of the question, a rare one too", fixed_weight=0.75
)
def _nothing_missing(coverage: Coverage) -> Bools:
    return coverage.has_all & (coverage.rarest >= RARE)


# A question of which the article knows one word and not the other ("Who killed Trotsky?") names a subject,
# and nothing is told of it; half of that where it lacks one word in three.
@_register(
    "much unknown", Unit.FLAG, _AGAINST, "the article lacks half of the question's words", fixed_weight=-1.5
)
def _much_unknown(coverage: Coverage) -> Floats:
    return coverage.much_unknown


# A phrase that is quoted is asked for as it stands: a passage without it doesn't answer.
@_register("phrase missing", Unit.FLAG, _AGAINST, "it lacks a phrase that is quoted", fixed_weight=-6.0)
def _phrase_missing(coverage: Coverage) -> Bools:
    is_missing: Bools = (coverage.passage_features["quotation"] == 0) & bool(coverage.question.phrases)
    return is_missing


@_register("missing information", Unit.INFORMATION, _AGAINST, "how rare the words are that it lacks")
def _missing_information(coverage: Coverage) -> Floats:
    return coverage.question_information - coverage.information_held(Reading.PASSAGE)


@_register(
    "name missing in the article",
    Unit.INFORMATION,
    _AGAINST,
    "how rare a name is that the whole article lacks",
)
def _name_missing_in_the_article(coverage: Coverage) -> Floats:
    return coverage.rarest_name_lacked(Reading.ARTICLE_EXACT)


# The best of many passages holds something of any question by chance: the more there are, the more of it.
@_register(
    "size of the library",
    Unit.LOG_COUNT,
    _AGAINST,
    "how many passages there are that might have had the words",
)
def _size_of_the_library(coverage: Coverage) -> Floats:
    return np.full(len(coverage.passages), np.log1p(coverage.searched.count))


# An article that answers has what others lack; what several have alike names no subject.
@_register("rival", Unit.SHARE, _AGAINST, "how much of the question a passage of another article holds")
def _rival(coverage: Coverage) -> Floats:
    return coverage.rivals
