"""WordNet's glosses as articles: what stands beside an article in a large library.

Each of WordNet's files by subject (nouns for animals, verbs of motion, …) gives articles of some passages.
One synset in five is for training; the others measure (tests/benchmarks/libraries.py).
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from random import Random

from bot.library import Article, License
from bot.library.passages import Paragraph, passages_of

LICENSE = License("WordNet 3.0")
PARTS = ("noun", "verb", "adj", "adv")
SEED = 5


class Share(Enum):
    """Which synsets are used: no gloss that is trained on measures."""

    TRAINING = True
    MEASURING = False


def glossaries(
    folder: Path, share: Share, count: int, *, entries: int = 1, longest: int = 200
) -> list[Article]:
    """Articles of together at most `count` passages.

    `folder` holds WordNet's `data.*` files. A passage holds `entries` of WordNet's entries, an article up to
    `longest` passages. Raises OSError where the files can't be read.
    """
    pieces: list[tuple[str, Sequence[str]]] = []
    for subject, texts in _texts(folder, share).items():
        passages: list[str] = [
            " ".join(texts[first : first + entries]) for first in range(0, len(texts), entries)
        ]
        for number, first in enumerate(range(0, len(passages), longest)):
            pieces.append((f"{subject} {number}", passages[first : first + longest]))
    Random(SEED).shuffle(pieces)  # noqa: S311 - the same articles each time, no secrets
    articles = []
    for title, texts_of_piece in pieces:
        chosen = texts_of_piece[:count]
        count -= len(chosen)
        if chosen:
            name = f"glossary-{title.replace(' ', '-')}"
            paragraphs = [Paragraph(text) for text in chosen]
            article = Article(name, f"Glossary {title}", LICENSE, passages_of(paragraphs, name, "en"))
            articles.append(article)
    return articles


def _texts(folder: Path, share: Share) -> Mapping[str, Sequence[str]]:
    """The entries of each lexicographer's file."""
    texts: dict[str, list[str]] = defaultdict(list)
    for part in PARTS:
        for number, file, text in _entries(folder / f"data.{part}"):
            is_for_training = zlib.crc32(f"{part}{number}".encode()) % 5 == 0
            if is_for_training is share.value:
                texts[f"{part} {file}"].append(text)
    return texts


def _entries(path: Path) -> Iterator[tuple[str, str, str]]:
    """A synset's number, its lexicographer's file, and its words with their gloss (format: wndb(5WN))."""
    with path.open(encoding="latin-1") as file:
        for line in file:
            if line.startswith(" "):
                continue  # The licence, at the beginning of each file.
            head, _, gloss = line.partition("|")
            fields = head.split()
            count = int(fields[3], 16)
            word, *others = (fields[4 + 2 * place].split("(")[0].replace("_", " ") for place in range(count))
            also = f" ({', '.join(others)})" if others else ""
            meaning = gloss.strip().replace('"', "").rstrip(".")
            yield fields[0], fields[1], f"{word[:1].upper()}{word[1:]}{also}: {meaning}."
