"""The learned weights: made by a command, the same from the same articles, one for each learned feature."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.search import Index
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import Direction, FeatureSet
from bot.search.ranking.linear_model import (
    MEANING_FILE,
    SHAPES,
    WEIGHTS_FILE,
    LinearModel,
    Models,
    shipped_models,
)
from bot.search.ranking.passage_features import PASSAGE_FEATURES
from bot.search.ranking.sentence_features import SENTENCE_FEATURES
from bot.search.training import weights
from bot.search.training.examples import all_examples, library_examples
from bot.search.training.fitting import Answered, fit_weights
from bot.search.training.squad import TRAINING_TITLES, SquadFileError, read_squad
from tests.benchmarks.footnote import cross_validated_models, folds

WANTED = Answered(alone=0.95, in_libraries=0.9)

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
        articles = read_squad(file)
        named.append(fit_weights(all_examples(articles), WANTED))
    assert named[0] == named[1]
    model = LinearModel.from_names(named[0])
    index = Index([articles[0].article], Models(model, model))
    for question in articles[0].questions:
        hit = index.search(question.text).hits[0]
        assert (hit.passage.paragraph, hit.sentence) == (question.paragraph, 0)


def test_no_article_is_tested_with_weights_that_it_was_fitted_on(file: Path) -> None:
    articles = read_squad(file)
    assert sorted(place for fold in folds(16) for place in fold) == list(range(16))
    whole = LinearModel.from_names(fit_weights(all_examples(articles), WANTED))
    models = cross_validated_models(articles)
    assert len(models) == len(articles)
    for model in models:
        assert not np.array_equal(model.words.confidence, whole.confidence)


def test_libraries_are_asked_what_they_have_and_what_they_lack(file: Path) -> None:
    """Each question by the half that has its article, the other half, all articles, and all others."""
    examples = list(library_examples(read_squad(file)))
    kinds = Counter(example.kind for example in examples)
    assert kinds["library own"] == 2 * len(SUBJECTS) * len(FACTS)
    assert 0 < kinds["library off"] <= 2 * len(SUBJECTS) * len(FACTS)
    assert kinds["library talk"] > 0
    for example in examples:
        assert len(example.articles) == len(example.candidates) == len(example.confidence)
        if example.kind == "library own":
            assert example.passages["words"][example.passage] > 0


def test_only_the_titles_asked_for_are_looked_at_in_their_own_order(file: Path) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))["data"]
    # An article whose content would raise, were it looked at.
    data.insert(1, {"title": "Something_else", "paragraphs": None})
    file.write_text(json.dumps({"data": data[::-1]}), encoding="utf-8")
    titles = ["The_bridge", "The_mill"]
    assert [each.article.id for each in read_squad(file, titles)] == titles
    with pytest.raises(SquadFileError, match=r"isn't in SQuAD 2\.0's format"):
        read_squad(file)


def test_the_command_learns_from_sixteen_titles_and_says_which_of_them_a_file_lacks(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(set(TRAINING_TITLES)) == len(TRAINING_TITLES) == 16
    monkeypatch.setattr("sys.argv", ["weights", str(file), "--check"])
    with pytest.raises(SystemExit) as exit_:
        weights.main()
    assert str(exit_.value) == f"{file}: lacks {', '.join(TRAINING_TITLES)}"


def test_a_weight_that_is_off_or_missing_is_named() -> None:
    shipped = json.loads(weights.WEIGHTS.read_text(encoding="utf-8"))
    assert weights.differences(shipped, shipped) == []
    other = json.loads(json.dumps(shipped))
    other["bias"] += 1
    del other["passages"]["words"]
    lines = weights.differences(shipped, other)
    assert [line.partition(":")[0] for line in lines] == ["/bias", "/passages/words"]


@pytest.mark.parametrize("name", [WEIGHTS_FILE, MEANING_FILE])
def test_the_shipped_weights_are_those_of_learned_features_and_go_their_way(name: str) -> None:
    named = json.loads((weights.DATA / name).read_text(encoding="utf-8"))
    sets: dict[str, FeatureSet[Any]] = {
        "passages": PASSAGE_FEATURES,
        "sentences": SENTENCE_FEATURES,
        "confidence": CONFIDENCE_FEATURES,
    }
    signs = {Direction.FOR: 1, Direction.AGAINST: -1}
    for kind, features in sets.items():
        assert named[kind].keys() <= {feature.name for feature in features if feature.is_learned}
        for feature_name, of_shapes in named[kind].items():
            direction = features[feature_name].direction
            for weight in of_shapes if kind == "confidence" else [of_shapes]:
                assert direction is Direction.EITHER or weight * signs[direction] >= 0, feature_name
    assert all(feature.direction is not Direction.EITHER for feature in CONFIDENCE_FEATURES)


def test_both_models_are_shipped() -> None:
    models = shipped_models()
    for name, model in ((WEIGHTS_FILE, models.words), (MEANING_FILE, models.meaning)):
        named = json.loads((weights.DATA / name).read_text(encoding="utf-8"))
        assert model.confidence.shape == (len(CONFIDENCE_FEATURES), len(SHAPES))
        for feature, weight in named["passages"].items():
            assert model.passages[PASSAGE_FEATURES.column(feature)] == weight
    assert models.words.passages[PASSAGE_FEATURES.column("meaning of words")] == 0
    assert models.meaning.passages[PASSAGE_FEATURES.column("meaning of words")] > 0


def test_weights_of_a_feature_that_there_isnt_are_refused() -> None:
    named = json.loads(weights.WEIGHTS.read_text(encoding="utf-8"))
    named["passages"]["wrods"] = 1.0
    with pytest.raises(ValueError, match="no such feature: wrods"):
        LinearModel.from_names(named)
