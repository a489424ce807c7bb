"""Checks an answer that was kept as JSON: whether its passages still stand in the library, word for word."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.answering.quotation_verdicts import Check
from bot.answering.quotations import QuotationChecker


class AnswerFormatError(ValueError):
    """A text isn't an answer as `answer_as_json` gives it; the message says where and why."""


def answers_in(text: str) -> list[Mapping[str, Any]]:
    """The answers of a text with one JSON object a line; [] where it begins as none.

    Raises AnswerFormatError where a line isn't an answer.
    """
    if not text.lstrip().startswith("{"):
        return []
    answers: list[Mapping[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise AnswerFormatError(f"line {number}: is no JSON: {error}") from error
        if not isinstance(values, dict) or not isinstance(values.get("passages"), list):
            raise AnswerFormatError(f"line {number}: is no answer: “passages” is missing")
        answers.append(values)
    return answers


def check_answer(answer: Mapping[str, Any], checker: QuotationChecker) -> list[Check]:
    """The verdict on each passage of `answer`, those of a refusal included.

    Raises AnswerFormatError where a passage has no words or no article.
    """
    checks: list[Check] = []
    passages: Sequence[Any] = [*answer["passages"], *answer.get("nearest", [])]
    for place, passage in enumerate(passages, 1):
        text = passage.get("text") if isinstance(passage, dict) else None
        article = passage.get("article") if isinstance(passage, dict) else None
        if not isinstance(text, str) or not isinstance(article, str):
            raise AnswerFormatError(f"passage {place}: “article” and “text” are expected")
        checks.append(checker.check_passage(article, text, passage))
    return checks
