"""Words that say the same or are made of each other: a table made by tests/benchmarks/make_relations.py."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib import resources

Relations = Mapping[str, Mapping[str, float]]
"""A stem → the stems it is related to, each with its closeness in (0, 1]."""


@cache
def relations(code: str) -> Relations:
    """The related stems of a language by its code of two letters; none for a language without a table."""
    file = resources.files(__name__) / f"{code}.txt.gz"
    if not file.is_file():
        return {}
    table: dict[str, dict[str, float]] = {}
    for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
        stem, *related = line.split()
        table[stem] = {word: int(tenths) / 10 for word, _, tenths in (r.partition(":") for r in related)}
    return table
