"""What people tell of themselves beside their question: “I have a test tomorrow. Who led the Red Army?”.

None of it is asked, and both the search and the network that reads a question would take it for a part of
that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from bot.answering.lead_ins import without_lead_in
from bot.answering.phrase_matcher import LONGEST_SPOKEN, PhraseMatcher
from bot.answering.phrases import spoken_words
from bot.answering.two_questions import begins_as_question

LEAST_ASKED = 3
"""Words of a question that is understood by itself: “why?” asks of what was told before it."""

LEAST_TOLD, LEAST_LEFT = 3, 2
"""Words of what is told, where only that no article has them says so (“U.S.” isn't), and of what is left."""

MOST_PARTS = 20
"""Sentences before a question, and parts of them, behind which it is looked for."""

_END = re.compile(r"(?<=[.!…])\s+|\s*\n+\s*")
"""Where a sentence ends; what stands behind a question mark is looked at by itself."""

_PART = re.compile(r"\s*[,;:]\s+|\s+[-—–]+\s+|,?\s+(?:but|aber|mais|pero|mas|но)\s+", re.IGNORECASE)
"""Where a part of a sentence ends. “In 1917, who …” is one question: only what the asker tells of themselves
ends there."""

_REASON = re.compile(
    r",?\s+(?:because|cause|cuz|coz|bc|so|for|weil|für|parce qu[e'’]|car|pour|porque|para|потому что|для)"
    r"(?:\s+|(?<=['’]))(?=(\S+))",
    re.IGNORECASE,
)
"""What may lead to why it is asked: “because I have an exam”, “for my homework”."""

_QUESTION = re.compile(r"[^?？؟]*[?？؟]?")


class Asides:
    """Tells a question from what is told beside it."""

    def __init__(self, phrases: PhraseMatcher, knows: Callable[[str], bool]) -> None:
        """`knows` says whether an article has a word of content of a text."""
        self._phrases, self._knows = phrases, knows

    def question_in(self, text: str, *, may_point: bool = False) -> str:
        """The question that `text` asks, without what is told beside it.

        It stays where more than one question is asked, or where the question has a pronoun or so few words
        that it is of what was told; a pronoun isn't where it `may_point` at what was shown ("how do I cite
        this?").
        """
        if not _asks(text):
            text = text[self._unknown_beginning(text) :]
        beginning = 0 if _asks(text) else next(self._beginnings(text), None)
        if beginning is None:
            return text
        found = _QUESTION.match(text, beginning)
        question = self._without_reason(found[0].strip()) if found else ""
        behind = text[found.end() :] if found else ""
        if len(spoken_words(question)) < LEAST_ASKED or "?" in text[:beginning] + behind or _asks(behind):
            return text
        is_of_told = self._phrases.has_pronoun(question) and not may_point
        return text if is_of_told and (beginning or self._knows(behind)) else question

    def _unknown_beginning(self, text: str) -> int:
        """Where what is told ends that has no word of the articles; 0 where nothing such begins `text`."""
        end = 0
        ends = [(match, True) for match in islice(_END.finditer(text), MOST_PARTS)]
        parts = [(match, False) for match in islice(_PART.finditer(text), MOST_PARTS)]
        for match, is_sentence in sorted([*ends, *parts], key=lambda each: each[0].start()):
            told = text[end : match.start()]
            if "?" in told or _asks(told):
                break
            if not (is_sentence or self._phrases.speaks_of_asker(told)):
                continue
            if len(spoken_words(told)) < LEAST_TOLD or self._knows(told):
                break
            end = match.end()
        asked = text[end:]
        return 0 if len(spoken_words(asked)) < LEAST_LEFT or self._phrases.has_pronoun(asked) else end

    def _beginnings(self, text: str) -> Iterator[int]:
        """Where a question may begin, behind a sentence or a part that the asker tells of themselves."""
        ends = [match.end() for match in islice(_END.finditer(text), MOST_PARTS)]
        ends += [
            match.end()
            for match in islice(_PART.finditer(text), MOST_PARTS)
            if self._phrases.speaks_of_asker(text[: match.start()])
        ]
        return (end for end in sorted(ends) if _asks(text[end:]))

    def _without_reason(self, question: str) -> str:
        """`question` without why it is asked."""
        for match in islice(_REASON.finditer(question), MOST_PARTS):
            if self._phrases.speaks_of_asker(match[1]):
                return question[: match.start()]
        return question


def _asks(text: str) -> bool:
    return begins_as_question(spoken_words(without_lead_in(text[:LONGEST_SPOKEN])))
