"""How long do the worst questions and the worst articles take? `python -m tests.benchmarks.hostile`.

A question has the 2,000 characters of a message; it is timed with no word remembered from before, from text
to `Answer`, on the shipped article and on a made-up one of 40 passages. An article or a pasted page has five
million characters, or as many as are just not refused: each is timed at several lengths, and the longest time
counts. What is refused is refused in one line, and that takes time as well. All times are processor time.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import process_time
from typing import NamedTuple

import click

from bot.answering import Answerer, Context
from bot.library import Article, Library, load_library, parse_article
from bot.search.data.frequencies import frequencies
from bot.search.ranking.question import question_of
from bot.search.text.tokenizer import Tokenizer
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from bot.sources.errors import PageError
from bot.sources.importing import ImportOptions, import_page
from tests.hostile.articles import HEAD, worst_articles, worst_pages
from tests.hostile.questions import worst_questions

MOST_FOR_QUESTION = 5.0
"""Milliseconds."""

MOST_FOR_ARTICLE = 5000.0
"""Milliseconds."""

LENGTHS = (100_000, 200_000, 400_000, 700_000, 2_000_000, 5_000_000)
"""Characters of articles and pages."""

RUNS = 3
"""Of which the fastest counts, as the machine has other things to do."""

BEFORE = Context(("Lenin", "revolution"))
"""What was asked before a follow-up."""


class Row(NamedTuple):
    """What was timed, how long it took at the worst, and the most that it may take, in milliseconds."""

    name: str
    took: float
    most: float
    remark: str = ""


def made_up_article(passages: int) -> Article:
    """An article of so many passages, five sentences each, in the frequencies of English."""
    chance = random.Random(1)
    information = frequencies("en").information
    words = list(information)
    weights = [math.exp(-information[word]) for word in words]

    def paragraph() -> str:
        sentences = (" ".join(chance.choices(words, weights, k=15)).capitalize() for _ in range(5))
        return ". ".join(sentences) + "."

    body = "\n\n".join(paragraph() for _ in range(passages))
    article, problems = parse_article(HEAD + body, article="made-up", path="made-up.md")
    if article is None:
        raise ValueError(problems)
    return article


def questions(name: str, library: Library) -> Iterator[Row]:
    """The worst questions to `library`: analysed, answered, answered as a follow-up."""
    text = " ".join(passage.text for article in library.articles for passage in article.passages)
    words = list(dict.fromkeys(re.findall(r"[a-z]{6,}", text)))[:400]
    language = library.articles[0].language
    for kind, question in worst_questions(words).items():
        for what, prepared in (
            ("analysis", lambda asked=question: partial(question_of, asked, Tokenizer(language))),
            ("answer", lambda asked=question: partial(_answerer(library).answer, asked)),
            ("follow-up", lambda asked=question: partial(_answerer(library).answer, asked, context=BEFORE)),
        ):
            yield Row(
                f"{name}, {what}: {kind}", min(_timed(prepared()) for _ in range(RUNS)), MOST_FOR_QUESTION
            )


def _answerer(library: Library) -> Answerer:
    """One that has answered a question, and has never met the words of the next."""
    answerer = Answerer(library, Settings())
    answerer.answer("Who?")
    return answerer


def _timed(run: Callable[[], object]) -> float:
    begin = process_time()
    run()
    return (process_time() - begin) * 1000


def articles() -> Iterator[Row]:
    """The worst articles and pages, each at the length that takes longest."""
    worst: dict[str, Row] = {}
    for length in LENGTHS:
        for texts, read in ((worst_articles(length), _read_article), (worst_pages(length), _read_page)):
            for name, text in texts:
                begin = process_time()
                refusal = read(text)
                row = Row(
                    name,
                    (process_time() - begin) * 1000,
                    MOST_FOR_ARTICLE,
                    f"{length:,} characters" + (f": {refusal[:70]}" if refusal else ""),
                )
                worst[name] = max(worst.get(name, row), row, key=lambda each: each.took)
    yield from worst.values()


def _read_article(text: str) -> str:
    article, problems = parse_article(text, article="t", path="t.md")
    return "" if article else problems[0].message


def _read_page(text: str) -> str:
    try:
        import_page(text, ImportOptions(title="T"))
    except PageError as error:
        return str(error)
    return ""


def table(rows: Sequence[Row], shown: int) -> Iterator[str]:
    """The slowest of `rows`, the slowest first, and how many keep their bound."""
    yield f"{'ms':>9}  {'reach':>7}        what"
    for row in sorted(rows, key=lambda each: -each.took)[:shown]:
        met = "met   " if row.took <= row.most else "MISSED"
        yield f"{row.took:9.2f}  {row.most:7.0f} {met} {row.name}" + (
            f" ({row.remark})" if row.remark else ""
        )
    yield f"{sum(row.took <= row.most for row in rows)} of {len(rows)} met"


@click.command()
@click.option("--shown", default=8, show_default=True, help="Rows of each table: the slowest.")
def main(shown: int) -> None:
    """Time the worst questions and articles, and print the slowest of them."""
    groups = (
        list(questions("shipped article", load_library(SHIPPED_KNOWLEDGE))),
        list(questions("40 passages", Library((made_up_article(40),)))),
        list(articles()),
    )
    for rows in groups:
        click.echo("\n".join(table(rows, shown)) + "\n")
    sys.exit(any(row.took > row.most for rows in groups for row in rows))


if __name__ == "__main__":
    main()
