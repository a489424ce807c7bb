"""Pairs of a question and a sentence to train the cross-encoder on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.library import Passage
from bot.search.encoder.cross_encoder import Pair
from bot.search.engine import Index
from bot.search.meaning import Meaning
from bot.search.ranking.close_reading import pair_of
from bot.search.ranking.hits import Hit
from bot.search.ranking.linear_model import shipped_models
from bot.search.training.examples import SMALL_TALK
from bot.search.training.question_bias import Asked, bias_of
from bot.search.training.squad import AnnotatedArticle, AnnotatedQuestion, sample_of, texts_of_others

OTHERS = 5
"""Questions of other articles that each article is asked, besides its own."""

LIBRARIES = 8
"""Libraries that the articles are divided among. Each is asked questions to the articles of the next one."""

OF_NEIGHBOURS = 20
"""Questions of each article that a library of others is asked, each of which names its article's subject."""

SMALL_TALK_LINES = 3
"""Lines of small talk that each article is asked."""

PAIRS_OF_QUESTION = 2.8
"""Pairs that an answered question is in, of which one is right."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question that an article was asked, and what was found by words and meaning, best first.

    `number` is the article's. `question` is None where it was written for another article, or is small talk.
    """

    text: str
    article: AnnotatedArticle
    number: int
    question: AnnotatedQuestion | None
    hits: Sequence[Hit]

    @property
    def is_answered(self) -> bool:
        """Whether the article answers it."""
        return self.question is not None and self.question.is_answerable

    @property
    def passage(self) -> Passage:
        """The one with the sentence that answers, or that would tempt a reader to take it for an answer."""
        if self.question is None:
            raise ValueError("written for another article")
        return self.article.article.passages[self.question.passage]

    def pair(self, passage: Passage, sentence: int) -> Pair:
        """The question with a sentence of the article."""
        return pair_of(self.text, self.article.article.title, passage, sentence)


@dataclass(frozen=True, slots=True)
class TrainingPair:
    """A pair, whether its sentence answers, and the log-odds of that by the question's words alone."""

    pair: Pair
    answers: bool
    bias: float


def found_in(articles: Sequence[AnnotatedArticle], meaning: Meaning, seed: int = 1) -> Iterator[Found]:
    """The articles' questions, some of the others' and some small talk, each asked of one article; then
    questions to some asked of a library of others."""
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    models = replace(shipped_models(), reading=None)
    for number, annotated in enumerate(articles):
        index = Index([annotated.article], models, meaning=meaning)
        asked: list[tuple[str, AnnotatedQuestion | None]] = [
            (each.text, each) for each in annotated.questions
        ]
        others = texts_of_others(articles, annotated)
        asked += [(text, None) for text in sample_of(random, others, OTHERS)]
        asked += [(text, None) for text in random.sample(talk, SMALL_TALK_LINES)]
        for text, question in asked:
            yield Found(text, annotated, number, question, index.search(text).hits)
    numbered = list(enumerate(articles))
    for place in range(LIBRARIES):
        library, neighbours = numbered[place::LIBRARIES], numbered[place + 1 :: LIBRARIES]
        yield from _found_in_library(dict(library), [each for _, each in neighbours], meaning, random)


def _found_in_library(
    library: Mapping[int, AnnotatedArticle],
    others: Sequence[AnnotatedArticle],
    meaning: Meaning,
    random: Random,
) -> Iterator[Found]:
    """Questions that none of a library's articles answers: they name what others are about.

    "Who paid for it?" isn't asked, for whatever sentence tells who paid for something would answer it.
    """
    by_id = {each.article.id: (number, each) for number, each in library.items()}
    models = replace(shipped_models(), reading=None)
    index = Index([each.article for each in library.values()], models, meaning=meaning)
    for other in others:
        title = set(index.content_words(other.article.title))
        texts = [each.text for each in other.questions if title.intersection(index.content_words(each.text))]
        for text in sample_of(random, texts, OF_NEIGHBOURS):
            hits = index.search(text).hits
            if hits:
                number, annotated = by_id[hits[0].passage.article]
                yield Found(text, annotated, number, None, hits)


def training_pairs(found: Sequence[Found], seed: int = 1) -> list[TrainingPair]:
    """The pairs of these questions: the sentence that answers, and others that were found or stand near."""
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    bias = bias_of([Asked(each.text, each.number, each.is_answered) for each in found if each.question])
    pairs = []
    for each in found:
        share = _share(bias.get(each.text, 0.0))
        for passage, sentence, answers in _sentences(each, random):
            pairs.append(TrainingPair(each.pair(passage, sentence), answers, math.log(share / (1 - share))))
    return pairs


def _share(log_odds: float) -> float:
    """The share of a question's pairs that is right, by its words alone."""
    return min(max(1 / (1 + math.exp(-log_odds)) / PAIRS_OF_QUESTION, 0.001), 0.9)


def _sentences(found: Found, random: Random) -> Iterator[tuple[Passage, int, bool]]:
    firsts = [(hit.passage, hit.sentence) for hit in found.hits]
    if found.question is None:
        chosen = firsts[:1]
    elif not found.question.is_answerable:
        tempting = (found.passage, found.question.sentences[0]) if found.question.sentences else None
        chosen = firsts[:1] + ([tempting] if tempting and tempting not in firsts[:1] else [])
        chosen = chosen if len(chosen) > 1 else firsts[:2]
    else:
        right = found.passage, found.question.sentences
        yield right[0], right[1][0], True
        wrong = [first for first in firsts if first[0].id != right[0].id][:2]
        chosen = [random.choice(wrong)] if wrong else []
        beside = [n for n in range(len(right[0].sentences)) if n not in right[1]]
        marked = [n for passage, n in firsts if passage.id == right[0].id and n in beside]
        if beside:
            chosen.append((right[0], marked[0] if marked else random.choice(beside)))
    for passage, sentence in chosen:
        yield passage, sentence, False
