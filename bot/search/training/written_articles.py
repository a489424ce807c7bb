"""Articles that were written for the training, with questions to them as people type them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.library import Article, License
from bot.library.passages import Paragraph, passages_of
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion, sentence_at

FOLDER = Path(__file__).with_name("written")
"""Pairs of files. `NAME.txt` has articles: `# ` begins one and is followed by its title, an empty line ends a
paragraph, and each of its lines is a sentence. `NAME.tsv` has a question a line, as in
`everyday_questions.tsv`."""

KEPT_BACK = Path(__file__).with_name("written_kept_back")
"""The same of articles that aren't trained on: with them it is chosen what a reading is worth."""

FOR_READING = Path(__file__).with_name("written_for_reading")
"""The same of articles that the cross-encoder alone is trained on, with those above."""

LICENSE = License("MIT")


class WrittenArticlesError(Exception):
    """The files don't belong together."""


def read_written(folder: Path = FOLDER) -> list[AnnotatedArticle]:
    """All articles of a folder. Raises WrittenArticlesError where a question has no article or sentence."""
    return [article for file in sorted(folder.glob("*.txt")) for article in _articles(file)]


def _articles(file: Path) -> Iterator[AnnotatedArticle]:
    questions = _questions(file.with_suffix(".tsv"))
    for entry in file.read_text(encoding="utf-8").removeprefix("# ").split("\n# "):
        title, _, text = entry.partition("\n")
        paragraphs = [paragraph.splitlines() for paragraph in text.strip().split("\n\n")]
        yield annotated_article(title, paragraphs, questions.pop(title, ()))
    if questions:
        raise WrittenArticlesError(f"{file}: lacks {', '.join(questions)}")


def _questions(file: Path) -> dict[str, list[Sequence[str]]]:
    """The lines of a file of questions, without their titles, by title."""
    questions: dict[str, list[Sequence[str]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        title, *columns = line.split("\t")
        questions.setdefault(title, []).append(columns)
    return questions


def annotated_article(
    title: str, paragraphs: Sequence[Sequence[str]], questions: Sequence[Sequence[str]]
) -> AnnotatedArticle:
    """An article of paragraphs, each of its sentences, with its questions: for each whether it is answered
    ("yes"), by which sentences ("2.0 2.1": paragraph and sentence, from 0) and its text.

    Raises WrittenArticlesError where a question has no sentence.
    """
    texts = tuple(" ".join(sentences) for sentences in paragraphs)
    passages = passages_of([Paragraph(text) for text in texts], title, "en")
    pieces = [
        [(place, passage) for place, passage in enumerate(passages) if passage.paragraph == number]
        for number in range(1, len(texts) + 1)
    ]

    def place_of(written: str) -> tuple[int, int]:
        """The passage and its sentence, as the program splits them, that a sentence as written begins in."""
        paragraph, sentence = map(int, written.split("."))
        if sentence >= len(paragraphs[paragraph]):
            raise IndexError(written)
        before = paragraphs[paragraph][:sentence]
        return sentence_at(sum(len(each) + 1 for each in before), texts[paragraph], pieces[paragraph])

    annotated = []
    for answers, written, text in questions:
        try:
            places = [place_of(each) for each in written.split()]
        except (ValueError, IndexError) as error:
            raise WrittenArticlesError(f"{title}: has no sentence {written} for {text!r}") from error
        passage = places[0][0]
        sentences = tuple(dict.fromkeys(sentence for place, sentence in places if place == passage))
        paragraph = passages[passage].paragraph
        annotated.append(AnnotatedQuestion(text, paragraph, answers == "yes", passage, sentences))
    return AnnotatedArticle(Article(title, title, LICENSE, passages), texts, tuple(annotated))
