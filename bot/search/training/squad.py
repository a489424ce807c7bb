"""SQuAD 2.0 files: articles, and questions with the places of their answers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from bot.library import Article, License, Passage
from bot.library.passages import Paragraph, passages_of

Item = TypeVar("Item")

LICENSE = License("CC-BY-SA-4.0")

TRAINING_TITLES = tuple(Path(__file__).with_name("titles.txt").read_text(encoding="utf-8").split())
"""The titles that the shipped weights are learned from, in order. All others are left for testing."""


class SquadFileError(Exception):
    """A file that isn't in SQuAD 2.0's format, or lacks titles that are asked for."""


@dataclass(frozen=True)
class AnnotatedQuestion:
    """A question of the file. `paragraph` counts from 1.

    `passage` is the place in the article's passages of the one that holds the answer, and `sentences` the
    places in it of the sentences in which an answer begins (the annotators', or the one that was plausible
    for a question without an answer).
    """

    text: str
    paragraph: int
    is_answerable: bool
    passage: int
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class AnnotatedArticle:
    """An article of the file with its questions. `paragraphs` are the texts as they stand in the file."""

    article: Article
    paragraphs: tuple[str, ...]
    questions: tuple[AnnotatedQuestion, ...]

    def part(self, start: int, end: int) -> AnnotatedArticle:
        """The passages from `start` up to, not including, `end` as an article, with their questions."""
        article = self.article
        shorter = Article(
            article.id,
            article.title,
            article.license,
            article.passages[start:end],
            language=article.language,
        )
        questions = tuple(
            replace(question, passage=question.passage - start)
            for question in self.questions
            if start <= question.passage < end
        )
        return AnnotatedArticle(shorter, self.paragraphs, questions)


def texts_of_others(articles: Sequence[AnnotatedArticle], annotated: AnnotatedArticle) -> list[str]:
    """The questions of all articles but one."""
    return [question.text for each in articles if each is not annotated for question in each.questions]


def sample_of(random: Random, items: Sequence[Item], most: int) -> list[Item]:
    """At most so many of the items, drawn at random; all, in another order, where they are fewer."""
    return random.sample(items, min(most, len(items)))


def read_squad(file: Path, titles: Sequence[str] | None = None) -> list[AnnotatedArticle]:
    """The articles of a file, or those with `titles`, in that order; the others aren't looked at.

    Raises SquadFileError where the file isn't in SQuAD 2.0's format or lacks some of `titles`, and OSError
    where it can't be read.
    """
    try:
        entries = {entry["title"]: entry for entry in json.loads(file.read_text(encoding="utf-8"))["data"]}
        chosen = list(entries) if titles is None else titles
        missing = [title for title in chosen if title not in entries]
        if missing:
            raise SquadFileError(f"{file}: lacks {', '.join(missing)}")
        return [_article(entries[title]) for title in chosen]
    except (ValueError, KeyError, TypeError) as error:
        raise SquadFileError(f"{file}: isn't in SQuAD 2.0's format ({error!r})") from error


def _article(entry: dict[str, Any]) -> AnnotatedArticle:
    title = entry["title"].replace("_", " ")
    texts = tuple(paragraph["context"] for paragraph in entry["paragraphs"])
    passages = passages_of([Paragraph(text) for text in texts], entry["title"], "en")
    article = Article(entry["title"], title, LICENSE, passages)
    questions = tuple(
        _question(question, number, text, passages)
        for number, (text, paragraph) in enumerate(zip(texts, entry["paragraphs"], strict=True), start=1)
        for question in paragraph["qas"]
    )
    return AnnotatedArticle(article, texts, questions)


def _question(
    question: dict[str, Any], number: int, text: str, passages: Sequence[Passage]
) -> AnnotatedQuestion:
    answers = question["answers"] or question.get("plausible_answers") or [{"answer_start": 0}]
    # A long paragraph is cut into several passages.
    pieces = [(place, passage) for place, passage in enumerate(passages) if passage.paragraph == number]
    found = [sentence_at(answer["answer_start"], text, pieces) for answer in answers]
    passage = Counter(place for place, _ in found).most_common(1)[0][0]
    sentences = tuple(sorted({sentence for place, sentence in found if place == passage}))
    return AnnotatedQuestion(question["question"], number, not question["is_impossible"], passage, sentences)


def sentence_at(offset: int, text: str, pieces: Sequence[tuple[int, Passage]]) -> tuple[int, int]:
    """The passage and its sentence in which the character at `offset` of the paragraph stands."""
    where = (pieces[0][0], 0)
    begin = 0
    for place, passage in pieces:
        begin = text.index(passage.text, begin)
        for number, sentence in enumerate(passage.sentences):
            if begin + sentence.start <= offset:
                where = (place, number)
        begin += len(passage.text)
    return where
