"""What people tell of themselves beside their question: “I have a test tomorrow. Who led the Red Army?”.

None of it is asked, and both the search and the network that reads a question would take it for a part of
that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from bot.answering.lead_ins import without_lead_in
from bot.answering.phrase_matcher import LONGEST_SPOKEN, PhraseMatcher
from bot.answering.phrases import spoken_words, without_elisions
from bot.answering.request_vocabulary import LANGUAGES
from bot.answering.two_questions import begins_as_question
from bot.search import folded
from bot.search.languages.profile import language_of

LEAST_ASKED = 3
"""Words of a question that is understood by itself: “why?” asks of what was told before it."""

LEAST_LEFT = 2
"""Words that are left behind what is told, whatever they begin with."""

MOST_PARTS = 20
"""Sentences before a question, and parts of them, behind which it is looked for."""

_END = re.compile(
    r"(?<=[.!…])\s+|\s*\n+\s*|\s*[,;:]\s+|\s+[-—–]+\s+|,?\s+(?:but|aber|mais|pero|mas|но)\s+", re.IGNORECASE
)
"""Where a sentence may end, or a part of one; what stands behind a question mark is looked at by itself."""

_REASON = re.compile(
    r",?\s+(?:because|cause|cuz|coz|bc|so|for|weil|für|parce qu[e'’]|car|pour|porque|para|потому что|для)"
    r"(?:\s+|(?<=['’]))(?=(\S+))",
    re.IGNORECASE,
)
"""What may lead to why it is asked: “because I have an exam”, “for my homework”."""

_MARKS = re.compile(r"(?:[?？؟]|!!)[?!.？؟]*")
"""What ends a question. One "!" doesn't: a name may end with it ("Yahoo!")."""

_WORD = re.compile(r"[^\W\d_][\w'’]*")

_SENTENCE_BEGINNING = re.compile(r"(?:^|[.!?…\n])\W*\w")

COMMON = 11.5
"""Nats: the information of "homework". A rarer word is of a subject, which the question may be asked of."""


class Asides:
    """Tells a question from what is told beside it."""

    def __init__(self, phrases: PhraseMatcher, knows: Callable[[str], bool]) -> None:
        """`knows` says whether an article has a word of content of a text."""
        self._phrases, self._knows = phrases, knows

    def question_in(self, text: str, *, may_point: bool = False) -> str:
        """The question that `text` asks, without what is told beside it.

        It stays where it may say what is asked about: where it has a name, a number, a rare word, or one of
        the question's; where more than one question is asked, or one that has a pronoun or so few words that
        it is of what was told. A pronoun isn't where it `may_point` at what was shown ("how do I cite it?").
        """
        beginning: int | None = 0
        if not _asks(text):
            text = text[self._unknown_beginning(text) :]
            beginning = 0 if _asks(text) else next(self._beginnings(text), None)
        if beginning is None:
            return text
        marks = _MARKS.search(text, beginning)
        end = marks.end() if marks else len(text)
        question = self._without_reason(text[beginning:end].strip())
        told = text[:beginning], text[end:]
        is_sure = may_point or all(self._is_chatter(each, question) for each in told if each.strip())
        if len(spoken_words(question)) < LEAST_ASKED or not is_sure:
            return text
        is_of_told = self._phrases.has_pronoun(question) and not may_point
        return text if is_of_told and (beginning or self._knows(told[1])) else question

    def _is_chatter(self, told: str, question: str) -> bool:
        """Whether somebody speaks of themselves in `told`, and says nothing of what `question` asks about."""
        if "?" in told or _asks(told) or any(character.isdigit() for character in told):
            return False
        if not self._phrases.speaks_of_asker(told) or self._phrases.sets_subject(told) or _has_name(told):
            return False
        words = set(spoken_words(without_elisions(told)))
        asked = set(spoken_words(question)) - _stop_words()
        return words.isdisjoint(asked) and all(_information(word) <= COMMON for word in words)

    def _unknown_beginning(self, text: str) -> int:
        """Where what is told ends that has no word of the articles; 0 where nothing such begins `text`."""
        end = 0
        for match in islice(_END.finditer(text), MOST_PARTS):
            told = text[end : match.start()]
            if self._is_chatter(told, text[match.end() :]) and not self._knows(told):
                end = match.end()
        asked = text[end:]
        return 0 if len(spoken_words(asked)) < LEAST_LEFT or self._phrases.has_pronoun(asked) else end

    def _beginnings(self, text: str) -> Iterator[int]:
        """Where a question may begin, behind a sentence or a part of one."""
        ends = (match.end() for match in islice(_END.finditer(text), MOST_PARTS))
        return (end for end in ends if _asks(text[end:]))

    def _without_reason(self, question: str) -> str:
        """`question` without why it is asked."""
        for match in islice(_REASON.finditer(question), MOST_PARTS):
            told, asked = question[match.end() :], question[: match.start()]
            is_own = self._phrases.speaks_of_asker(match[1]) and self._is_chatter(told, asked)
            if is_own and not (self._knows(told) or self._phrases.has_personal_pronoun(told)):
                return asked
        return question


def _asks(text: str) -> bool:
    return begins_as_question(spoken_words(without_lead_in(text[:LONGEST_SPOKEN])))


def _has_name(text: str) -> bool:
    """Whether a capital shows a name: it begins no sentence, is no "I", and no noun where all have one.

    In a text in capitals, none shows one.
    """
    if text.isupper():
        return False
    beginnings = {match.end() - 1 for match in _SENTENCE_BEGINNING.finditer(text)}
    words = [word for word in _WORD.finditer(text) if word.start() not in beginnings and word[0][0].isupper()]
    written = set(spoken_words(text)) - language_of("en").stop_words
    nouns = [
        language.frequencies
        for language in map(language_of, LANGUAGES)
        if language.telling.nouns_with_capitals and not written.isdisjoint(language.stop_words)
    ]
    return any(
        folded(word[0]) != "i" and not any(each.of(folded(word[0])) <= COMMON for each in nouns)
        for word in words
    )


@cache
def _stop_words() -> frozenset[str]:
    return frozenset[str]().union(*(language_of(code).stop_words for code in LANGUAGES))


def _information(word: str) -> float:
    """How rare a word is, in nats, in the language that it is commonest in."""
    if word in _stop_words():
        return 0.0
    return min(language_of(code).frequencies.of(word) for code in LANGUAGES)
