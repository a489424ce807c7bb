"""Questions to learn from what a reading counts, each with what was found first and what the reading said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import NamedTuple

import numpy as np

from bot.search import Index, Meaning
from bot.search.ranking.linear_model import log_odds_of, shipped_models
from bot.search.ranking.reading_model import LEAST, ReadingModel, ReadingModels
from bot.search.training.examples import SMALL_TALK
from bot.search.training.squad import AnnotatedArticle, sample_of, texts_of_others

SHARES: Mapping[str, float] = {"everyday": 0.25, "squad": 0.3, "kept back": 0.5}
"""The share of the 16 articles' questions that is asked, and of those to the articles kept back."""

IN_LIBRARY = 0.35
"""The share of these that is asked of all articles together, too."""

OFF_TOPIC = 600
"""Questions of others that each library is asked."""

OFF_TOPIC_ALONE = 120
"""Questions of others that each of the 16 articles is asked by itself."""


@dataclass(frozen=True, slots=True)
class ReadExample:
    """A question, and what was found first.

    `reading` is None where that isn't read, because words decide or too little of what is asked stands there.
    `in_library`: several articles were searched; `is_one_of_several`: any of them may be meant. `rival` is
    the log-odds of the best that another article has.
    """

    kind: str
    is_answerable: bool
    is_right: bool
    log_odds: float
    reading: float | None
    rival: float = LEAST
    in_library: bool = False
    is_one_of_several: bool = False


class _Heard(NamedTuple):
    """What a model was told of."""

    reading: float
    rival: float
    is_one_of_several: bool


@dataclass(frozen=True, slots=True)
class _Listening(ReadingModel):
    """Changes nothing, and keeps what was read."""

    is_one_of_several: bool = False
    heard: list[_Heard] = field(default_factory=list)

    def __call__(self, log_odds: float, reading: float, rival: float = LEAST) -> float:
        self.heard.append(_Heard(reading, rival, self.is_one_of_several))
        return log_odds


def read_examples(
    articles: Sequence[AnnotatedArticle],
    everyday: Sequence[AnnotatedArticle],
    kept_back: Sequence[AnnotatedArticle],
) -> Iterator[ReadExample]:
    """The 16 articles asked SQuAD's questions and everyday ones, those kept back theirs, each by itself and
    all together; then all of the ones together those of the others, and small talk; then each of the 16 those
    of the others."""
    random = Random(1)  # noqa: S311 - reproducible samples, no secrets
    meaning = Meaning(most_questions=100_000)
    meaning.learn(each.article for each in (*articles, *kept_back))
    for kind, some, share in (
        ("everyday", everyday, SHARES["everyday"]),
        ("squad", articles, SHARES["squad"]),
        ("everyday", kept_back, SHARES["kept back"]),
    ):
        library = _Asker(some, meaning)
        for annotated in some:
            alone = _Asker([annotated], meaning)
            for question in annotated.questions:
                if random.random() < share:
                    passage = annotated.article.passages[question.passage].id
                    right = passage if question.is_answerable else None
                    yield alone.ask(kind, question.text, right)
                    if random.random() < IN_LIBRARY:
                        yield library.ask(kind, question.text, right)
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    for library_of, others in ((articles, kept_back), (kept_back, [*articles, *everyday])):
        asker = _Asker(library_of, meaning)
        texts = [question.text for annotated in others for question in annotated.questions]
        for text in sample_of(random, texts, OFF_TOPIC):
            yield asker.ask("off", text, None)
        for text in talk:
            yield asker.ask("talk", text, None)
    for annotated in articles:
        asker = _Asker([annotated], meaning)
        texts = texts_of_others(articles, annotated)
        for text in sample_of(random, texts, OFF_TOPIC_ALONE):
            yield asker.ask("off", text, None)


class _Asker:
    def __init__(self, articles: Sequence[AnnotatedArticle], meaning: Meaning) -> None:
        self._heard: list[_Heard] = []
        alone, one_of_several = (
            _Listening(0.0, 0.0, 0.0, 0.0, is_one_of_several=each, heard=self._heard)
            for each in (False, True)
        )
        self._in_library = len(articles) > 1
        models = replace(shipped_models(), reading=ReadingModels(alone, one_of_several))
        self._index = Index([each.article for each in articles], models, meaning=meaning)

    def ask(self, kind: str, text: str, right: str | None) -> ReadExample:
        """`right` is the id of the passage that answers; None where none does."""
        self._heard.clear()
        hits = self._index.search(text).hits
        if not hits:
            return ReadExample(kind, right is not None, False, -np.inf, None, in_library=self._in_library)
        found = ReadExample(
            kind,
            right is not None,
            hits[0].passage.id == right,
            log_odds_of(hits[0].confidence),
            None,
            in_library=self._in_library,
        )
        return replace(found, **self._heard[0]._asdict()) if self._heard else found
