"""What is asked: the terms of a question, what each is worth, the kind of answer, quoted phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.search.languages.language import Asks
from bot.search.text.terms import MOST_WORDS, Terms, Word

CONTEXT_WEIGHT = 0.5
"""What a word of the conversation so far counts beside a word of the question itself."""

FRAME_WEIGHT = 0.35
"""What a word counts that frames what is asked ("what is the name of …")."""

KIND_WEIGHT = 0.6
"""What the word after "what" or "which" counts: it names the answer's kind, which a text may leave out."""

MOST_TERMS = 40
"""Terms of a question that are looked for; whoever pastes a page gets its first words answered."""

MOST_PHRASES = 4
"""Different quoted phrases that are looked for, each at every place where its first word stands."""

LONGEST_PHRASE = 50
"""Words that are read of a quoted phrase: whoever quotes a page is led to where its first words stand."""

_QUOTED = re.compile(r'["“”„‟«»‹›「」『』]([^"“”„‟«»‹›「」『』]+)["“”„‟«»‹›「」『』]')

_TIME = re.compile(
    r"\bwhen\b|\b(?:what|which|whose|in) (?:year|date|decade|century|month|day|era|period)\b|\bwhat time\b"
)
_NUMBER = re.compile(
    r"\bhow (?:many|much|long|old|far|large|big|often|high|tall|fast|deep)\b"
    r"|\b(?:what|which) (?:percent|percentage|number|amount|proportion|fraction)\b"
)
_PERSON = re.compile(
    r"\b(?:who|whom|whose)\b"
    r"|\b(?:which|what) (?:person|man|woman|king|queen|emperor|general|president|leader)\b"
    r"|\bwhat (?:is|was) the name\b"
)
_PLACE = re.compile(
    r"\bwhere\b|\b(?:what|which) (?:country|city|place|state|region|location|area|continent|island|town|river"
    r"|nation|countries|cities)\b"
)
_REASON = re.compile(r"\bwhy\b|\bwhat (?:reason|causes?|caused|led)\b")
_ENGLISH = (
    (_TIME, Asks.TIME),
    (_NUMBER, Asks.NUMBER),
    (_PERSON, Asks.PERSON),
    (_PLACE, Asks.PLACE),
    (_REASON, Asks.REASON),
)
_AUXILIARIES = frozenset("is are was were did does do has had have can could would will".split())


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the question asks with. `worth` is its information by what it counts in this question."""

    word: Word = field(repr=False)
    information: float
    worth: float
    is_name: bool
    is_common: bool


@dataclass(frozen=True)
class Question:
    """A question in one language. `order` is the terms' places as they follow one another.

    Its `repr` holds none of the asker's words.
    """

    words: Sequence[Word] = field(repr=False)
    terms: Sequence[Term]
    order: Sequence[int]
    asks: Asks
    phrases: Sequence[Sequence[str]] = field(repr=False)
    has_content: bool

    @cached_property
    def worths(self) -> NDArray[np.float64]:
        """Each term's worth."""
        return np.array([term.worth for term in self.terms])

    @cached_property
    def information(self) -> NDArray[np.float64]:
        """Each term's information, in nats."""
        return np.array([term.information for term in self.terms])

    @cached_property
    def names(self) -> NDArray[np.float64]:
        """1 for each term that is a name or a number, else 0."""
        return np.array([float(term.is_name) for term in self.terms])


def question_of(text: str, terms: Terms, context: str = "") -> Question:
    """`text` as a question, with what a follow-up leaves unsaid in `context`."""
    words = terms.words(text, MOST_WORDS)
    content = [word for word in words if not word.is_stop]
    told = [word for word in terms.words(context) if not word.is_stop]
    if told and not content:
        # "And where?" asks the question before once more.
        words, content, told = [*terms.words(context), *words], told, []
    asked = content or words
    frame = _frame_weights(words, terms)
    found: dict[str, Term] = {}
    for strength, group in ((1.0, asked), (CONTEXT_WEIGHT, told)):
        for word in group:
            if word.stem not in found and len(found) < MOST_TERMS:
                found[word.stem] = _term(word, words[:1], strength * frame.get(word.stem, 1.0), terms)
    places = {stem: place for place, stem in enumerate(found)}
    return Question(
        words=words[: 4 * MOST_TERMS],
        terms=tuple(found.values()),
        order=[places[word.stem] for word in asked if word.stem in places],
        asks=_asks(words, terms),
        phrases=list(islice(_phrases(text, terms), MOST_PHRASES)),
        has_content=bool(content),
    )


def _phrases(text: str, terms: Terms) -> Iterator[Sequence[str]]:
    """The quoted phrases of two words or more, each once."""
    for quoted in dict.fromkeys(match[1] for match in _QUOTED.finditer(text)):
        phrase = [word.surface for word in terms.words(quoted, LONGEST_PHRASE)]
        if len(phrase) > 1:
            yield phrase


def _term(word: Word, first: Sequence[Word], weight: float, terms: Terms) -> Term:
    common = terms.language.frequencies
    information = common.of(word.surface)
    begins_sentence = bool(first) and word.start == first[0].start and not word.raw.isupper()
    return Term(
        word=word,
        information=information,
        worth=information * weight,
        is_name=word.raw[:1].isdigit() or (word.raw[:1].isupper() and not begins_sentence),
        is_common=word.surface in common.information,
    )


def _frame_weights(words: Sequence[Word], terms: Terms) -> Mapping[str, float]:
    weights = {word.stem: FRAME_WEIGHT for word in words if word.surface in terms.language.frame_words}
    expected = False
    for word in words:
        if word.surface in ("what", "which"):
            expected = True
        elif expected and not word.is_stop:
            weights[word.stem] = weights.get(word.stem, 1.0) * KIND_WEIGHT
            expected = False
        elif expected and word.surface in _AUXILIARIES:
            expected = False
    return weights


def _asks(words: Sequence[Word], terms: Terms) -> Asks:
    if terms.language.code == "en":
        text = " ".join(word.surface for word in words)
        return next((asks for pattern, asks in _ENGLISH if pattern.search(text)), Asks.OTHER)
    asking = terms.language.asking
    return next((asking[word.surface] for word in words if word.surface in asking), Asks.OTHER)
