"""Quotations in a library of several languages: none of them hides what stands in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest
import yaml

from bot.answering import Verdict
from bot.answering.quotations import QuotationChecker
from bot.library import Article, Library, load_library
from bot.search import Index
from tests.search.making import article_of

TESTS = Path(__file__).parents[1]
ENGLISH = load_library(TESTS / "answering" / "sets" / "quoted").articles


def _in_language(tag: str) -> Article:
    stated = yaml.safe_load((TESTS / "search" / "articles" / f"{tag}.yaml").read_text(encoding="utf-8"))
    return article_of(stated["paragraphs"], title=stated["title"], language=tag)


GERMAN, SPANISH = (_in_language("de"),), (_in_language("es"),)
OTHERS = tuple(map(_in_language, ["ar", "it", "ja", "ko", "ru", "th", "tr", "zh"]))


def _pieces(articles: Sequence[Article]) -> Iterator[str]:
    """Every sentence, and every three words of it in a row."""
    for article in articles:
        for passage in article.passages:
            for sentence in passage.sentences:
                text = sentence.of(passage.text)
                words = text.split()
                yield text
                yield from (" ".join(words[first : first + 3]) for first in range(len(words) - 2))


@pytest.mark.parametrize(
    "articles",
    [
        *([*a, *b, *c] for a, b, c in permutations([ENGLISH, GERMAN, SPANISH])),
        [*ENGLISH, *GERMAN],
        [*ENGLISH, *GERMAN, *OTHERS],
    ],
    ids=lambda articles: "-".join(dict.fromkeys(article.language for article in articles)),
)
def test_whatever_is_written_in_any_language_is_found(articles: list[Article]) -> None:
    checker = QuotationChecker(Library(tuple(articles)), Index(articles))
    denied = [
        piece
        for piece in _pieces(articles)
        # As a block of their own: words in quotation marks would be checked by themselves.
        for check in checker.check(f"> {piece}")
        if check.verdict is not Verdict.FOUND
    ]
    assert denied == []
