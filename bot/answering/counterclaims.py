"""What people hold against an answer: “that's wrong, it was 1772”."""

from __future__ import annotations

import re

from bot.answering.phrases import Reaction
from bot.answering.reaction_matcher import reaction

_CLAUSE = re.compile(r"\s*([^,.!;:\n—–]{2,60}?)\s*[,.!;:\n—–]+\s*(\S.*)", re.DOTALL)
_NUMBER = re.compile(r"\d+")


def claim_after_complaint(text: str) -> str:
    """What `text` says is so instead, after a complaint; "" where it doesn't begin with one, or asks."""
    match = _CLAUSE.fullmatch(text)
    if match is None or "?" in match[2] or reaction(match[1]) is not Reaction.COMPLAINT:
        return ""
    return match[2]


def holds_numbers(claim: str, sentence: str) -> bool:
    """Whether every number of `claim` stands in `sentence`, too."""
    return set(_NUMBER.findall(claim)) <= set(_NUMBER.findall(sentence))
