"""Libraries of one article to 100,000 passages: what is answered, and what shouldn't be.

Nothing is chosen after the fact: the border is the shipped one, and a peer's, which has none, is the score at
which it answers 95 % of the own questions of single articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from bot.library import Passage
from bot.search import Index
from bot.search.training.examples import Example
from bot.search.training.squad import AnnotatedArticle
from bot.settings import Settings
from tests.benchmarks.footnote import model_without
from tests.benchmarks.libraries import AskedLibrary, asked_libraries, folds_of
from tests.benchmarks.peers import PEERS, Scorer

BORDER = Settings().confidence

PEER_PASSAGES = 20_000
"""The largest library that peers are asked: rank_bm25 scores every passage in Python."""

OFF_PER_OWN = 3.5
"""The mix for which the reliability is told: off-topic questions for each own one, about as it was fitted."""

SHARE_OF_OWN = 0.95


@dataclass
class Scores:
    """The scores of one engine's best passages in libraries of one size, by the kind of question."""

    own: list[float] = field(default_factory=list)
    in_right_article: list[bool] = field(default_factory=list)
    is_right: list[bool] = field(default_factory=list)
    off: list[float] = field(default_factory=list)
    talk: list[float] = field(default_factory=list)


def many_table(
    articles: Sequence[AnnotatedArticle], examples: Sequence[Example], wordnet: Path | None, small_talk: Path
) -> str:
    """The rows of all sizes for Footnote and its peers, and Footnote's reliability, as plain text."""
    talk = small_talk.read_text(encoding="utf-8").splitlines()
    models = [model_without(fold, articles, examples) for fold in folds_of(articles)]
    scores: dict[str, dict[str, Scores]] = defaultdict(lambda: defaultdict(Scores))
    for library in asked_libraries(articles, wordnet):
        index = Index(library.articles, models[library.fold])
        _ask(library, talk, partial(_best, index), scores["Footnote"][library.size])
        passages = [passage for article in library.articles for passage in article.passages]
        if len(passages) <= PEER_PASSAGES:
            for name, engine in PEERS.items():
                _ask(library, talk, _peer(engine, passages), scores[name][library.size])
        print(f"  {library.size}: {len(passages)} passages", flush=True)
    lines = [f"{'':44}{'own':>8}{'article':>9}{'top-1':>8}{'off':>8}{'talk':>8}   (percent)"]
    for name, by_size in scores.items():
        border = BORDER
        if name in PEERS:
            border = float(np.quantile(by_size["1 article"].own, 1 - SHARE_OF_OWN))
        lines += [f"{name:24}{size:20}{_row(each, border)}" for size, each in by_size.items()]
    lines.append(
        f"\nReliability at {OFF_PER_OWN} off-topic questions for each own one: confidence, right article"
    )
    lines += [f"{size:20}{_reliability(each)}" for size, each in scores["Footnote"].items()]
    return "\n".join(lines)


Best = tuple[float, tuple[str, str] | None]
"""The score of the best passage, its article and its id."""


def _ask(library: AskedLibrary, talk: Sequence[str], best: Callable[[str], Best], scores: Scores) -> None:
    for annotated, question in library.own:
        score, place = best(question.text)
        article = annotated.article
        scores.own.append(score)
        scores.in_right_article.append(place is not None and place[0] == article.id)
        scores.is_right.append(place == (article.id, article.passages[question.passage].id))
    scores.off += [best(text)[0] for text in library.off]
    scores.talk += [best(text)[0] for text in talk]


def _best(index: Index, text: str) -> Best:
    hits = index.search(text).hits
    return (hits[0].confidence, (hits[0].passage.article, hits[0].passage.id)) if hits else (0.0, None)


def _peer(engine: Callable[[Sequence[str]], Scorer], passages: Sequence[Passage]) -> Callable[[str], Best]:
    scorer = engine([passage.text for passage in passages])

    def best(text: str) -> Best:
        scores = np.asarray(scorer(text))
        place = int(scores.argmax())
        return float(scores[place]), (passages[place].article, passages[place].id)

    return best


def _row(scores: Scores, border: float) -> str:
    answered = np.array(scores.own) >= border
    values: Mapping[str, float] = {
        "own": float(answered.mean()),
        "article": float(np.array(scores.in_right_article)[answered].mean()),
        "top-1": float(np.mean(scores.is_right)),
        "off": float((np.array(scores.off) >= border).mean()),
        "talk": float((np.array(scores.talk) >= border).mean()),
    }
    widths = {"own": 8, "article": 9, "top-1": 8, "off": 8, "talk": 8}
    return "".join(f"{100 * values[key]:{width}.2f}" for key, width in widths.items())


def _reliability(scores: Scores) -> str:
    """For each tenth of the confidence its mean and the share whose article was right."""
    confidence = np.array([*scores.own, *scores.off])
    is_right = np.array([*scores.in_right_article, *([False] * len(scores.off))], dtype=float)
    weights = np.array(
        [1.0] * len(scores.own) + [OFF_PER_OWN * len(scores.own) / len(scores.off)] * len(scores.off)
    )
    tenths = np.minimum((10 * confidence).astype(int), 9)
    pairs = []
    for tenth in range(10):
        here = tenths == tenth
        if here.any():
            mean, share = (
                float(np.average(each[here], weights=weights[here])) for each in (confidence, is_right)
            )
            pairs.append(f"{mean:.2f} {share:.2f}")
    return "  ".join(pairs)
