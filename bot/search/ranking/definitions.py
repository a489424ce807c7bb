"""Whether a sentence says what something is: "Sharecropping is …", "a notch called a kerf", "Tymnet, a …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, takewhile

import numpy as np

from bot.search.arrays import Floats
from bot.search.languages.profile import Language
from bot.search.ranking.matches import Matches
from bot.search.text.tokenizer import Token, Tokenizer

NEAR = 3
"""Words within which a link follows what is defined, or a word for naming precedes it."""

FAR = 8
"""Words within which one precedes it where "as" stands between: "refer to them in jest as a …"."""

MOST_LETTERS = 2
"""Letters by which a form of a word differs: "notch" and "notches", but not "Marx" and "Marxism"."""

_ASIDE = re.compile(r"""["”’']?\s*(?:\([^()]*\)|\[[^\][]*\]|,[^,;:]{1,60},)""")
"""What may stand between what is defined and its link: other names and spellings."""

_EQUALS = re.compile(r"""["”’'*]?(?:\s*[(:=—]|\s+[–-]\s)""")
"""After what is defined: what is in parentheses or after a colon or a dash tells what it is."""

_COMMA = re.compile(r"""["”’']?,["”’']?\s*""")

_OPENED = re.compile(r"""\(\s*(?:\w+\s+){0,2}["“‘']?$""")
"""Before what is defined: it stands in parentheses, as an abbreviation does after what it is short for."""

_ENDS = frozenset(",;:.()")
"""What ends a clause."""


def definitions(matches: Matches) -> Floats:
    """1 for each sentence that says what the question asks the definition of, else 0."""
    window, to_define = matches.window, list(matches.question.to_define)
    found = np.zeros(window.sentence_count)
    if not to_define:
        return found
    subject = [matches.question.terms[place].word for place in to_define]
    tokenizer, passages = window.corpus.tokenizer, window.corpus.passages
    for sentence in np.flatnonzero(matches.exact[to_define].all(axis=0)).tolist():
        place = int(window.passage_of_sentence[sentence])
        passage = passages[int(window.passages[place])]
        text = passage.words[sentence - int(window.passage_starts[place])]
        found[sentence] = defines(text, subject, tokenizer)
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
        if all(map(_is_same, words[start:end], subject)):
            yield start, end


def _is_same(word: Token, other: Token) -> bool:
    """Whether two words are one, in the singular or the plural."""
    return word.stem == other.stem and abs(len(word.surface) - len(other.surface)) <= MOST_LETTERS


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
            or _OPENED.search(self._text[: self._begin]) is not None
            or self._is_named()
            or self._has_apposition()
            or self._is_predicate()
            or self._is_linked()
        )

    def _is_named(self) -> bool:
        """Whether something is called so: "a notch called a kerf", "refer to it as a kerf"."""
        names, markers = self._definitions.names, self._definitions.markers
        is_marked = not markers.isdisjoint(self._near[-2:])
        return not names.isdisjoint(self._far if is_marked else self._near)

    def _has_apposition(self) -> bool:
        """Whether what it is stands beside it: "the kerf, a notch"."""
        comma = _COMMA.match(self._text, self._end)
        beside = next((word for word in self._following if comma and word.start >= comma.end()), None)
        return (
            comma is not None
            and beside is not None
            and beside.start == comma.end()
            and beside.surface in self._definitions.appositions
        )

    def _is_predicate(self) -> bool:
        """Whether something is said to be one: "Rust is a language" is told of a language, too."""
        before = self._near[-2:]
        is_one = bool(before) and before[-1] in self._definitions.appositions
        return is_one and not self._definitions.copulas.isdisjoint(before)

    def _is_linked(self) -> bool:
        """Whether it is what the sentence is about, and a link to what it is follows in the same clause.

        "Is" doesn't link where something is done to it: "a kerf is swept".
        """
        if not self._definitions.prepositions.isdisjoint(self._near[-2:]):
            return False
        aside = _ASIDE.match(self._text, self._end)
        begin = aside.end() if aside else self._end
        following = [word for word in self._following if word.start >= begin][: NEAR + 1]
        clause = [
            word.surface
            for word in takewhile(lambda word: _ENDS.isdisjoint(self._text[begin : word.start]), following)
        ]
        if not self._definitions.links.isdisjoint(clause):
            return True
        after = islice(dropwhile(lambda word: word not in self._definitions.copulas, clause), 1, None)
        told = next((word for word in after if not word.endswith(self._definitions.adverb_endings)), "")
        is_done = (
            told.endswith(self._definitions.participle_endings) or told in self._language.irregular_forms
        )
        return bool(told) and not is_done
