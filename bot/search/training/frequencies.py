"""Make the word frequencies that Footnote ships, from wordfreq's small lists and PyThaiNLP's list of Thai.

    python -m bot.search.training.frequencies [FILE]

FILE is `tnc_freq.txt`, the words of the Thai National Corpus with their counts, from the folder `corpus` of
the package pythainlp 5.0.4 (https://github.com/PyThaiNLP/pythainlp), which gives it under CC0 1.0; without
it the Thai table stays as it is. wordfreq (Robyn Speer and others, https://github.com/rspeer/wordfreq) gives
its data under CC BY-SA 4.0, and so are the other tables: see bot/search/data/frequencies/LICENSE.md.
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from bot.search.data.frequencies import PER_NAT
from bot.search.folding import folded, lowered
from bot.search.languages.profile import KEEPING_ACCENTS, SNOWBALL
from bot.search.text.segmenter import LONGEST

FOLDER = Path(__file__).parents[1] / "data" / "frequencies"
ALSO = ("ja", "ko", "zh", "pl", "cs", "uk", "bg", "fa", "he", "vi")
"""Languages without Snowball stems whose readers are many."""

MOST_WORDS = 20_000
"""The rest would add bytes and no measure."""


def table(word_shares: Mapping[str, float], *, keeps_accents: bool = False) -> bytes:
    """The table of one language: a line a level of information, with the words of that level.

    `word_shares` holds the share of the language's words that each word is. `keeps_accents`: the accents tell
    words apart; the table then has both the words and what they fold into.
    """
    shares: dict[str, float] = defaultdict(float)
    for word, share in word_shares.items():
        surface = folded(word).replace("'", "").replace("’", "")
        if keeps_accents and lowered(word) != surface:
            shares[lowered(word)] += share
        if not any(letter.isdigit() or letter in " .-_/" for letter in surface):
            shares[surface] += share
    levels: dict[int, list[str]] = defaultdict(list)
    for word, share in sorted(shares.items(), key=lambda item: -item[1])[:MOST_WORDS]:
        levels[round(-math.log(share) * PER_NAT)].append(word)
    lines = (f"{level} {' '.join(sorted(words))}\n" for level, words in sorted(levels.items()))
    return gzip.compress("".join(lines).encode(), mtime=0)


def thai_shares(counts: str) -> Mapping[str, float]:
    """The shares of Thai words from lines of a word, a tab and its count.

    A word that is longer than people write, or that is in Latin letters, is none.
    """
    numbers: dict[str, int] = {}
    for line in counts.lstrip("\ufeff").splitlines():
        word, _, count = line.partition("\t")
        if count.strip().isdigit() and len(word) <= LONGEST and all("\u0e00" <= c <= "\u0e7f" for c in word):
            numbers[word] = int(count)
    total = sum(numbers.values())
    return {word: count / total for word, count in numbers.items()}


def main(thai: Path | None) -> None:
    """Write all tables; the Thai one from the file `thai`."""
    if thai is not None:
        (FOLDER / "th.txt.gz").write_bytes(table(thai_shares(thai.read_text(encoding="utf-8"))))
    try:
        import wordfreq
    except ModuleNotFoundError:
        sys.exit("wordfreq isn't installed: pip install -e '.[bench]'")
    available = wordfreq.available_languages("small")
    for code in sorted({*SNOWBALL, *ALSO} & {*available, "sr"}):
        # wordfreq counts Serbian together with Croatian and Bosnian.
        shares = wordfreq.get_frequency_dict("sh" if code == "sr" else code, "small")
        (FOLDER / f"{code}.txt.gz").write_bytes(table(shares, keeps_accents=code in KEEPING_ACCENTS))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
