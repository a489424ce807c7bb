"""What close reading gives, on articles and questions that the cross-encoder wasn't trained on.

    python -m tests.benchmarks.reading FILE

FILE is SQuAD 2.0's development set, or the 16 articles that the weights are learned from. They are asked
SQuAD's questions and everyday ones; the articles that were kept back from the training, two sets of made-up
ones, and some in long sentences are asked theirs. Answered rightly: the passage that answers is first, at a
confidence of 0.5. The other weights are those that are shipped, which are fitted to the 16 articles:
`quality` tells more there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bot.search import Index, Meaning
from bot.search.ranking.linear_model import shipped_models
from bot.search.training.everyday_questions import with_everyday_questions
from bot.search.training.squad import TRAINING_TITLES, AnnotatedArticle, read_squad
from bot.search.training.written_articles import KEPT_BACK, read_written
from tests.benchmarks.everyday_articles import EVERYDAY_SECOND, LONG, read_everyday
from tests.benchmarks.measures import per_cent
from tests.benchmarks.quality import SMALL_TALK


class Row(NamedTuple):
    """What happened to some questions: shares of those that are answerable, and of the others."""

    answered: float
    rightly: float
    first: float
    falsely: float
    milliseconds: float


def main() -> None:
    """Ask, with and without reading, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    articles = read_squad(parser.parse_args().file, TRAINING_TITLES)
    sets = {
        "SQuAD's questions": articles,
        "everyday questions to the same": with_everyday_questions(articles),
        "kept back": read_written(KEPT_BACK),
        "made up": read_everyday(),
        "made up, second": read_everyday(EVERYDAY_SECOND),
        "long sentences": read_written(LONG),
    }
    meaning = Meaning(most_questions=20_000)
    meaning.learn(each.article for some in sets.values() for each in some)
    print(f"{'':34}" + "".join(f"{name:>14}" for name in Row._fields))
    for name, some in sets.items():
        for reads in (False, True):
            _print(f"{name}{', read' if reads else ''}", _each_alone(some, meaning, reads=reads))
    made_up = [*sets["made up"], *sets["made up, second"]]
    foreign = [each.text for annotated in made_up for each in annotated.questions]
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    for name, texts in {"off-topic": foreign, "small talk": talk}.items():
        for size, library in (("16", articles), ("42", sets["kept back"])):
            for reads in (False, True):
                index = _index(library, meaning, reads=reads)
                row = _outcome((index, text, None) for text in texts)
                _print(f"{name}, {size} articles{', read' if reads else ''}", row)


def _index(articles: Sequence[AnnotatedArticle], meaning: Meaning, *, reads: bool) -> Index:
    models = shipped_models() if reads else replace(shipped_models(), reading=None)
    return Index([each.article for each in articles], models, meaning=meaning)


def _each_alone(articles: Sequence[AnnotatedArticle], meaning: Meaning, *, reads: bool) -> Row:
    indexes = [_index([each], meaning, reads=reads) for each in articles]
    return _outcome(
        (index, each.text, annotated.article.passages[each.passage].id if each.is_answerable else None)
        for annotated, index in zip(articles, indexes, strict=True)
        for each in annotated.questions
    )


def _outcome(asked: Iterable[tuple[Index, str, str | None]]) -> Row:
    """What happens to questions; each with the passage that answers, or None."""
    own, others = [], []
    begun = time.process_time()
    for index, text, right in asked:
        hits = index.search(text).hits
        is_answered = bool(hits) and hits[0].confidence >= 0.5
        if right is None:
            others.append(is_answered)
        else:
            own.append((is_answered, hits[0].passage.id == right if hits else False))
    spent = time.process_time() - begun
    return Row(
        per_cent(answered for answered, _ in own),
        per_cent(answered and right for answered, right in own),
        per_cent(right for _, right in own),
        per_cent(others),
        1000 * spent / (len(own) + len(others)),
    )


def _print(name: str, row: Row) -> None:
    print(f"{name:34}" + "".join(f"{each:14.1f}" for each in row), flush=True)


if __name__ == "__main__":
    main()
