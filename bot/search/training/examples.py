"""Training examples: questions put to articles, as features.

No article is tested with weights that it was fitted on. Its questions do stand among those that the other
articles learn to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from bot.library import Article
from bot.search.arrays import Ints
from bot.search.index.builder import build_corpus
from bot.search.ranking.feature_set import FeatureTable
from bot.search.ranking.linear_model import shipped_model
from bot.search.ranking.ranker import Ranker
from bot.search.text.tokenizer import Tokenizer
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion

SMALL_TALK = Path(__file__).with_name("small_talk.txt")
"""Lines that people say to a bot and that no article answers, for training alone."""

OFF_TOPIC = 700
"""Questions of other articles that each article is trained to refuse."""

PARTS = 8
"""Short articles (1 to 10 passages) made of each article, so that the confidence holds for these too."""

PART_OFF_TOPIC = 60
PART_ABSENT = 60
"""Questions for each part from other articles, and from the rest of its own article."""

CANDIDATES = 8
"""Passages whose confidence features are kept: those with the largest sum of four features, unlearned."""

CANDIDATE_FEATURES = ("words", "frequency", "sentence", "phrases")


@dataclass(frozen=True)
class Example:
    """One question put to one article.

    `kind` is "own" for a question that the article answers, "impossible" for one that was written for it and
    isn't answered, "off" for another article's, "talk" for small talk; "part own", "part impossible" and
    "part off" are the same for a short part of the article, "part absent" for a question that the rest
    answers. `candidates` are the rows of `passages` that `confidence` has features of. `passage` is the row
    of the one that answers, `sentences` the rows in `sentence_features` (that passage's) of those that do.
    """

    kind: str
    passages: FeatureTable
    candidates: Ints
    confidence: FeatureTable
    passage: int = -1
    sentences: tuple[int, ...] = ()
    sentence_features: FeatureTable | None = None


def examples_of(articles: Sequence[AnnotatedArticle], place: int, seed: int = 1) -> list[Example]:
    """All examples of the article at `place`: its own questions, others', small talk, and its parts."""
    annotated = articles[place]
    random = Random(f"{seed} {annotated.article.id}")  # noqa: S311 - reproducible samples, no secrets
    foreign = [q.text for other in articles if other is not annotated for q in other.questions]
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    ranker = _ranker(annotated.article)
    examples = list(_own("own", "impossible", annotated.questions, ranker))
    examples += _refused("off", random.sample(foreign, min(OFF_TOPIC, len(foreign))), ranker)
    examples += _refused("talk", talk, ranker)
    count = len(annotated.article.passages)
    for _ in range(PARTS):
        size = min(random.randint(1, 10), count)
        start = random.randint(0, count - size)
        part = annotated.part(start, start + size)
        ranker = _ranker(part.article)
        absent = [q.text for q in annotated.questions if not start <= q.passage < start + size]
        examples += _own("part own", "part impossible", part.questions, ranker)
        off_topic = random.sample(foreign, min(PART_OFF_TOPIC, len(foreign)))
        examples += _refused("part off", off_topic, ranker)
        examples += _refused("part absent", random.sample(absent, min(PART_ABSENT, len(absent))), ranker)
    return examples


def _own(
    answerable: str, impossible: str, questions: Sequence[AnnotatedQuestion], ranker: Ranker
) -> Iterator[Example]:
    for question in questions:
        kind = answerable if question.is_answerable else impossible
        example = _example(kind, question.text, ranker, question)
        if example:
            yield example


def _refused(kind: str, questions: Sequence[str], ranker: Ranker) -> Iterator[Example]:
    for question in questions:
        example = _example(kind, question, ranker)
        if example:
            yield example


def _example(
    kind: str, text: str, ranker: Ranker, question: AnnotatedQuestion | None = None
) -> Example | None:
    """None where the article has none of the question's words: it is refused whatever the weights."""
    assessment = ranker.assess(ranker.read(text))
    if assessment is None:
        return None
    passages = assessment.passages
    rough = np.sum([passages[name] for name in CANDIDATE_FEATURES], axis=0)
    candidates = np.argsort(-rough, kind="stable")[:CANDIDATES]
    confidence = assessment.confidence_features(candidates)
    window = assessment.measurements.window
    place = -1 if question is None else window.place_of(question.passage)
    if question is None or place < 0:
        return Example(kind, passages, candidates, confidence)
    return Example(
        kind,
        passages,
        candidates,
        confidence,
        place,
        question.sentences,
        assessment.sentences.rows(window.passage_of_sentence == place),
    )


def _ranker(article: Article) -> Ranker:
    """A ranker of one article; features don't depend on the weights of its model."""
    return Ranker(build_corpus([article], Tokenizer(article.language)), shipped_model())
