"""SQuAD 2.0 files as libraries: each article one library, its questions with where their answers stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.library import Article, License, Passage
from bot.library.passages import Paragraph, passages_of
from bot.library.sentences import sentence_spans

LICENSE = License("CC-BY-SA-4.0")


@dataclass(frozen=True)
class Asked:
    """A question of the file. `paragraph` counts from 1.

    `passage` is the place in the article's passages of the one that holds the answer, and `sentences` the
    places in it of the sentences in which an answer begins (the annotators', or the one that was plausible
    for a question without an answer).
    """

    text: str
    paragraph: int
    answerable: bool
    passage: int
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Topic:
    """One article of the file with its questions. `paragraphs` are the texts as they stand in the file."""

    article: Article
    paragraphs: tuple[str, ...]
    questions: tuple[Asked, ...]


def read_squad(file: Path) -> list[Topic]:
    """The articles of a file in SQuAD 2.0's format."""
    return [_topic(entry) for entry in json.loads(file.read_text(encoding="utf-8"))["data"]]


def part(topic: Topic, first: int, last: int) -> Topic:
    """The passages `first` up to, not including, `last` as an article of their own, with their questions."""
    article = topic.article
    passages = article.passages[first:last]
    inside = tuple(
        Asked(q.text, q.paragraph, q.answerable, q.passage - first, q.sentences)
        for q in topic.questions
        if first <= q.passage < last
    )
    shorter = Article(article.id, article.title, article.license, passages, language=article.language)
    return Topic(shorter, topic.paragraphs, inside)


def _topic(entry: dict[str, Any]) -> Topic:
    title = entry["title"].replace("_", " ")
    texts = tuple(paragraph["context"] for paragraph in entry["paragraphs"])
    paragraphs = [Paragraph(text) for text in texts]
    passages = passages_of(paragraphs, entry["title"], "en")
    article = Article(entry["title"], title, LICENSE, passages)
    questions = tuple(
        _asked(question, number, text, passages)
        for number, (text, paragraph) in enumerate(zip(texts, entry["paragraphs"], strict=True), start=1)
        for question in paragraph["qas"]
    )
    return Topic(article, texts, questions)


def _asked(question: dict[str, Any], number: int, text: str, passages: Sequence[Passage]) -> Asked:
    answers = question["answers"] or question.get("plausible_answers") or [{"answer_start": 0}]
    pieces = [(place, passage) for place, passage in enumerate(passages) if passage.paragraph == number]
    found = [_sentence_at(answer["answer_start"], text, pieces) for answer in answers]
    passage = Counter(place for place, _ in found).most_common(1)[0][0]
    sentences = tuple(sorted({sentence for place, sentence in found if place == passage}))
    return Asked(question["question"], number, not question["is_impossible"], passage, sentences)


def _sentence_at(offset: int, text: str, pieces: Sequence[tuple[int, Passage]]) -> tuple[int, int]:
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


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph, as Footnote cuts them: what the peers' passages are cut into as well."""
    return [span.of(text) for span in sentence_spans(text, (), "en")]
