"""Whether a sentence says what something is: "Sharecropping is …", "a notch called a kerf", "Tymnet, a …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

import numpy as np

from bot.search.arrays import Floats
from bot.search.languages.definition_words import POSSESSIVE
from bot.search.languages.profile import Language
from bot.search.ranking.matches import Matches
from bot.search.text.tokenizer import Token, Tokenizer

NEAR = 3
"""Words within which a link follows what is defined, or a word for naming precedes it."""

FAR = 8
"""Words within which one precedes it where "as" stands between: "refer to them in jest as a …"."""

MOST_LETTERS = 2
"""Letters that an ending adds: "notch" and "notches", but not "Marx" and "Marxism"."""

_ASIDE = re.compile(r"""["”’']?\s*(?:\([^()]*\)|\[[^\][]*\]|,[^,;:]{1,60},)""")
"""What may stand between what is defined and its link: other names and spellings."""

_EQUALS = re.compile(r"""["”’'*]?(?:\s*[(:=—]|\s+[–-]\s)""")
"""After what is defined: what is in parentheses or after a colon or a dash tells what it is."""

_COMMA = re.compile(r"""["”’']?,["”’']?\s*""")

_OPENED = re.compile(r"""\(\s*(?:(\w+)\s+)?["“‘']?$""")
"""Before what is defined: a parenthesis, and a word in it."""

_ENDS = frozenset(",;:.()")
"""What ends a clause."""


def definitions(matches: Matches) -> Floats:
    """1 for each sentence that says what the question asks the definition of, else 0."""
    window, to_define = matches.window, list(matches.question.to_define)
    found = np.zeros(window.sentence_count)
    if not to_define:
        return found
    subject = [matches.question.terms[place].word for place in to_define]
    for sentence in np.flatnonzero(matches.exact[to_define].all(axis=0)).tolist():
        found[sentence] = defines(window.words_of(sentence), subject, window.corpus.tokenizer)
    return found


def defines(text: str, subject: Sequence[Token], tokenizer: Tokenizer) -> bool:
    """Whether a sentence defines what these words name, which stand side by side in it."""
    words = tokenizer.tokens(text)
    places = _places(words, subject)
    return any(_Mention(text, words, start, end, tokenizer.language).is_defined() for start, end in places)


def _places(words: Sequence[Token], subject: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where the words of the subject stand, from the first up to, not including, the end."""
    for start in range(len(words) - len(subject) + 1):
        end = start + len(subject)
        if all(map(_is_same, words[start:end], subject)) and not _is_part(words, start, end):
            yield start, end


def _is_same(word: Token, other: Token) -> bool:
    """Whether two words are one, in the singular or the plural."""
    shorter, longer = sorted((word.surface, other.surface), key=len)
    # The last letter of the shorter one may change: "body" and "bodies".
    return shorter == longer or (
        word.stem == other.stem
        and 0 < len(longer) - len(shorter) <= MOST_LETTERS
        and longer.startswith(shorter[:-1])
    )


def _is_part(words: Sequence[Token], start: int, end: int) -> bool:
    """Whether these words are a part of a compound ("kerf-wide"), or something of theirs is meant."""
    is_followed = end < len(words) and words[end].is_joined
    return words[start].is_joined or is_followed or words[end - 1].raw.endswith(POSSESSIVE)


class _Mention:
    """A place of a sentence where what is to be defined is named: the words from `start` up to `end`."""

    def __init__(self, text: str, words: Sequence[Token], start: int, end: int, language: Language) -> None:
        last = words[end - 1]
        self._text, self._language, self._definitions = text, language, language.definitions
        self._begin, self._end = words[start].start, last.start + len(last.raw)
        self._near = [word.surface for word in words[max(0, start - NEAR) : start]]
        self._far = [word.surface for word in words[max(0, start - FAR) : start]]
        self._following = words[end:]

    def is_defined(self) -> bool:
        """Whether the sentence says here what it is."""
        return (
            _EQUALS.match(self._text, self._end) is not None
            or self._is_bracketed()
            or self._is_named()
            or self._has_apposition()
            or self._is_predicate()
            or self._is_linked()
        )

    def _is_bracketed(self) -> bool:
        """Whether it stands in parentheses, after what it is short for: "the notch (or kerf)"."""
        opened = _OPENED.search(self._text[: self._begin])
        names = self._definitions.names | self._definitions.appositions
        return opened is not None and (opened[1] is None or opened[1].lower() in names)

    def _is_named(self) -> bool:
        """Whether something is called so: "a notch called a kerf", "refer to it as a kerf"."""
        names, markers = self._definitions.names, self._definitions.markers
        if self._goes_on():
            return False
        is_marked = not markers.isdisjoint(self._near[-2:])
        return not names.isdisjoint(self._far if is_marked else self._near)

    def _goes_on(self) -> bool:
        """Whether a word of content follows at once: "called a kerf saw"."""
        following = self._following[:1]
        return any(
            not word.is_stop and not self._is_link(word) and self._text[self._end : word.start].isspace()
            for word in following
        )

    def _has_apposition(self) -> bool:
        """Whether what it is stands beside it: "the kerf, a notch"."""
        comma = _COMMA.match(self._text, self._end)
        appositions = self._definitions.appositions
        return comma is not None and any(
            word.start == comma.end() and word.surface in appositions for word in self._following
        )

    def _is_predicate(self) -> bool:
        """Whether something is said to be one: "Rust is a language" is told of a language, too."""
        before = self._near[-2:]
        is_one = bool(before) and before[-1] in self._definitions.appositions and not self._goes_on()
        return is_one and not self._definitions.copulas.isdisjoint(before)

    def _is_linked(self) -> bool:
        """Whether it is what the sentence is about, and a link to what it is follows in the same clause.

        "Is" doesn't link where something is done to it: "a kerf is swept".
        """
        if not self._definitions.prepositions.isdisjoint(self._near[-2:]):
            return False
        aside = _ASIDE.match(self._text, self._end)
        begin = aside.end() if aside else self._end
        following = (word for word in self._following if word.start >= begin)
        clause = takewhile(lambda word: _ENDS.isdisjoint(self._text[begin : word.start]), following)
        words = [word for word in clause if not word.surface.endswith(self._definitions.adverb_endings)]
        # A word of content before the link makes it a part of a name: "kerf saws are …".
        before = list(takewhile(lambda word: not self._is_link(word) and word.is_stop, words))
        link, told = (*(word.surface for word in words[len(before) :]), "", "")[:2]
        if len(before) >= NEAR or not self._definitions.prepositions.isdisjoint(w.surface for w in before):
            return False
        if link not in self._definitions.copulas:
            return link in self._definitions.links
        if told in self._definitions.links:
            return True
        is_done = (
            told.endswith(self._definitions.participle_endings) or told in self._language.irregular_forms
        )
        return bool(told) and not is_done

    def _is_link(self, word: Token) -> bool:
        return word.surface in self._definitions.copulas or word.surface in self._definitions.links
