"""From articles with questions to weights.

No article is tested with weights that it was fitted on. Its questions do stand among those that the other
articles learn to refuse. What is set by hand (WORTH, ANSWERED, the fixed weights) is outside of all this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bot.library import Article
from bot.search.index.arrays import Floats
from bot.search.index.numbering import collect
from bot.search.ranking.confidence import SHAPES, SIGNALS, confidence_signals, shaped
from bot.search.ranking.evidence import PASSAGE_SIGNALS, SENTENCE_SIGNALS
from bot.search.ranking.question import question_of
from bot.search.ranking.ranking import LanguageIndex
from bot.search.ranking.weights import FIXED, FIXED_CONFIDENCE, Weights, shipped_weights
from bot.search.text.tokenizer import Tokenizer
from tests.benchmarks.learning import fit_listwise, fit_logistic
from tests.benchmarks.squad import Asked, Topic, part

SMALL_TALK = Path(__file__).with_name("small_talk.txt")

OFF_TOPIC = 700
"""Questions of other articles that each article is trained to refuse."""

PARTS = 8
"""Short articles (1 to 10 passages) made of each article, so that the confidence holds for these too."""

PART_OFF_TOPIC = 60
PART_ABSENT = 60
"""Questions for each part from other articles, and from the rest of its own article."""

WORTH = {"own": 1.0, "off": 1.25, "talk": 1.0, "part own": 0.5, "part off": 0.5, "part absent": 0.1}
"""What a question of each kind counts when the confidence is fitted."""

ANSWERED = 0.964
"""The share of the own questions that is answered at a confidence of 0.5: a little over the 95 % wanted, for
articles that weren't trained on do a little worse."""

CANDIDATES = 8
"""Passages whose confidence signals are kept: those with the largest sum of four signals, unlearned."""

_CANDIDATE_COLUMNS = [PASSAGE_SIGNALS.index(name) for name in ("words", "frequency", "sentence", "phrases")]
_LENGTH = SENTENCE_SIGNALS.index("length")


@dataclass(frozen=True)
class Example:
    """One question put to one article, as signals."""

    kind: str
    passages: Floats
    candidates: Sequence[int]
    confidence: Floats
    passage: int = -1
    sentences: tuple[int, ...] = ()
    of_sentences: Floats | None = None


def examples_of(topics: Sequence[Topic], place: int, seed: int = 1) -> list[Example]:
    """All that an article gives for training: its own questions, others', small talk, and its parts."""
    random = Random(f"{seed} {topics[place].article.id}")
    topic = topics[place]
    others = [q.text for other in topics if other is not topic for q in other.questions]
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    index = _index(topic.article)
    examples = list(_own("own", "impossible", topic.questions, index))
    examples += _foreign("off", random.sample(others, min(OFF_TOPIC, len(others))), index)
    examples += _foreign("talk", talk, index)
    count = len(topic.article.passages)
    for _ in range(PARTS):
        size = min(random.randint(1, 10), count)
        first = random.randint(0, count - size)
        shorter = part(topic, first, first + size)
        inside = _index(shorter.article)
        absent = [q.text for q in topic.questions if not first <= q.passage < first + size]
        examples += _own("part own", "part impossible", shorter.questions, inside)
        examples += _foreign("part off", random.sample(others, min(PART_OFF_TOPIC, len(others))), inside)
        examples += _foreign("part absent", random.sample(absent, min(PART_ABSENT, len(absent))), inside)
    return examples


def fit(examples: Sequence[Example]) -> Weights:
    """The weights that fit these examples."""
    return Weights.of(fit_named(examples))


def fit_named(examples: Sequence[Example]) -> dict[str, Any]:
    """The same as they are written into weights.json: weights that aren't 0, by signal."""
    own = [e for e in examples if e.kind in ("own", "impossible") and e.of_sentences is not None]
    passages = fit_listwise(
        np.concatenate([e.passages for e in own]) * _learned(PASSAGE_SIGNALS),
        np.concatenate([np.eye(len(e.passages))[e.passage] for e in own]),
        [len(e.passages) for e in own],
    )
    in_passages = [e.of_sentences for e in own if e.of_sentences is not None]
    sentences = fit_listwise(
        np.concatenate(in_passages) * _learned(SENTENCE_SIGNALS),
        np.concatenate([_shares(len(rows), e.sentences) for rows, e in zip(in_passages, own, strict=True)]),
        [len(rows) for rows in in_passages],
        free=[_LENGTH],
    )
    used = [e for e in examples if e.kind in WORTH]
    tops = np.array([e.confidence[_top(e, passages)] for e in used])
    right = np.array([float(e.kind in ("own", "part own")) for e in used])
    worth = np.array([WORTH[e.kind] for e in used])
    columns = shaped(tops).reshape(len(tops), -1)
    confidence, bias = fit_logistic(columns * np.repeat(_learned(SIGNALS), SHAPES), right, worth)
    # One half is where as many of the own questions are answered as wanted, with those that find nothing.
    logits = columns[np.array([e.kind == "own" for e in used])] @ confidence + bias
    bias -= float(np.quantile(logits, 1 - ANSWERED))
    return {
        "passages": _named(PASSAGE_SIGNALS, passages),
        "sentences": _named(SENTENCE_SIGNALS, sentences),
        "confidence": {
            name: [round(weight, 3) for weight in weights]
            for name, weights in zip(SIGNALS, confidence.reshape(-1, SHAPES).tolist(), strict=True)
            if any(weights)
        },
        "bias": round(bias, 3),
    }


def _learned(names: Sequence[str]) -> Floats:
    """1 for each signal that is learned, 0 for one whose weight is fixed."""
    return np.array([float(name not in FIXED and name not in FIXED_CONFIDENCE) for name in names])


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {n: round(w, 4) for n, w in zip(names, weights.tolist(), strict=True) if abs(w) >= 5e-4}


def _shares(length: int, right: Sequence[int]) -> Floats:
    shares = np.zeros(length)
    shares[list(right)] = 1 / len(right)
    return shares


def _top(example: Example, weights: Floats) -> int:
    scores = example.passages[list(example.candidates)] @ weights
    return int(np.argmax(scores))


def _foreign(kind: str, questions: Sequence[str], index: LanguageIndex) -> Iterator[Example]:
    for question in questions:
        example = _example(kind, question, index)
        if example:
            yield example


def _own(kind: str, impossible: str, questions: Sequence[Asked], index: LanguageIndex) -> Iterator[Example]:
    for asked in questions:
        example = _example(kind if asked.answerable else impossible, asked.text, index, asked)
        if example:
            yield example


def _example(kind: str, question: str, index: LanguageIndex, asked: Asked | None = None) -> Example | None:
    seen = index.look(question_of(question, index.terms))
    if seen is None:
        return None
    matching, evidence = seen
    rough = evidence.passages[:, _CANDIDATE_COLUMNS].sum(axis=1)
    candidates = np.argsort(-rough, kind="stable")[:CANDIDATES]
    signals = confidence_signals(matching, evidence, candidates)
    place = -1 if asked is None else matching.excerpt.place_of(asked.passage)
    if asked is None or place < 0:
        return Example(kind, evidence.passages, candidates.tolist(), signals)
    inside = matching.excerpt.passage_of_sentence == place
    return Example(
        kind,
        evidence.passages,
        candidates.tolist(),
        signals,
        place,
        asked.sentences,
        evidence.sentences[inside],
    )


def _index(article: Article) -> LanguageIndex:
    """An article that is looked at as a whole; the weights don't matter."""
    return LanguageIndex(collect([article], Tokenizer(article.language)), shipped_weights())
