"""Questions to the training articles as people type them, with the sentences that answer or tempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion

FILE = Path(__file__).with_suffix(".tsv")
"""A question a line: the article's title, `yes` where it answers, the sentences, and the question.

A sentence is a passage's place in the article and its own place in that, both from 0. Those of a `yes`
answer; that of a `no` is the one that would tempt a careless reader most.
"""

SENTENCES_SHA256 = "bf2e16868b19ceea3f335db8060bfc505d15c0b17b67e66d286ace3735b58127"
"""Of all the articles' sentences: where they are split otherwise, the file's places are wrong."""


class EverydayQuestionsError(Exception):
    """The file doesn't fit the articles."""


def with_everyday_questions(articles: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    """The articles with these questions in place of their own.

    Raises EverydayQuestionsError where the articles aren't those that the questions were written for, or
    are split into other sentences.
    """
    if (digest := digest_of(articles)) != SENTENCES_SHA256:
        raise EverydayQuestionsError(f"other sentences than the questions were written for ({digest})")
    passages = {each.article.id: each.article.passages for each in articles}
    by_title: dict[str, list[AnnotatedQuestion]] = {each.article.id: [] for each in articles}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        title, answers, places, text = line.split("\t")
        passage = int(places.split(".")[0])
        sentences = tuple(int(place.split(".")[1]) for place in places.split())
        paragraph = passages[title][passage].paragraph
        by_title[title].append(AnnotatedQuestion(text, paragraph, answers == "yes", passage, sentences))
    return [replace(each, questions=tuple(by_title[each.article.id])) for each in articles]


def digest_of(articles: Sequence[AnnotatedArticle]) -> str:
    """The SHA-256 of the articles' sentences."""
    digest = sha256()
    for annotated in articles:
        for passage in annotated.article.passages:
            digest.update("\n".join([*passage.words, ""]).encode())
    return digest.hexdigest()
