"""Whether a sentence states the measure that is asked for: "how tall is it", "it is 38 metres high"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.search.arrays import Bools, Floats
from bot.search.folding import folded
from bot.search.languages.dimension_words import Dimension
from bot.search.ranking.matches import KNOWN, Matches
from bot.search.text.tokenizer import Token, Tokenizer

OF_ANOTHER = 0.5
"""What a measure counts that is stated of something else than the subject that is asked about: a part of it,
as "the lens weighs 3 tonnes", or not."""

ANOTHER_BEGAN = 0.25
"""The same where it is told when something else began: an article tells of many beginnings."""

_ENDS_NAME = re.compile(r"[.;:(]")
"""What ends the name of what something is; a comma may part two of its words ("a dense, dark bread")."""

_CELL_HEAD = re.compile(r"^[^\W\d]\w{0,30}: ")
"""The head of a row's first column: "Feature: Weight · Value: 3 kg"."""


@dataclass(frozen=True, eq=False)
class StatedMeasures:
    """`of_sentences`: 1 for each sentence of a window that states the measure, OF_ANOTHER where it may be of
    something else, else 0. `of_subject`: whether it is asked of the subject of each article itself.
    """

    of_sentences: Floats
    of_subject: Bools


def stated_measures(matches: Matches) -> StatedMeasures:
    """Which sentences state the measure that the question asks for."""
    window, question = matches.window, matches.question
    stated = StatedMeasures(np.zeros(window.sentence_count), np.zeros(len(window.articles), dtype=bool))
    if not question.measure.dimensions:
        return stated
    for article in range(len(window.articles)):
        subject = Subject.of(matches, article)
        stated.of_subject[article] = subject.is_asked_for
        lacking = [row for row in question.measured if row not in subject.rows]
        is_told = np.logical_and.reduce(matches.held[lacking] >= KNOWN, axis=0, initial=True)
        is_near = is_told & (window.article_of_sentence == article)
        if not (lacking or subject.is_asked_for):
            continue
        for sentence in np.flatnonzero(is_near).tolist():
            stated.of_sentences[sentence] = _states(matches, subject, sentence)
    return stated


@dataclass(frozen=True)
class Subject:
    """What an article is about: the stems of its title and of what its opening says that it is.

    `rows` are the terms of the question that name it; `is_named`: they name the whole title, or what it is.
    """

    stems: frozenset[str]
    rows: frozenset[int]
    is_asked_for: bool
    is_named: bool

    @classmethod
    def of(cls, matches: Matches, article: int) -> Subject:
        """The subject of an article of the window."""
        window, question = matches.window, matches.question
        corpus, number = window.corpus, int(window.articles[article])
        title, kind = frozenset(corpus.titles[number]), frozenset[str]()
        if _opening_has_one(matches, number):
            opening = corpus.passages[int(corpus.tokens.article_offsets[number])]
            kind = _kind(opening.words[0], corpus.tokenizer)
        stems = title | kind
        rows = frozenset(row for row, term in enumerate(question.terms) if term.word.stem in stems)
        asked = {question.terms[row].word.stem for row in rows}
        is_named = bool(kind & asked) or (bool(title) and title <= asked)
        return cls(stems, rows, bool(rows) and rows.issuperset(question.measured), is_named)


def _opening_has_one(matches: Matches, article: int) -> bool:
    """Whether the first sentence of an article has a word of the question: to look it up takes less time than
    to read the sentence.
    """
    corpus = matches.window.corpus
    stems, tokens = corpus.stems, corpus.tokens
    sentence = int(tokens.passage_offsets[tokens.article_offsets[article]])
    first, end = tokens.sentence_offsets[sentence : sentence + 2].tolist()
    in_sentence = set(tokens.stem_of_word[tokens.word_of_token[first:end]].tolist())
    asked = [term.word.stem for term in matches.question.terms]
    return any(stem in stems and stems[stem] in in_sentence for stem in asked)


@lru_cache(maxsize=1024)
def _kind(opening: str, tokenizer: Tokenizer) -> frozenset[str]:
    """The stems of what an opening says that its subject is: "is a [pleasure pier] in …"."""
    words = tokenizer.tokens(opening)
    surfaces = [word.surface for word in words]
    for phrase in tokenizer.language.dimensions.kinds:
        for start in range(len(words) - len(phrase) + 1):
            if tuple(surfaces[start : start + len(phrase)]) == phrase:
                return _name_from(words[start + len(phrase) :], opening)
    return frozenset()


def _name_from(words: list[Token], text: str) -> frozenset[str]:
    stems: list[str] = []
    for place, word in enumerate(words):
        if word.is_stop or (stems and _ENDS_NAME.search(text, words[place - 1].start, word.start)):
            break
        stems.append(word.stem)
    # The last word is the noun: "a dense, dark bread".
    return frozenset(stems[-1:])


def _states(matches: Matches, subject: Subject, sentence: int) -> float:
    window, question = matches.window, matches.question
    text = folded(window.words_of(sentence))
    values = [
        value
        for dimension in question.measure.dimensions
        for pattern, of_another in ((dimension.amounts, OF_ANOTHER), (dimension.origins, ANOTHER_BEGAN))
        for match in pattern.finditer(text)
        for value in (
            1.0
            if not subject.is_asked_for or _is_of(subject, text, match, dimension, matches)
            else of_another,
        )
    ]
    return max(values, default=0.0)


def _is_of(subject: Subject, text: str, match: re.Match[str], dimension: Dimension, matches: Matches) -> bool:
    """Whether a measure is of the article's subject, as far as the words before it tell."""
    tokenizer = matches.window.corpus.tokenizer
    dimensions = tokenizer.language.dimensions
    before = tokenizer.tokens(_CELL_HEAD.sub("", text[: match.start()]))
    names_none = all(
        word.is_stop or word.surface in dimensions.idle or word.surface in dimension.words for word in before
    )
    if names_none or before[0].surface in dimensions.pronouns:
        return True
    return not subject.stems.isdisjoint(word.stem for word in tokenizer.tokens(text[: match.end()]))
