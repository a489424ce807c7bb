"""Make the word frequencies that Footnote ships, from wordfreq's small lists.

    python -m bot.search.training.frequencies

wordfreq (Robyn Speer and others, https://github.com/rspeer/wordfreq) gives its data under CC BY-SA 4.0, and
so are the tables: see bot/search/data/frequencies/LICENSE.md.
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from bot.search.data.frequencies import PER_NAT
from bot.search.folding import folded
from bot.search.languages.profile import SNOWBALL

FOLDER = Path(__file__).parents[1] / "data" / "frequencies"
ALSO = ("ja", "ko", "zh", "pl", "cs", "uk", "bg", "fa", "he")
"""Languages without Snowball stems whose readers are many."""

MOST_WORDS = 20_000
"""The rest would add bytes and no measure."""


def table(word_shares: Mapping[str, float]) -> bytes:
    """The table of one language: a line a level of information, with the words of that level.

    `word_shares` holds the share of the language's words that each word is.
    """
    shares: dict[str, float] = defaultdict(float)
    for word, share in word_shares.items():
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
    try:
        import wordfreq
    except ModuleNotFoundError:
        sys.exit("wordfreq isn't installed: pip install -e '.[bench]'")
    available = wordfreq.available_languages("small")
    for code in sorted({*SNOWBALL, *ALSO} & {*available, "sr"}):
        # wordfreq counts Serbian together with Croatian and Bosnian.
        shares = wordfreq.get_frequency_dict("sh" if code == "sr" else code, "small")
        (FOLDER / f"{code}.txt.gz").write_bytes(table(shares))


if __name__ == "__main__":
    main()
