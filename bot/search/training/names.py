"""Make the table of English names that Footnote ships, from WordNet 3.0.

    python -m bot.search.training.names FOLDER

FOLDER holds WordNet's `data.*` files, as for bot.search.training.relations. Its licence stands beside the
table. A common word is a name where WordNet writes it with a capital and never without one.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.search.data.frequencies import frequencies
from bot.search.training.relations import PARTS

TABLE = Path(__file__).parents[1] / "data" / "names" / "en.txt.gz"
LONGEST_ABBREVIATION = 3
"""Letters: a shorter word in capitals may be a word in small letters as well (AM, CA)."""


def words_of(folder: Path) -> Iterator[str]:
    """The words of WordNet as it writes them, but for those of several words (file format: wndb)."""
    for part in PARTS:
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue  # the licence at the beginning
            fields = line.split("|")[0].split()
            count = int(fields[3], 16)
            written = (fields[4 + 2 * place].split("(")[0] for place in range(count))
            yield from (word for word in written if "_" not in word)


def names_of(words: Iterator[str]) -> frozenset[str]:
    """Those of `words`, in small letters, that are written with a capital only.

    Plurals of common words ("laws") are none: WordNet has them as names of subjects.
    """
    names, others = set[str](), set[str]()
    for word in words:
        if word[:1].isupper() and not (word.isupper() and len(word) <= LONGEST_ABBREVIATION):
            names.add(word.lower())
        else:
            others.add(word.lower())
    return frozenset(name for name in names - others if name.removesuffix("s") not in others)


def main(folder: Path) -> None:
    """Write the table: the names among the common words."""
    common = frequencies("en").information
    names = sorted(name for name in names_of(words_of(folder)) if name in common)
    TABLE.write_bytes(gzip.compress(("\n".join(names) + "\n").encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
