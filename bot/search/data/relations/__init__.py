"""Words that say the same or are made of each other, and opposites: tables made by
bot/search/training/relations.py.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Relations:
    """Which stems of a language are related, and which are opposites. A line of a table is read when its stem
    is asked for.
    """

    lines: Mapping[str, str]
    opposite_lines: Mapping[str, str]

    def of(self, stem: str) -> Mapping[str, float]:
        """The stems that `stem` is related to, each with its closeness in (0, 1]."""
        line = self.lines.get(stem)
        if line is None:
            return {}
        return {word: int(tenths) / 10 for word, _, tenths in (each.partition(":") for each in line.split())}

    def opposites_of(self, stem: str) -> Sequence[str]:
        """The stems of the words that mean the opposite of `stem`."""
        return self.opposite_lines.get(stem, "").split()


@cache
def relations(code: str) -> Relations:
    """The related stems of a language by its code of two letters; none for a language without a table."""
    return Relations(_lines(f"{code}.txt.gz"), _lines(f"{code}.opposites.txt.gz"))


def _lines(name: str) -> Mapping[str, str]:
    """The lines of a table by the stems that they begin with."""
    file = resources.files(__name__) / name
    if not file.is_file():
        return {}
    lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    return {stem: others for stem, _, others in (line.partition(" ") for line in lines)}
