"""SelQA: sections of Wikipedia's articles, with the sentences of each that answer what it is asked.

Each question is there twice: as it was written with the section in view, and in other words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.search.training.public_questions.sources import SELQA, file_in
from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import annotated_article

OF_PARAGRAPH = 6
"""Sentences of a section that make a paragraph."""


def read(folder: Path) -> Iterator[AnnotatedArticle]:
    """The articles of the parts that are published for development and testing: the search is measured with
    neither. Raises PublicQuestionsError and OSError."""
    questions: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    paragraphs: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    first_paragraphs: dict[tuple[str, tuple[str, ...]], int] = {}
    for part in ("dev", "test"):
        file = file_in(folder, SELQA, f"ass/selqa-ass-{part}.json")
        for entry in json.loads(file.read_text(encoding="utf-8")):
            title, section = entry["article"], tuple(map(_in_one_line, entry["candidates"]))
            if (title, section) not in first_paragraphs:
                first_paragraphs[title, section] = len(paragraphs[title])
                starts = range(0, len(section), OF_PARAGRAPH)
                paragraphs[title] += [section[start : start + OF_PARAGRAPH] for start in starts]
            first = first_paragraphs[title, section]
            places = [divmod(answer, OF_PARAGRAPH) for answer in entry["answers"]]
            written = " ".join(f"{first + paragraph}.{sentence}" for paragraph, sentence in places)
            if written:
                questions[title].append(("yes", written, _in_one_line(entry["question"])))
    for title, asked in questions.items():
        yield annotated_article(title, paragraphs[title], asked)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
