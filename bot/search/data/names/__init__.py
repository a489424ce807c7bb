"""Words that are names however they are written: a table made by bot/search/training/names.py."""

from __future__ import annotations

import gzip
from functools import cache
from importlib import resources


@cache
def names(code: str) -> frozenset[str]:
    """The names among the common words of a language, folded; none for a language without a table."""
    file = resources.files(__name__) / f"{code}.txt.gz"
    if not file.is_file():
        return frozenset()
    return frozenset(gzip.decompress(file.read_bytes()).decode("utf-8").split())
