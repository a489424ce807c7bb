"""What checking quotations takes: `python -m tests.benchmarks.verifying [--passages 100000]`.

A text of 2,000 characters, as many as a message of Discord holds, against made-up passages: as it stands
there, with words changed, put together from several places, with many short quotations, and as words that
stand nowhere. Each text is checked CHECKED times with no passage remembered from before; times are processor
time.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from time import process_time

from bot.answering.quotations import QuotationChecker
from bot.library import Article, Library
from bot.search import Index
from tests.benchmarks.generated import articles, passages

LENGTH = 2_000
"""Characters of a text."""

CHECKED = 12
"""Texts of each kind."""

MOST = 50.0
"""Milliseconds that a text may take."""

CHANGED_EVERY = 15
PIECE_WORDS = 8
SHORT_WORDS = 6

Draw = random.Random


def _run(draw: Draw, library: Sequence[Article], length: int = LENGTH) -> str:
    """Words as they follow one another in an article."""
    article = draw.choice(library)
    first = draw.randrange(len(article.passages))
    text = " ".join(passage.text for passage in article.passages[first:])
    while len(text) < length:
        text += " " + " ".join(passage.text for passage in draw.choice(library).passages)
    return text[:length].rpartition(" ")[0]


def found(draw: Draw, library: Sequence[Article]) -> str:
    """Several passages as they stand there."""
    return _run(draw, library)


def nearly(draw: Draw, library: Sequence[Article]) -> str:
    """Passages in which every fifteenth word is another."""
    words = _run(draw, library).split()
    others = _run(draw, library).split()
    return " ".join(others[i % len(others)] if not i % CHANGED_EVERY else w for i, w in enumerate(words))


def stitched(draw: Draw, library: Sequence[Article]) -> str:
    """Pieces of many places in one row."""
    pieces: list[str] = []
    while sum(map(len, pieces)) < LENGTH:
        pieces.append(" ".join(_run(draw, library, 200).split()[:PIECE_WORDS]))
    return " ".join(pieces)[:LENGTH]


def short_quotations(draw: Draw, library: Sequence[Article]) -> str:
    """As many short quotations as fit, every other one with a word changed."""
    pieces: list[str] = []
    while sum(map(len, pieces)) < LENGTH:
        words = _run(draw, library, 200).split()[:SHORT_WORDS]
        if len(pieces) % 2:
            words[SHORT_WORDS // 2] = "never"
        pieces.append(f"“{' '.join(words)}”")
    return " and ".join(pieces)[:LENGTH].rpartition(" and ")[0]


def nowhere(draw: Draw, library: Sequence[Article]) -> str:
    """Words of the articles in an order that is in none of them."""
    words = " ".join(_run(draw, library) for _ in range(8)).split()
    draw.shuffle(words)
    return " ".join(words)[:LENGTH]


def common(draw: Draw, library: Sequence[Article]) -> str:
    """The most common words alone, in an order that is in no article."""
    words = ["the", "of", "and", "in", *_run(draw, library).split()[:4]]
    return " ".join(draw.choice(words) for _ in range(LENGTH))[:LENGTH]


KINDS: Sequence[Callable[[Draw, Sequence[Article]], str]] = (
    found,
    nearly,
    stitched,
    short_quotations,
    nowhere,
    common,
)


def times(checker: QuotationChecker, texts: Sequence[str]) -> Iterator[tuple[float, str]]:
    """The milliseconds that each text takes, and the verdicts on it."""
    for text in texts:
        checker.forget()
        begin = process_time()
        checks = checker.check(text)
        took = 1000 * (process_time() - begin)
        yield took, " ".join(sorted({check.verdict for check in checks}))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--passages", type=int, default=100_000)
    library = list(articles(passages(parser.parse_args().passages)))
    checker = QuotationChecker(Library(tuple(library)), Index(library))
    for kind in KINDS:
        draw = Draw(0)
        measured = sorted(times(checker, [kind(draw, library) for _ in range(CHECKED)]))
        took = [milliseconds for milliseconds, _ in measured]
        print(
            f"{kind.__name__:17} median {took[len(took) // 2]:6.1f} ms, longest {took[-1]:6.1f} ms"
            f" ({'within' if took[-1] <= MOST else 'over'} {MOST:.0f}): {measured[-1][1]}"
        )


if __name__ == "__main__":
    main()
