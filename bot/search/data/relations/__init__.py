"""Words that say the same or are made of each other: a table made by bot/search/training/relations.py."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Relations:
    """Which stems of a language are related. A line of the table is read when its stem is asked for."""

    lines: Mapping[str, str]

    def of(self, stem: str) -> Mapping[str, float]:
        """The stems that `stem` is related to, each with its closeness in (0, 1]."""
        line = self.lines.get(stem)
        if line is None:
            return {}
        return {word: int(tenths) / 10 for word, _, tenths in (each.partition(":") for each in line.split())}


@cache
def relations(code: str) -> Relations:
    """The related stems of a language by its code of two letters; none for a language without a table."""
    file = resources.files(__name__) / f"{code}.txt.gz"
    if not file.is_file():
        return Relations({})
    lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    return Relations({stem: related for stem, _, related in (line.partition(" ") for line in lines)})
