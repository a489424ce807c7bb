"""`footnote ask --explain`: why a passage answers, or doesn't."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.search.ranking.confidence_features import CONFIDENCE_FEATURES
from bot.search.ranking.feature_set import Direction
from bot.search.ranking.passage_features import PASSAGE_FEATURES


def explained(question: str, *options: str) -> str:
    result = CliRunner().invoke(main, ["ask", "--explain", *options, question])
    assert result.exit_code == 0
    return result.output


def test_an_answer_shows_its_words_and_what_each_feature_contributes() -> None:
    shown = explained("When was the Fourth International founded?", "--passages", "1")
    assert "trotskyism, paragraph 4: score " in shown
    assert "fourth" in shown
    assert "founded" in shown
    assert "partly found" in shown
    why = json.loads(explained("When was the Fourth International founded?", "--json"))["passages"][0][
        "explanation"
    ]
    for shares, features in (
        (why["score_shares"], PASSAGE_FEATURES),
        (why["confidence_shares"], CONFIDENCE_FEATURES),
    ):
        largest = max(set(shares) - {"before any word"}, key=lambda name: abs(shares[name]))
        line = f"{shares[largest]:+.2f} {largest}: {features[largest].description}"
        assert line in " ".join(shown.split())
    assert "log-odds" in shown
    assert shown.index("Community content") < shown.index("Why (an answer needs a confidence of 0.5)")


def test_a_refusal_shows_the_word_that_is_missing() -> None:
    shown = explained("who killed Trotsky?")
    words = next(line for line in shown.splitlines() if line.strip().startswith("words"))
    assert "killed" in words.split("missing")[0]
    assert "trotsky" in words
    assert "found" in words


@pytest.mark.parametrize(
    ("question", "said"),
    [("???", "no passage shares a word with the question"), ("summarise", "an overview was asked for")],
)
def test_where_no_word_decides_it_says_so(question: str, said: str) -> None:
    assert said in explained(question)


def test_a_confidence_that_is_no_sum_says_why() -> None:
    said = "its confidence is 0, whatever these add up to"
    assert said in " ".join(explained("is trotskyism vegan?").split())
    assert said not in " ".join(explained("When was the Fourth International founded?").split())


def test_in_json_the_shares_add_up() -> None:
    answer = json.loads(explained("Who led the Red Army?", "--json"))
    passage = answer["passages"][0]
    why = passage["explanation"]
    assert sum(why["score_shares"].values()) == pytest.approx(passage["score"], abs=0.05)
    assert {term["word"] for term in why["terms"]} == {"led", "red", "army"}
    assert sum(term["weight"] for term in why["terms"]) == pytest.approx(1, abs=0.01)
    assert why["confidence"] == answer["confidence"]


SIGNS = {Direction.FOR: 1, Direction.AGAINST: -1}


@pytest.mark.parametrize("meaning", ["true", "false"])
@pytest.mark.parametrize(
    "question",
    [
        "Who led the Red Army?",
        "who was in charge of the red army",
        "what did trotsky not say about lenin",
        "who killed Trotsky?",
        "when did the third international begin",
        "socialism in one country",
        "how old was Lenin",
    ],
)
def test_what_speaks_for_a_passage_never_takes_away(
    question: str, meaning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_MEANING", meaning)
    answer = json.loads(explained(question, "--json"))
    passages = answer["passages"] or answer["nearest"]
    assert passages
    for passage in passages:
        shares = passage["explanation"]["confidence_shares"]
        for name, share in shares.items():
            if name in CONFIDENCE_FEATURES:
                feature = CONFIDENCE_FEATURES[name]
                assert share * SIGNS[feature.direction] > 0, f"{name}: {share}"


def test_without_the_option_nothing_is_explained() -> None:
    result = CliRunner().invoke(main, ["ask", "--json", "Who led the Red Army?"])
    assert "explanation" not in json.loads(result.output)["passages"][0]
