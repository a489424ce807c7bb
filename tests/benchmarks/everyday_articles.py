"""Made-up articles with questions as people type them into a chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.library import Article, License, Passage
from bot.library.passages import Paragraph, passages_of
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion

EVERYDAY = Path(__file__).parent / "sets" / "everyday_articles.yaml"
"""The articles, each with its questions and the sentences that answer them."""

EVERYDAY_SECOND = EVERYDAY.with_name("everyday_articles_second.yaml")
"""The same of other writers, who had not seen the first ones."""

SHIPPED = EVERYDAY.with_name("everyday.yaml")
"""Questions to the shipped article."""

LONG = EVERYDAY.with_name("long_articles")
"""Articles in long sentences, with everyday questions, as `read_written` reads them."""

LICENSE = License("CC-BY-SA-4.0")


class Asked(NamedTuple):
    """A question, and the paragraphs of its article that answer it: none where it doesn't."""

    text: str
    paragraphs: tuple[int, ...] = ()


class EverydayFileError(Exception):
    """An answer isn't in its article."""


def read_everyday(file: Path = EVERYDAY) -> list[AnnotatedArticle]:
    """The articles of a file. Raises EverydayFileError where one lacks what answers a question to it."""
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [_article(title, entry) for title, entry in entries.items()]


def shipped_questions() -> list[Asked]:
    """The everyday questions to the shipped article."""
    read = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    answered = [Asked(text, paragraphs_of(places)) for text, places in read["answered"].items()]
    return [*answered, *map(Asked, read["refused"])]


def paragraphs_of(places: object) -> tuple[int, ...]:
    """The paragraphs of an answer, as the sets of questions have them: a number, or a list of some."""
    return tuple(places) if isinstance(places, list) else (int(str(places)),)


def _article(title: str, entry: Mapping[str, Any]) -> AnnotatedArticle:
    texts = tuple(entry["paragraphs"])
    passages = passages_of([Paragraph(text) for text in texts], title, "en")
    questions = tuple(_question(text, answer, title, passages) for text, answer in entry["questions"].items())
    return AnnotatedArticle(Article(title, title, LICENSE, passages), texts, questions)


def _question(
    text: str, answer: str | Sequence[str] | None, title: str, passages: Sequence[Passage]
) -> AnnotatedQuestion:
    if answer is None:
        return AnnotatedQuestion(text, 1, False, 0, ())
    wanted = [answer] if isinstance(answer, str) else answer
    for place, passage in enumerate(passages):
        begins = [begin for begin in map(passage.text.find, wanted) if begin >= 0]
        if begins:
            right = tuple(sorted({_sentence_at(begin, passage) for begin in begins}))
            return AnnotatedQuestion(text, passage.paragraph, True, place, right)
    raise EverydayFileError(f"{title}: no paragraph has the answer to {text!r}")


def _sentence_at(offset: int, passage: Passage) -> int:
    """The place of the sentence in which the character at `offset` stands."""
    return max(number for number, sentence in enumerate(passage.sentences) if sentence.start <= offset)
