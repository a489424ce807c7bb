"""44 articles of SQuAD's training set: the sentences that answer something, and what they are asked.

Those sentences alone are published by themselves, in the article's order; five of them make a paragraph here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from bot.search.training.public_questions.sources import LEARNING_TO_ASK, file_in, lines_of
from bot.search.training.public_questions.squad_paragraphs import question_pairs
from bot.search.training.public_questions.tokenized_text import compared, joined
from bot.search.training.squad import AnnotatedArticle
from bot.search.training.written_articles import annotated_article

FIRST_LINES = (
    *(0, 269, 1027, 1177, 1314, 1483, 2180, 2471, 2798, 3012, 3286, 3807, 4624, 4852, 5102, 5256, 5478, 5913),
    *(6341, 6951, 7753, 8145, 8645, 8967, 9352, 9472, 9548, 9621, 9766, 9866, 10020, 10090, 10167, 10232),
    *(10411, 10528, 10593, 10734, 10822, 11007, 11089, 11178, 11289, 11510),
)
"""The line of its first question, from 0, for each article in the order of their list, which doesn't tell it.
Found by the words of their titles, and right but for a line or two."""

OF_PARAGRAPH = 5


def read(folder: Path) -> Iterator[AnnotatedArticle]:
    """The articles. Raises PublicQuestionsError and OSError."""
    processed = file_in(folder, LEARNING_TO_ASK, "data/processed")
    titles = lines_of(file_in(folder, LEARNING_TO_ASK, "data/doclist-test.txt"))
    sentences = [joined(line) for line in lines_of(processed / "src-test.txt")]
    questions = [joined(line) for line in lines_of(processed / "tgt-test.txt")]
    misleading = _misleading(folder)
    for title, (first, end) in zip(titles, pairwise((*FIRST_LINES, len(questions))), strict=True):
        places = {sentence: n for n, sentence in enumerate(dict.fromkeys(sentences[first:end]))}
        texts = list(places)
        asked = []
        for sentence, question in zip(sentences[first:end], questions[first:end], strict=True):
            place = ".".join(map(str, divmod(places[sentence], OF_PARAGRAPH)))
            asked.append(("yes", place, question))
            if like := misleading.get(compared(question)):
                asked.append(("no", place, like))
        paragraphs = [texts[start : start + OF_PARAGRAPH] for start in range(0, len(texts), OF_PARAGRAPH)]
        yield annotated_article(unquote(title.strip()).replace("_", " "), paragraphs, asked)


def _misleading(folder: Path) -> dict[str, str]:
    """Questions that look as if they had an answer, by what is compared of the one that they look like."""
    return {compared(like): text for like, text in question_pairs(folder, "train")}
