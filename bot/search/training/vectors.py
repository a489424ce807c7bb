"""Make the vectors of the articles that come with the program, so that no process has to make them.

    python -m bot.search.training.vectors [FOLDER] [--check]

FOLDER holds the articles; without it, the repository's `knowledge/` is read. An article's vectors are found
by its content as it was read: make them anew where an article, the reader of articles, the splitting of
sentences or the encoder changes (else the program makes them itself, in each process that needs them).
--check writes nothing: it fails where the file has others than those that are made. Another processor may
round a number otherwise, so the cosine of each vector and the one that is there must only be near 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from bot.library import Article, LibraryError, load_library
from bot.library.records import fingerprint
from bot.search.encoder.transformer import Floats
from bot.search.meaning import SHIPPED, Meaning
from bot.search.meaning.passage_vectors import Bytes, PassageVectors, lengths_of
from bot.search.meaning.vector_file import VectorFile, passage_key

ARTICLES = Path(__file__).parents[3] / "knowledge"

LEAST_COSINE = 0.999
"""Of a vector in the file and the same sentence's made anew."""


def main() -> None:
    """Read the articles, write their vectors; or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ARTICLES)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        made = vectors_of(load_library(arguments.folder).articles)
    except (LibraryError, ValueError) as error:
        sys.exit(str(error))
    if not arguments.check:
        write(made)
    elif difference := difference_of(made, VectorFile(SHIPPED)):
        sys.exit(f"{SHIPPED.name}: {difference}; run python -m bot.search.training.vectors")
    print(f"{SHIPPED.name}: as it should be")


def vectors_of(articles: Sequence[Article]) -> Mapping[bytes, PassageVectors]:
    """The vectors of the articles' sentences by their passages' keys, made anew.

    Raises ValueError where the encoder can't be read.
    """
    meaning = Meaning(shipped=None)
    meaning.learn(articles)
    if not meaning.knows(articles):
        raise ValueError("the sentence encoder can't be read")
    return dict(_known(meaning, articles))


def _known(meaning: Meaning, articles: Sequence[Article]) -> Iterator[tuple[bytes, PassageVectors]]:
    for article in articles:
        for place in range(article.passage_count):
            rows = meaning.of_passage(fingerprint(article), place)
            if rows is not None:
                yield passage_key(fingerprint(article), place), rows


def write(made: Mapping[bytes, PassageVectors]) -> None:
    """Write them to the program's file, in place of all that it had."""
    SHIPPED.unlink(missing_ok=True)
    file = VectorFile(SHIPPED)
    for key, rows in made.items():
        file.add(key, rows)
    file.save(set(made))


def difference_of(made: Mapping[bytes, PassageVectors], shipped: VectorFile) -> str:
    """How what is `shipped` differs from what was `made`; "" where it has vectors of the same sentences."""
    if set(made) != set(shipped):
        known = len(set(made) & set(shipped))
        return f"{known} of the articles' {len(made)} passages are there, and {len(shipped) - known} others"
    for key, rows in made.items():
        kept = shipped.get(key)
        if kept is None or kept.counts.tolist() != rows.counts.tolist() or not _are_alike(kept, rows):
            return f"the vectors of passage {int.from_bytes(key[16:], 'little')} point elsewhere"
    return ""


def _are_alike(some: PassageVectors, others: PassageVectors) -> bool:
    pairs = ((some.sentences, others.sentences), (some.tokens, others.tokens))
    return all(
        (_of_length_1(one) * _of_length_1(other)).sum(axis=1).min() >= LEAST_COSINE for one, other in pairs
    )


def _of_length_1(rows: Bytes) -> Floats:
    normal: Floats = rows.astype(np.float32) / lengths_of(rows)[:, np.newaxis]
    return normal


if __name__ == "__main__":
    main()
