"""What people who type everyday questions are told, by words alone and with meaning and reading.

    python -m tests.benchmarks.everyday

The shipped article and three sets of articles are asked, each article by itself, as the bot asks them:
through `Answerer`, pronouns and all. Nothing is fitted to them. Then the sets' questions are asked of a
library of the articles that were kept back from the training, which answers none of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.answering import Answerer
from bot.library import Article, Library, load_library
from bot.search import Index, Meaning
from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import KEPT_BACK, read_written
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from tests.benchmarks.everyday_articles import (
    EVERYDAY_SECOND,
    LONG,
    Asked,
    read_everyday,
    shipped_questions,
)
from tests.benchmarks.measures import per_cent

OFF_TOPIC_EVERY = 3
"""One in so many questions of the sets is asked of the library that doesn't answer it."""


class Shares(NamedTuple):
    """Of the questions that have an answer, those that got it, and those that were shown it as what comes
    closest; of the others those that were answered all the same. In per cent."""

    rightly: float
    closest: float
    falsely: float


def main() -> None:
    """Ask and print."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    sets: Mapping[str, Sequence[tuple[Article, Sequence[Asked]]]] = {
        "shipped": [(load_library(SHIPPED_KNOWLEDGE).articles[0], shipped_questions())],
        "made up": _asked(read_everyday()),
        "made up, second": _asked(read_everyday(EVERYDAY_SECOND)),
        "long sentences": _asked(read_written(LONG)),
    }
    kept_back = [each.article for each in read_written(KEPT_BACK)]
    meaning = Meaning(most_questions=20_000)
    meaning.learn([*kept_back, *(article for some in sets.values() for article, _ in some)])
    print(f"{'':30}{'rightly':>10}{'closest':>10}{'falsely':>10}   questions", flush=True)
    for name, some in sets.items():
        for way, compared in (("words", None), ("meaning", meaning)):
            shares = _shares(some, compared)
            count = sum(len(questions) for _, questions in some)
            print(f"{f'{name}, {way}':30}" + "".join(f"{each:10.1f}" for each in shares) + f"{count:12}")
    texts = [asked.text for some in sets.values() for _, questions in some for asked in questions]
    texts = texts[::OFF_TOPIC_EVERY]
    for way, compared in (("words", None), ("meaning", meaning)):
        answerer = _answerer(kept_back, compared)
        falsely = per_cent(answerer.answer(text).answered for text in texts)
        print(f"{f'{len(kept_back)} other articles, {way}':50}{falsely:10.1f}{len(texts):12}", flush=True)


def _shares(some: Sequence[tuple[Article, Sequence[Asked]]], meaning: Meaning | None) -> Shares:
    rightly, closest, falsely = [], [], []
    for article, questions in some:
        answerer = _answerer([article], meaning)
        for text, paragraphs in questions:
            answer = answerer.answer(text)
            if not paragraphs:
                falsely.append(answer.answered)
                continue
            shown = (answer.passages or answer.nearest)[:1]
            is_right = any(each.passage.paragraph in paragraphs for each in shown)
            rightly.append(answer.answered and is_right)
            closest.append(answer.closest and is_right)
    return Shares(per_cent(rightly), per_cent(closest), per_cent(falsely))


def _answerer(articles: Sequence[Article], meaning: Meaning | None) -> Answerer:
    return Answerer(Library(tuple(articles)), Settings(), Index(articles, meaning=meaning))


def _asked(articles: Sequence[AnnotatedArticle]) -> list[tuple[Article, Sequence[Asked]]]:
    return [
        (
            each.article,
            [Asked(q.text, (q.paragraph,) if q.is_answerable else ()) for q in each.questions],
        )
        for each in articles
    ]


if __name__ == "__main__":
    main()
