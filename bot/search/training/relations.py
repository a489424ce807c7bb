"""Make the table of related English words that Footnote ships, from WordNet 3.0.

    python -m bot.search.training.relations FOLDER

FOLDER holds WordNet's `data.*` and `index.*` files (Debian's package wordnet-base puts them into
/usr/share/wordnet; Princeton: https://wordnet.princeton.edu). Its licence stands beside the table.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.search.data.frequencies import RAREST, frequencies
from bot.search.languages.profile import language_of

TABLE = Path(__file__).parents[1] / "data" / "relations" / "en.txt.gz"
SENSES = 3
"""A word's most common meanings; the others bring more wrong words than right ones."""

CLOSENESS = (1.0, 0.8, 0.6)
"""How much a synonym counts by the rank of the meaning in which it is one."""

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
DERIVED_FROM = {"+", "\\"}
"""WordNet's pointers to a word that this one is made from, or that is made from it."""


Lemma = tuple[str, str]
"""A word in its base form, and the letter of its part of speech."""


class WordNet:
    """The parts of WordNet that the table needs (file format: its manual page wndb)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._synsets: dict[tuple[str, str], tuple[list[str], list[list[str]]]] = {}
        for part, letter in PARTS.items():
            for line in self._lines(f"data.{part}"):
                fields = line.split("|")[0].split()
                count = int(fields[3], 16)
                words = [fields[4 + 2 * place].split("(")[0].lower() for place in range(count)]
                first = 5 + 2 * count
                pointers = [fields[place : place + 4] for place in range(first, len(fields) - 3, 4)]
                self._synsets[letter, fields[0]] = (words, pointers[: int(fields[first - 1])])

    def related(self) -> Iterator[tuple[Lemma, Lemma, float]]:
        """A word, a related word, and how close they are."""
        for part, letter in PARTS.items():
            for line in self._lines(f"index.{part}"):
                fields = line.split()
                senses = fields[6 + int(fields[3]) :][:SENSES]
                for closeness, offset in zip(CLOSENESS, senses, strict=False):
                    words, pointers = self._synsets[letter, offset]
                    for word in words:
                        yield (fields[0], letter), (word, letter), closeness
                    for symbol, target, target_part, places in pointers:
                        source = int(places[:2], 16)
                        if symbol in DERIVED_FROM and source and words[source - 1] == fields[0]:
                            other = target_part.replace("s", "a")
                            words_there = self._synsets[other, target][0]
                            yield (fields[0], letter), (words_there[int(places[2:], 16) - 1], other), 1.0

    def _lines(self, name: str) -> Iterator[str]:
        with (self._folder / name).open(encoding="latin-1") as file:
            yield from (line for line in file if not line.startswith(" "))


def table(folder: Path) -> bytes:
    """Stem by stem the related stems; words that the frequency table lacks are left out."""
    language = language_of("en")
    common = frequencies("en")

    def stem(lemma: Lemma) -> str | None:
        word, part = lemma
        if not word.isalpha() or common.of(word) >= RAREST or word in language.stop_words:
            return None
        word = language.standard(word)
        # The verb "found" is what founders do: its other forms don't lead back to "find".
        return language.stemmer(word) if part == "v" and language.stemmer else language.stem(word)

    related: dict[str, dict[str, float]] = defaultdict(dict)
    for word, other, closeness in WordNet(folder).related():
        one, two = stem(word), stem(other)
        if one and two and one != two:
            related[one][two] = max(closeness, related[one].get(two, 0.0))
    lines = (
        f"{one} {' '.join(f'{two}:{round(10 * value)}' for two, value in sorted(others.items()))}\n"
        for one, others in sorted(related.items())
    )
    return gzip.compress("".join(lines).encode(), mtime=0)


def main() -> None:
    """Write the table."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        TABLE.write_bytes(table(Path(sys.argv[1])))
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
