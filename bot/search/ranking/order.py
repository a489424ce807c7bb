"""The order of the candidates for a question under a model, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from bot.search.arrays import Floats, Ints
from bot.search.ranking.assessment import Assessment
from bot.search.ranking.confidence_features import MANY_PASSAGES
from bot.search.ranking.explanation import explain_passage
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import LinearModel, probabilities
from bot.search.ranking.subject_questions import tells_more_than_title

DECIMALS = 9
"""Decimals of a score; less is no difference."""

ALL_WORDS = 1 - 1e-9
"""A passage that holds this share of the question lacks nothing of it, but for rounding."""

CERTAIN_WORDS = 6.0
"""Log-odds of the best passage, among those of one article, from which its words alone decide."""

SURE_WORDS, AHEAD, SENTENCE_AHEAD = 5.0, 4.0, 1.0
"""Log-odds from which words decide where the first passage's score is so far ahead of the second's, and that
of its best sentence of the next. Of 2,309 training questions 16 % are such, and meaning put the same passage
and sentence first for all of them; of 2,876 misleading ones 9 %, of which meaning had refused one."""

NEAR = 0.3
"""The cosine from which a passage without a word of the question is a hit."""


@dataclass(frozen=True, eq=False)
class Order:
    """How the passages of an assessment are ordered.

    `model` gave the scores. `scores` are of all passages of the window; `best` holds the places of those that
    are hits, `log_odds` and `keys` are theirs, and `ranks` the places in `best` by their keys, the largest
    first.
    """

    assessment: Assessment
    model: LinearModel
    scores: Floats
    best: Ints
    confidence_features: FeatureTable
    log_odds: Floats
    keys: Sequence[float]
    ranks: Sequence[int]

    @classmethod
    def of(cls, assessment: Assessment | None, model: LinearModel, limit: int) -> Order | None:
        """How the passages are ordered by a model; None where none is a hit.

        Within an article the score decides. The scores of two articles can't be compared, their confidences
        can: what orders a passage is the least confidence of those of its article that are no worse. Of one
        article alone the best `limit` are ordered.
        """
        if assessment is None:
            return None
        window = assessment.measurements.window
        # Rounded, for passages that are equal stay so in whatever order their features are added up.
        scores = np.round(model.passage_scores(assessment.passages), DECIMALS)
        passages = assessment.passages
        has_some = (passages["words"] > 0) | (passages["meaning"] >= NEAR) | (passages["measure"] > 0)
        is_hit = (scores > 0) & has_some
        best = np.argsort(-scores, kind="stable")
        best = best[is_hit[best]]
        if len(window.articles) == 1:
            best = best[:limit]
        if not len(best):
            return None
        confidence_features = assessment.confidence_features(best)
        log_odds = model.log_odds(confidence_features)
        keys = _least_so_far(log_odds.tolist(), window.article_of_passage[best].tolist())
        ranks = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
        return cls(assessment, model, scores, best, confidence_features, log_odds, keys, ranks)

    @property
    def has_all_words(self) -> bool:
        """Whether the passage that comes first lacks no word of the question."""
        share = self.assessment.passages["words"][self.best[self.ranks[0]]]
        return bool(share >= ALL_WORDS)

    @property
    def certainty(self) -> float:
        """The log-odds of the passage that comes first, had one article been searched.

        Whether meaning is asked mustn't depend on the library: the other model might be surer.
        """
        size = self.model.contribution(self.confidence_features, MANY_PASSAGES)
        return float((self.log_odds - size)[self.ranks[0]])

    @property
    def is_certain(self) -> bool:
        """Whether the words decide, and meaning needn't be asked."""
        return self.certainty >= CERTAIN_WORDS or (self.certainty >= SURE_WORDS and self._stands_out)

    @property
    def _stands_out(self) -> bool:
        """Whether both the first passage and its best sentence are far ahead of the next ones."""
        first = self.best[self.ranks[0]]
        of_first = self.assessment.measurements.window.passage_of_sentence == first
        sentences = self.model.sentence_scores(self.assessment.sentences)[of_first]
        others = self.scores[self.best[self.ranks[1:2]]]
        is_ahead = (self.scores[first] - others >= AHEAD).all()
        return bool(is_ahead and _lead(sentences) >= SENTENCE_AHEAD)

    def first(self, count: int) -> Ints:
        """The numbers of the first `count` passages in the corpus, ascending."""
        places = self.best[np.array(self.ranks[:count])]
        passages: Ints = np.sort(self.assessment.measurements.window.passages[places])
        return passages

    def hits(self, limit: int, *, explain: bool) -> list[tuple[float, Hit]]:
        """The first `limit` passages as hits, each with what orders it."""
        window = self.assessment.measurements.window
        sentence_scores = self.model.sentence_scores(self.assessment.sentences)
        confidences, keys = probabilities(self.log_odds.tolist()), probabilities(self.keys)
        ranked = []
        for rank in self.ranks[:limit]:
            place = int(self.best[rank])
            passage = window.corpus.passages[int(window.passages[place])]
            first = int(window.passage_starts[place])
            highlight = int(sentence_scores[first : first + len(passage.sentences)].argmax())
            held = self.assessment.measurements.own_share_of(first + highlight)
            tells = tells_more_than_title(self.assessment.measurements, first + highlight)
            hit = Hit(passage, float(self.scores[place]), confidences[rank], highlight, held, tells)
            if explain:
                explanation = explain_passage(
                    self.assessment.measurements,
                    self.model,
                    place,
                    self.assessment.passages.rows(np.array([place])),
                    self.confidence_features.rows(np.array([rank])),
                )
                hit = replace(hit, explanation=explanation)
            ranked.append((keys[rank], hit))
        return ranked


def _least_so_far(log_odds: Sequence[float], articles: Sequence[int]) -> Sequence[float]:
    """The least of each article's log-odds up to and including each."""
    least: dict[int, float] = {}
    keys = []
    for each, article in zip(log_odds, articles, strict=True):
        least[article] = min(each, least.get(article, inf))
        keys.append(least[article])
    return keys


def _lead(scores: Floats) -> float:
    """How far the largest of the scores is ahead of the next one."""
    return float(np.diff(np.sort(scores)[-2:])[0]) if len(scores) > 1 else inf
