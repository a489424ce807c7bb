"""Learn what meaning adds to the words, and write it into the program.

    python -m bot.search.training.meaning FILE [--check]

FILE is SQuAD 2.0's development set, of which the articles in titles.txt are used; data/weights.json is taken
as it stands, so learn that first. --check writes nothing; it fails where the program's weights aren't those
that FILE gives. It takes two minutes: the questions and all sentences are encoded.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import numpy as np

from bot.search.arrays import Floats
from bot.search.index.builder import build_corpus
from bot.search.meaning import Meaning
from bot.search.meaning.sentence_vectors import SentenceVectors
from bot.search.ranking.linear_model import shipped_model
from bot.search.ranking.meaning_model import MOST_LOG_ODDS, NEAREST, WEIGHTS_FILE, MeaningModel
from bot.search.ranking.ranker import Assessment, Ranker
from bot.search.text.tokenizer import Tokenizer
from bot.search.training.examples import SMALL_TALK
from bot.search.training.squad import (
    TRAINING_TITLES,
    AnnotatedArticle,
    AnnotatedQuestion,
    SquadFileError,
    read_squad,
)

WEIGHTS = Path(__file__).parents[1] / "data" / WEIGHTS_FILE

ANSWERED = 0.94
"""The share of an article's own questions that is answered at a confidence of 0.5: a little over the 93 %
wanted, for articles that weren't trained on do a little worse."""

OWN, IMPOSSIBLE = 120, 80
"""Questions of each article that it answers, and that were written for it and it doesn't answer."""

FOREIGN = 120
"""Of these, questions of other articles that each article is trained to refuse."""

FROM_LIBRARY = 90
"""Of these, questions of each article that all articles together are asked, and all others."""

EXAMPLE_WEIGHTS = {
    "own": 1.0,
    "off": 1.25,
    "talk": 1.0,
    "library own": 0.7,
    "library off": 1.5,
}
"""What an example of each kind counts. With paraphrases among them, twice as many questions near the topic
that the article doesn't answer were answered."""

TOLERANCE = 0.02
"""The share of itself by which a weight may be off on another machine."""


@dataclass(frozen=True)
class Example:
    """A question put to some articles: what the passages that were looked at have of it.

    `scores` and `log_odds` are those of the words; `articles` numbers the passages' articles. `sentences`
    holds the words' scores and the cosines of the sentences of the passage at `right`, -1 where none is.
    """

    kind: str
    scores: Floats
    log_odds: Floats
    cosines: Floats
    articles: Floats
    right: int
    sentences: Floats
    right_sentences: tuple[int, ...]


class Asker:
    """Puts questions to some articles by their words and their meaning."""

    def __init__(self, articles: Sequence[AnnotatedArticle], meaning: Meaning) -> None:
        self._model = shipped_model()
        corpus = build_corpus([each.article for each in articles], Tokenizer("en"))
        self._ranker = Ranker(corpus, self._model)
        self._sentences = SentenceVectors(corpus, meaning)
        self._firsts = {
            each.article.id: int(first)
            for each, first in zip(articles, corpus.tokens.article_offsets[:-1], strict=True)
        }

    def example(
        self, kind: str, text: str, article: str = "", question: AnnotatedQuestion | None = None
    ) -> Example | None:
        """None where the question has no word, or the sentences have no vectors."""
        cosines = self._sentences.cosines(text)
        if cosines is None:
            return None
        nearest = self._sentences.nearest(cosines, None, NEAREST)
        assessment = self._ranker.assess(self._ranker.read(text), None, nearest)
        if assessment is None:
            return None
        window = assessment.measurements.window
        of_sentences = cosines[window.sentences].astype(np.float64)
        right = -1 if question is None else window.place_of(self._firsts[article] + question.passage)
        is_inside = window.passage_of_sentence == right
        return Example(
            kind,
            self._model.passage_scores(assessment.passages),
            self._log_odds(assessment),
            window.best_in_passages(of_sentences),
            window.article_of_passage.astype(np.float64),
            right,
            np.stack(
                [self._model.sentence_scores(assessment.sentences)[is_inside], of_sentences[is_inside]],
                axis=1,
            ),
            () if question is None else question.sentences,
        )

    def _log_odds(self, assessment: Assessment) -> Floats:
        every = np.arange(assessment.measurements.window.passage_count)
        return self._model.log_odds(assessment.confidence_features(every))


def examples_of(articles: Sequence[AnnotatedArticle], seed: int = 1) -> Iterator[Example]:
    """Each article's own questions, others' and small talk; and those to all articles, or all others."""
    meaning = Meaning()
    meaning.learn(each.article for each in articles)
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    samples: dict[str, list[AnnotatedQuestion]] = {}
    for annotated in articles:
        groups: dict[bool, list[AnnotatedQuestion]] = {True: [], False: []}
        for question in annotated.questions:
            groups[question.is_answerable].append(question)
        samples[annotated.article.id] = [
            *random.sample(groups[True], min(OWN, len(groups[True]))),
            *random.sample(groups[False], min(IMPOSSIBLE, len(groups[False]))),
        ]
    together = Asker(articles, meaning)
    for annotated in articles:
        name = annotated.article.id
        alone = Asker([annotated], meaning)
        without = Asker([each for each in articles if each is not annotated], meaning)
        foreign = [q.text for other, sample in samples.items() if other != name for q in sample]
        own = [question for question in samples[name] if question.is_answerable]
        asked = [
            *(
                alone.example("own" if q.is_answerable else "impossible", q.text, name, q)
                for q in samples[name]
            ),
            *(alone.example("off", text) for text in random.sample(foreign, min(FOREIGN, len(foreign)))),
            *(alone.example("talk", text) for text in talk),
            *(together.example("library own", q.text, name, q) for q in own[:FROM_LIBRARY]),
            *(without.example("library off", q.text) for q in own[:FROM_LIBRARY]),
        ]
        yield from (each for each in asked if each is not None)


def fit_meaning(examples: Sequence[Example]) -> MeaningModel:
    """The weights that fit these examples."""
    from bot.search.training.fitting import fit_logistic, fit_ratio

    own = [each for each in examples if each.kind in ("own", "impossible") and each.right >= 0]
    passage = fit_ratio(
        [np.stack([each.scores, each.cosines], axis=1) for each in own], [[each.right] for each in own]
    )
    highlighted = [
        (each.sentences, right)
        for each in own
        if (right := [place for place in each.right_sentences if place < len(each.sentences)])
    ]
    sentence = fit_ratio([rows for rows, _ in highlighted], [right for _, right in highlighted])
    used = [each for each in examples if each.kind in EXAMPLE_WEIGHTS]
    is_right = np.array([float(each.kind.endswith("own")) for each in used])
    weights = np.array([EXAMPLE_WEIGHTS[each.kind] for each in used])
    # The confidence is that of the best passage of the article that comes out first: found by the weights
    # that are fitted, so begun with some and fitted twice.
    model = MeaningModel(passage, sentence, log_odds=0.4, cosine=10.0, bias=0.0)
    for _ in range(2):
        rows = np.array([_first(each, model) for each in used])
        (log_odds, cosine), _ = fit_logistic(rows, is_right, weights)
        model = MeaningModel(passage, sentence, float(log_odds), float(cosine), 0.0)
    reached = [float(model.combined(*_first(each, model))) for each in used if each.kind == "own"]
    bias = -float(np.quantile(reached, 1 - ANSWERED))
    return MeaningModel(
        round(passage, 3),
        round(sentence, 3),
        round(model.log_odds, 4),
        round(model.cosine, 3),
        round(bias, 3),
    )


def _first(example: Example, model: MeaningModel) -> Floats:
    """The log-odds by words, bounded, and the cosine of the passage that comes out first."""
    scores = example.scores + model.passage * example.cosines
    combined = model.combined(example.log_odds, example.cosines)
    firsts = [
        int(np.where(example.articles == article, scores, -np.inf).argmax())
        for article in dict.fromkeys(example.articles.tolist())
    ]
    first = max(firsts, key=combined.__getitem__)
    bounded = np.clip(example.log_odds[first], -MOST_LOG_ODDS, MOST_LOG_ODDS)
    return np.array([bounded, example.cosines[first]])


def main() -> None:
    """Read FILE, fit, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    file: Path = arguments.file
    try:
        articles = read_squad(file, TRAINING_TITLES)
    except (OSError, SquadFileError) as error:
        sys.exit(str(error))
    learned = asdict(fit_meaning(list(examples_of(articles))))
    if not arguments.check:
        WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
        return
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    apart = [
        f"{name}: shipped {shipped[name]}, learned {value}"
        for name, value in learned.items()
        if abs(value - shipped[name]) > TOLERANCE * abs(value)
    ]
    if apart:
        sys.exit("\n".join(apart))
    print(f"the shipped weights of meaning are those that {file.name} gives")


if __name__ == "__main__":
    main()
