"""747 paragraphs of SQuAD's training set, each with questions that it answers and others that look alike."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.search.training.public_questions.sources import UNANSWERABLE, file_in, lines_of
from bot.search.training.public_questions.tokenized_text import joined
from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import annotated_article

_WORD = re.compile(r"[^\W\d]{4,}")

ASKING = frozenset(
    "about after also been during first from have into many more most name only other some such than that"
    " their there these they this used were what when where which with would year between could does".split()
)
"""Words that no paragraph is about."""


class _Asked(NamedTuple):
    sentence_begins: int
    answerable: str
    unanswerable: str


def read(folder: Path) -> Iterator[AnnotatedArticle]:
    """Paragraphs that are about the same together. Raises PublicQuestionsError and OSError."""
    asked_of = _asked_of(folder)
    by_title: dict[str, list[str]] = defaultdict(list)
    for title, text in zip(_titles(asked_of), asked_of, strict=True):
        by_title[title].append(text)
    for title, texts in by_title.items():
        paragraphs, questions = [], []
        for number, text in enumerate(texts):
            sentences, begins = _sentences(text.split())
            paragraphs.append(sentences)
            for asked in asked_of[text]:
                sentence = sum(begin <= asked.sentence_begins + 1 for begin in begins) - 1
                place = f"{number}.{sentence}"
                questions.append(("yes", place, asked.answerable))
                questions.append(("no", place, asked.unanswerable))
        yield annotated_article(title, paragraphs, questions)


def _asked_of(folder: Path) -> Mapping[str, Sequence[_Asked]]:
    contexts = lines_of(file_in(folder, UNANSWERABLE, "QG/dev-context.txt"))
    asked: dict[str, list[_Asked]] = defaultdict(list)
    for context, (answerable, unanswerable) in zip(contexts, question_pairs(folder, "dev"), strict=True):
        text, begins, _ = context.split("\t")
        asked[text].append(_Asked(int(begins), answerable, unanswerable))
    return asked


def question_pairs(folder: Path, part: str) -> list[tuple[str, str]]:
    """Questions with an answer, each with one that has none and looks like it, of a part of the set."""
    answerable, unanswerable = (
        [joined(line.split("\t")[1]) for line in lines_of(file_in(folder, UNANSWERABLE, f"QG/{part}-{name}"))]
        for name in ("answerable-questions.txt", "unanswerable-questions.txt")
    )
    return list(zip(answerable, unanswerable, strict=True))


def _titles(asked_of: Mapping[str, Sequence[_Asked]]) -> Iterator[str]:
    """A word that each paragraph is about: its article's title isn't published with it."""
    spread = Counter(word for text in asked_of for word in set(_WORD.findall(text)))
    for text, asked in asked_of.items():
        counts = Counter(_WORD.findall(" ".join([text, *(each.answerable for each in asked)])))
        weights = {
            word: count * math.log((len(asked_of) + 1) / (spread[word] + 0.5))
            for word, count in counts.items()
            if word not in ASKING
        }
        yield max(weights, key=weights.__getitem__)


def _sentences(tokens: Sequence[str]) -> tuple[list[str], list[int]]:
    """The sentences of a paragraph, and the number of the token that each begins with."""
    ends = [n + 1 for n, token in enumerate(tokens[:-1]) if token in (".", "?", "!")]
    begins = [0, *ends]
    parts = zip(begins, [*ends, len(tokens)], strict=True)
    return [joined(" ".join(tokens[begin:end])) for begin, end in parts], begins
