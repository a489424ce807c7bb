"""Where the borders between a sure answer, an answer and the closest sentence lie.

    python -m tests.benchmarks.borders [--write] FILE

FILE is in SQuAD 2.0's format; each of its articles is a library of its own, asked its own questions and those
of the others. The weights are cross-validated (a quarter of an hour of one processor). Half of the articles
choose the borders, the other half is measured by them, and the other way round. Prints how good they are, and
those that bot/answering/certainty.py should hold; with --write, it puts these there.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.answering.certainty import CLOSEST, CLOSEST_LEAD, SURE, SURE_LEAD
from bot.search import Index
from bot.search.training.squad import AnnotatedArticle, read_squad
from bot.search.training.weights import read_meaning
from tests.benchmarks.footnote import cross_validated_indices

NEEDED = 0.5
"""The confidence that an answer needs, as it is set by default."""

RIGHT_OF_SURE = 0.95
RIGHT_OF_CLOSEST = 0.5
MOST_FOREIGN = 0.03
FOREIGN = 400
"""Questions of other articles that each article is asked."""

STEP = 0.01
LEADS = [0.05 * step for step in range(12)]
NAMES = ("SURE", "SURE_LEAD", "CLOSEST", "CLOSEST_LEAD")
CERTAINTY = Path(__file__).parents[2] / "bot" / "answering" / "certainty.py"


class Answered(NamedTuple):
    """One question: the confidence in its best passage, its lead, and whether that is right."""

    confidence: float
    lead: float
    right: bool


class Borders(NamedTuple):
    """What `certainty` holds: the numbers of the same names."""

    sure: float
    sure_lead: float
    closest: float
    closest_lead: float


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
        ranking = index.search(question.text)
        wanted = annotated.article.passages[question.passage].id
        is_right = question.is_answerable and any(hit.passage.id == wanted for hit in ranking.hits[:1])
        answered = Answered(ranking.confidence, ranking.lead, is_right)
        (own if question.is_answerable else impossible).append(answered)
    rankings = map(index.search, foreign)
    return Sample(own, impossible, [Answered(each.confidence, each.lead, False) for each in rankings])


def between(answered: Sequence[Answered], low: float, high: float, lead: float = 0.0) -> list[Answered]:
    """Those whose confidence lies from `low` up to, not including, `high`, and that have this lead."""
    return [each for each in answered if low <= each.confidence < high and each.lead >= lead]


def right(answered: Sequence[Answered]) -> float:
    """The share that is right; 0 of none."""
    return sum(each.right for each in answered) / max(1, len(answered))


def closest_borders(samples: Sequence[Sample]) -> tuple[float, float]:
    """The share of NEEDED and the lead from which the closest is shown.

    Of the borders by which RIGHT_OF_CLOSEST of it is right and hardly anything foreign is shown, those by
    which most is right beyond what is wrong.
    """
    own = [each for one in samples for each in one.own if each.confidence < NEEDED]
    foreign = [each for one in samples for each in one.foreign]
    fitting: list[tuple[int, float, float]] = []
    for lead in LEADS:
        for low in _steps(STEP, NEEDED):
            shown = between(own, low, NEEDED, lead)
            allowed = len(between(foreign, low, NEEDED, lead)) <= MOST_FOREIGN * len(foreign)
            if shown and allowed and right(shown) >= RIGHT_OF_CLOSEST:
                score = sum(1 if each.right else -1 for each in shown)
                fitting.append((score, low / NEEDED, lead))
    # Of equally good ones, the strictest.
    return max(fitting)[1:] if fitting else (1.0, 1.0)


def sure_borders(samples: Sequence[Sample]) -> tuple[float, float]:
    """The confidence and the lead from which RIGHT_OF_SURE of the answers are right, and most of them are."""
    own = [each for one in samples for each in one.own]
    fitting: list[tuple[int, float, float]] = []
    for lead in LEADS:
        for low in _steps(NEEDED, 1.0):
            sure = between(own, low, 2.0, lead)
            if sure and right(sure) >= RIGHT_OF_SURE:
                fitting.append((sum(each.right for each in sure), low, lead))
    return max(fitting)[1:] if fitting else (1.0, 1.0)


def _steps(low: float, high: float) -> list[float]:
    return [low + STEP * step for step in range(round((high - low) / STEP))]


def borders(samples: Sequence[Sample]) -> Borders:
    """The best borders for these samples."""
    return Borders(*sure_borders(samples), *closest_borders(samples))


def report(samples: Sequence[Sample], set_: Borders, name: str) -> None:
    """Print how good borders are."""
    own, impossible, foreign = ([each for one in samples for each in one[kind]] for kind in range(3))
    low = set_.closest * NEEDED
    refused = between(own, -1.0, NEEDED)
    shown, foreign_shown, impossible_shown = (
        between(each, low, NEEDED, set_.closest_lead) for each in (own, foreign, impossible)
    )
    sure = between(own, set_.sure, 2.0, set_.sure_lead)
    unsure = [e for e in between(own, NEEDED, 2.0) if e.confidence < set_.sure or e.lead < set_.sure_lead]
    print(
        f"{name}: sure from {set_.sure:.2f} and a lead of {set_.sure_lead:.2f}: {right(sure):.1%} right"
        f" ({len(sure) / len(own):.0%} of own questions); other answers: {right(unsure):.1%} right;"
        f" closest from {set_.closest:.2f} of what is needed and a lead of {set_.closest_lead:.2f}:"
        f" {right(shown):.1%} right of {len(shown)} shown, of {len(refused)} refused;"
        f" shown to {len(foreign_shown) / len(foreign):.2%} of others' questions"
        f" and to {len(impossible_shown) / max(1, len(impossible)):.1%} of unanswerable ones",
        flush=True,
    )


def write(found: Borders) -> None:
    """Put borders into CERTAINTY. Its figures are for a person to write, from what is printed."""
    text = CERTAINTY.read_text(encoding="utf-8")
    for name, value in zip(NAMES, found, strict=True):
        text = re.sub(rf"^{name} = .*$", f"{name} = {value:.2f}", text, flags=re.MULTILINE)
    CERTAINTY.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--write", action="store_true", help="put the borders into bot/answering/certainty.py"
    )
    arguments = parser.parse_args()
    articles = read_squad(arguments.file)
    samples = samples_of(articles, cross_validated_indices(articles, read_meaning(articles)))
    halves = samples[::2], samples[1::2]
    for chosen_on, measured_on in (halves, halves[::-1]):
        report(measured_on, borders(chosen_on), "chosen on the other half")
    found = borders(samples)
    report(samples, Borders(SURE, SURE_LEAD, CLOSEST, CLOSEST_LEAD), "as it is set")
    report(samples, found, "chosen on all")
    if arguments.write:
        write(found)


def samples_of(articles: Sequence[AnnotatedArticle], indices: Sequence[Index]) -> list[Sample]:
    """A sample for each article, by its own index."""
    questions = [[question.text for question in annotated.questions] for annotated in articles]
    samples = []
    for place, (annotated, index) in enumerate(zip(articles, indices, strict=True)):
        foreign = [text for other, own in enumerate(questions) if other != place for text in own]
        samples.append(sample(annotated, index, foreign[:: max(1, len(foreign) // FOREIGN)]))
    return samples


if __name__ == "__main__":
    main()
