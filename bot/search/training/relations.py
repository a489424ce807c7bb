"""Make the tables of related English words and of opposites that Footnote ships, from WordNet 3.0.

    python -m bot.search.training.relations FOLDER

FOLDER holds WordNet's `data.*` and `index.*` files (Debian's package wordnet-base puts them into
/usr/share/wordnet; Princeton: https://wordnet.princeton.edu). Its licence stands beside the tables.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.search.data.frequencies import RAREST, frequencies
from bot.search.languages.profile import language_of

FOLDER = Path(__file__).parents[1] / "data" / "relations"
SENSES = 3
"""A word's most common meanings; the others bring more wrong words than right ones."""

CLOSENESS = (1.0, 0.8, 0.6)
"""How much a synonym counts by the rank of the meaning in which it is one."""

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
DERIVED_FROM = {"+", "\\"}
"""WordNet's pointers to a word that this one is made from, or that is made from it."""
OPPOSITE = "!"
"""WordNet's pointer to a word that means the opposite."""


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

    def opposites(self) -> Iterator[tuple[Lemma, Lemma]]:
        """A word, and one that means the opposite in any of its meanings; each pair comes both ways round."""
        for (letter, _), (words, pointers) in self._synsets.items():
            for symbol, target, target_part, places in pointers:
                if symbol == OPPOSITE:
                    other = target_part.replace("s", "a")
                    words_there = self._synsets[other, target][0]
                    yield (
                        (words[int(places[:2], 16) - 1], letter),
                        (words_there[int(places[2:], 16) - 1], other),
                    )

    def _lines(self, name: str) -> Iterator[str]:
        with (self._folder / name).open(encoding="latin-1") as file:
            yield from (line for line in file if not line.startswith(" "))


class Stems:
    """The stems of lemmas as the search has them."""

    def __init__(self) -> None:
        self._language, self._common = language_of("en"), frequencies("en")

    def of(self, lemma: Lemma, *, stop_words: bool = False) -> str | None:
        """None for a word that the frequency table lacks, and for a stop word unless `stop_words`."""
        language, (word, part) = self._language, lemma
        if not word.isalpha() or self._common.of(word) >= RAREST:
            return None
        if word in language.stop_words and not stop_words:
            return None
        word = language.standard(word)
        # The verb "found" is what founders do: its other forms don't lead back to "find".
        return language.stemmer(word) if part == "v" and language.stemmer else language.stem(word)


def related_table(wordnet: WordNet) -> bytes:
    """Stem by stem the related stems; words that the frequency table lacks are left out."""
    stems = Stems()
    related: dict[str, dict[str, float]] = defaultdict(dict)
    for word, other, closeness in wordnet.related():
        one, two = stems.of(word), stems.of(other)
        if one and two and one != two:
            related[one][two] = max(closeness, related[one].get(two, 0.0))
    return _packed(
        f"{one} {' '.join(f'{two}:{round(10 * value)}' for two, value in sorted(others.items()))}\n"
        for one, others in sorted(related.items())
    )


def opposites_table(wordnet: WordNet) -> bytes:
    """Stem by stem the opposites of words of content, stop words among these ("least": "most").

    First and second are numbers here, which are compared as such.
    """
    stems = Stems()
    opposites: dict[str, set[str]] = defaultdict(set)
    for word, other in wordnet.opposites():
        one, two = stems.of(word), stems.of(other, stop_words=True)
        if one and two and one != two and one.isalpha() and two.isalpha():
            opposites[one].add(two)
    return _packed(f"{one} {' '.join(sorted(others))}\n" for one, others in sorted(opposites.items()))


def _packed(lines: Iterator[str]) -> bytes:
    return gzip.compress("".join(lines).encode(), mtime=0)


def main() -> None:
    """Write the tables."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        wordnet = WordNet(Path(sys.argv[1]))
        (FOLDER / "en.txt.gz").write_bytes(related_table(wordnet))
        (FOLDER / "en.opposites.txt.gz").write_bytes(opposites_table(wordnet))
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
