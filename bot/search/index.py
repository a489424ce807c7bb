"""The index of a library: question in, ranked passages out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.library import Article, Passage
from bot.search.confidence import SIGNALS, confidence_signals, shaped
from bot.search.evidence import PASSAGE_SIGNALS, Evidence, evidence_of
from bot.search.explanation import Explanation, matched_terms, shares
from bot.search.matching import Matching, match
from bot.search.question import Question, question_of
from bot.search.terms import Terms
from bot.search.text import IndexedText
from bot.search.weights import Weights, shipped_weights

MOST_HITS = 10
"""Hits of one article: a search answers, it doesn't list."""

MOST_ARTICLES = 12
"""Articles that are looked at closely; the others share less of the question's information."""


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
    """All hits for a question, best first."""

    hits: tuple[Hit, ...]

    @property
    def confidence(self) -> float:
        """How sure it is that the best hit answers, in [0, 1]; 0 without a hit."""
        return self.hits[0].confidence if self.hits else 0.0


class Index:
    """All articles of a library, each with an index of its own, so that none changes another's ranking."""

    def __init__(self, articles: Iterable[Article], weights: Weights | None = None) -> None:
        self._terms: dict[str, Terms] = {}
        self._articles: list[ArticleIndex] = []
        chosen = weights or shipped_weights()
        for article in articles:
            if article.passages:
                terms = self._terms.setdefault(article.language, Terms(article.language))
                self._articles.append(ArticleIndex(article, terms, chosen))
        self._articles_with: dict[str, list[int]] = defaultdict(list)
        for place, index in enumerate(self._articles):
            for stem in index.text.stem_postings:
                self._articles_with[stem].append(place)

    def search(self, question: str, context: str = "", articles: Collection[str] | None = None) -> Ranking:
        """The passages that share a term with `question`, best first.

        `context` holds what a follow-up leaves unsaid (the words of the question before it); its words
        count by CONTEXT_WEIGHT, in the score and in the confidence. `articles` holds the ids of those that
        are searched; None stands for all.
        """
        questions = {tag: question_of(question, terms, context) for tag, terms in self._terms.items()}
        closest = self._closest(questions.values(), articles)
        found = [article.search(questions[article.language]) for article in closest]
        if len(found) == 1:
            return Ranking(tuple(found[0]))
        # Scores of two articles can't be compared, confidences can; within an article the score decides.
        keyed = []
        for hits in found:
            least = 1.0
            for hit in hits:
                least = min(least, hit.confidence)
                keyed.append((least, hit))
        return Ranking(tuple(hit for _, hit in sorted(keyed, key=lambda pair: -pair[0])))

    def content_words(self, question: str) -> tuple[str, ...]:
        """The words of `question` that every article's language takes for words of content, each once."""
        in_languages = [terms.content_words(question) for terms in self._terms.values()]
        if not in_languages:
            return ()
        return tuple(dict.fromkeys(w for w in in_languages[0] if all(w in words for words in in_languages)))

    def _closest(self, questions: Iterable[Question], allowed: Collection[str] | None) -> list[ArticleIndex]:
        """The allowed articles that hold most of the question's information, in their order."""
        if allowed is not None:
            chosen = [place for place, article in enumerate(self._articles) if article.id in allowed]
        else:
            chosen = list(range(len(self._articles)))
        if len(chosen) <= MOST_ARTICLES:
            return [self._articles[place] for place in chosen]
        held = np.zeros(len(self._articles))
        terms = {term.word.stem: term for question in questions for term in question.terms}
        for stem, term in terms.items():
            places = self._articles_with.get(stem, ())
            held[places] += term.worth
        best = np.argsort(-held[chosen], kind="stable")[:MOST_ARTICLES]
        return [self._articles[chosen[place]] for place in sorted(best.tolist())]


class ArticleIndex:
    """The passages and sentences of one article, indexed in its language."""

    def __init__(self, article: Article, terms: Terms, weights: Weights) -> None:
        self.id = article.id
        self.language = article.language
        self.text = IndexedText(article, terms)
        self._passages = article.passages
        self._weights = weights

    def search(self, question: Question) -> list[Hit]:
        """The article's passages that share a term with `question`, best first, at most MOST_HITS."""
        matching = match(question, self.text) if question.terms else None
        if matching is None:
            return []
        evidence = evidence_of(matching)
        scores = evidence.passages @ self._weights.passages
        best = np.argsort(-scores, kind="stable")[:MOST_HITS].tolist()
        sentence_scores = evidence.sentences @ self._weights.sentences
        return [
            self._hit(place, float(scores[place]), matching, evidence, sentence_scores.tolist())
            for place in best
            if scores[place] > 0
        ]

    def _hit(
        self, place: int, score: float, matching: Matching, evidence: Evidence, of_sentences: Sequence[float]
    ) -> Hit:
        passage = self._passages[place]
        first = int(self.text.first_sentences[place])
        in_passage = of_sentences[first : first + len(passage.sentences)]
        of_confidence = shaped(confidence_signals(matching, evidence, place)) * self._weights.confidence
        logit = float(of_confidence.sum()) + self._weights.bias
        return Hit(
            passage=passage,
            score=score,
            confidence=1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))),
            sentence=in_passage.index(max(in_passage)),
            explanation=Explanation(
                terms=matched_terms(matching, place),
                score=shares(PASSAGE_SIGNALS, evidence.passages[place] * self._weights.passages),
                confidence=(
                    ("before any word", self._weights.bias),
                    *shares(SIGNALS, of_confidence.sum(axis=1)),
                ),
            ),
        )
