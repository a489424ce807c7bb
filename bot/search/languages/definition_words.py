"""Questions that ask what something is ("what is a duck curve?"), and how a text says so, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.search.folding import folded
from bot.search.languages.questions import AskedWord
from bot.search.languages.reader import LanguageFile, Phrase, alternatives

LONGEST = 3
"""Words of what is to be defined; more ask for something about it."""

KEYS = (
    "asked", "copulas", "participle_endings", "adverb_endings", "links", "names", "markers", "appositions",
    "prepositions",
)  # fmt: skip
"""The keys of the section `[definitions]`."""

SUBJECT = "*"
"""Stands in a phrase for what is to be defined."""

POSSESSIVE = ("'s", "’s", "s'", "s’")
"""How a word ends that something belongs to."""

_APOSTROPHES = str.maketrans("", "", "'’")


class MaybeStopWord(AskedWord, Protocol):
    """A word of a question of which it is known whether it carries anything."""

    @property
    def is_stop(self) -> bool:
        """Whether it is a stop word."""


class Definitions:
    """The words by which one language asks for a definition and gives one; none where its file tells none.

    A text links what it defines to what that is (`links`: "means"; `copulas`: "is", unless a participle
    follows, after an adverb maybe: both are told by their endings), names it (`names`: "called", at a
    distance with one of `markers`: "as"), or puts what it is beside it (`appositions`: "a"). A word after one
    of `prepositions` isn't what the text is about.
    """

    def __init__(self, file: LanguageFile) -> None:
        """Raises LanguageFileError where a phrase lacks what is to be defined."""
        section = file.section("definitions", KEYS)
        self.copulas = section.words("copulas")
        self.participle_endings = tuple(section.words("participle_endings"))
        self.adverb_endings = tuple(section.words("adverb_endings"))
        self.links = section.words("links")
        self.names = section.words("names")
        self.markers = section.words("markers")
        self.appositions = section.words("appositions")
        self.prepositions = section.words("prepositions")
        phrases: list[tuple[Phrase, Phrase]] = []
        for written in section.phrases("asked"):
            for words in alternatives(written):
                phrase = tuple(folded(word) for word in words)
                if phrase.count(SUBJECT) != 1:
                    raise section.error("asked", f"“{written}” needs one {SUBJECT}")
                place = phrase.index(SUBJECT)
                phrases.append((phrase[:place], phrase[place + 1 :]))
        # "What is a …" comes before "what is …".
        self._phrases = sorted(phrases, key=lambda phrase: -len(phrase[0]) - len(phrase[1]))

    def subject(self, words: Sequence[MaybeStopWord]) -> range:
        """The places of the words whose definition a question asks; none where it asks for something else."""
        keys = tuple(folded(word.raw).translate(_APOSTROPHES) for word in words)
        for before, after in self._phrases:
            start, end = len(before), len(keys) - len(after)
            if keys[:start] == before and keys[end:] == after and start < end:
                subject = words[start:end]
                return range(start, end) if self._is_subject(subject) else range(0)
        return range(0)

    def _is_subject(self, words: Sequence[MaybeStopWord]) -> bool:
        """Whether words name something, and not something of another one ("the bee's sting")."""
        return (
            len(words) <= LONGEST
            and not any(word.is_stop for word in (words[0], words[-1]))
            and not any(word.surface in self.prepositions or word.raw.endswith(POSSESSIVE) for word in words)
        )
