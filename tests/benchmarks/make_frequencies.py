"""Make the word frequencies that Footnote ships, from wordfreq's small lists.

    python -m tests.benchmarks.make_frequencies

wordfreq (Robyn Speer and others, https://github.com/rspeer/wordfreq) gives its data under CC BY-SA 4.0, and
so are the tables: see bot/search/data/frequencies/LICENSE.md.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from pathlib import Path

import wordfreq

from bot.search.data.frequencies import PER_NAT
from bot.search.languages.profile import SNOWBALL
from bot.search.text.folding import folded

FOLDER = Path(__file__).parents[2] / "bot" / "search" / "frequencies"
ALSO = ("ja", "ko", "zh", "pl", "cs", "uk", "bg", "fa", "he")
"""Languages without Snowball stems whose readers are many."""

MOST_WORDS = 20_000
"""The rest would add bytes and no measure."""


def table(code: str) -> bytes:
    """The table of one language: a line a level of information, with the words of that level."""
    shares: dict[str, float] = defaultdict(float)
    for word, share in wordfreq.get_frequency_dict(code, "small").items():
        surface = folded(word).replace("'", "").replace("’", "")
        if not any(letter.isdigit() or letter in " .-_/" for letter in surface):
            shares[surface] += share
    levels: dict[int, list[str]] = defaultdict(list)
    for word, share in sorted(shares.items(), key=lambda item: -item[1])[:MOST_WORDS]:
        levels[round(-math.log(share) * PER_NAT)].append(word)
    lines = (f"{level} {' '.join(sorted(words))}\n" for level, words in sorted(levels.items()))
    return gzip.compress("".join(lines).encode(), mtime=0)


def main() -> None:
    """Write all tables."""
    there = wordfreq.available_languages("small")
    for code in sorted({*SNOWBALL, *ALSO} & {*there, "sr"}):
        (FOLDER / f"{code}.txt.gz").write_bytes(table("sh" if code == "sr" else code))


if __name__ == "__main__":
    main()
