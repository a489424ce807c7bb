"""Events of a life (birth, death, marriage): how a question asks for one, and how a text tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.search.languages.reader import Section

KEYS = ("asked", "told", "by_years")
"""The keys of each `[[words.life_event]]`."""

_BRACKETS = re.compile(r"\(([^()]{4,200})\)")
_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_DASHES = re.compile(r"[–—-]")
_SIGNS = frozenset("*†")
"""Of a birth and of a death, as German texts have them."""

BEFORE, AFTER = 3, 4
"""Words before and behind one that tells an event among which stands whose it is: "her father Richard died",
"the death of her father"."""


def has_years_of_life(text: str) -> bool:
    """Whether a text has the years of a life in brackets.

    As in "Zhu Shijie (1249–1314)", "(14 August 1869 – 2 January 1947)" or "(* 21. Mai 1799; † 9. März 1847)".
    """
    for within in bracketed(text):
        dated = [part for part in _DASHES.split(within) if _YEAR.search(part)]
        if len(dated) >= 2 or (dated and not _SIGNS.isdisjoint(within)):
            return True
    return False


def bracketed(text: str) -> list[str]:
    """What stands in brackets in a text."""
    return _BRACKETS.findall(text)


def tells_of_kin(
    surfaces: Sequence[str], told: frozenset[str], kin: frozenset[str], links: frozenset[str]
) -> bool:
    """Whether a sentence of these folded words tells an event only of somebody's kin ("her father died").

    Behind one of `links` (of, her) stands whose it is, as well as before what tells it.
    """
    kin = kin - told  # a wife is kin, and tells a marriage
    places = [place for place, surface in enumerate(surfaces) if surface in told]
    return bool(places) and all(
        not kin.isdisjoint(surfaces[max(0, place - BEFORE) : place])
        or (
            surfaces[place + 1 : place + 2]
            and surfaces[place + 1] in links
            and not kin.isdisjoint(surfaces[place + 1 : place + 1 + AFTER])
        )
        for place in places
    )


@dataclass(frozen=True)
class LifeEvent:
    """The words that ask for an event of a life, and those by which a text tells it, folded.

    Who asks for its time, or with one of `by_years`, is told it by the years of a life in brackets behind a
    name as well; a marriage, which has no such words, isn't.
    """

    asked: frozenset[str]
    told: frozenset[str]
    by_years: frozenset[str]

    @classmethod
    def of(cls, table: Section) -> LifeEvent:
        """The event of a table of a language's file. Raises LanguageFileError for an unknown key."""
        table.check_keys(KEYS)
        return cls(table.words("asked"), table.words("told"), table.words("by_years"))
