"""What people hold against an answer: “that's wrong, it was 1772”."""

from __future__ import annotations

import re

from bot.answering.meant_topics import LONGEST_COMPLAINT
from bot.answering.phrases import Reaction, spoken_words
from bot.answering.reaction_matcher import reaction
from bot.answering.two_questions import begins_as_question

_CLAUSE = re.compile(r"\s*([^,.!;:\n—–]{2,60}?)\s*[,.!;:\n—–]+\s*(\S.*)", re.DOTALL)
_LAST_CLAUSE = re.compile(r"\s*(\S.*?)\s*[,.!?;:\n—–]+\s*([^,.!?;:\n—–]{2,40}?)\s*[.!]*\s*", re.DOTALL)
_NUMBER = re.compile(r"\d+")


def claim_after_complaint(text: str) -> str:
    """What `text` says is so instead, after a complaint; "" where it doesn't begin with one, or asks."""
    match = _CLAUSE.fullmatch(text)
    if match is None or "?" in match[2] or reaction(match[1]) is not Reaction.COMPLAINT:
        return ""
    return match[2]


def question_among_complaints(text: str) -> str:
    """What `text` asks behind a sentence of complaint ("this bot is garbage. …"), or before one ("…, idiot").

    A short “no, …” belongs to its question: it says that what was shown isn't it.
    """
    match = _CLAUSE.fullmatch(text)
    if (
        match
        and len(match[1].split()) > LONGEST_COMPLAINT
        and reaction(match[1]) is Reaction.COMPLAINT
        and begins_as_question(spoken_words(match[2]))
    ):
        text = match[2]
    match = _LAST_CLAUSE.fullmatch(text)
    asks = match is not None and begins_as_question(spoken_words(match[1]))
    return match[1] if match and asks and reaction(match[2]) is Reaction.COMPLAINT else text


def holds_numbers(claim: str, sentence: str) -> bool:
    """Whether every number of `claim` stands in `sentence`, too."""
    return set(_NUMBER.findall(claim)) <= set(_NUMBER.findall(sentence))
