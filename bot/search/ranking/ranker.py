"""Ranks the passages of one language for a question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from bot.search.arrays import Ints, unique
from bot.search.index.corpus import Corpus
from bot.search.meaning import Meaning
from bot.search.meaning.nearness import Nearness
from bot.search.meaning.sentence_vectors import SentenceVectors
from bot.search.ranking.assessment import Assessment
from bot.search.ranking.candidates import (
    MAX_CANDIDATES,
    CandidateSource,
    EmbeddedSource,
    Request,
    plan,
)
from bot.search.ranking.close_reading import CloseReader, Ranked
from bot.search.ranking.correction import Corrector
from bot.search.ranking.expansion import Expander, Expansion
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import Models
from bot.search.ranking.matches import find_matches
from bot.search.ranking.order import Order
from bot.search.ranking.question import Question, question_of
from bot.search.ranking.subject_questions import without_title
from bot.search.ranking.window import open_window

NEAREST = 8
"""Passages nearest in meaning that are candidates, whatever words they have."""

COMPARED = 8
"""Candidates of a large corpus whose meaning is compared: the first by their words."""


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
        self._close_reader = None
        if self._sentences is not None and models.reading is not None:
            self._close_reader = CloseReader(corpus, self._sentences.reading, models.reading)
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
            fetched = unique(np.concatenate([fetched, nearness.nearest(allowed, NEAREST)]))
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
        has_pronoun: bool = False,
        article_ids: Collection[str] | None = None,
    ) -> list[Ranked]:
        """At most `limit` passages that answer the question best, best first, and what orders each.

        `may_mean`: where its words alone aren't certain, its meaning counts. `fetched` are the candidates, as
        for `assess_fetched`, from the articles with `article_ids`; None stands for all. `has_pronoun`: it is
        whole but for a pronoun, and its context is what that stands for.
        """
        ranked, is_by_meaning = self._rank(question, fetched, limit, explain, may_mean, article_ids)
        ranked = self._without_title(question, ranked, limit, explain, may_mean, is_read=is_by_meaning)
        if self._close_reader is None or not (is_by_meaning or has_pronoun):
            return ranked
        several = self.corpus.has_several(article_ids)
        return self._close_reader.read(question, ranked, of_subject=not is_by_meaning, among_several=several)

    def _without_title(
        self,
        question: Question,
        ranked: list[Ranked],
        limit: int,
        explain: bool,
        may_mean: bool,
        *,
        is_read: bool,
    ) -> list[Ranked]:
        """What was found, or where the first hit has no more than its article's name, what is without it.

        `is_read`: then both are read, and what answers best comes first.
        """
        if not ranked or ranked[0][1].tells_more_than_title:
            return ranked
        article = ranked[0][1].passage.article
        text = without_title(question, self.corpus.title_of(article), self.tokenizer)
        if text is None:
            return ranked
        asked, only = replace(self.read(text), names_article=True), {article}
        found, _ = self._rank(asked, self.fetch(asked, only), limit, explain, may_mean, only)
        if not found:  # it says nothing of that: what has the name may be looked at, and answers nothing
            found = [
                (0.0, replace(hit, confidence=0.0)) for _, hit in ranked if hit.passage.article == article
            ]
        elif is_read:
            found = _with_close_call(found, ranked[0][1])
        found += [pair for pair in ranked if pair[1].passage.article != article]
        return sorted(found, key=lambda pair: -pair[0])[:limit]

    def _rank(
        self,
        question: Question,
        fetched: Ints | None,
        limit: int,
        explain: bool,
        may_mean: bool,
        article_ids: Collection[str] | None,
    ) -> tuple[list[Ranked], bool]:
        """The best passages, and whether their meaning counted, for words alone didn't settle it."""
        assessment = self.assess_fetched(question, fetched, article_ids)
        order = Order.of(assessment, self._models.words, limit)
        is_certain = order is not None and (
            order.is_certain or (question.is_keywords and order.has_all_words)
        )
        # A phrase that is quoted is asked for as it stands: other words that mean the same are no answer.
        may_mean = may_mean and bool(question.terms) and not question.phrases
        if self._sentences is not None and may_mean and not is_certain:
            if not self._sentences.compares_all:
                return self._with_first_by_meaning(question, order, limit, explain, article_ids)
            nearness = self._sentences.nearness(question.text)
            if nearness is not None:
                if assessment is not None and fetched is None:  # all passages have been looked at
                    assessment = Assessment.of(assessment.measurements.matches, assessment.searched, nearness)
                else:
                    assessment = self.assess_fetched(question, fetched, article_ids, nearness)
                order = Order.of(assessment, self._models.meaning, limit)
                return ([] if order is None else order.hits(limit, explain=explain)), True
        return ([] if order is None else order.hits(limit, explain=explain)), False

    def _with_first_by_meaning(
        self,
        question: Question,
        by_words: Order | None,
        limit: int,
        explain: bool,
        article_ids: Collection[str] | None,
    ) -> tuple[list[Ranked], bool]:
        """The first passages by words in the order of what they mean, once that is known; then the others.

        And whether it is known.
        """
        if by_words is None or self._sentences is None:
            return [], False
        first = by_words.first(COMPARED)
        nearness = self._sentences.nearness(question.text, first)
        assessment = None if nearness is None else self.assess_fetched(question, first, article_ids, nearness)
        order = Order.of(assessment, self._models.meaning, limit)
        others = by_words.hits(limit, explain=explain)
        if order is None:
            return others, False
        ranked = order.hits(limit, explain=explain)
        least, shown = ranked[-1][0], {(hit.passage.article, hit.passage.id) for _, hit in ranked}
        ranked += [
            (min(key, least), hit)
            for key, hit in others
            if (hit.passage.article, hit.passage.id) not in shown
        ]
        return ranked[:limit], True


def _with_close_call(found: list[Ranked], hit: Hit) -> list[Ranked]:
    """`found` with the hit second, and as good as the first, unless that is of the same passage."""
    key, first = found[0]
    if hit.passage.id == first.passage.id:
        return found
    others = [pair for pair in found[1:] if pair[1].passage.id != hit.passage.id]
    return [found[0], (key, replace(hit, score=first.score)), *others]
