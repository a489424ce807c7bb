"""Right among many: each article in a library with others, by models that were fitted on other articles.

`quality --many` prints it. An article is asked for in a library of 1, 10 and 40 articles; its questions are
off-topic where the library is the same without it. 40 articles are the article and the others cut into parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

import numpy as np

from bot.library import Article, Passage
from bot.search import Index, Meaning
from bot.search.ranking.linear_model import Models
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion, sample_of
from tests.benchmarks.peers import PEERS

SIZES = (1, 10, 40)

QUESTIONS = 60
"""Questions of each article that it answers."""

BORDER = 0.5
"""The confidence from which is answered, as it is shipped."""

Search = Callable[[str], tuple[float, Passage | None]]
"""A question → how sure, and the best passage."""


@dataclass
class Tally:
    """What became of the questions to libraries of one size: the scores, and what was right."""

    own: list[float] = field(default_factory=list)
    off: list[float] = field(default_factory=list)
    talk: list[float] = field(default_factory=list)
    right_passage: list[bool] = field(default_factory=list)
    right_article: list[bool] = field(default_factory=list)

    def line(self, border: float | None) -> str:
        """Percentages at `border`; None: where 93 % of the own questions are answered."""
        own, right = np.array(self.own), np.array(self.right_article)
        limit = float(np.quantile(own, 0.07)) if border is None else border
        answered = own >= limit
        shares = (
            answered,
            np.array(self.right_passage),
            right[answered],
            np.array(self.off) >= limit,
            np.array(self.talk) >= limit,
        )
        return "".join(f"{100 * share.mean():10.2f}" for share in shares)


def print_many(
    articles: Sequence[AnnotatedArticle],
    models: Sequence[Models],
    meaning: Meaning,
    talk: Sequence[str],
) -> None:
    """Measure and print: `models` holds those of each article, fitted on others."""
    print(f"\n{'':34}{'own':>10}{'passage':>10}{'article':>10}{'off-topic':>10}{'small talk':>11}")
    for size in SIZES:
        tallies: dict[str, Tally] = {}
        for place, (annotated, model) in enumerate(zip(articles, models, strict=True)):
            others = _others(articles, place, size)
            alone = others if size > 1 else _others(articles, place, 2)
            for name, search in _searches([annotated.article, *others], model, meaning):
                tally = tallies.setdefault(name, Tally())
                asked = tally_own(tally, annotated, place, search)
                if place % 4 == 0:
                    tally.talk += [search(text)[0] for text in talk]
            for name, search in _searches(alone, model, meaning):
                tallies[name].off += [search(question.text)[0] for question in asked]
        for name, tally in tallies.items():
            borders = (BORDER, None) if name in _OURS else (None,)
            for border in borders:
                at = f"{size:3} · {name}" + ("" if border is None else f" at {border}")
                print(f"{at:34}{tally.line(border)}", flush=True)


def tally_own(
    tally: Tally, annotated: AnnotatedArticle, place: int, search: Search
) -> Sequence[AnnotatedQuestion]:
    """Ask some of the article's own questions and count what became of them; the questions."""
    answerable = [question for question in annotated.questions if question.is_answerable]
    asked = sample_of(Random(place), answerable, QUESTIONS)
    for question in asked:
        score, passage = search(question.text)
        right = passage is not None and passage.article == annotated.article.id
        tally.own.append(score)
        tally.right_article.append(right)
        tally.right_passage.append(right and passage is not None and passage.paragraph == question.paragraph)
    return asked


_OURS = ("Footnote, words", "Footnote")


def _searches(articles: Sequence[Article], models: Models, meaning: Meaning) -> Iterator[tuple[str, Search]]:
    meaning.learn(articles)
    for name, index in zip(
        _OURS, (Index(articles, models), Index(articles, models, meaning=meaning)), strict=True
    ):
        yield name, ask(index)
    passages = [passage for article in articles for passage in article.passages]
    for name, engine in PEERS.items():
        yield name, _theirs(engine([passage.text for passage in passages]), passages)


def ask(index: Index) -> Search:
    """How an index is asked."""

    def search(question: str) -> tuple[float, Passage | None]:
        hits = index.search(question).hits
        return (hits[0].confidence, hits[0].passage) if hits else (0.0, None)

    return search


def _theirs(scorer: Callable[[str], Sequence[float]], passages: Sequence[Passage]) -> Search:
    def search(question: str) -> tuple[float, Passage | None]:
        scores = scorer(question)
        best = max(range(len(scores)), key=scores.__getitem__)
        return float(scores[best]), passages[best]

    return search


def _others(articles: Sequence[AnnotatedArticle], place: int, size: int) -> list[Article]:
    """`size` - 1 articles that aren't the one at `place`; parts of them where they are too few."""
    others = [annotated for other, annotated in enumerate(articles) if other != place]
    wanted = size - 1
    if wanted <= len(others):
        return [each.article for each in Random(place).sample(others, wanted)]
    parts = []
    for number, annotated in enumerate(others):
        # So many parts of each that there are as many as wanted.
        count = wanted // len(others) + (number < wanted % len(others))
        ends = np.linspace(0, len(annotated.article.passages), count + 1).astype(int).tolist()
        for part, (start, end) in enumerate(pairwise(ends)):
            cut = annotated.part(start, end).article
            name = f"{cut.id}_{part}"
            passages = tuple(replace(passage, article=name) for passage in cut.passages)
            parts.append(Article(name, cut.title, cut.license, passages, language=cut.language))
    return parts
