"""Checks an answer that was kept as JSON: whether its passages still stand in the library, word for word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.answering.quotation_verdicts import Check, Verdict
from bot.answering.quotations import QuotationChecker
from bot.answering.quoted_words import has_words


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
    """The verdict on each passage of `answer`, those of a refusal included, and on footnotes asked for.

    Of the footnotes below a passage only those are told that aren't written so. Raises AnswerFormatError
    where a passage or a footnote lacks its words, or what they belong to.
    """
    checks: list[Check] = []
    passages: Sequence[Any] = [*answer["passages"], *answer.get("nearest", [])]
    for place, passage in enumerate(passages, 1):
        text = passage.get("text") if isinstance(passage, dict) else None
        article = passage.get("article") if isinstance(passage, dict) else None
        if not isinstance(text, str) or not isinstance(article, str):
            raise AnswerFormatError(f"passage {place}: “article” and “text” are expected")
        checks.append(checker.check_passage(article, text, passage))
        below = _footnote_checks(passage.get("footnotes"), article, passage.get("digest"), checker)
        checks += [check for check in below if check.verdict is not Verdict.FOUND]
    return [*checks, *_footnote_checks(answer.get("footnotes"), None, None, checker)]


def _footnote_checks(
    notes: object, article: str | None, digest: object, checker: QuotationChecker
) -> Iterator[Check]:
    """The verdicts on footnotes of `article`, or of the one that each of them names."""
    for note in notes if isinstance(notes, list) else []:
        values = note if isinstance(note, dict) else {}
        named, number, text = (values.get(key) for key in ("article", "number", "text"))
        named = article or named
        if not isinstance(named, str) or not isinstance(number, str) or not isinstance(text, str):
            raise AnswerFormatError("a footnote: “number” and “text” are expected")
        if has_words(text):
            yield checker.check_footnote(named, number, text, digest)
