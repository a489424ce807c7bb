"""Whether a passage has a name that a question asks about, and nothing else: "when did Ada Holt die".

The two rare words of a name are most of such a question, so that a passage that names her seems to hold it.
Only in languages whose related words are unknown: elsewhere the weights were learned from such questions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import numpy as np

from bot.search.arrays import Floats, Ints
from bot.search.languages.questions import AnswerType
from bot.search.ranking.matches import KNOWN, Matches
from bot.search.ranking.question import FRAMING
from bot.search.text.tokenizer import Token

UNTOLD = frozenset({AnswerType.PERSON, AnswerType.OTHER})
"""What a question of a name and empty words asks for, where the passage that has the name may answer: "who
was Ada Holt". "How old is Ada Holt" asks for more."""


def names_alone(matches: Matches, held_in_passages: Floats, passages: Ints, sentences: Ints) -> Floats:
    """1 for each of `passages` that has a name of the question alone, else 0.

    `sentences` holds the one of each that holds most of the question, `held_in_passages` what each passage of
    the window (column) holds of each term (row).
    """
    window, question = matches.window, matches.question
    alone = np.zeros(len(passages))
    telling = [row for row, term in enumerate(question.terms) if term.worth >= FRAMING * term.information]
    pairs = list(_neighbours(question.words))
    language = window.corpus.tokenizer.language
    is_segmented = language.is_segmented
    if language.relations.lines or not pairs or question.phrases:
        return alone
    for place, (passage, sentence) in enumerate(zip(passages.tolist(), sentences.tolist(), strict=True)):
        in_title = matches.in_titles[:, window.article_of_passage[passage]] > 0
        words = window.corpus.tokenizer.tokens(window.words_of(sentence))
        named = _named(pairs, words, is_segmented)
        rows = [row for row, term in enumerate(question.terms) if term.word.stem in named]
        if not rows or in_title[rows].all():
            continue
        others = [row for row in telling if row not in rows and not in_title[row]]
        has_others = bool((held_in_passages[others, passage] >= KNOWN).any())
        asks_more = bool(others) or (not is_segmented and question.answer_type not in UNTOLD)
        alone[place] = asks_more and not has_others
    return alone


def _neighbours(words: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The stems of words of content that follow one another."""
    for first, second in pairwise(words):
        if not first.is_stop and not second.is_stop:
            yield first.stem, second.stem


def _named(pairs: Sequence[tuple[str, str]], words: Sequence[Token], is_segmented: bool) -> Collection[str]:
    """The stems of the pairs that stand side by side in a sentence as the parts of a name.

    Both have a capital or, where the script has none, nothing stands between them.
    """
    side_by_side = {
        (first.stem, second.stem)
        for first, second in pairwise(words)
        if (first.raw[0].isupper() and second.raw[0].isupper())
        or (is_segmented and first.start + len(first.raw) == second.start)
    }
    return {stem for pair in pairs if pair in side_by_side for stem in pair}
