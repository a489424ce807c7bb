"""Training examples: questions put to articles and to libraries of articles, as features.

No article is tested with weights that it was fitted on. Its questions do stand among those that the other
articles learn to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from bot.search.arrays import Ints
from bot.search.index.builder import build_corpus
from bot.search.meaning import Meaning
from bot.search.meaning.sentence_vectors import SentenceVectors
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.linear_model import LinearModel, Models
from bot.search.ranking.ranker import Ranker
from bot.search.text.tokenizer import Tokenizer
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion, sample_of, texts_of_others

SMALL_TALK = Path(__file__).with_name("small_talk.txt")
"""Lines that people say to a bot and that no article answers, for training alone."""

OFF_TOPIC = 700
"""Questions of other articles that each article is trained to refuse."""

PARTS = 8
"""Short articles (1 to 10 passages) made of each article, so that the confidence holds for these too."""

PART_OFF_TOPIC = 60
PART_ABSENT = 60
"""Questions for each part from other articles, and from the rest of its own article."""

LIBRARY_QUESTIONS = 60
"""Questions of each article that each library is put, whether it has the article or not."""

CANDIDATES = 8
"""Passages of an article whose confidence features are kept: those with the largest sum of some features,
unlearned."""

LIBRARY_CANDIDATES = 3
"""The same of each article of a library."""

UNLEARNED = LinearModel.from_names({"passages": {}, "sentences": {}, "confidence": {}, "bias": 0.0})
"""A model of the weights that are set by hand alone: features don't depend on weights."""

CANDIDATE_FEATURES = ("words", "frequency", "sentence", "phrases", "meaning", "meaning without words")


@dataclass(frozen=True)
class Example:
    """One question put to one article, or to a library of some.

    `kind` is "own" for a question that the article answers, "impossible" for one that was written for it and
    isn't answered, "off" for another article's, "talk" for small talk; "part own", "part impossible" and
    "part off" are the same for a short part of the article, "part absent" for a question that the rest
    answers; "library own", "library off" and "library talk" are put to several articles.

    `candidates` are the rows of `passages` that `confidence` has features of, and `articles` the article of
    each, numbered. `passage` is the row of the one that answers, `sentences` the rows in `sentence_features`
    (that passage's) of those that do.
    """

    kind: str
    passages: FeatureTable
    candidates: Ints
    articles: Ints
    confidence: FeatureTable
    passage: int = -1
    sentences: tuple[int, ...] = ()
    sentence_features: FeatureTable | None = None


def all_examples(articles: Sequence[AnnotatedArticle], meaning: Meaning | None = None) -> list[Example]:
    """The examples of all articles by themselves, and of libraries of them. `meaning`: see `Asker`."""
    alone = [example for place in range(len(articles)) for example in examples_of(articles, place, meaning)]
    return [*alone, *library_examples(articles, meaning)]


def examples_of(
    articles: Sequence[AnnotatedArticle], place: int, meaning: Meaning | None = None, seed: int = 1
) -> list[Example]:
    """All examples of the article at `place`: its own questions, others', small talk, and its parts."""
    annotated = articles[place]
    random = Random(f"{seed} {annotated.article.id}")  # noqa: S311 - reproducible samples, no secrets
    foreign = texts_of_others(articles, annotated)
    asker = Asker([annotated], meaning)
    examples = list(asker.own(annotated, annotated.questions))
    examples += asker.refused("off", sample_of(random, foreign, OFF_TOPIC))
    examples += asker.refused("talk", _small_talk())
    count = len(annotated.article.passages)
    for _ in range(PARTS):
        size = min(random.randint(1, 10), count)
        start = random.randint(0, count - size)
        part = annotated.part(start, start + size)
        asker = Asker([part], meaning)
        absent = [q.text for q in annotated.questions if not start <= q.passage < start + size]
        examples += asker.own(part, part.questions, "part ")
        examples += asker.refused("part off", sample_of(random, foreign, PART_OFF_TOPIC))
        examples += asker.refused("part absent", sample_of(random, absent, PART_ABSENT))
    return examples


def library_examples(
    articles: Sequence[AnnotatedArticle], meaning: Meaning | None = None, seed: int = 1
) -> Iterator[Example]:
    """Questions of all articles put to each half of them, to all together, and to all others."""
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    samples = []
    for annotated in articles:
        answerable = [question for question in annotated.questions if question.is_answerable]
        samples.append(sample_of(random, answerable, LIBRARY_QUESTIONS))
    order = random.sample(range(len(articles)), len(articles))
    middle = len(articles) // 2
    everything = set(order)
    libraries = [
        (set(order[:middle]), everything),
        (set(order[middle:]), everything),
        (everything, everything),
    ]
    # Each article's questions put to all others: the largest library that doesn't answer them.
    libraries += [(everything - {place}, {place}) for place in order]
    for members, asked in libraries:
        asker = Asker([articles[place] for place in sorted(members)], meaning)
        for place in sorted(asked):
            if place in members:
                yield from asker.own(articles[place], samples[place], "library ")
            else:
                yield from asker.refused("library off", [question.text for question in samples[place]])
        if members == everything:
            yield from asker.refused("library talk", _small_talk())


class Asker:
    """Puts questions to some articles together."""

    def __init__(self, articles: Sequence[AnnotatedArticle], meaning: Meaning | None = None) -> None:
        """`meaning` has the vectors of sentences and questions; None: words alone count."""
        corpus = build_corpus([each.article for each in articles], Tokenizer("en"))
        self._ranker = Ranker(corpus, Models(UNLEARNED, UNLEARNED))
        self._vectors = None if meaning is None else SentenceVectors(corpus, meaning)
        self._most = CANDIDATES if len(articles) == 1 else LIBRARY_CANDIDATES
        self._firsts = {
            each.article.id: int(first)
            for each, first in zip(articles, corpus.tokens.article_offsets[:-1], strict=True)
        }

    def own(
        self, annotated: AnnotatedArticle, questions: Sequence[AnnotatedQuestion], prefix: str = ""
    ) -> Iterator[Example]:
        """Questions that were written for an article of these."""
        for question in questions:
            kind = "own" if question.is_answerable else "impossible"
            passage = self._firsts[annotated.article.id] + question.passage
            example = self._example(prefix + kind, question.text, passage, question.sentences)
            if example:
                yield example

    def refused(self, kind: str, texts: Sequence[str]) -> Iterator[Example]:
        """Questions that none of the articles answers."""
        for text in texts:
            example = self._example(kind, text)
            if example:
                yield example

    def _example(
        self, kind: str, text: str, passage: int = -1, sentences: tuple[int, ...] = ()
    ) -> Example | None:
        """None where the articles have none of the question's words: it is refused whatever the weights."""
        question = self._ranker.read(text)
        nearness = None if self._vectors is None else self._vectors.nearness(question.text)
        assessment = self._ranker.assess(question, None, nearness)
        if assessment is None:
            return None
        passages, window = assessment.passages, assessment.measurements.window
        rough = np.sum([passages[name] for name in CANDIDATE_FEATURES], axis=0)
        candidates = _best_of_each(rough, window.article_of_passage, self._most)
        articles = window.article_of_passage[candidates]
        confidence = assessment.confidence_features(candidates)
        place = -1 if passage < 0 else window.place_of(passage)
        if place < 0:
            return Example(kind, passages, candidates, articles, confidence)
        in_passage = assessment.sentences.rows(window.passage_of_sentence == place)
        return Example(kind, passages, candidates, articles, confidence, place, sentences, in_passage)


def _best_of_each(values: np.ndarray, groups: Ints, most: int) -> Ints:
    """The places of at most `most` of the largest values of each group, the largest first."""
    order = np.argsort(-values, kind="stable")
    order = order[np.argsort(groups[order], kind="stable")]
    starts = np.searchsorted(groups[order], groups[order])
    kept: Ints = order[np.arange(len(order)) - starts < most]
    return kept


def _small_talk() -> Sequence[str]:
    return SMALL_TALK.read_text(encoding="utf-8").splitlines()
