"""The passages of one language, ranked for a question."""

from __future__ import annotations

import math
from collections.abc import Collection as Ids
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bot.library import Passage
from bot.search.index.arrays import Floats
from bot.search.index.collection import Collection
from bot.search.ranking.choosing import CLOSELY, chosen_passages
from bot.search.ranking.confidence import SIGNALS, confidence_signals, shaped
from bot.search.ranking.evidence import PASSAGE_SIGNALS, Evidence, evidence_of
from bot.search.ranking.excerpt import excerpt
from bot.search.ranking.explanation import Explanation, matched_terms, shares
from bot.search.ranking.matching import Matching, match
from bot.search.ranking.question import Question
from bot.search.ranking.wanted import Finder
from bot.search.ranking.weights import Weights

EQUAL = 9
"""Decimals of a score; less is no difference."""

CERTAIN = 30.0
"""Log-odds beyond which a confidence is as good as 0 or 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares words with the question.

    `score` orders the passages of one article; `confidence` in [0, 1] says how sure it is that the passage
    answers; `sentence` is the place in `passage.sentences` of the one that answers best.
    """

    passage: Passage
    score: float
    confidence: float
    sentence: int
    explanation: Explanation = field(default=Explanation(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All hits for a question, best first, and the words of content that it was asked with, each once."""

    hits: tuple[Hit, ...]
    words: tuple[str, ...] = field(default=(), repr=False)

    @property
    def confidence(self) -> float:
        """How sure it is that the best hit answers, in [0, 1]; 0 without a hit."""
        return self.hits[0].confidence if self.hits else 0.0


class LanguageIndex:
    """The articles of one language. None of them changes another's scores or confidences."""

    def __init__(self, collection: Collection, weights: Weights) -> None:
        self.terms = collection.terms
        self.collection = collection
        self._weights = weights
        self._finder = Finder(collection)
        count = len(collection.passages)
        self._whole = excerpt(collection, np.arange(count)) if count <= CLOSELY else None

    def look(self, question: Question, articles: Ids[str] | None = None) -> tuple[Matching, Evidence] | None:
        """What the passages that share most with the question hold of it; None where nothing holds any.

        `articles` holds the ids of those that are looked at, None stands for all.
        """
        if not question.terms:
            return None
        stems = self._finder.wanted(question)
        allowed = self.collection.passages_of(articles)
        if self._whole is not None and allowed is None:
            close = self._whole
        else:
            passages = chosen_passages(question, stems, self.collection, allowed)
            if not len(passages):
                return None
            close = excerpt(self.collection, passages)
        matching = match(question, stems, close)
        return None if matching is None else (matching, evidence_of(matching))

    def search(
        self, question: Question, articles: Ids[str] | None, *, most: int, explain: bool
    ) -> list[tuple[float, Hit]]:
        """At most `most` passages that share a term with the question, best first, and what orders each.

        Within an article the score decides. The scores of two articles can't be compared, their confidences
        can: what orders a passage is the least confidence of those of its article that are no worse.
        """
        seen = self.look(question, articles)
        if seen is None:
            return []
        matching, evidence = seen
        # Rounded, for passages that are equal stay so, in whatever order their signals are added up.
        scores = np.round(evidence.passages @ self._weights.passages, EQUAL)
        best = np.argsort(-scores, kind="stable")
        best = best[scores[best] > 0]
        if len(matching.excerpt.articles) == 1:
            best = best[:most]
        if not len(best):
            return []
        signals = confidence_signals(matching, evidence, best)
        logits = shaped(signals).reshape(len(best), -1) @ self._weights.confidence.ravel()
        confidences = [_probability(logit + self._weights.bias) for logit in logits.tolist()]
        keys = _least_so_far(confidences, matching.excerpt.article_of_passage[best].tolist())
        sentence_scores = evidence.sentences @ self._weights.sentences
        hits = []
        for place in sorted(range(len(keys)), key=keys.__getitem__, reverse=True)[:most]:
            number = int(best[place])
            passage = self.collection.passages[int(matching.excerpt.numbers[number])]
            first = int(matching.excerpt.first_sentences[number])
            inside = sentence_scores[first : first + len(passage.sentences)]
            hit = Hit(passage, float(scores[number]), confidences[place], int(inside.argmax()))
            if explain:
                why = self._explanation(number, matching, evidence, signals[place])
                hit = replace(hit, explanation=why)
            hits.append((keys[place], hit))
        return hits

    def _explanation(
        self, number: int, matching: Matching, evidence: Evidence, signals: Floats
    ) -> Explanation:
        of_confidence = shaped(signals) * self._weights.confidence
        return Explanation(
            terms=matched_terms(matching, evidence, number),
            score=shares(PASSAGE_SIGNALS, evidence.passages[number] * self._weights.passages),
            confidence=(
                ("before any word", self._weights.bias),
                *shares(SIGNALS, of_confidence.sum(axis=1)),
            ),
        )


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-CERTAIN, min(CERTAIN, log_odds))))


def _least_so_far(confidences: Sequence[float], articles: Sequence[int]) -> Sequence[float]:
    """The least of each article's confidences up to and including each."""
    least: dict[int, float] = {}
    keys = []
    for confidence, article in zip(confidences, articles, strict=True):
        least[article] = min(confidence, least.get(article, 1.0))
        keys.append(least[article])
    return keys
