"""A question, read: its terms and what each is worth, the type of its answer, quoted phrases."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.search.data.frequencies import RAREST
from bot.search.languages.dimension_words import NO_MEASURE, MeasureAsked
from bot.search.languages.profile import Language
from bot.search.languages.questions import AnswerType
from bot.search.text.tokenizer import MOST_QUESTION_TOKENS, Token, Tokenizer

CONTEXT_WEIGHT = 0.5
"""What a word of the conversation so far counts beside a word of the question itself."""

FRAME_WEIGHT = 0.35
"""What a frame word counts ("name" in "what is the name of …")."""

KIND_WEIGHT = 0.6
"""What the word after "what" or "which" counts: it names the kind of answer, which a text may leave out."""

FRAMING = 0.5
"""A word that counts less than this share of its information only frames the question."""

RARE_AS_NAME = 11.0
"""Nats: in a question without capitals so rare a word counts as a name, for it may be one. Where a table
tells the language's common names, only a word that the language's frequencies lack does."""

MOST_TERMS = 40
"""Terms that are looked for; of a question as long as a page the first ones are."""

MOST_PHRASES = 4
"""Different quoted phrases that are looked for: each is tried wherever its first word stands."""

LONGEST_PHRASE = 50
"""Words that are read of a quoted phrase; of a quoted page the first ones tell where it stands."""

NEGATED = 2
"""Words of content after a negation that it turns around ("not join the union")."""

_QUOTED = re.compile(r'["“”„‟«»‹›「」『』]([^"“”„‟«»‹›「」『』]+)["“”„‟«»‹›「」『』]')


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the question asks with. `worth` is its information by what it counts in this question."""

    word: Token = field(repr=False)
    information: float
    worth: float
    is_name: bool
    is_common: bool


@dataclass(frozen=True)
class Question:
    """A question in one language.

    `order` holds the place in `terms` of each word, in the question's order. `phrases` are its quoted
    phrases. `has_content`: not all its words are stop words. `words` are those that were meant,
    `content_words` those of content as they are typed, folded. `text` is the whole of it in the spelling that
    was meant. `negated` holds the places in `terms` of words that a negation turns around,
    `to_define` those of what it asks the definition of. `measure` has the dimensions that it asks for, and
    `measured` the places in `terms` of what it asks them of. `asks_of_subject`: it asks whether something is
    so, or how to do it. `names_article`: it named the article that is searched, and is read without its
    title. Its first `own_count` terms are its own, the others its context's. Its `repr` holds none of the
    asker's words.
    """

    words: Sequence[Token] = field(repr=False)
    terms: Sequence[Term]
    order: Sequence[int]
    answer_type: AnswerType
    phrases: Sequence[Sequence[str]] = field(repr=False)
    has_content: bool
    content_words: Sequence[str] = field(repr=False)
    text: str = field(repr=False)
    negated: Collection[int] = ()
    to_define: Collection[int] = ()
    measure: MeasureAsked = NO_MEASURE
    measured: Collection[int] = ()
    asks_of_subject: bool = False
    names_article: bool = False
    own_count: int = MOST_TERMS

    @property
    def is_keywords(self) -> bool:
        """Whether it holds words of content alone, but for one in their midst: "Disruption of Unity"."""
        is_stop = [word.is_stop for word in self.words]
        return bool(is_stop) and sum(is_stop) <= 1 and not is_stop[0] and not is_stop[-1]

    @cached_property
    def worths(self) -> NDArray[np.float64]:
        """Each term's worth."""
        return np.array([term.worth for term in self.terms])

    @cached_property
    def is_of_context(self) -> NDArray[np.bool_]:
        """Whether each term is its context's, not its own."""
        return np.arange(len(self.terms)) >= self.own_count

    @cached_property
    def information(self) -> NDArray[np.float64]:
        """Each term's information, in nats."""
        return np.array([term.information for term in self.terms])

    @cached_property
    def names(self) -> NDArray[np.float64]:
        """1 for each term that is a name or a number, else 0."""
        return np.array([float(term.is_name) for term in self.terms])


def question_of(
    text: str,
    tokenizer: Tokenizer,
    context: str = "",
    *,
    correct: Callable[[Sequence[Token]], Sequence[Token]] = list,
) -> Question:
    """`text` as a question, with what a follow-up leaves unsaid in `context`.

    `correct` gives words in the spelling that was meant: what a word is worth, whether it is empty and what
    is asked for are read from there.
    """
    text = _without_shouting(text, tokenizer.language)
    typed = tokenizer.tokens(text, MOST_QUESTION_TOKENS)
    words = correct(typed)
    meant = _in_spelling(text, typed, words)
    content_words = [word.surface for word, meant in zip(typed, words, strict=True) if not meant.is_stop]
    content = [word for word in words if not word.is_stop]
    context_words = correct(tokenizer.tokens(context))
    context_content = [word for word in context_words if not word.is_stop]
    if context_content and not content:
        # "And where?" asks the question before once more.
        words, content, context_content = [*context_words, *words], context_content, []
    # A question of stop words alone is looked for by them.
    language = tokenizer.language
    implied = (each.implied for each in language.name_origins if each.is_asked(words))
    own = [*(content or words), *tokenizer.tokens(" ".join(implied))]
    frame = _frame_weights(words, language)
    rare = _rare_as_name(words, language)
    terms: dict[str, Term] = {}
    for weight, group in ((1.0, own), (CONTEXT_WEIGHT, context_content)):
        for word in group:
            if word.stem not in terms and len(terms) < MOST_TERMS:
                terms[word.stem] = _term(
                    word,
                    _is_name(word, words[:1], rare, language),
                    weight * frame.get(word.stem, 1.0),
                    language,
                )
    places = {stem: place for place, stem in enumerate(terms)}
    own_stems = {word.stem for word in own}
    measure = language.dimensions.asked(words)
    return Question(
        words=words[: 4 * MOST_TERMS],
        terms=tuple(terms.values()),
        order=[places[word.stem] for word in own if word.stem in places],
        answer_type=language.questions.answer_type(words),
        phrases=list(islice(_quoted_phrases(text, tokenizer), MOST_PHRASES)),
        has_content=bool(content),
        content_words=content_words,
        text=meant,
        negated=_negated(words, places, language),
        to_define=_to_define(words, places, language),
        measure=measure,
        measured=_measured(words, places, measure),
        asks_of_subject=_asks_of_subject(words, language),
        own_count=sum(stem in own_stems for stem in terms),
    )


def _in_spelling(text: str, typed: Sequence[Token], meant: Sequence[Token]) -> str:
    """`text` with each of its words as it was meant."""
    pieces, end = [], 0
    for word, right in zip(typed, meant, strict=True):
        after = word.start + len(word.raw)
        if right is not word and word.start >= end and text[word.start : after] == word.raw:
            pieces += [text[end : word.start], right.raw]
            end = after
    return "".join([*pieces, text[end:]])


def _negated(words: Sequence[Token], places: Mapping[str, int], language: Language) -> Collection[int]:
    """The places of the terms after a negation; one that begins a question ("Isn't …?") negates nothing."""
    negated: set[int] = set()
    for place, word in enumerate(words):
        if place and word.surface in language.negations:
            after = (other.stem for other in words[place + 1 :] if not other.is_stop)
            negated.update(places[stem] for stem in islice(after, NEGATED) if stem in places)
    return negated


def _to_define(words: Sequence[Token], places: Mapping[str, int], language: Language) -> Collection[int]:
    """The places of the terms whose definition is asked, in the question's order."""
    stems = (words[place].stem for place in language.definitions.subject(words))
    return [places[stem] for stem in stems if stem in places]


def _measured(words: Sequence[Token], places: Mapping[str, int], measure: MeasureAsked) -> Collection[int]:
    """The places of the terms of what a measure is asked of; none where none is asked."""
    others = (word for place, word in enumerate(words) if place not in measure.places and not word.is_stop)
    return [places[word.stem] for word in others if word.stem in places] if measure.dimensions else ()


def _asks_of_subject(words: Sequence[Token], language: Language) -> bool:
    """Whether a question asks yes or no ("is it …"), or how something is done ("how do I …")."""
    surfaces = tuple(word.surface for word in words)
    begins = (surfaces[: len(phrase)] == phrase for phrase in language.how_to)
    return any(begins) or (
        bool(language.how_to) and surfaces[0:1] != () and surfaces[0] in language.auxiliaries
    )


def _without_shouting(text: str, language: Language) -> str:
    """`text` in small letters where all of it is in capitals: these tell no name, and "WHO" is no acronym."""
    if not text.isupper() or len(text.split()) < 3:
        return text
    lowered = language.lowered(text)
    return lowered if len(lowered) == len(text) else text


def _quoted_phrases(text: str, tokenizer: Tokenizer) -> Iterator[Sequence[str]]:
    """The quoted phrases of two words or more, each once, folded."""
    for quoted in dict.fromkeys(match[1] for match in _QUOTED.finditer(text)):
        phrase = [word.surface for word in tokenizer.tokens(quoted, LONGEST_PHRASE)]
        if len(phrase) > 1:
            yield phrase


def _term(word: Token, is_name: bool, weight: float, language: Language) -> Term:
    """`word` as a term that counts `weight`."""
    information = language.frequencies.of(word.surface)
    return Term(
        word=word,
        information=information,
        worth=information * weight,
        is_name=is_name,
        is_common=word.surface in language.frequencies.information,
    )


def _is_name(word: Token, first: Sequence[Token], rare: float, language: Language) -> bool:
    """Whether `word` is a name or a number; `first` holds the question's first word, if it has one.

    In a question without capitals a word is one that has `rare` information or more.
    """
    if word.raw[:1].isdigit() or word.surface in language.names or _has_capital(word, first):
        return True
    return language.frequencies.of(word.surface) >= rare


def _has_capital(word: Token, first: Sequence[Token]) -> bool:
    """Whether a capital tells that `word` is a name."""
    # A capital at the beginning says nothing, unless the whole word is in capitals.
    is_sentence_case = bool(first) and word.start == first[0].start and not word.raw.isupper()
    return word.raw[:1].isupper() and not is_sentence_case


def _rare_as_name(words: Sequence[Token], language: Language) -> float:
    """The information from which a word of this question counts as a name; infinite where capitals tell."""
    if any(_has_capital(word, words[:1]) for word in words) or not language.frequencies.information:
        return math.inf
    return RAREST if language.names else RARE_AS_NAME


def _frame_weights(words: Sequence[Token], language: Language) -> Mapping[str, float]:
    """What the stems count that frame the question or name the kind of its answer, where it isn't 1."""
    weights = {word.stem: FRAME_WEIGHT for word in words if word.surface in language.frame_words}
    is_kind_next = False
    for word in words:
        if word.surface in language.answer_kind_words:
            is_kind_next = True
        elif is_kind_next and not word.is_stop:
            weights[word.stem] = weights.get(word.stem, 1.0) * KIND_WEIGHT
            is_kind_next = False
        elif is_kind_next and word.surface in language.auxiliaries:
            is_kind_next = False
    return weights
