"""FairytaleQA: fairy tales, with what teachers ask children about each section."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.search.training.public_questions.sources import FAIRYTALE_QA, file_in
from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import annotated_article

_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"'(]*[A-Z])")
_WORD = re.compile(r"\w+")

LEAST_HELD = 0.7
"""The share of an answer, by how rare its words are, that a sentence must hold to be the one that answers."""

Sections = Mapping[str, Sequence[str]]
"""The sentences of each section, by its number."""


def read(folder: Path) -> Iterator[AnnotatedArticle]:
    """The tales. Raises PublicQuestionsError and OSError."""
    origin = file_in(folder, FAIRYTALE_QA, "data-by-origin")
    for file in sorted(origin.glob("questions/*/*-questions.csv")):
        title = file.name.removesuffix("-questions.csv")
        story = origin / "section-stories" / file.parent.name / f"{title}-story.csv"
        if story.exists():
            sections = _sections(story)
            asked = list(_questions(file, sections))
            if asked:
                yield annotated_article(title.replace("-", " "), list(sections.values()), asked)


def _sections(story: Path) -> Sections:
    return {
        row["section"]: [sentence for sentence in _END.split(" ".join(row["text"].split())) if sentence]
        for row in _rows(story)
    }


def _questions(file: Path, sections: Sections) -> Iterator[tuple[str, str, str]]:
    """Those that one sentence answers in the words of the answer."""
    spread = Counter(word for some in sections.values() for sentence in some for word in _words(sentence))
    sentences = sum(map(len, sections.values()))
    numbers = {section: number for number, section in enumerate(sections)}
    for row in _rows(file):
        section = row["cor_section"].strip()
        if (row["local-or-sum"], row["ex-or-im1"]) != ("local", "explicit") or section not in sections:
            continue
        rare = {word: math.log((sentences + 1) / (spread[word] + 0.5)) for word in _words(row["answer1"])}
        held = [sum(rare.get(word, 0.0) for word in _words(each)) for each in sections[section]]
        most = max(held)
        if most > 0 and most >= LEAST_HELD * sum(rare.values()) and held.count(most) == 1:
            yield "yes", f"{numbers[section]}.{held.index(most)}", row["question"].strip()


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", errors="replace", newline="") as opened:
        return list(csv.DictReader(opened))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
