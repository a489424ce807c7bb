"""Questions in other words than the articles': everyday ones to the shipped article, and paraphrases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.answering import Answer, Answerer
from bot.library import Library, load_library
from bot.search import Index
from bot.search.training.squad import AnnotatedArticle
from bot.settings import SHIPPED_KNOWLEDGE, Settings

SETS = Path(__file__).with_name("sets")

Paragraphs = int | list[int]
"""The paragraph that answers, counted from 1; a list where several do."""


def sets_table(articles: Sequence[AnnotatedArticle], indices: Sequence[Index]) -> str:
    """What is found and answered of each set. `indices` are those of `articles`, fitted without them."""
    lines = [f"{'':24}{'asked':>8}{'first':>8}{'answered':>10}{'rightly':>9}   (percent)"]
    everyday = _read("everyday.yaml")
    shipped = load_library(SHIPPED_KNOWLEDGE)
    answerer = Answerer(shipped, Settings())
    lines.append(f"{'everyday, answered':24}{_row([(answerer, everyday['answered'])])}")
    refused = [answerer.answer(question).answered for question in everyday["refused"]]
    lines.append(
        f"{'everyday, not answered':24}{len(refused):8}{'':8}{100 * sum(refused) / len(refused):10.1f}"
    )
    # Only the part that nothing may be learned from.
    paraphrases: Mapping[str, Mapping[str, Mapping[str, Paragraphs]]] = _read("paraphrases.yaml")["test"]
    by_title = {each.article.id: (each, index) for each, index in zip(articles, indices, strict=True)}
    for kind in ("close", "apart"):
        asked = []
        for title, questions in paraphrases.items():
            annotated, index = by_title[title]
            asked.append((Answerer(Library((annotated.article,)), Settings(), index), questions[kind]))
        lines.append(f"{f'paraphrases, {kind}':24}{_row(asked)}")
    return "\n".join(lines)


def _read(name: str) -> Any:
    return yaml.safe_load((SETS / name).read_text(encoding="utf-8"))


def _row(asked: Sequence[tuple[Answerer, Mapping[str, Paragraphs]]]) -> str:
    first, answered, rightly, count = 0, 0, 0, 0
    for answerer, questions in asked:
        for question, paragraphs in questions.items():
            answer = answerer.answer(question)
            is_first = _first_paragraph(answer) in (
                paragraphs if isinstance(paragraphs, list) else [paragraphs]
            )
            first += is_first
            answered += answer.answered
            rightly += answer.answered and is_first
            count += 1
    return f"{count:8}{100 * first / count:8.1f}{100 * answered / count:10.1f}{100 * rightly / count:9.1f}"


def _first_paragraph(answer: Answer) -> int | None:
    passages = answer.passages or answer.nearest
    return passages[0].passage.paragraph if passages else None
