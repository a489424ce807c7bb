"""The features that give the confidence: what of a question a passage covers, and what it lacks."""

from __future__ import annotations

from math import log

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.ranking import contradictions
from bot.search.ranking.answer_types import missing_person
from bot.search.ranking.coverage import Coverage, Reading
from bot.search.ranking.feature_set import Direction, FeatureSet, Unit
from bot.search.ranking.library_size import OF_ONE_ARTICLE, ahead_of_few, few_passages

SAID_OTHERWISE = 0.5
"""What an unknown word counts in a language whose related words are unknown: the article may have one."""

NAMED = 0.4
"""What it counts that a sentence has all that is asked of the article that was named."""

MANY_PASSAGES = "many passages"
"""The feature that knows how large a library is."""

CONFIDENCE_FEATURES: FeatureSet[Coverage] = FeatureSet()

_register = CONFIDENCE_FEATURES.register
_FOR, _AGAINST = Direction.FOR, Direction.AGAINST


@_register("words in one sentence", Unit.SHARE, _FOR, "how much its best sentence holds, in any form")
def _words_in_one_sentence(coverage: Coverage) -> Floats:
    return coverage.sentence_share


@_register(
    "information in one sentence", Unit.INFORMATION, _FOR, "how rare the words are that its best sentence has"
)
def _information_in_one_sentence(coverage: Coverage) -> Floats:
    return coverage.sentence_information


@_register("rare word", Unit.INFORMATION, _FOR, "how rare the rarest word is that it has")
def _rare_word(coverage: Coverage) -> Floats:
    return coverage.rarest


@_register(
    "title",
    Unit.INFORMATION,
    _FOR,
    "how rare the title's words are, as far as it has what else is asked",
)
def _title(coverage: Coverage) -> Floats:
    return coverage.title_information


@_register("topical word", Unit.TOPIC, _FOR, "how often the article has one rare word that the passage has")
def _topical_word(coverage: Coverage) -> Floats:
    return coverage.most_topical


@_register(
    "nearness", Unit.PAIRS, _FOR, "words that follow one another in the question stand near each other"
)
def _nearness(coverage: Coverage) -> Floats:
    return coverage.passage_features["nearness"]


@_register(
    "phrases", Unit.PAIR_SHARE, _FOR, "neighbouring words of the question stand side by side in a sentence"
)
def _phrases(coverage: Coverage) -> Floats:
    return coverage.passage_features["phrases"]


@_register(
    "meaning", Unit.LIKENESS, _FOR, "how near its best sentence is to the question in meaning (cosine)"
)
def _meaning(coverage: Coverage) -> Floats:
    return coverage.passage_features["meaning"]


@_register(
    "meaning, two sentences",
    Unit.LIKENESS,
    _FOR,
    "how near two neighbouring sentences are to the question in meaning (cosine)",
)
def _meaning_two_sentences(coverage: Coverage) -> Floats:
    return coverage.passage_features["meaning, two sentences"]


@_register(
    "meaning of words",
    Unit.LIKENESS,
    _FOR,
    "how near its best sentence's words are to the question's, one by one",
)
def _meaning_of_words(coverage: Coverage) -> Floats:
    return coverage.passage_features["meaning of words"]


@_register(
    "meaning of words, two sentences",
    Unit.LIKENESS,
    _FOR,
    "how near the words of two neighbouring sentences are to the question's",
)
def _meaning_of_words_two_sentences(coverage: Coverage) -> Floats:
    return coverage.passage_features["meaning of words, two sentences"]


@_register("frequency", Unit.FREQUENCY, _FOR, "how often it has the question's words, for its length (BM25)")
def _frequency(coverage: Coverage) -> Floats:
    return coverage.passage_features["frequency"]


@_register(
    "answer type", Unit.LIKENESS, _FOR, "it has what is asked for, as a year where a time is asked for"
)
def _answer_type(coverage: Coverage) -> Floats:
    return coverage.passage_features["kind"]


# The passage that introduces the subject answers who asks for the subject alone. Who asks how tall it is gets
# a passage that may have no word of the question. Where the article was named, what has the other words is
# about it.
@_register(
    "subject",
    Unit.FLAG,
    _FOR,
    "it states a measure that is asked, is of the article named, or introduces it",
    fixed_weight=8.0,
)
def _subject(coverage: Coverage) -> Floats:
    is_opening = coverage.measurements.window.is_opening[coverage.passages]
    introduces = is_opening & coverage.is_asked_for_title & coverage.question.has_content
    told = NAMED * coverage.sentence_share * coverage.question.names_article
    subject: Floats = np.maximum(np.maximum(0.5 * introduces, told), coverage.states_measure)
    return subject


# A passage with every word, a rare one among them, answers who types keywords.
@_register(
    "nothing missing", Unit.FLAG, _FOR, "it has every word of the question, a rare one too", fixed_weight=0.75
)
def _nothing_missing(coverage: Coverage) -> Bools:
    return coverage.has_all & coverage.has_rare


# A question of which the article knows one word and not the other ("Who killed Trotsky?") names a subject,
# and nothing is told of it; half of that where it lacks one word in three.
@_register(
    "much unknown", Unit.FLAG, _AGAINST, "the article lacks half of the question's words", fixed_weight=-2.0
)
def _much_unknown(coverage: Coverage) -> Floats:
    has_relations = bool(coverage.language.relations.lines)
    return coverage.much_unknown * (1.0 if has_relations else SAID_OTHERWISE)


# An article that has a word needn't say what it means. And the title's words make "is Marsh loaf vegan?"
# sure, whatever is asked, for each passage is about it: a little less is taken then.
@_register(
    "undefined",
    Unit.FLAG,
    _AGAINST,
    "it doesn't say what the thing is, or nothing of what is asked about it",
    fixed_weight=-4.0,
)
def _undefined(coverage: Coverage) -> Floats:
    # Who asks where a name comes from asks for hardly anything else: the name alone would be enough.
    untold = np.maximum(coverage.lacks_life_event, 1.5 * coverage.lacks_name_origin)
    says_nothing = np.maximum(0.75 * coverage.says_nothing, untold)
    undefined: Floats = np.maximum(coverage.is_undefined, says_nothing)
    return undefined


# A phrase that is quoted is asked for as it stands: a passage without it doesn't answer.
@_register("phrase missing", Unit.FLAG, _AGAINST, "it lacks a phrase that is quoted", fixed_weight=-6.0)
def _phrase_missing(coverage: Coverage) -> Bools:
    is_missing: Bools = (coverage.passage_features["quotation"] == 0) & bool(coverage.question.phrases)
    return is_missing


@_register("missing half", Unit.SHARE, _AGAINST, "how much more than half of the question it lacks")
def _missing_half(coverage: Coverage) -> Floats:
    return np.maximum(0.0, coverage.missing_share - 0.5)


@_register("missing name", Unit.INFORMATION, _AGAINST, "how rare the rarest name or number is that it lacks")
def _missing_name(coverage: Coverage) -> Floats:
    return coverage.rarest_name_lacked(Reading.PASSAGE)


@_register(
    "name missing in the article",
    Unit.INFORMATION,
    _AGAINST,
    "how rare a name is that the whole article lacks",
)
def _name_missing_in_the_article(coverage: Coverage) -> Floats:
    return coverage.rarest_name_lacked(Reading.ARTICLE_EXACT)


@_register(
    "missing person",
    Unit.FLAG,
    _AGAINST,
    "its best sentence and its neighbours name nobody where a person is asked for",
)
def _missing_person(coverage: Coverage) -> Bools:
    return missing_person(coverage.measurements.matches)[coverage.best_sentences]


# "When did Ada Holt die?" isn't answered by what she did, though the two words of her name are most of it.
@_register("name alone", Unit.FLAG, _AGAINST, "it has the name, nothing of what is asked", fixed_weight=-5.0)
def _name_alone(coverage: Coverage) -> Floats:
    return coverage.has_name_alone


# A sentence with every word of "at what temperature is it baked" doesn't answer where no degrees are told.
@_register("missing unit", Unit.FLAG, _AGAINST, "no amount in a unit of the measure asked", fixed_weight=-6.0)
def _missing_unit(coverage: Coverage) -> Bools:
    return coverage.lacks_unit


# Of the training questions that ask for an amount, a measure or a year one in twenty has none beside its
# answer, of other sentences two in three.
@_register(
    "missing number",
    Unit.FLAG,
    _AGAINST,
    "no amount, measure or year stands there where one is asked for",
    fixed_weight=-2.5,
)
def _missing_number(coverage: Coverage) -> Bools:
    lacks_measure = coverage.is_asked_for_measure & (coverage.states_measure == 0)
    is_missing: Bools = coverage.lacks_number | lacks_measure
    return is_missing


# What a sentence says otherwise than asked isn't the answer, however many of the words it has.
@_register("affirmed", Unit.FLAG, _AGAINST, "its best sentence says without “not” what the question negates")
def _affirmed(coverage: Coverage) -> Bools:
    return contradictions.affirmed(coverage.measurements.matches)[coverage.best_sentences]


@_register("opposite", Unit.FLAG, _AGAINST, "its best sentence has the opposite of a word of the question")
def _opposite(coverage: Coverage) -> Bools:
    return contradictions.opposite(coverage.measurements.matches)[coverage.best_sentences]


@_register("other number", Unit.FLAG, _AGAINST, "its best sentence has another number or year than is asked")
def _other_number(coverage: Coverage) -> Bools:
    return contradictions.other_number(coverage.measurements.matches)[coverage.best_sentences]


# Of many passages one shares words with a question about something else, by chance: the best of ten thousand
# must have more of them than the best of one article.
@_register(
    MANY_PASSAGES,
    Unit.LOG_TIMES,
    _AGAINST,
    "how many times as many passages are searched as one article has",
)
def _many_passages(coverage: Coverage) -> Floats:
    times = max(1.0, coverage.searched / OF_ONE_ARTICLE)
    return np.full(len(coverage.passages), log(times))


# Chosen by hand: without the languages' synonyms 63 instead of 53 % of a set's questions are answered rightly
# by it, and 2.0 instead of 1.4 % of those to another article answered.
_register(
    "few passages",
    Unit.LOG_TIMES,
    _FOR,
    "how small the library is, in a language whose related words are unknown",
    fixed_weight=1.1,
)(few_passages)


# Of few passages one alone has what is asked for, as a rule; of two that have as much either may be meant.
# By hand, too: 75 instead of 72 % of two sets' questions are answered rightly by it, and 3.6 instead of 2.5 %
# of those to another article answered.
_register(
    "ahead of few",
    Unit.LOG_TIMES,
    _FOR,
    "how small the library is, as far as no other passage has as much",
    fixed_weight=0.8,
)(ahead_of_few)


@_register("no content", Unit.FLAG, _AGAINST, "the question has none but common words")
def _no_content(coverage: Coverage) -> Bools:
    return np.full(len(coverage.passages), not coverage.question.has_content)
