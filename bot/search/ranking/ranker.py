"""Ranks the passages of one language for a question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from bot.search.arrays import Floats, Ints, unique
from bot.search.index.corpus import Corpus
from bot.search.meaning import Meaning
from bot.search.meaning.sentence_vectors import Nearness, SentenceVectors, nearest_passages
from bot.search.ranking.assessment import Assessment
from bot.search.ranking.candidates import (
    MAX_CANDIDATES,
    CandidateSource,
    EmbeddedSource,
    Request,
    plan,
)
from bot.search.ranking.confidence_features import MANY_PASSAGES
from bot.search.ranking.correction import Corrector
from bot.search.ranking.expansion import Expander, Expansion
from bot.search.ranking.explanation import explain_passage
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import LinearModel, Models, probabilities
from bot.search.ranking.matches import find_matches
from bot.search.ranking.question import Question, question_of
from bot.search.ranking.window import open_window

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

NEAREST = 8
"""Passages nearest in meaning that are candidates, whatever words they have."""

NEAR = 0.3
"""The cosine from which a passage without a word of the question is a hit."""


@dataclass(frozen=True, eq=False)
class _Order:
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


class Ranker:
    """Ranks the articles of one language.

    None of them changes another's scores. All take from each other's confidences, by how many passages they
    have together.
    """

    def __init__(
        self,
        corpus: Corpus,
        models: Models,
        source: CandidateSource | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        """`source` fetches the candidates; the corpus itself does where none is given.

        `meaning` has the vectors of sentences and questions; without it words alone are compared.
        """
        self.tokenizer = corpus.tokenizer
        self.corpus = corpus
        self._models = models
        self._sentences = None if meaning is None else SentenceVectors(corpus, meaning)
        self._expander = Expander(corpus)
        self._expanded: tuple[Question, Expansion] | None = None
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

    def _expansion_of(self, question: Question) -> Expansion:
        """Made once for a question: what is fetched, and then ranked, is the same one."""
        last = self._expanded
        if last is None or last[0] is not question:
            last = self._expanded = question, self._expander.expand(question)
        return last[1]

    def plan(self, question: Question, article_ids: Collection[str] | None = None) -> Request:
        """What is to be fetched for `question` from the articles with these ids; None stands for all."""
        return plan(question, self._expansion_of(question), self.corpus, article_ids)

    def fetch(self, question: Question, article_ids: Collection[str] | None = None) -> Ints | None:
        """The candidates for `question`, as its source gives them; None stands for all passages."""
        if self._whole is not None and self.corpus.has_all(article_ids):
            return None
        return self._source.fetch(self.plan(question, article_ids))

    def assess(
        self, question: Question, article_ids: Collection[str] | None = None, nearness: Nearness | None = None
    ) -> Assessment | None:
        """The features of the passages that share most with the question; None where nothing shares any.

        `article_ids` are those of the articles that are searched; None stands for all. `nearness` tells
        how near each sentence of the corpus is to the question in meaning: the passages of the nearest ones
        are looked at, too, whatever they share. None: words alone count.
        """
        if not question.terms:
            return None
        return self.assess_fetched(question, self.fetch(question, article_ids), article_ids, nearness)

    def assess_fetched(
        self,
        question: Question,
        fetched: Ints | None,
        article_ids: Collection[str] | None = None,
        nearness: Nearness | None = None,
    ) -> Assessment | None:
        """The features of the passages that were fetched; None where nothing shares a term.

        `fetched` are their numbers, ascending; None stands for all passages of a small corpus. `article_ids`
        and `nearness` as for `assess`.
        """
        if fetched is not None and nearness is not None:
            allowed = self.corpus.passages_of(article_ids)
            nearest = nearest_passages(self.corpus, nearness.cosines, allowed, NEAREST)
            fetched = unique(np.concatenate([fetched, nearest]))
        if not question.terms or (fetched is not None and not len(fetched)):
            return None
        expansion = self._expansion_of(question)
        if fetched is not None:
            window = open_window(self.corpus, fetched)
        elif self._whole is not None:
            window = self._whole
        else:
            raise ValueError("all passages of a large corpus are too many to be looked at closely")
        matches = find_matches(question, expansion, window, may_have_none=nearness is not None)
        searched = self.corpus.passage_count(article_ids)
        return None if matches is None else Assessment.of(matches, searched, nearness)

    def rank(
        self,
        question: Question,
        fetched: Ints | None,
        *,
        limit: int,
        explain: bool,
        may_mean: bool = False,
        article_ids: Collection[str] | None = None,
    ) -> list[tuple[float, Hit]]:
        """At most `limit` passages that answer the question best, best first, and what orders each.

        `may_mean`: where its words alone aren't certain, its meaning counts. `fetched` are the candidates, as
        for `assess_fetched`, from the articles with `article_ids`; None stands for all.
        """
        assessment = self.assess_fetched(question, fetched, article_ids)
        order = self._order(assessment, self._models.words, limit)
        is_certain = order is not None and (
            order.is_certain or (question.is_keywords and order.has_all_words)
        )
        # A phrase that is quoted is asked for as it stands: other words that mean the same are no answer.
        may_mean = may_mean and bool(question.terms) and not question.phrases
        if self._sentences is not None and may_mean and not is_certain:
            nearness = self._sentences.nearness(question.text)
            if nearness is not None:
                if assessment is not None and fetched is None:  # all passages have been looked at
                    assessment = Assessment.of(assessment.measurements.matches, assessment.searched, nearness)
                else:
                    assessment = self.assess_fetched(question, fetched, article_ids, nearness)
                order = self._order(assessment, self._models.meaning, limit)
        return [] if order is None else self._hits(order, limit, explain=explain)

    def _order(self, assessment: Assessment | None, model: LinearModel, limit: int) -> _Order | None:
        """How the passages are ordered by a model.

        Within an article the score decides. The scores of two articles can't be compared, their confidences
        can: what orders a passage is the least confidence of those of its article that are no worse.
        """
        if assessment is None:
            return None
        window = assessment.measurements.window
        # Rounded, for passages that are equal stay so in whatever order their features are added up.
        scores = np.round(model.passage_scores(assessment.passages), DECIMALS)
        is_hit = (scores > 0) & (
            (assessment.passages["words"] > 0) | (assessment.passages["meaning"] >= NEAR)
        )
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
        return _Order(assessment, model, scores, best, confidence_features, log_odds, keys, ranks)

    def _hits(self, order: _Order, limit: int, *, explain: bool) -> list[tuple[float, Hit]]:
        """The first `limit` passages of an order as hits, each with what orders it."""
        window = order.assessment.measurements.window
        sentence_scores = order.model.sentence_scores(order.assessment.sentences)
        confidences, keys = probabilities(order.log_odds), probabilities(np.array(order.keys))
        ranked = []
        for rank in order.ranks[:limit]:
            place = int(order.best[rank])
            passage = self.corpus.passages[int(window.passages[place])]
            first = int(window.passage_starts[place])
            highlight = int(sentence_scores[first : first + len(passage.sentences)].argmax())
            held = order.assessment.measurements.own_share_of(first + highlight)
            hit = Hit(passage, float(order.scores[place]), confidences[rank], highlight, held)
            if explain:
                explanation = explain_passage(
                    order.assessment.measurements,
                    order.model,
                    place,
                    order.assessment.passages.rows(np.array([place])),
                    order.confidence_features.rows(np.array([rank])),
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
