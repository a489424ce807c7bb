"""Learn what close reading counts, and write it into the program: `data/reading.json`.

    python -m bot.search.training.reading_weights FILE [--check]

FILE is SQuAD 2.0's development set, as for `weights`, whose results are used. None of the articles asked here
was used to train the cross-encoder. It takes ten minutes. --check writes nothing; it fails where the
program's weights aren't those that FILE gives.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from random import Random

import numpy as np

from bot.search import Index, Meaning
from bot.search.arrays import Floats
from bot.search.ranking.linear_model import READING_FILE, log_odds_of, shipped_models
from bot.search.ranking.reading_model import RAISED_FROM, ReadingModel
from bot.search.training.everyday_questions import EverydayQuestionsError, with_everyday_questions
from bot.search.training.examples import SMALL_TALK
from bot.search.training.squad import (
    TRAINING_TITLES,
    AnnotatedArticle,
    SquadFileError,
    read_squad,
    texts_of_others,
)
from bot.search.training.weights import DATA, differences
from bot.search.training.written_articles import KEPT_BACK, WrittenArticlesError, read_written

EXAMPLE_WEIGHTS: Mapping[str, float] = {"everyday": 1.0, "squad": 0.5, "off": 10.0, "talk": 10.0}
"""What an example of each kind counts. Few of the off-topic ones have anything to be read, and what answers
those is worse than what answers a question about the same. SQuAD's misleading ones were written to mislead
machines."""

SHARES: Mapping[str, float] = {"everyday": 0.4, "squad": 0.3}
"""The share of the 16 articles' questions that is asked."""

OFF_TOPIC = 600
"""Questions of others that each library is asked."""

OFF_TOPIC_ALONE = 60
"""Questions of others that each of the 16 articles is asked by itself."""

ANSWERED = 0.935
"""The share of SQuAD's own questions that is answered at a confidence of 0.5."""


LEARNED = ("above", "below", "reading", "settled", "bias")
"""The weights of a reading that are learned."""


@dataclass(frozen=True, slots=True)
class ReadExample:
    """A question, and what was found first.

    `reading` is None where that isn't read, because words decide or too little of what is asked stands there.
    `among_several`: more than one article was searched.
    """

    kind: str
    is_answerable: bool
    is_right: bool
    log_odds: float
    reading: float | None
    among_several: bool = False


@dataclass(frozen=True, slots=True)
class _Listening(ReadingModel):
    """Changes nothing, and keeps what was read."""

    heard: list[float] = field(default_factory=list)

    def __call__(self, log_odds: float, reading: float, *, among_several: bool = False) -> float:
        del among_several
        self.heard.append(reading)
        return log_odds


def main() -> None:
    """Ask, fit, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        articles, kept_back = read_squad(arguments.file, TRAINING_TITLES), read_written(KEPT_BACK)
        examples = list(read_examples(articles, with_everyday_questions(articles), kept_back))
    except (OSError, SquadFileError, EverydayQuestionsError, WrittenArticlesError) as error:
        sys.exit(str(error))
    learned = learned_weights(fit_reading(examples))
    written = DATA / READING_FILE
    if not arguments.check:
        written.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    elif apart := differences(json.loads(written.read_text(encoding="utf-8")), learned):
        sys.exit("\n".join(apart))
    else:
        print(f"the weights of the reading are those that {arguments.file.name} gives")


def learned_weights(model: ReadingModel) -> dict[str, float]:
    """What reading.json holds: the weights that are learned."""
    return {name: round(asdict(model)[name], 3) for name in LEARNED}


def read_examples(
    articles: Sequence[AnnotatedArticle],
    everyday: Sequence[AnnotatedArticle],
    kept_back: Sequence[AnnotatedArticle],
) -> Iterator[ReadExample]:
    """The 16 articles asked SQuAD's questions and everyday ones, those kept back theirs, each by itself; then
    all of the ones together those of the others, and small talk; then each of the 16 those of the others."""
    random = Random(1)  # noqa: S311 - reproducible samples, no secrets
    meaning = Meaning(most_questions=50_000)
    meaning.learn(each.article for each in (*articles, *kept_back))
    for kind, some, share in (
        ("everyday", everyday, SHARES["everyday"]),
        ("squad", articles, SHARES["squad"]),
        ("everyday", kept_back, 1.0),
    ):
        for annotated in some:
            asker = _Asker([annotated], meaning)
            for question in annotated.questions:
                if random.random() < share:
                    passage = annotated.article.passages[question.passage].id
                    yield asker.ask(kind, question.text, passage if question.is_answerable else None)
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    for library, others in ((articles, kept_back), (kept_back, [*articles, *everyday])):
        asker = _Asker(library, meaning)
        texts = [question.text for annotated in others for question in annotated.questions]
        for text in random.sample(texts, min(OFF_TOPIC, len(texts))):
            yield asker.ask("off", text, None)
        for text in talk:
            yield asker.ask("talk", text, None)
    for annotated in articles:
        asker = _Asker([annotated], meaning)
        texts = texts_of_others(articles, annotated)
        for text in random.sample(texts, min(OFF_TOPIC_ALONE, len(texts))):
            yield asker.ask("off", text, None)


class _Asker:
    def __init__(self, articles: Sequence[AnnotatedArticle], meaning: Meaning) -> None:
        self._listening = _Listening(0.0, 0.0, 0.0, 0.0, 0.0)
        self._several = len(articles) > 1
        models = replace(shipped_models(), reading=self._listening)
        self._index = Index([each.article for each in articles], models, meaning=meaning)

    def ask(self, kind: str, text: str, right: str | None) -> ReadExample:
        """`right` is the id of the passage that answers; None where none does."""
        heard = self._listening.heard
        heard.clear()
        hits = self._index.search(text).hits
        if not hits:
            return ReadExample(kind, right is not None, False, -np.inf, None, self._several)
        is_right = hits[0].passage.id == right
        log_odds = log_odds_of(hits[0].confidence)
        read = heard[0] if heard else None
        return ReadExample(kind, right is not None, is_right, log_odds, read, self._several)


def fit_reading(examples: Sequence[ReadExample]) -> ReadingModel:
    """The model that fits what was read.

    That words and meaning said yes counts as much as it must for the wanted share of SQuAD's own questions to
    be answered. What nothing raises, among several articles, tells nothing of what is to be raised.
    """
    # What only training needs isn't there in every installation.
    from bot.search.training.fitting import fit_logistic

    read = [
        (each, _row(each.log_odds, each.reading))
        for each in examples
        if each.reading is not None and not (each.among_several and each.log_odds < RAISED_FROM)
    ]
    rows = np.array([row for _, row in read])
    fitted, bias = fit_logistic(
        rows,
        np.zeros(len(rows)),
        np.array([float(each.is_right) for each, _ in read]),
        np.array([EXAMPLE_WEIGHTS[each.kind] for each, _ in read]),
        [(0.0, None)] * rows.shape[1],
    )
    above, below, reading, _ = fitted.tolist()
    unsettled = ReadingModel(above, below, reading, 0.0, bias, doubtful=-math.inf)
    return ReadingModel(above, below, reading, _settled(examples, unsettled), bias)


def _settled(examples: Sequence[ReadExample], unsettled: ReadingModel) -> float:
    """What a yes by words and meaning must count."""
    own = [each for each in examples if each.kind == "squad" and each.is_answerable]
    wanted, least = ANSWERED * len(own), []
    for each in own:
        if each.reading is None:
            wanted -= each.log_odds >= 0
        elif each.log_odds < 0:
            wanted -= unsettled(each.log_odds, each.reading) >= 0
        else:
            least.append(-unsettled(each.log_odds, each.reading))
    place = min(max(math.ceil(wanted), 1), len(least)) - 1
    return max(0.0, sorted(least)[place])


def _row(log_odds: float, reading: float) -> Floats:
    return np.array([max(0.0, log_odds), min(0.0, log_odds), reading, float(log_odds >= 0)])


if __name__ == "__main__":
    main()
