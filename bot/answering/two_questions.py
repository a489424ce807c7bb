"""Takes a message apart that asks more than one question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from bot.answering.answer import Answer
from bot.answering.library_excerpts import Excerpts, articles_of, reference_to
from bot.answering.phrases import Words, spoken_words
from bot.answering.request_vocabulary import LANGUAGES
from bot.search.languages.profile import language_of

MOST_QUESTIONS = 3
"""Questions of one message that are answered; the others are named."""

_END = re.compile(r"(?<=[?？؟])\s*(?=\w)|[;\n]+\s*")
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|[-*•–])\s+")
"""What stands before an item of a list of questions."""

_CONJUNCTION = re.compile(r",?\s+(?:and|und|et|y|e|и)\s+", re.IGNORECASE)


def sentences_asked(text: str) -> list[str]:
    """The questions of `text` where each ends with a mark or a line; [] where there are less than two."""
    parts = (_without_number(part.strip()) for part in _END.split(text))
    return _if_several(part for part in parts if _asks(part))


def clauses_asked(text: str) -> list[str]:
    """The questions of `text` that "and" joins, each with a question word; [] where less than two."""
    parts: list[str] = []
    for part in _CONJUNCTION.split(text):
        if parts and not begins_as_question(spoken_words(part)):
            parts[-1] += f" {_joint(text, part)} {part}"
        else:
            parts.append(part)
    return _if_several(parts if parts and begins_as_question(spoken_words(parts[0])) else [])


def _joint(text: str, part: str) -> str:
    """The word that joins `part` to what stands before it."""
    before = text[: text.index(part)].split()
    return before[-1] if before else ""


def _if_several(parts: Iterator[str] | list[str]) -> list[str]:
    found = list(dict.fromkeys(parts))
    return found if len(found) > 1 else []


def _without_number(part: str) -> str:
    number = _NUMBER.match(part)
    return part[number.end() :] if number else part


def _asks(part: str) -> bool:
    return bool(spoken_words(part)) and (
        part.rstrip().endswith(("?", "？", "؟")) or begins_as_question(spoken_words(part))
    )


def begins_as_question(words: Words) -> bool:
    """Whether the first of `words` asks, in any of LANGUAGES."""
    return bool(words) and words[0] in _question_words()


@cache
def _question_words() -> frozenset[str]:
    """The words that a question begins with in all LANGUAGES."""
    found: set[str] = set()
    for code in LANGUAGES:
        questions = language_of(code).questions
        found |= questions.first_words
    return frozenset(found)


def together(
    question: str,
    halves: Sequence[Answer],
    left: Sequence[str],
    most: int,
    excerpts: Excerpts,
    *,
    each_must_answer: bool,
) -> Answer | None:
    """One answer of those to the questions of a message; None where not one of them is answered.

    `left`: the questions that nobody looked for, because there are too many.
    `each_must_answer`: "and" may join what is one question, so that each part needs a sentence of its own.
    """
    found = [half for half in halves if half.answered]
    shown = {
        (answering.passage.id, answering.highlight): answering
        for half in found
        for answering in half.passages[: max(1, most // len(found))]
    }
    if not found or (each_must_answer and len(shown) < len(halves)):
        return None
    best = tuple(shown.values())
    cited = tuple(dict.fromkeys(each for half in found for each in half.cited))
    asked_about = [half for half in found if half.about in ("source", "license")]
    credited = [
        *articles_of(best),
        *(each.article for each in cited),
        *(each.article for half in asked_about for each in half.attributions),
    ]
    return Answer(
        question,
        answered=True,
        confidence=min(half.confidence for half in found),
        passages=best,
        attributions=excerpts.attributions(credited),
        sure=all(half.sure for half in halves),
        cited=cited,
        halves=tuple(halves),
        left=tuple(left),
        context=replace(halves[-1].context, shown=tuple(map(reference_to, best)) or halves[-1].context.shown),
    )
