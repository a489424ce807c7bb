"""The stems that stand for a question's terms: its own or a near spelling, other forms, related words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.search.arrays import Floats, Ints
from bot.search.collection import Collection
from bot.search.question import Question, Term

FORM_WEIGHT = 0.8
"""What another form of a word counts, by how alike the two are."""

RELATED_WEIGHT = 0.44
"""What a related word counts, by how close the two are: a little less than what makes a word known
(bot.search.confidence), for "Lenin's death" doesn't tell when Trotsky died."""


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
        is_first = np.append(True, self.rows[1:] != self.rows[:-1])
        begins = np.flatnonzero(is_first)
        return self.rows[begins], begins

    @classmethod
    def of(cls, found: Iterable[tuple[int, int, float]]) -> Stands:
        """Rows, stems and weights, as triples."""
        triples = list(found)
        rows, stems, weights = zip(*triples, strict=True) if triples else ((), (), ())
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


def wanted(question: Question, collection: Collection) -> Wanted:
    """The stems of `collection` that stand for the terms of `question`."""
    terms = question.terms
    return Wanted(
        Stands.of(_all(terms, collection, _exact)),
        Stands.of(_all(terms, collection, _alike)),
        Stands.of(_all(terms, collection, _near)),
    )


Found = Iterable[tuple[int, float]]
Finder = Callable[[Term, Collection], Found]


def _all(terms: Sequence[Term], collection: Collection, find: Finder) -> Iterator[tuple[int, int, float]]:
    for row, term in enumerate(terms):
        for stem, weight in find(term, collection):
            yield row, stem, weight


def _exact(term: Term, collection: Collection) -> Found:
    for stem in (term.word.stem, term.word.plain):
        if collection.holds(stem):
            return [(collection.stems[stem], 1.0)]
    candidates: dict[int, float] = {}
    for surface, sure in collection.spelling.candidates(term.word.surface, is_common=term.is_common):
        candidates.setdefault(int(collection.numbers.stem_of_surface[surface]), sure)
    return candidates.items()


def _alike(term: Term, collection: Collection) -> Found:
    own = collection.stems.get(term.word.stem)
    numbers, alike = collection.forms.like(term.word.stem)
    return [
        (number, FORM_WEIGHT * weight) for number, weight in zip(numbers, alike, strict=True) if number != own
    ]


def _near(term: Term, collection: Collection) -> Found:
    related = collection.terms.language.relations.of(term.word.stem)
    return [
        (collection.stems[stem], RELATED_WEIGHT * closeness)
        for stem, closeness in related.items()
        if collection.holds(stem)
    ]
