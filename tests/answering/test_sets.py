"""Our own questions to the shipped article. A regression test: what is built isn't fitted to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering import Answer, Answerer
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE, load_settings

SETS = Path(__file__).parent / "sets"


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), load_settings(environ={}))


def _read(name: str) -> Any:
    return yaml.safe_load((SETS / name).read_text(encoding="utf-8"))


def _is_right(answer: Answer, paragraph: int | list[int] | None) -> bool:
    if paragraph is None:
        return not answer.answered
    wanted = paragraph if isinstance(paragraph, list) else [paragraph]
    return answer.answered and answer.passages[0].passage.paragraph in wanted


def test_questions_that_the_article_answers_get_their_passage(answerer: Answerer) -> None:
    questions = _read("trotskyism.yaml")["answered"]
    assert len(questions) >= 70
    wrong = [q for q, paragraph in questions.items() if not _is_right(answerer.answer(q), paragraph)]
    assert len(wrong) <= 0.03 * len(questions), wrong


def test_questions_that_the_article_does_not_answer_are_refused(answerer: Answerer) -> None:
    questions = _read("trotskyism.yaml")["refused"]
    assert len(questions) >= 50
    false = [q for q in questions if answerer.answer(q).answered]
    assert len(false) <= 0.03 * len(questions), false


def test_follow_ups_are_resolved_against_the_question_before(answerer: Answerer) -> None:
    pairs = _read("follow_ups.yaml")
    assert len(pairs) >= 40
    wrong = []
    for pair in pairs:
        answer = answerer.answer(pair["then"], context=answerer.answer(pair["first"]).context)
        if not _is_right(answer, pair["paragraph"]):
            wrong.append((pair, [p.passage.paragraph for p in answer.passages]))
    assert len(wrong) <= 0.1 * len(pairs), wrong


def test_small_talk_gets_a_reply_of_its_kind_and_never_a_passage(answerer: Answerer) -> None:
    lines = _read("small_talk.yaml")
    assert len(lines) >= 40
    answers = {line: answerer.answer(line) for line in lines}
    assert not [line for line, answer in answers.items() if answer.passages]
    kinds = {line: str(answer.small_talk or "none") for line, answer in answers.items()}
    wrong = {line: kind for line, kind in kinds.items() if kind != lines[line]}
    assert len(wrong) <= 0.1 * len(lines), wrong


@pytest.mark.parametrize(
    "wish",
    ["tell me about this", "what is the article about?", "summarise", "Summary please", "what's this about?"],
)
def test_a_wish_for_an_overview_gets_the_opening_passage(answerer: Answerer, wish: str) -> None:
    answer = answerer.answer(wish)
    assert answer.answered
    assert answer.passages[0].passage.paragraph == 1
