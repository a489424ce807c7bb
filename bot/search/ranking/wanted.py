"""The stems that stand for a question's terms: its own or a near spelling, other forms, related words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from bot.search.index.arrays import Floats, Ints, run_begins
from bot.search.index.collection import Collection
from bot.search.ranking.question import Question

FORM_WEIGHT = 0.8
"""What another form of a word counts, by how alike the two are."""

RELATED_WEIGHT = 0.44
"""What a related word counts, by how close the two are: a little less than what makes a word known
(bot.search.ranking.confidence), for "Lenin's death" doesn't tell when Trotsky died."""


KEPT = 2_000
"""Words for which it is remembered what was found."""

Found = Sequence[tuple[int, float]]
"""Stems, and what each counts, in (0, 1]."""


@dataclass(frozen=True, eq=False)
class Stands:
    """Stems of a collection, each standing for a term of the question (its row) with a weight in (0, 1].

    Rows ascend.
    """

    rows: Ints
    stems: Ints
    weights: Floats

    @cached_property
    def firsts(self) -> tuple[Ints, Ints]:
        """Each row that there is, and the place of its first stem."""
        begins = run_begins(self.rows)
        return self.rows[begins], begins

    @classmethod
    def of(cls, found: Sequence[Found]) -> Stands:
        """Stems and weights, row after row."""
        rows = [row for row, pairs in enumerate(found) for _ in pairs]
        stems = [stem for pairs in found for stem, _ in pairs]
        weights = [weight for pairs in found for _, weight in pairs]
        return cls(np.array(rows, np.int64), np.array(stems, np.int64), np.array(weights, np.float64))


@dataclass(frozen=True, eq=False)
class Wanted:
    """What a collection has for the terms of a question.

    `exact`: the word itself, or what it may be a misspelling of, counting less. `alike`: other forms of it.
    `near`: related words.
    """

    exact: Stands
    alike: Stands
    near: Stands

    @property
    def groups(self) -> tuple[Stands, Stands, Stands]:
        """All three."""
        return self.exact, self.alike, self.near


class Finder:
    """Finds what a collection has for a term; what it found for the words asked last is remembered."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._of = lru_cache(KEPT)(self._found)

    def wanted(self, question: Question) -> Wanted:
        """The stems of the collection that stand for the terms of `question`."""
        found = [
            self._of(term.word.stem, term.word.plain, term.word.surface, term.is_common)
            for term in question.terms
        ]
        exact, alike, near = zip(*found, strict=True) if found else ((), (), ())
        return Wanted(Stands.of(exact), Stands.of(alike), Stands.of(near))

    def _found(self, stem: str, plain: str, surface: str, is_common: bool) -> tuple[Found, Found, Found]:
        return self._exact(stem, plain, surface, is_common), self._alike(stem), self._near(stem)

    def _exact(self, stem: str, plain: str, surface: str, is_common: bool) -> Found:
        known = self._collection.stems
        for each in (stem, plain):
            if each in known:
                return ((known[each], 1.0),)
        candidates: dict[int, float] = {}
        for number, sure in self._collection.spelling.corrections(surface, is_common=is_common):
            candidates.setdefault(int(self._collection.numbers.stem_of_surface[number]), sure)
        return tuple(candidates.items())

    def _alike(self, stem: str) -> Found:
        own = self._collection.stems.get(stem)
        numbers, alike = self._collection.inflections.find(stem)
        return tuple(
            (number, FORM_WEIGHT * weight)
            for number, weight in zip(numbers, alike, strict=True)
            if number != own
        )

    def _near(self, stem: str) -> Found:
        known = self._collection.stems
        related = self._collection.terms.language.relations.of(stem)
        return tuple(
            (known[other], RELATED_WEIGHT * closeness)
            for other, closeness in related.items()
            if other in known
        )
