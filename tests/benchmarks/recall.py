"""How much of the embedded index's candidates another source fetches, among many passages.

    python -m tests.benchmarks.recall [--passages 100000] [--questions 200]

The contract of tests/search/test_candidates.py for a large library: ends with exit code 1 below LEAST_RECALL.
The other source is the plain one of tests/search/plain_source.py; put yours in its place.
"""

from __future__ import annotations

import argparse
import sys
from time import process_time

from bot.search.index.builder import build_corpus
from bot.search.ranking.candidates import EmbeddedSource
from bot.search.ranking.linear_model import shipped_models
from bot.search.ranking.ranker import Ranker
from bot.search.text.tokenizer import Tokenizer
from tests.benchmarks.generated import articles, passages, questions
from tests.search.plain_source import PlainSource
from tests.search.test_candidates import LEAST_RECALL


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()
    texts = passages(given.passages)
    begin = process_time()
    corpus = build_corpus(list(articles(texts)), Tokenizer("en"))
    print(f"the embedded index is made in {process_time() - begin:.1f} s of processor time", flush=True)
    ranker, embedded, other = Ranker(corpus, shipped_models()), EmbeddedSource(corpus), PlainSource(corpus)
    wanted = found = 0
    for words in questions(texts, given.questions):
        request = ranker.plan(ranker.read(f"What is the {' '.join(words)}?"))
        expected = set(embedded.fetch(request).tolist())
        wanted += len(expected)
        found += len(expected.intersection(other.fetch(request).tolist()))
    recall = found / wanted
    print(f"recall among {given.passages:,} passages: {recall:.4f} (at least {LEAST_RECALL})")
    sys.exit(recall < LEAST_RECALL)


if __name__ == "__main__":
    main()
