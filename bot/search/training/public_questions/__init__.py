"""Questions that people wrote for public data sets, each with the sentence that answers it or doesn't.

FOLDER holds a clone of each of SOURCES. Nothing of them is in the program: the cross-encoder is trained on
them, and learns what crowd workers and teachers ask, which is not what we would.
"""

from __future__ import annotations

from pathlib import Path

from bot.search.training.public_questions import fairytale_qa, selqa, squad_paragraphs, squad_sentences
from bot.search.training.public_questions.sources import SOURCES, PublicQuestionsError, Source, file_in
from bot.search.training.squad import AnnotatedArticle

__all__ = ["SOURCES", "PublicQuestionsError", "Source", "file_in", "read_of_squad", "read_of_stories"]


def read_of_squad(folder: Path) -> list[AnnotatedArticle]:
    """A tenth of SQuAD's training set, with questions that look as if it answered them. None of it is in the
    development set, which the search is measured with. Raises PublicQuestionsError and OSError."""
    return [*squad_sentences.read(folder), *squad_paragraphs.read(folder)]


def read_of_stories(folder: Path) -> list[AnnotatedArticle]:
    """Sections of Wikipedia and fairy tales, asked in other words than theirs. Raises the same."""
    return [*selqa.read(folder), *fairytale_qa.read(folder)]
