"""What a person says back to what was shown: more, source?, are you sure?, wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from bot.answering.phrases import GAP, Reaction, Words, phrases_of, spoken_words, without_elisions
from bot.answering.request_vocabulary import LANGUAGES
from bot.search.languages.reader import Section, alternatives, language_file

LONGEST_REACTION = 120
"""Characters. A longer text is no reaction."""

_PHRASES = (Reaction.COMPLAINT, Reaction.MORE, Reaction.SOURCES, Reaction.DOUBT, Reaction.HESITATION)
_CLASSES = (Reaction.MORE, Reaction.SOURCES, Reaction.DOUBT)
"""Those that are told by their words as well, whatever their order."""

LEAST_WORDS, MOST_WORDS = 2, 8
"""Words of a reaction that is told by its words. One word alone may be a question's keyword."""

MOST_IN_GAP = 3
"""Words in the gap of a phrase: what it is that was wrong ("that's the wrong mill")."""

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
    if found is None:
        gaps = (vocabulary.phrase_with_gap(words) for vocabulary in vocabularies)
        found = next((kind for kind in gaps if kind), None)
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
    with_gap: Mapping[tuple[Words, Words], Reaction]
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

    def phrase_with_gap(self, words: Words) -> Reaction | None:
        """The kind of a phrase that names what was wrong, after a complaint or none: "no, the wrong mill"."""
        for start in range(len(words)):
            before = words[:start]
            if self.fillers.issuperset(before) or self.phrase(before) is Reaction.COMPLAINT:
                found = self._kind_with_gap(words[start:])
                if found:
                    return found
        return None

    def _kind_with_gap(self, words: Words) -> Reaction | None:
        for (before, after), kind in self.with_gap.items():
            end = len(words) - len(after)
            is_filled = 0 < end - len(before) <= MOST_IN_GAP
            if is_filled and words[: len(before)] == before and words[end:] == after:
                return kind
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
    written = [(phrase, kind) for kind in _PHRASES for phrase in _phrases(section, kind)]
    return _Vocabulary(
        phrases={_said(phrase): kind for phrase, kind in written if GAP not in phrase},
        with_gap={
            (_said(before), _said(after)): kind
            for phrase, kind in written
            for before, gap, after in [phrase.partition(GAP)]
            if gap
        },
        fillers=frozenset(each[0] for each in phrases.fillers if len(each) == 1) if phrases else frozenset(),
        words={key: frozenset(spoken_words(section.text(key))) for key in _WORDS},
    )


def _phrases(section: Section, key: str) -> Iterator[str]:
    """The phrases under `key`, each choice of "which|what book" by itself."""
    for phrase in section.phrases(key):
        yield from (" ".join(words) for words in alternatives(phrase))
