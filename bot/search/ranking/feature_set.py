"""Features by name: what each one means, and tables of their values.

A feature is a number that says something about a passage or a sentence for one question: 0 where nothing of
the question is there, more where more is. It is registered once, with its name, unit, direction and a line
for people, at the function that computes it. Scoring, training and `footnote ask --explain` read it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from math import inf
from typing import Any, Generic, TypeVar

import numpy as np

from bot.search.arrays import Bools, Floats, Ints
from bot.search.index.bm25 import K1

INFORMATION_UNIT = 30.0
"""Nats: three rare words. Features of information are divided by it, which brings them near 1."""

OFTEN = 4.0
"""The logarithm of the 54 sentences in which an article names what it is about."""

Source = TypeVar("Source")

Compute = Callable[[Source], Floats | Bools]
"""What computes a feature: a value for each passage or sentence."""


class Unit(Enum):
    """What a feature is measured in: a label, the largest value there is (0 is the least), and what the value
    is multiplied by in a table.
    """

    SHARE = "share of the question", 1.0, 1.0
    PAIR_SHARE = "share of the question's pairs of neighbouring words", 1.0, 1.0
    PAIRS = "pairs of the question's words, each by its rarity or worth", inf, 1.0
    FREQUENCY = "BM25 frequency", K1 + 1, 1.0
    LIKENESS = "how like the kind of answer asked for", 1.0, 1.0
    POSITION = "1 / place in the passage", 1.0, 1.0
    LOG_COUNT = "logarithm of 1 and the number of words", inf, 1.0
    FLAG = "yes (1), half (0.5) or no (0)", 1.0, 1.0
    INFORMATION = "information, in 30 nats", inf, 1 / INFORMATION_UNIT
    LOG_TIMES = "logarithm of how many times as many", inf, 1.0
    TOPIC = "information by log sentences, in 120 nats", inf, 1 / INFORMATION_UNIT / OFTEN

    def __init__(self, label: str, largest: float, scale: float) -> None:
        self.label = label
        self.largest = largest
        self.scale = scale


class Direction(Enum):
    """What a larger value of a feature speaks for."""

    FOR = "for an answer"
    AGAINST = "against an answer"
    EITHER = "for or against, as was learned"


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature as people read it.

    `fixed_weight` is its weight where it is set by hand, for the training questions hold too few cases; None
    where the weight is learned.
    """

    name: str
    unit: Unit
    direction: Direction
    description: str
    fixed_weight: float | None = None

    @property
    def is_learned(self) -> bool:
        """Whether the weight is learned, not set by hand."""
        return self.fixed_weight is None


class FeatureSet(Generic[Source]):
    """The features that are computed from one kind of source, in the order in which they are registered."""

    def __init__(self) -> None:
        self._features: dict[str, Feature] = {}
        self._functions: list[Compute[Source]] = []
        self._columns: dict[str, int] = {}

    def register(
        self,
        name: str,
        unit: Unit,
        direction: Direction,
        description: str,
        *,
        fixed_weight: float | None = None,
    ) -> Callable[[Compute[Source]], Compute[Source]]:
        """Decorates the function that computes a feature. Raises ValueError for a name registered before."""
        if name in self._features:
            raise ValueError(f"the feature {name!r} is registered twice")

        def registered(function: Compute[Source]) -> Compute[Source]:
            self._columns[name] = len(self._functions)
            self._features[name] = Feature(name, unit, direction, description, fixed_weight)
            self._functions.append(function)
            return function

        return registered

    def __iter__(self) -> Iterator[Feature]:
        """The features, in order."""
        return iter(self._features.values())

    def __len__(self) -> int:
        """The number of features."""
        return len(self._features)

    def __getitem__(self, name: str) -> Feature:
        """The feature with this name. Raises KeyError where there is none."""
        return self._features[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a feature with this name."""
        return name in self._features

    def column(self, name: str) -> int:
        """Where the feature stands in the rows of a table."""
        return self._columns[name]

    def compute(self, source: Source) -> FeatureTable:
        """All features of the passages or sentences of `source`."""
        values = np.array([function(source) for function in self._functions], dtype=np.float64)
        if self._scales is not None:
            values *= self._scales
        return FeatureTable(self, values.T)

    @cached_property
    def _scales(self) -> Floats | None:
        """What each row of values is multiplied by; None where that is 1 for all."""
        scales = np.array([[feature.unit.scale] for feature in self])
        return None if (scales == 1).all() else scales

    def row(self, named: Mapping[str, float]) -> Floats:
        """`named` as a row of a table: 0 for what it doesn't name. Raises ValueError for an unknown name."""
        unknown = named.keys() - self._features.keys()
        if unknown:
            raise ValueError(f"no such feature: {', '.join(sorted(unknown))}")
        return np.array([named.get(name, 0.0) for name in self._features])


@dataclass(frozen=True, eq=False)
class FeatureTable:
    """The features (columns) of passages or sentences (rows)."""

    features: FeatureSet[Any]
    values: Floats

    def __getitem__(self, name: str) -> Floats:
        """The column of a feature. Raises KeyError where there is no such feature."""
        column: Floats = self.values[:, self.features.column(name)]
        return column

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.values)

    def rows(self, numbers: Ints | Bools) -> FeatureTable:
        """The table of these rows alone."""
        return FeatureTable(self.features, self.values[numbers])
