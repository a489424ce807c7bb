"""What people tell of themselves beside their question: “I have a test tomorrow. Who led the Red Army?”.

None of it is asked, and both the search and the network that reads a question would take it for a part of
that.
"""

from __future__ import annotations

import re
from itertools import islice

from bot.answering.lead_ins import without_lead_in
from bot.answering.phrase_matcher import LONGEST_SPOKEN, PhraseMatcher
from bot.answering.phrases import spoken_words
from bot.answering.two_questions import begins_as_question

LEAST_ASKED = 3
"""Words of a question that is understood by itself: “why?” asks of what was told before it."""

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


def without_asides(text: str, phrases: PhraseMatcher, *, may_point: bool = False) -> str:
    """The question that `text` asks, without what is told beside it.

    The whole text where it asks more than one, or where its question has a pronoun or so few words that it is
    of what was told; a pronoun is none where it `may_point` at what was shown ("how do I cite this?").
    """
    beginning = 0
    if not _asks(text):
        ends = [
            match.end() for match in islice(_END.finditer(text), MOST_PARTS) if _asks(text[match.end() :])
        ]
        ends += [
            match.end()
            for match in islice(_PART.finditer(text), MOST_PARTS)
            if _asks(text[match.end() :]) and phrases.speaks_of_asker(text[: match.start()])
        ]
        if not ends:
            return text
        beginning = min(ends)
    found = _QUESTION.match(text, beginning)
    question = found[0].strip() if found else ""
    behind = text[found.end() :] if found else ""
    reasons = islice(_REASON.finditer(question), MOST_PARTS)
    own = next((match for match in reasons if phrases.speaks_of_asker(match[1])), None)
    if own:
        question = question[: own.start()]
    if "?" in behind or "?" in text[:beginning] or _asks(behind):
        return text
    if phrases.has_pronoun(question) and not may_point:
        return text
    return question if len(spoken_words(question)) >= LEAST_ASKED else text


def _asks(text: str) -> bool:
    return begins_as_question(spoken_words(without_lead_in(text[:LONGEST_SPOKEN])))
