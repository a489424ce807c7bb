"""How common a word is in its language: tables made by bot/search/training/frequencies.py."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice

RAREST = 17.0
"""The information, in nats, of a word that its language's table lacks: one in 24 million words."""

UNIFORM = 11.0
"""The information of every word of a language that has no table."""

PER_NAT = 10
"""Steps a nat is cut into in the tables."""


@dataclass(frozen=True)
class Frequencies:
    """The common words of one language, most common first, with their information -ln(share), in nats."""

    information: Mapping[str, float]

    def of(self, word: str) -> float:
        """The information of a folded word: 3 for "the", 17 for one that hardly anybody writes."""
        return self.information.get(word, RAREST if self.information else UNIFORM)

    def most_common(self, count: int) -> frozenset[str]:
        """The `count` most common words."""
        return frozenset(islice(self.information, count))


@cache
def frequencies(code: str) -> Frequencies:
    """The table of a language by its code of two letters; an empty one for a language without a table."""
    file = resources.files(__name__) / f"{code}.txt.gz"
    if not file.is_file():
        return Frequencies({})
    information: dict[str, float] = {}
    for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
        level, *words = line.split()
        information.update(dict.fromkeys(words, int(level) / PER_NAT))
    return Frequencies(information)


@cache
def common_words(code: str, count: int) -> Sequence[str]:
    """The `count` most common words of a language, most common first; none for one without a table.

    Only the beginning of the table is read.
    """
    file = resources.files(__name__) / f"{code}.txt.gz"
    words: list[str] = []
    if file.is_file():
        with file.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
            for line in lines:
                words += line.split()[1:]
                if len(words) >= count:
                    break
    return words[:count]


def table_codes() -> list[str]:
    """The codes of the languages that have a table, in alphabetical order."""
    names = (file.name for file in resources.files(__name__).iterdir())
    return sorted(name.removesuffix(".txt.gz") for name in names if name.endswith(".txt.gz"))
