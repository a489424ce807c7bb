"""Whether sentences count or measure something: what an answer to "how many" can't do without."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from bot.search.arrays import Bools, Ints
from bot.search.folding import folded
from bot.search.index.signs import is_year
from bot.search.languages.questions import AnswerType
from bot.search.ranking.matches import Matches
from bot.search.text.tokenizer import ORDINAL, Tokenizer


def has_amount_near(matches: Matches, sentences: Ints) -> Bools:
    """Whether each of some sentences of the window, or a neighbour, has an amount that the question lacks.

    True as well where no number is asked for, or in a language whose numbers in words aren't known: the
    amount may be there unseen.
    """
    window, question = matches.window, matches.question
    tokenizer = window.corpus.tokenizer
    if question.answer_type is not AnswerType.NUMBER or not tokenizer.language.numbers:
        return np.ones(len(sentences), dtype=bool)
    asked = {word.surface for word in question.words}
    in_words = window.sentences_with(tokenizer.language.amounts - asked)
    # Most sentences have no number at all, which the index knows: they needn't be read.
    may_count = (window.signs.numbers > 0) | (window.signs.quantities > 0)
    found = [
        any(
            in_words[near] or (may_count[near] and has_amount(window.words_of(near), tokenizer, asked))
            for near in window.near(sentence, 1)
        )
        for sentence in sentences.tolist()
    ]
    return np.array(found, dtype=bool)


def has_measure_near(matches: Matches, sentences: Ints) -> Bools:
    """Whether each of some sentences of the window, or a neighbour, has an amount in a unit of what is asked.

    True as well where none is asked. In a language whose related words are known, only what can't be told
    without a unit is asked for one ("how much does it cost").
    """
    window, question = matches.window, matches.question
    dimensions = question.measure.dimensions
    may_do_without = window.corpus.tokenizer.language.relations.lines and not (
        question.answer_type in (AnswerType.NUMBER, AnswerType.MEASURE)
        and all(each.needs_unit for each in dimensions)
    )
    if not dimensions or may_do_without:
        return np.ones(len(sentences), dtype=bool)
    patterns = [pattern for each in dimensions for pattern in (each.any_amount, each.origins)]
    found = [
        any(
            pattern.search(text)
            for text in (folded(window.words_of(near)) for near in window.near(sentence, 1))
            for pattern in patterns
        )
        for sentence in sentences.tolist()
    ]
    return np.array(found, dtype=bool)


def has_amount(text: str, tokenizer: Tokenizer, without: Collection[str] = ()) -> bool:
    """Whether a text has an amount, in digits or in words, that isn't one of those of `without`, folded.

    Years, ordinals and decades aren't amounts: "the third of the 1920s" counts nothing.
    """
    language = tokenizer.language
    counting = (language.numbers.keys() | language.signs.quantities) - language.ordinals
    return any(
        word.surface in counting
        or (word.surface[0].isdigit() and not is_year(word.surface) and not ORDINAL.fullmatch(word.raw))
        for word in tokenizer.tokens(text)
        if word.surface not in without
    )
