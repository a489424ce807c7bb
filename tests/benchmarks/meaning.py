"""Measure what meaning adds to the words: the same questions, with it and without, one after the other.

    python -m tests.benchmarks.meaning FILE [--own N] [--foreign N]

FILE is in SQuAD 2.0's format. Each of its articles is asked N of its own questions and N of others', and all
together are asked the same own ones; then come the paraphrases (sets/paraphrases.yaml), the everyday
questions to the shipped article (sets/everyday.yaml), and those to made-up articles, each by itself
(sets/everyday_articles.yaml, the same with `_second`, sets/long_articles). The shipped weights are used: they
were fitted on 16 of SQuAD's articles, so `quality` tells more there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

import numpy as np
import yaml

from bot.library import Article, load_library
from bot.search import Index, Meaning
from bot.search.training.squad import AnnotatedArticle, read_squad, sample_of
from bot.search.training.written_articles import read_written
from bot.settings import SHIPPED_KNOWLEDGE
from tests.benchmarks.everyday_articles import (
    EVERYDAY_SECOND,
    LONG,
    paragraphs_of,
    read_everyday,
    shipped_questions,
)

SETS = Path(__file__).with_name("sets")


@dataclass(frozen=True)
class Asked:
    """A question, and the paragraphs that answer it: none where the articles don't."""

    group: str
    text: str
    article: str = ""
    paragraphs: tuple[int, ...] = ()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--own", type=int, default=60)
    parser.add_argument("--foreign", type=int, default=60)
    arguments = parser.parse_args()
    articles = read_squad(arguments.file)
    meaning = Meaning()
    shipped = load_library(SHIPPED_KNOWLEDGE).articles
    made_up = {
        "made up": read_everyday(),
        "made up, second": read_everyday(EVERYDAY_SECOND),
        "long sentences": read_written(LONG),
    }
    begin = process_time()
    others = [each for some in made_up.values() for each in some]
    meaning.learn([*(each.article for each in (*articles, *others)), *shipped])
    print(f"{process_time() - begin:.1f} s of processor time for the sentences", flush=True)
    outcomes: dict[str, list[tuple[bool, ...]]] = {}
    times: dict[str, list[float]] = {"words": [], "meaning": []}
    for library, questions in _libraries(articles, shipped, made_up, arguments.own, arguments.foreign):
        indices = {"words": Index(library), "meaning": Index(library, meaning=meaning)}
        for asked in questions:
            found: list[bool] = []
            for name, index in indices.items():
                begin = process_time()
                hits = index.search(asked.text).hits
                times[name].append(1000 * (process_time() - begin))
                best = hits[0] if hits else None
                right = best is not None and best.passage.article == asked.article
                found += [
                    best is not None and best.confidence >= 0.5,
                    right and best is not None and best.passage.paragraph in asked.paragraphs,
                ]
            outcomes.setdefault(asked.group, []).append(tuple(found))
    print(f"{'':34}{'words':>24}{'meaning':>24}")
    print(f"{'':34}{'answered  first   both':>24}{'answered  first   both':>24}   questions")
    for group, rows in outcomes.items():
        flags = np.array(rows)
        cells = [
            f"{100 * share:8.1f}"
            for place in (0, 2)
            for share in (
                flags[:, place].mean(),
                flags[:, place + 1].mean(),
                (flags[:, place] & flags[:, place + 1]).mean(),
            )
        ]
        print(f"{group:34}{''.join(cells)}{len(rows):12}", flush=True)
    for name, taken in times.items():
        low, high = np.percentile(taken, [50, 99])
        print(f"{name}: {low:.1f} ms of processor time (median), {high:.1f} ms (99th percentile)")


def _libraries(
    articles: Sequence[AnnotatedArticle],
    shipped: Sequence[Article],
    made_up: Mapping[str, Sequence[AnnotatedArticle]],
    own: int,
    foreign: int,
) -> Iterator[tuple[Sequence[Article], Sequence[Asked]]]:
    random = Random(7)
    sets = yaml.safe_load((SETS / "paraphrases.yaml").read_text(encoding="utf-8"))
    samples: list[Asked] = []
    for annotated in articles:
        name, others = annotated.article.id, [each for each in articles if each is not annotated]
        answerable = [each for each in annotated.questions if each.is_answerable]
        impossible = [each for each in annotated.questions if not each.is_answerable]
        sample = sample_of(random, answerable, own)
        samples += [Asked("all together, own", each.text, name, (each.paragraph,)) for each in sample]
        elsewhere = [each.text for other in others for each in other.questions]
        yield (
            [annotated.article],
            [
                *(Asked("one article, own", each.text, name, (each.paragraph,)) for each in sample),
                *(
                    Asked("one article, impossible", each.text, name, (each.paragraph,))
                    for each in sample_of(random, impossible, own)
                ),
                *(Asked("one article, off-topic", text) for text in random.sample(elsewhere, foreign)),
                *(
                    Asked(f"paraphrases, {part}", text, name, paragraphs_of(places))
                    for part, by_article in sets.items()
                    for questions in by_article.get(name, {}).values()
                    for text, places in questions.items()
                ),
            ],
        )
        yield (
            [each.article for each in others],
            [Asked("all others, off-topic", each.text) for each in sample[: max(1, own // 3)]],
        )
    yield [each.article for each in articles], samples
    yield shipped, list(_everyday(shipped[0].id))
    for name, some in made_up.items():
        for annotated in some:
            yield [annotated.article], list(_made_up(annotated, name))


def _everyday(article: str) -> Iterator[Asked]:
    for text, paragraphs in shipped_questions():
        if paragraphs:
            yield Asked("everyday, answerable", text, article, paragraphs)
        else:
            yield Asked("everyday, not answerable", text)


def _made_up(annotated: AnnotatedArticle, name: str) -> Iterator[Asked]:
    for question in annotated.questions:
        if question.is_answerable:
            yield Asked(f"{name}, answerable", question.text, annotated.article.id, (question.paragraph,))
        else:
            yield Asked(f"{name}, not answerable", question.text)


if __name__ == "__main__":
    main()
