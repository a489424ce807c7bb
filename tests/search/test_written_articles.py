"""Articles that were written for the training: how they are read, and that none of them measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import (
    FOLDER,
    FOR_READING,
    KEPT_BACK,
    WrittenArticlesError,
    read_written,
)
from tests.benchmarks.everyday_articles import EVERYDAY, EVERYDAY_SECOND, LONG, read_everyday

ARTICLES = """# Aldwell Brewery
It was founded in 1871 by Dr. Martha Quill.
Her son, who hated beer, sold it.

The brewery burned down in 1912.

# Penn Light
It was moved inland in 1931.
"""
QUESTIONS = """Aldwell Brewery	yes	0.1	who got rid of the brewery
Aldwell Brewery	no	1.0	who set it on fire
Penn Light	yes	0.0	when did they move it
"""


def _folder(folder: Path, questions: str) -> Path:
    (folder / "some.txt").write_text(ARTICLES, encoding="utf-8")
    (folder / "some.tsv").write_text(questions, encoding="utf-8")
    return folder


def test_each_question_has_its_article_and_the_sentence_that_answers_or_tempts(tmp_path: Path) -> None:
    brewery, light = read_written(_folder(tmp_path, QUESTIONS))
    assert (brewery.article.title, light.article.title) == ("Aldwell Brewery", "Penn Light")
    told = [
        (each.text, each.is_answerable, brewery.article.passages[each.passage].words[each.sentences[0]])
        for each in brewery.questions
    ]
    assert told == [
        ("who got rid of the brewery", True, "Her son, who hated beer, sold it."),
        ("who set it on fire", False, "The brewery burned down in 1912."),
    ]
    assert [each.text for each in light.questions] == ["when did they move it"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Penn Light\tyes\t0.7\twhen", "Penn Light: has no sentence 0.7 for 'when'"),
        ("Penn Light\tyes\t3.0\twhen", "Penn Light: has no sentence 3.0 for 'when'"),
        ("Penn Light\tyes\tfirst\twhen", "Penn Light: has no sentence first for 'when'"),
        ("Sark Light\tyes\t0.0\twhen", "lacks Sark Light"),
    ],
)
def test_a_question_without_its_article_or_sentence_is_refused(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(WrittenArticlesError, match=told):
        read_written(_folder(tmp_path, f"{QUESTIONS}{line}\n"))


def test_no_article_that_measures_is_trained_on() -> None:
    trained, kept_back = [*read_written(FOLDER), *read_written(FOR_READING)], read_written(KEPT_BACK)
    measuring = [*read_everyday(EVERYDAY), *read_everyday(EVERYDAY_SECOND), *read_written(LONG)]
    ids = [each.article.id for each in (*trained, *kept_back, *measuring)]
    assert len(ids) == len(set(ids))
    assert not _sentences(trained).intersection(_sentences(measuring))


def _sentences(articles: Sequence[AnnotatedArticle]) -> set[str]:
    return {words for each in articles for passage in each.article.passages for words in passage.words}
