"""How a sentence of one language tells a time or a reason in words: "in the last century", "because"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.search.languages.reader import LanguageFile, Phrase, alternatives

ANY = "…"
"""Stands in a phrase for any words."""

ENDING = "*"
"""Stands in a phrase before the letters that a word ends with."""

KEYS = (
    "times", "persons", "places", "place_names", "place_endings", "possessives", "reasons",
    "nouns_with_capitals",
)  # fmt: skip
"""The keys of the section `[telling]`."""


class Telling:
    """The words of one language that tell a time, a person or a place without a name, or a reason."""

    def __init__(self, file: LanguageFile) -> None:
        """From the section `[telling]`."""
        section = file.section("telling", KEYS)
        self.times = section.words("times")
        """Words of which one tells a time, besides years, dates and months."""
        self.persons = section.words("persons")
        """Words behind which stands who did something: "by monks"."""
        self.nouns_with_capitals = bool(section.text("nouns_with_capitals"))
        """Whether a capital shows no name, for every noun has one."""
        self.places = section.words("places")
        """Words behind which stands where something is: "on the rock"."""
        self.place_names = section.words("place_names")
        """Names of places, where a capital shows none."""
        self.place_endings = tuple(section.words("place_endings"))
        """What words for places end with: "Aostatal"."""
        self.possessives = section.words("possessives")
        """Words behind which no place is named: "in its gullet"."""
        self._reasons: dict[str, list[Phrase]] = defaultdict(list)
        for each in section.phrases("reasons"):
            for phrase in alternatives(each):
                self._reasons[phrase[0]].append(phrase[1:])

    def gives_reason(self, surfaces: Sequence[str]) -> bool:
        """Whether a sentence of these folded words holds a phrase that gives a reason."""
        return any(
            _begins(phrase, surfaces[place + 1 :])
            for place, surface in enumerate(surfaces)
            for phrase in self._reasons.get(surface, ())
        )


def _begins(phrase: Phrase, surfaces: Sequence[str]) -> bool:
    """Whether `surfaces` begin with `phrase`."""
    if not phrase:
        return True
    first, *others = phrase
    if first == ANY:
        return any(_begins(tuple(others), surfaces[place:]) for place in range(len(surfaces)))
    return bool(surfaces) and _is(first, surfaces[0]) and _begins(tuple(others), surfaces[1:])


def _is(written: str, surface: str) -> bool:
    return surface.endswith(written[1:]) if written.startswith(ENDING) else surface == written
