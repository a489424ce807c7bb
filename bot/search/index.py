"""The index of a library: question in, ranked passages out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.library import Article, Passage
from bot.search.bm25 import BM25
from bot.search.terms import Terms

SENTENCE_WEIGHT = 0.75
"""What a passage's best sentence adds to the passage's own score."""

CONTEXT_WEIGHT = 0.5
"""What a word of the conversation so far counts beside a word of the question itself."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares words with the question.

    `score` orders the passages of one question; `confidence` in [0, 1] says how well the passage covers
    the question; `sentence` is the place in `passage.sentences` of the one that answers best.
    """

    passage: Passage
    score: float
    confidence: float
    sentence: int


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

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = tuple(ArticleIndex(article) for article in articles)

    def search(self, question: str, context: str = "") -> Ranking:
        """The passages that share a term with `question`, best first.

        `context` holds what a follow-up leaves unsaid (the words of the question before it); its words
        count by CONTEXT_WEIGHT, in the score and in the confidence.
        """
        hits = [hit for article in self._articles for hit in article.search(question, context)]
        # Scores of two articles can't be compared, the share of the question that a passage covers can.
        if len(self._articles) > 1:
            hits.sort(key=lambda hit: -hit.confidence * hit.score)
        return Ranking(tuple(hits))

    def content_words(self, question: str) -> tuple[str, ...]:
        """The words of `question` that every article's language takes for words of content, each once."""
        in_languages = [article.terms.content_words(question) for article in self._articles]
        return tuple(dict.fromkeys(w for w in in_languages[0] if all(w in words for words in in_languages)))


class ArticleIndex:
    """The passages and sentences of one article, indexed in its language."""

    def __init__(self, article: Article) -> None:
        self._passages = article.passages
        self.terms = Terms(article.language)
        self._sentences = [
            [self.terms.of(sentence.of(passage.text)) for sentence in passage.sentences]
            for passage in article.passages
        ]
        self._passage_index = BM25([[t for s in sentences for t in s] for sentences in self._sentences])
        self._sentence_index = BM25([s for sentences in self._sentences for s in sentences])

    def search(self, question: str, context: str = "") -> list[Hit]:
        """The article's passages that share a term with `question` or its `context`, best first."""
        weights = dict.fromkeys(self.terms.of(context), CONTEXT_WEIGHT)
        weights |= dict.fromkeys(self.terms.of(question), 1.0)
        if not self._passage_index.terms.intersection(weights):
            return []
        of_passages = self._passage_index.scores(weights)
        of_sentences = self._sentence_index.scores(weights)
        hits: list[Hit] = []
        first = 0
        for place, passage in enumerate(self._passages):
            last = first + len(passage.sentences)
            if of_passages[place] > 0:
                score = of_passages[place] + SENTENCE_WEIGHT * of_sentences[first:last].max()
                sentence = self._best_sentence(place, weights)
                hits.append(Hit(passage, float(score), self._coverage(place, weights), sentence))
            first = last
        return sorted(hits, key=lambda hit: -hit.score)

    def _best_sentence(self, place: int, weights: Mapping[str, float]) -> int:
        """The sentence that holds the most of the question, each term weighed by its idf among sentences."""
        idf = self._sentence_index.idf
        sums = [
            sum(weights[term] * idf[term] for term in set(s).intersection(weights))
            for s in self._sentences[place]
        ]
        return sums.index(max(sums))

    def _coverage(self, place: int, weights: Mapping[str, float]) -> float:
        """The share of the question's terms that the passage holds, each weighed by one and its idf.

        The idf alone would make a term of every passage count nothing in an article of a few passages.
        """
        held = {term for sentence in self._sentences[place] for term in sentence}
        unknown = self._passage_index.idf_of(0)
        worth = {
            term: weight * (1 + self._passage_index.idf.get(term, unknown))
            for term, weight in weights.items()
        }
        return sum(value for term, value in worth.items() if term in held) / sum(worth.values())
