"""What a person says back to what was shown: more, source?, are you sure?, wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from bot.answering.phrases import Reaction, Words, phrases_of, spoken_words, without_elisions
from bot.answering.request_vocabulary import LANGUAGES
from bot.search.languages.reader import language_file

LONGEST_REACTION = 120
"""Characters. A longer text is no reaction."""

_PHRASES = (Reaction.COMPLAINT, Reaction.MORE, Reaction.SOURCES, Reaction.DOUBT)
_CLASSES = (Reaction.MORE, Reaction.SOURCES, Reaction.DOUBT)
"""Those that are told by their words as well, whatever their order."""

LEAST_WORDS, MOST_WORDS = 2, 8
"""Words of a reaction that is told by its words. One word alone may be a question's keyword."""

_COMPLAINT = (
    "complaint_words",
    "negations",
    "complaint_targets",
    "complaint_superlatives",
    "complaint_things",
    "complaint_frame",
)
_WORDS = (*_COMPLAINT, *(f"{kind}_{part}" for kind in _CLASSES for part in ("words", "frame")))


def reaction(text: str) -> Reaction | None:
    """What `text` reacts with, in any of LANGUAGES; None where it is no reaction.

    A text without a letter or a digit is EMPTY.
    """
    if len(text) > LONGEST_REACTION:
        return None
    words = _said(text)
    if not words:
        return Reaction.EMPTY
    vocabularies = [_vocabulary(code) for code in LANGUAGES]
    whole = (vocabulary.phrase(words) for vocabulary in vocabularies)
    found = next((kind for kind in whole if kind), None)
    if found is None and any(vocabulary.is_complaint(words) for vocabulary in vocabularies):
        return Reaction.COMPLAINT
    if found is None and LEAST_WORDS <= len(words) <= MOST_WORDS:
        told = (vocabulary.class_of(words) for vocabulary in vocabularies)
        return next((kind for kind in told if kind), None)
    return found


def _said(text: str) -> Words:
    """The words of `text`; one that is said again and again counts once: "more more", "no no no"."""
    return tuple(word for word, _ in groupby(spoken_words(without_elisions(text))))


@dataclass(frozen=True)
class _Vocabulary:
    """The reactions of one language."""

    phrases: Mapping[Words, Reaction]
    fillers: frozenset[str]
    words: Mapping[str, frozenset[str]]

    def phrase(self, words: Words) -> Reaction | None:
        """The kind of the phrase that `words` are, fillers around it left out."""
        while True:
            if words in self.phrases:
                return self.phrases[words]
            if len(words) > 1 and words[-1] in self.fillers:
                words = words[:-1]
            elif len(words) > 1 and words[0] in self.fillers:
                words = words[1:]
            else:
                return None

    def class_of(self, words: Words) -> Reaction | None:
        """The kind of which every word is one, and one of them a word that tells it."""
        said = set(words)
        for kind in _CLASSES:
            telling, frame = self.words[f"{kind}_words"], self.words[f"{kind}_frame"]
            if said & telling and said <= telling | frame:
                return kind
        return None

    def is_complaint(self, words: Words) -> bool:
        """Whether all that is said calls something wrong or the worst, or denies that it answers."""
        said = set(words)
        wrong, negations, targets, worst, things, frame = (self.words[key] for key in _COMPLAINT)
        complains = (
            bool(said & wrong)
            or bool(said & negations and said & targets)
            or bool(said & worst and said & things)
        )
        return complains and said <= frame.union(wrong, negations, targets, worst, things)


@cache
def _vocabulary(code: str) -> _Vocabulary:
    section = language_file(code).section("reactions", (*_PHRASES, *_WORDS))
    phrases = phrases_of(code)
    return _Vocabulary(
        phrases={_said(phrase): kind for kind in _PHRASES for phrase in section.phrases(kind)},
        fillers=frozenset(each[0] for each in phrases.fillers if len(each) == 1) if phrases else frozenset(),
        words={key: frozenset(spoken_words(section.text(key))) for key in _WORDS},
    )
