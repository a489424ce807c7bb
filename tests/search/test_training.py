"""The learned weights: made by a command, the same from the same file, fit for the signals that there are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.search import Index
from bot.search.ranking.confidence import SHAPES, SIGNALS
from bot.search.ranking.evidence import PASSAGE_SIGNALS, SENTENCE_SIGNALS
from bot.search.ranking.weights import FIXED, FIXED_CONFIDENCE, Weights, shipped_weights
from tests.benchmarks.footnote import cross_validated_indices, folds
from tests.benchmarks.squad import read_squad
from tests.benchmarks.training import examples_of, fit_named

SHIPPED = Path(__file__).parents[2] / "bot" / "search" / "data" / "weights.json"
SUBJECTS = ("mill", "bridge", "abbey")
FACTS = (
    ("The {s} was built in 1{n}20 by Anna of Ghent.", "Who built the {s}?", "Anna of Ghent"),
    ("A fire destroyed the roof of the {s} in 1{n}61.", "When was the roof of the {s} destroyed?", "1{n}61"),
    ("Its bell weighs {n} tonnes and came from Bruges.", "Where did the bell come from?", "Bruges"),
    ("Twelve families lived near the {s} for {n}0 years.", "How many families lived near it?", "Twelve"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small file in SQuAD's format."""

    def paragraph(subject: str, number: int, fact: tuple[str, str, str]) -> dict[str, Any]:
        context, question, answer = (text.format(s=subject, n=number) for text in fact)
        answers = [{"text": answer, "answer_start": context.index(answer)}]
        return {
            "context": f"{context} Nobody knows more of it.",
            "qas": [{"question": question, "answers": answers, "is_impossible": False}],
        }

    data = [
        {"title": f"The_{subject}", "paragraphs": [paragraph(subject, number, fact) for fact in FACTS]}
        for number, subject in enumerate(SUBJECTS, start=3)
    ]
    path = tmp_path / "small.json"
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    return path


def test_the_same_file_gives_the_same_weights_and_they_answer(file: Path) -> None:
    named = []
    for _ in range(2):
        topics = read_squad(file)
        named.append(fit_named([e for place in range(len(topics)) for e in examples_of(topics, place)]))
    assert named[0] == named[1]
    index = Index([topics[0].article], Weights.of(named[0]))
    for asked in topics[0].questions:
        hit = index.search(asked.text).hits[0]
        assert (hit.passage.paragraph, hit.sentence) == (asked.paragraph, 0)


def test_no_article_is_tested_with_weights_that_it_was_fitted_on(file: Path) -> None:
    topics = read_squad(file)
    assert sorted(place for fold in folds(16) for place in fold) == list(range(16))
    examples = [examples_of(topics, place) for place in range(len(topics))]
    whole = fit_named([e for own in examples for e in own])
    assert len(cross_validated_indices(topics, examples)) == len(topics)
    assert fit_named([e for own in examples[1:] for e in own]) != whole


def test_the_shipped_weights_name_signals_that_there_are() -> None:
    named = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert named["passages"].keys() <= set(PASSAGE_SIGNALS) - FIXED.keys()
    assert named["sentences"].keys() <= set(SENTENCE_SIGNALS) - FIXED.keys()
    assert named["confidence"].keys() <= set(SIGNALS) - FIXED_CONFIDENCE.keys()
    assert all(weight >= 0 for weight in named["passages"].values())
    assert shipped_weights().confidence.shape == (len(SIGNALS), SHAPES)
