"""Where in an article each term stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOWHERE: Ints = np.zeros(0, dtype=np.int64)


class Postings:
    """Terms and the positions at which they stand, positions in order."""

    def __init__(self, occurrences: Iterable[tuple[str, int]]) -> None:
        self.places: dict[str, int] = {}
        """A term → its number."""
        pairs = [(self.places.setdefault(term, len(self.places)), position) for term, position in occurrences]
        found = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
        self._positions: Ints = np.ascontiguousarray(found[:, 1])
        self._begins = np.searchsorted(found[:, 0], np.arange(len(self.places) + 1)).tolist()
        self.terms = tuple(self.places)

    def __contains__(self, term: str) -> bool:
        return term in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def of(self, term: str) -> Ints:
        """The positions of `term`; none where it stands nowhere."""
        place = self.places.get(term)
        return NOWHERE if place is None else self.at(place)

    def at(self, place: int) -> Ints:
        """The positions of the term with this number."""
        return self._positions[self._begins[place] : self._begins[place + 1]]
