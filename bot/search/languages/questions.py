"""What kind of answer a question asks for, told by its phrases: "how many" asks for a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Protocol

from bot.search.folding import folded, lowered
from bot.search.languages.reader import LanguageFile, Phrase, alternatives

BEGINNING = "^"
"""Stands in a phrase for the beginning of the question."""

END = "$"
"""Stands in a phrase for the end of the question."""

PRECEDENCE = "precedence"
LOOK_ALIKES = "look_alikes"
BY_POSITION, BY_TYPE = "position", "type"


class AnswerType(Enum):
    """What a question asks for. The order is that of precedence where a language decides by type."""

    YEAR = "year"
    TIME = "time"
    MEASURE = "measure"
    """How large, how old: a number with a unit."""
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    OTHER = "other"


class AskedWord(Protocol):
    """A word of a question: as it is written, and folded."""

    @property
    def raw(self) -> str:
        """As it is written."""

    @property
    def surface(self) -> str:
        """Folded."""


class QuestionPhrases:
    """The question phrases of one language.

    Where several phrases begin at a word, the longest counts: German "wie viele" asks for a number, "wie"
    alone doesn't. Of the phrases that are left, the first in the question decides, or the one whose answer
    type comes first (`BY_TYPE`).
    """

    def __init__(self, file: LanguageFile) -> None:
        """Raises LanguageFileError where a phrase stands under two answer types."""
        types = [each.value for each in AnswerType]
        section = file.section("questions", [*types, PRECEDENCE, LOOK_ALIKES])
        precedence = section.text(PRECEDENCE) or BY_POSITION
        if precedence not in (BY_POSITION, BY_TYPE):
            raise section.error(PRECEDENCE, f"“{BY_POSITION}” or “{BY_TYPE}” is expected")
        self._by_type = precedence == BY_TYPE
        # Not folded: the accents alone tell these words from a question word (French "ou", or, from "où").
        self._look_alikes = frozenset(lowered(section.text(LOOK_ALIKES)).split())
        types_of: dict[Phrase, AnswerType] = {}
        for answer_type in AnswerType:
            for written in section.phrases(answer_type.value):
                for words in alternatives(written):
                    phrase = tuple(self._key(word, folded(word).replace("'", "")) for word in words)
                    other = types_of.setdefault(phrase, answer_type)
                    if other is not answer_type:
                        problem = f"“{' '.join(words)}” stands under {other.value} too"
                        raise section.error(answer_type.value, problem)
        self._phrases = _by_first_word(types_of)
        self.when = next(section.phrases(AnswerType.TIME.value), "")
        """The word that asks for a time: the first of its phrases."""

    @property
    def first_words(self) -> frozenset[str]:
        """The folded words that question phrases begin with, without look-alikes of other words."""
        return frozenset(word for word in self._phrases if word != BEGINNING and not word.startswith("="))

    def kinds_of(self, answer_type: AnswerType) -> frozenset[str]:
        """The words behind a question word that name kinds of what is asked for ("which town")."""
        phrases = (phrase for several in self._phrases.values() for phrase in several)
        return frozenset(word for phrase, found in phrases if found is answer_type for word in phrase[1:])

    def answer_type(self, words: Sequence[AskedWord]) -> AnswerType:
        """What the question of these words asks for."""
        found = (answer_type for _, answer_type in self._found(words))
        if self._by_type:
            asked = set(found)
            return next((each for each in AnswerType if each in asked), AnswerType.OTHER)
        return next(found, AnswerType.OTHER)

    def places(self, words: Sequence[AskedWord]) -> range:
        """Where among `words` the first phrase stands that asks; empty where none does."""
        return next((places for places, _ in self._found(words) if places), range(0))

    def _key(self, raw: str, surface: str) -> str:
        """What a word is compared by: its folded form, or a look-alike as it is written."""
        surface = folded(surface)
        if not self._look_alikes:
            return surface
        written = lowered(raw)
        return f"={written}" if written in self._look_alikes else surface

    def _found(self, words: Sequence[AskedWord]) -> Iterator[tuple[range, AnswerType]]:
        """The longest phrase that begins at each word, where one does: its places, and what it asks for."""
        keys = (BEGINNING, *(self._key(word.raw, word.surface) for word in words), END)
        for place, key in enumerate(keys):
            for phrase, answer_type in self._phrases.get(key, ()):
                end = place + len(phrase)
                if keys[place:end] == phrase:
                    yield range(max(0, place - 1), min(end - 1, len(words))), answer_type
                    break


def _by_first_word(types: Mapping[Phrase, AnswerType]) -> Mapping[str, Sequence[tuple[Phrase, AnswerType]]]:
    """The phrases by their first word, the longest first."""
    phrases: dict[str, list[tuple[Phrase, AnswerType]]] = defaultdict(list)
    for phrase, answer_type in sorted(types.items(), key=lambda item: -len(item[0])):
        phrases[phrase[0]].append((phrase, answer_type))
    return phrases
