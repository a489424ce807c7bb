"""The last look: the sentences that come first are read together with the question.

Words and vectors tell whether a sentence is about what is asked; many are, and don't answer. The
cross-encoder reads the two as one text, and what it says goes into the confidence. It takes some 20 ms a
sentence, so only those are read whose confidence isn't settled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.library import Passage
from bot.search.encoder.cross_encoder import Pair
from bot.search.ranking.explanation import Contribution, Explanation
from bot.search.ranking.feature_set import Direction, Feature, Unit
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import log_odds_of, probabilities
from bot.search.ranking.reading_model import ReadingModel

MOST_READ = 2
"""Sentences that are read for a question."""

READING = Feature(
    "close reading",
    Unit.FLAG,
    Direction.EITHER,
    "how well the sentence answers, when both are read together, with what that makes of the rest",
)

Ranked = tuple[float, Hit]
"""A hit, and what orders it."""


def pair_of(question: str, title: str, passage: Passage, sentence: int) -> Pair:
    """What is read: the question, and a sentence of a passage behind the title of its article."""
    return Pair(" ".join(question.lower().split()), f"{title}: {passage.words[sentence]}")


def read_closely(
    ranked: Sequence[Ranked], model: ReadingModel, read: Callable[[Hit], float | None]
) -> list[Ranked]:
    """The hits with the confidences that reading them gives, in their new order.

    `read` gives the reading of a hit's sentence; None where it isn't there yet. Then nothing changes. The
    first one is read, and the next one where it may come before that. What isn't looked at, as enough others
    were, is no surer than the surest of those.
    """
    settled: list[Ranked] = []
    waiting = list(ranked)
    while waiting and len(settled) < MOST_READ and _may_be_first(waiting[0], settled):
        log_odds = log_odds_of(waiting[0][1].confidence)
        if log_odds < model.least:
            break
        key, hit = waiting.pop(0)
        if log_odds <= model.most:
            reading = read(hit)
            if reading is None:
                return list(ranked)
            after = model(log_odds, reading)
            key, why = probabilities([after])[0], _with_reading(hit, after)
            hit = replace(hit, confidence=key, explanation=why)
        settled.append((key, hit))
    if not settled:
        return list(ranked)
    settled.sort(key=lambda pair: -pair[0])
    surest = settled[0][1].confidence
    others = [
        (min(key, surest), replace(hit, confidence=min(hit.confidence, surest))) for key, hit in waiting
    ]
    return settled + others


def _may_be_first(following: Ranked, settled: Sequence[Ranked]) -> bool:
    return all(following[0] > key for key, _ in settled)


def _with_reading(hit: Hit, after: float) -> Explanation:
    """The explanation with what the reading adds to the log-odds; an empty one stays empty."""
    why = hit.explanation
    if not why.confidence:
        return why
    added = Contribution(READING, after - log_odds_of(hit.confidence))
    return replace(why, confidence=(*why.confidence, added))
