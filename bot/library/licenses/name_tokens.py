"""A text → tokens: its words, and the names that the table of licences has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.library.licenses.letters import letters_of
from bot.library.licenses.table import Kind, Term, longest, terms

UNKNOWN = Term(Kind.LICENSE, "?")
"""A word that the table doesn't have."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a name in a text, from `start` up to `end`, and what it means."""

    start: int
    end: int
    term: Term

    @property
    def kind(self) -> Kind | None:
        """What it means, or None for a word that the table doesn't have."""
        return None if self.term is UNKNOWN else self.term.kind


_SHORT_GAPS = re.compile(r"[A-Za-z0-9 \u00a0_/+\-\u2010-\u2015\u2212]+")
_PLAIN_VERSION = re.compile(r"\d+(?:\.\d+)*")

CAPITALS_ONLY = frozenset({"MIT", "FAL", "LAL", "OGL", "Apache"})
"""Names that are words of other meanings unless they are written so."""


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of `text`; where the table has a name, the longest one is one token."""
    found = letters_of(text)
    bounds = sorted(found.starts)
    numbers = {place: number for number, place in enumerate(bounds)}
    known, most = terms(), longest()
    tokens: list[Token] = []
    place = 0
    while place < len(found.text):
        number = numbers[place]
        end, term = bounds[number + 1], UNKNOWN
        for other in range(min(len(bounds) - 1, number + most), number, -1):
            if bounds[other] - place > most:
                continue
            candidate = known.get(found.text[place : bounds[other]])
            source = text[found.places[place] : found.places[bounds[other] - 1] + 1]
            if candidate is not None and _may_be(candidate, source):
                end, term = bounds[other], candidate
                break
        if term is UNKNOWN and _PLAIN_VERSION.fullmatch(found.text[place:end]):
            term = Term(Kind.VERSION, found.text[place:end])
        tokens.append(Token(found.places[place], found.places[end - 1] + 1, term))
        place = end
    return tuple(tokens)


def _may_be(term: Term, source: str) -> bool:
    """Whether `source`, whose letters are a name, is written as that name is."""
    if term.kind in (Kind.ABBREVIATION, Kind.SHORT):
        return _SHORT_GAPS.fullmatch(source) is not None
    if term.kind is Kind.FAMILY and source.upper() in {name.upper() for name in CAPITALS_ONLY}:
        return source in CAPITALS_ONLY
    return "\n" not in source
