"""Where the borders between a sure answer, an answer and the closest sentence lie.

    python -m tests.benchmarks.borders FILE

FILE is in SQuAD 2.0's format; each of its articles is a library of its own, asked its own questions and those
of the others. The weights are cross-validated. Half of the articles choose each border, the other half is
measured by it, and the other way round. Prints what bot/answering/certainty.py holds, and how good it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.answering.certainty import CLOSEST, SURE
from bot.search import Index
from bot.search.training.examples import examples_of
from bot.search.training.squad import AnnotatedArticle, read_squad
from tests.benchmarks.footnote import cross_validated_indices

NEEDED = 0.5
"""The confidence that an answer needs, as it is set by default."""

RIGHT_OF_SURE = 0.9
RIGHT_OF_CLOSEST = 0.5
MOST_FOREIGN = 0.03
FOREIGN = 400
"""Questions of other articles that each article is asked."""

STEP = 0.01


class Answered(NamedTuple):
    """One question: the confidence in its best passage, and whether that is right."""

    confidence: float
    right: bool


class Sample(NamedTuple):
    """The questions to some articles: their own that have an answer, their own that have none, others'."""

    own: Sequence[Answered]
    impossible: Sequence[Answered]
    foreign: Sequence[Answered]


def sample(annotated: AnnotatedArticle, index: Index, foreign: Sequence[str]) -> Sample:
    """What an article's index makes of its own questions and of `foreign` ones."""
    own: list[Answered] = []
    impossible: list[Answered] = []
    for question in annotated.questions:
        hits = index.search(question.text).hits
        right = bool(hits) and hits[0].passage.id == annotated.article.passages[question.passage].id
        answered = Answered(hits[0].confidence if hits else 0.0, right and question.is_answerable)
        (own if question.is_answerable else impossible).append(answered)
    return Sample(own, impossible, [Answered(index.search(text).confidence, False) for text in foreign])


def between(answered: Sequence[Answered], low: float, high: float) -> list[Answered]:
    """Those whose confidence lies from `low` up to, not including, `high`."""
    return [each for each in answered if low <= each.confidence < high]


def right(answered: Sequence[Answered]) -> float:
    """The share that is right; 0 of none."""
    return sum(each.right for each in answered) / max(1, len(answered))


def closest_border(samples: Sequence[Sample]) -> float:
    """The lowest share of NEEDED from which half of the closest is right and hardly anything foreign is."""
    own = [each for one in samples for each in one.own]
    foreign = [each for one in samples for each in one.foreign]
    fitting = (
        low
        for low in _steps(0.0, NEEDED)
        if right(between(own, low, NEEDED)) >= RIGHT_OF_CLOSEST
        and len(between(foreign, low, NEEDED)) <= MOST_FOREIGN * len(foreign)
    )
    return min(fitting, default=NEEDED) / NEEDED


def sure_border(samples: Sequence[Sample]) -> float:
    """The lowest confidence from which RIGHT_OF_SURE of the answers are right."""
    own = [each for one in samples for each in one.own]
    fitting = (low for low in _steps(NEEDED, 1.0) if right(between(own, low, 2.0)) >= RIGHT_OF_SURE)
    return min(fitting, default=1.0)


def _steps(low: float, high: float) -> list[float]:
    return [low + STEP * step for step in range(round((high - low) / STEP))]


def report(samples: Sequence[Sample], sure: float, closest: float, name: str) -> None:
    """Print how good two borders are."""
    own, impossible, foreign = ([each for one in samples for each in one[kind]] for kind in range(3))
    low = closest * NEEDED
    shown = between(own, low, NEEDED)
    print(
        f"{name}: sure from {sure:.2f}: {right(between(own, sure, 2.0)):.1%} right"
        f" ({len(between(own, sure, 2.0)) / len(own):.0%} of own questions);"
        f" answered below that: {right(between(own, NEEDED, sure)):.1%} right;"
        f" closest from {closest:.2f} of what is needed: {right(shown):.1%} of {len(shown)} right,"
        f" shown to {len(between(foreign, low, NEEDED)) / len(foreign):.2%} of others' questions"
        f" and to {len(between(impossible, low, NEEDED)) / max(1, len(impossible)):.1%} of unanswerable ones"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    articles = read_squad(parser.parse_args().file)
    indices = cross_validated_indices(articles, [examples_of(articles, p) for p in range(len(articles))])
    questions = [[question.text for question in annotated.questions] for annotated in articles]
    samples = []
    for place, (annotated, index) in enumerate(zip(articles, indices, strict=True)):
        foreign = [text for other, own in enumerate(questions) if other != place for text in own]
        samples.append(sample(annotated, index, foreign[:: max(1, len(foreign) // FOREIGN)]))
    halves = samples[::2], samples[1::2]
    for chosen_on, measured_on in (halves, halves[::-1]):
        report(measured_on, sure_border(chosen_on), closest_border(chosen_on), "chosen on the other half")
    report(samples, sure_border(samples), closest_border(samples), "chosen on all")
    report(samples, SURE, CLOSEST, "as it is set")


if __name__ == "__main__":
    main()
