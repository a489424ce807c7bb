"""Ranks the passages of one language for a question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.search.arrays import Ints
from bot.search.index.corpus import Corpus
from bot.search.ranking.candidates import (
    MAX_CANDIDATES,
    CandidateSource,
    EmbeddedSource,
    Request,
    plan,
)
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.correction import Corrector
from bot.search.ranking.coverage import Coverage
from bot.search.ranking.expansion import Expander
from bot.search.ranking.explanation import explain_passage
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import LinearModel
from bot.search.ranking.matches import find_matches
from bot.search.ranking.measurements import Measurements, measure
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.question import Question, question_of
from bot.search.ranking.sentence_features import SENTENCE_FEATURES
from bot.search.ranking.window import open_window

DECIMALS = 9
"""Decimals of a score; less is no difference."""


@dataclass(frozen=True, eq=False)
class Assessment:
    """What the candidates for a question have: measurements, and the features that are made of them."""

    measurements: Measurements
    passages: FeatureTable
    sentences: FeatureTable

    def confidence_features(self, places: Ints) -> FeatureTable:
        """The confidence features of the passages at these places of the window."""
        return CONFIDENCE_FEATURES.compute(Coverage(self.measurements, self.passages, places))


class Ranker:
    """Ranks the articles of one language. None of them changes another's scores or confidences."""

    def __init__(self, corpus: Corpus, model: LinearModel, source: CandidateSource | None = None) -> None:
        """`source` fetches the candidates; the corpus itself does where none is given."""
        self.tokenizer = corpus.tokenizer
        self.corpus = corpus
        self._model = model
        self._expander = Expander(corpus)
        self._corrector = Corrector(corpus)
        self._source = source or EmbeddedSource(corpus)
        count = len(corpus.passages)
        # A small corpus is looked at as a whole, always through the same window.
        self._whole = open_window(corpus, np.arange(count)) if count <= MAX_CANDIDATES else None

    def read(self, text: str, context: str = "") -> Question:
        """`text` as a question in the language of the articles, in the spelling that was meant.

        `context` holds what a follow-up leaves unsaid.
        """
        return question_of(text, self.tokenizer, context, correct=self._corrector.correct)

    def plan(self, question: Question, article_ids: Collection[str] | None = None) -> Request:
        """What is to be fetched for `question` from the articles with these ids; None stands for all."""
        return plan(question, self._expander.expand(question), self.corpus, article_ids)

    def fetch(self, question: Question, article_ids: Collection[str] | None = None) -> Ints | None:
        """The candidates for `question`, as its source gives them; None stands for all passages."""
        if self._whole is not None and self.corpus.has_all(article_ids):
            return None
        return self._source.fetch(self.plan(question, article_ids))

    def assess(self, question: Question, article_ids: Collection[str] | None = None) -> Assessment | None:
        """The features of the passages that share most with the question; None where nothing shares any.

        `article_ids` are those of the articles that are searched; None stands for all.
        """
        return self.assess_fetched(question, self.fetch(question, article_ids)) if question.terms else None

    def assess_fetched(self, question: Question, fetched: Ints | None) -> Assessment | None:
        """The features of the passages that were fetched; None where nothing shares a term.

        `fetched` are their numbers, ascending; None stands for all passages of a small corpus.
        """
        if not question.terms or (fetched is not None and not len(fetched)):
            return None
        expansion = self._expander.expand(question)
        if fetched is not None:
            window = open_window(self.corpus, fetched)
        elif self._whole is not None:
            window = self._whole
        else:
            raise ValueError("all passages of a large corpus are too many to be looked at closely")
        matches = find_matches(question, expansion, window)
        if matches is None:
            return None
        measurements = measure(matches)
        return Assessment(
            measurements, PASSAGE_FEATURES.compute(measurements), SENTENCE_FEATURES.compute(measurements)
        )

    def rank(
        self, question: Question, fetched: Ints | None, *, limit: int, explain: bool
    ) -> list[tuple[float, Hit]]:
        """At most `limit` passages that share a term with the question, best first, and what orders each.

        `fetched` are the candidates, as for `assess_fetched`.

        Within an article the score decides. The scores of two articles can't be compared, their confidences
        can: what orders a passage is the least confidence of those of its article that are no worse.
        """
        assessment = self.assess_fetched(question, fetched)
        if assessment is None:
            return []
        window = assessment.measurements.window
        # Rounded, for passages that are equal stay so in whatever order their features are added up.
        scores = np.round(self._model.passage_scores(assessment.passages), DECIMALS)
        best = np.argsort(-scores, kind="stable")
        best = best[scores[best] > 0]
        if len(window.articles) == 1:
            best = best[:limit]
        if not len(best):
            return []
        confidence_features = assessment.confidence_features(best)
        confidences = self._model.confidences(confidence_features)
        keys = _least_so_far(confidences, window.article_of_passage[best].tolist())
        sentence_scores = self._model.sentence_scores(assessment.sentences)
        ranked = []
        for rank in sorted(range(len(keys)), key=keys.__getitem__, reverse=True)[:limit]:
            place = int(best[rank])
            passage = self.corpus.passages[int(window.passages[place])]
            first = int(window.passage_starts[place])
            highlight = int(sentence_scores[first : first + len(passage.sentences)].argmax())
            hit = Hit(passage, float(scores[place]), confidences[rank], highlight)
            if explain:
                explanation = explain_passage(
                    assessment.measurements,
                    self._model,
                    place,
                    assessment.passages.rows(np.array([place])),
                    confidence_features.rows(np.array([rank])),
                )
                hit = replace(hit, explanation=explanation)
            ranked.append((keys[rank], hit))
        return ranked


def _least_so_far(confidences: Sequence[float], articles: Sequence[int]) -> Sequence[float]:
    """The least of each article's confidences up to and including each."""
    least: dict[int, float] = {}
    keys = []
    for confidence, article in zip(confidences, articles, strict=True):
        least[article] = min(confidence, least.get(article, 1.0))
        keys.append(least[article])
    return keys
